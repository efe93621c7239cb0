//! Header words of customer files in Spanish, Portuguese and English, and what they mean.
//!
//! One table; a word that could mean two things stands in [`super::headers`], where the other
//! columns decide.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::columns::{Part, importable};
use super::texts::fold;

/// What a header word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The number Padrón, or another system, gave the customer.
    Id,
    /// A field.
    Field(&'static str),
    /// A field, and the kind of number that the word names.
    Hinted(&'static str, &'static str),
    /// A part of a value.
    Part(Part),
    /// Calculated or kept by the program.
    ReadOnly,
    /// Known, but nothing takes it yet.
    NotYet,
    /// "Número": of the house or of the document.
    SomeNumber,
    /// "Estado": state or status.
    SomeState,
}

/// What a folded header means.
pub(super) fn meaning(folded: &str) -> Option<Meaning> {
    WORDS.get(folded).copied()
}

/// Whether a folded header is known.
pub(super) fn knows(folded: &str) -> bool {
    meaning(folded).is_some() || super::headers::is_prefixed(folded)
}

static WORDS: LazyLock<HashMap<String, Meaning>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    for (meaning, synonyms) in TABLE {
        for synonym in synonyms.split('|') {
            words.insert(fold(synonym), *meaning);
        }
    }
    // Keys and names of the catalogue: a new field is known here without a word of its own.
    for field in importable() {
        for name in std::iter::once(&field.key).chain(&field.labels) {
            words.entry(fold(name)).or_insert(Meaning::Field(field.key.as_ref()));
        }
    }
    words
});

use Meaning::{Field, Hinted, Id, NotYet, Part as P, ReadOnly, SomeNumber, SomeState};

/// Synonyms are compared folded, so accents, case and signs do not matter here.
const TABLE: &[(Meaning, &str)] = &[
    (Id, "id|id cliente|cliente id|id de cliente|id do cliente|customer id|client id"),
    (
        Field("custom_id"),
        "id cliente personalizable|código externo|código|code|codigo cliente|código de cliente|código do cliente|número de cliente|número do cliente|nro cliente|customer code|customer number|client number|account number id|id personalizado|custom customer id",
    ),
    (
        Field("external_ref"),
        "referencia externa|referência externa|external reference|external id|id externo|reference",
    ),
    (
        Field("person_kind"),
        "tipo de persona|tipo persona|tipo de pessoa|tipo pessoa|person type|customer type|tipo de cliente",
    ),
    (
        Field("name"),
        "nombre|nombre completo|nombre y apellido|nombre y apellidos|nombres y apellidos|apellido y nombre|apellidos y nombres|nombre del cliente|nombre cliente|cliente|nombre o razón social|razón social o nombre|nombre / razón social|apellido y nombre / razón social|denominación|titular|abonado|nombre comercial|nome|nome completo|nome do cliente|nome ou razão social|name|full name|customer name|client name|display name|customer|client",
    ),
    (
        Field("first_name"),
        "primer nombre|nombre de pila|primeiro nome|prenome|first name|given name|forename",
    ),
    (Field("second_name"), "segundo nombre|segundo nome|second name|middle name"),
    (
        Field("first_surname"),
        "primer apellido|apellido paterno|apellido|primeiro sobrenome|sobrenome|apelido|first surname|last name|surname|family name",
    ),
    (Field("second_surname"), "segundo apellido|apellido materno|segundo sobrenome|second surname"),
    (P(Part::GivenNames), "nombres|nomes|given names|first names"),
    (P(Part::Surnames), "apellidos|sobrenomes|surnames|last names"),
    (
        P(Part::Company),
        "empresa|razón social|nombre de la empresa|compañía|sociedad|razão social|nome da empresa|company|company name|organization|organisation|organization name|business name|business",
    ),
    (
        P(Part::ContactName),
        "contacto|nombre de contacto|nombre del contacto|persona de contacto|contato|nome do contato|pessoa de contato|contact|contact name|contact person",
    ),
    (
        P(Part::ContactTitle),
        "cargo|cargo del contacto|puesto|cargo do contato|contact title|job title|position",
    ),
    (
        Field("email"),
        "e-mail|mail|correo|correo electrónico|correo-e|dirección de correo|e-mail de contacto|email principal|correo principal|email del cliente|e-mail do cliente|endereço de e-mail|email address|contact email|billing email|primary email",
    ),
    (
        Field("notify_emails"),
        "emails a notificar|e-mails a notificar|correos a notificar|otros emails|otros correos|correos adicionales|email secundario|e-mails para notificar|outros e-mails|e-mail secundário|additional emails|other emails|secondary email|cc emails",
    ),
    (
        Field("phone_landline"),
        "teléfono|teléfono fijo|tel|tel fijo|tel.|fono|fono fijo|nro teléfono|número de teléfono|teléfono de contacto|telefone|telefone fixo|fixo|phone|phone number|telephone|landline|home phone|work phone|business phone|main phone",
    ),
    (
        Field("phone_mobile"),
        "teléfono celular|celular|cel|móvil|teléfono móvil|número de celular|nro celular|whatsapp|telefone celular|telefone móvel|telemóvel|mobile|mobile phone|mobile number|cell|cell phone|cellphone",
    ),
    (
        Field("phones"),
        "fax|número de fax|fax number|otros teléfonos|otro teléfono|teléfonos|teléfono alternativo|outros telefones|telefones|other phones|other phone|phones|alternate phone|shipping phone",
    ),
    (
        P(Part::PhoneCountry),
        "ddi|código de país|código do país|country calling code|phone country code|prefijo país",
    ),
    (P(Part::PhoneArea), "ddd|código de área|código de area|característica|prefijo|lada|area code"),
    (
        P(Part::PhoneKind),
        "tipo de teléfono|tipo teléfono|tipo de telefone|tipo telefone|phone type|phone kind",
    ),
    // The headers of the export whose field's name means another thing, or several, in other files.
    (Field("doc_type"), "tipo de documento de identidad"),
    (
        P(Part::DocKind),
        "tipo documento|tipo de documento|tipo doc|tipo doc.|tipo identificación|tipo de identificación|document type|doc type|id type",
    ),
    (
        Field("doc_number"),
        "documento|documento/cédula|documento o cédula|número de documento|nro documento|nro. de documento|nro doc|num documento|identificación|número de identificación|documento de identidad|documento de identidade|número do documento|document|document number|id number|identity number|national id|passport|pasaporte|passaporte",
    ),
    (Hinted("doc_number", "DNI"), "dni|nro dni|número de dni"),
    (Hinted("doc_number", "CC"), "cédula|cédula de ciudadanía"),
    (Hinted("doc_number", "CI"), "ci|c.i.|cédula de identidad"),
    (Hinted("doc_number", "CURP"), "curp"),
    (Hinted("doc_number", "RG"), "rg"),
    (P(Part::CheckDigit), "dv|dígito verificador|dígito de verificación|check digit"),
    (
        Field("tax_id"),
        "número de identificación tributaria|identificación tributaria|id fiscal|identificación fiscal|número fiscal|número de identificação fiscal|identificação fiscal|tax id|tax id number|tax number|tin|tax info tax id|cpf ou cnpj|cpf/cnpj|cnpj/cpf|cnpj ou cpf",
    ),
    (Hinted("tax_id", "CUIT"), "cuit|cuit/cuil|cuit o cuil|nro cuit|n° cuit"),
    (Hinted("tax_id", "CUIL"), "cuil"),
    (Hinted("tax_id", "RUT"), "rut|rol único tributario|rut cliente"),
    (Hinted("tax_id", "RFC"), "rfc|r.f.c."),
    (Hinted("tax_id", "NIT"), "nit|n.i.t.|número de nit"),
    (Hinted("tax_id", "RUC"), "ruc|r.u.c.|número de ruc"),
    (Hinted("tax_id", "CPF"), "cpf"),
    (Hinted("tax_id", "CNPJ"), "cnpj"),
    (Hinted("tax_id", "NIF"), "nif|cif|nif/cif|cif/nif"),
    (Hinted("tax_id", "RIF"), "rif|r.i.f."),
    (Hinted("tax_id", "RNC"), "rnc"),
    (Hinted("tax_id", "VAT"), "vat|vat number|vat id|vat no"),
    (
        Field("tax_id_type"),
        "tipo de id fiscal|tipo id fiscal|tipo de identificación tributaria|tipo de identificação fiscal|tax id type|tax info type",
    ),
    (
        Field("address"),
        "dirección|domicilio|calle|dirección de facturación|calle y número|endereço|rua|logradouro|address|street|street address|address 1|address line 1|billing street|billing address|billing address 1",
    ),
    (
        P(Part::HouseNumber),
        "número exterior|nro puerta|altura|número da casa|house number|street number",
    ),
    (
        P(Part::AddressExtra),
        "complemento|piso|departamento/piso|piso/depto|número interior|apt|apt/suite|suite|address 2|address line 2|billing apt/suite|billing address 2",
    ),
    (
        Field("district"),
        "barrio|colonia|urbanización|bairro|district|neighborhood|neighbourhood|address district",
    ),
    (
        Field("city"),
        "ciudad|localidad|comuna|municipio|población|poblado|cidade|município|city|town|billing city|address city",
    ),
    (
        Field("state"),
        "provincia|provincia/estado/región|provincia/estado|estado/provincia|región|departamento|uf|state|province|province/state|state/province|region|county|billing state|billing state/province|address state",
    ),
    (SomeState, "estado"),
    (SomeNumber, "número|nro|nro.|num|no.|n°|number"),
    (
        Field("postal_code"),
        "código postal|cp|c.p.|cód. postal|cep|zip|zip code|postcode|postal code|billing postal code|billing zip|address postal code|address zip",
    ),
    (Field("country"), "país|pais|country|country code|billing country|address country"),
    (
        Field("ship_address"),
        "dirección de envío|domicilio de entrega|endereço de entrega|shipping address|shipping street|shipping address 1|shipping address line 1|ship address|delivery address",
    ),
    (P(Part::ShipHouseNumber), "número de entrega|shipping house number"),
    (
        P(Part::ShipAddressExtra),
        "shipping apt/suite|shipping address 2|shipping address line 2|complemento de entrega",
    ),
    (Field("ship_district"), "barrio de envío|bairro de entrega|shipping district"),
    (Field("ship_city"), "ciudad de envío|cidade de entrega|shipping city|shipping address city"),
    (
        Field("ship_state"),
        "provincia de envío|estado de entrega|shipping state|shipping state/province|shipping province|shipping address state",
    ),
    (
        Field("ship_postal_code"),
        "código postal de envío|cep de entrega|shipping postal code|shipping zip|shipping address postal code",
    ),
    (
        Field("ship_country"),
        "país de envío|país de entrega|shipping country|shipping address country",
    ),
    (Field("zone_id"), "zona|zone"),
    (Field("seller_id"), "vendedor|vendedora|asesor|seller|salesperson|sales rep"),
    (Field("collector_id"), "recaudador|cobrador|arrecadador|collector"),
    (Field("store_id"), "tienda|sucursal|loja|filial|store|branch"),
    (
        Field("manager_user_id"),
        "gestor|ejecutivo|ejecutivo de cuenta|gerente|responsable|responsável|manager|account manager|owner",
    ),
    (
        Field("remarks"),
        "observaciones|observación|obs|notas|nota|comentarios|comentario|descripción|observações|observação|comentários|descrição|notes|note|remarks|comments|description|public notes|private notes",
    ),
    (Field("is_vip"), "vip|es vip|é vip"),
    (Field("is_bad"), "bad|mal cliente|mau cliente"),
    (Field("gender"), "género|sexo|gênero|gender|sex"),
    (
        Field("birthday"),
        "fecha de nacimiento|fecha nacimiento|nacimiento|cumpleaños|data de nascimento|nascimento|aniversário|birthday|birth date|birthdate|date of birth|dob",
    ),
    (
        Field("marketing_status"),
        "suscripción email|suscripción e-mail|suscripción|assinatura de e-mail|inscrição e-mail|email subscription|newsletter|accepts marketing|email marketing",
    ),
    (
        Field("personal_discount_bp"),
        "descuento personal|descuento|desconto pessoal|desconto|personal discount|discount",
    ),
    (Field("currency"), "moneda|divisa|moeda|currency|currency code"),
    (Field("website"), "sitio web|página web|web|site|página|website|url"),
    (Field("source"), "fuente|origen|fonte|origem|source|lead source"),
    (
        Field("source_detail"),
        "detalle de la fuente|detalle de fuente|detalhe da fonte|source detail",
    ),
    (
        Field("status"),
        "estado del cliente|estado cliente|situación|situação|status do cliente|customer status",
    ),
    (Field("legal_name"), "nombre legal|denominación legal|nome legal|legal name|registered name"),
    (
        Field("legal_address"),
        "domicilio legal|domicilio fiscal|dirección legal|dirección fiscal|endereço legal|endereço fiscal|legal address|registered address",
    ),
    (
        Field("registration_number"),
        "número de registro|número de inscripción|registro mercantil|número de registro legal|registration number|company number",
    ),
    (
        Field("certificate_number"),
        "número de certificado|certificado número|número do certificado|certificate number",
    ),
    (
        Field("certificate_on"),
        "fecha de certificado|fecha del certificado|data do certificado|certificate date",
    ),
    (Field("bank"), "banco|nombre del banco|nome do banco|bank|bank name"),
    (Field("bank_address"), "dirección del banco|endereço do banco|bank address"),
    (
        Field("bank_account"),
        "cuenta bancaria|número de cuenta|cuenta|cbu|cvu|cbu/cvu|clabe|cci|conta bancária|conta|bank account|bank account number|account number",
    ),
    (
        Field("correspondent_account"),
        "cuenta corresponsal|conta correspondente|correspondent account",
    ),
    (Field("bic"), "bic|swift|bic/swift|swift/bic|código swift|swift code"),
    (Field("iban"), "iban"),
    (
        ReadOnly,
        "número de facturas impagas|facturas impagas|balance de facturas impagas|balance impago|saldo em aberto|unpaid balance|faturas em aberto|unpaid invoices|facturas vencidas|faturas vencidas|overdue invoices|debe desde|deve desde|overdue since|días de mora|dias de atraso|days overdue|estado de la tarjeta|situação do cartão|state of the card|vencimiento de la tarjeta|validade do cartão|card expires on|información de pasarelas de pago|creado el|creado|fecha de creación|última modificación|modificado el|categoría|alta|fecha de alta|origen del alta|criado em|última alteração|created|created at|created on|updated at|updated|last modified|motivo del error|motivo do erro|error reason|día de facturación|dia de faturamento|billing day|effective billing day",
    ),
    (Field("billing_enabled"), "facturación habilitada|faturamento habilitado|billing enabled"),
    (Field("invoice_type_id"), "tipo de factura|tipo de comprobante|tipo de fatura|invoice type"),
    (
        Field("tax_condition_id"),
        "condición impositiva|condición frente al iva|condición de iva|condição fiscal|tax condition",
    ),
    (Field("tax_id_fk"), "impuesto|imposto"),
    (
        Field("payment_method"),
        "método de pago|forma de pago|método de pagamento|forma de pagamento|payment method",
    ),
    (Field("billing_cycle_id"), "ciclo|ciclo de facturación|ciclo de faturamento|billing cycle"),
    (Field("tax_regime"), "régimen fiscal|regime fiscal|tax regime"),
    (Field("cfdi_use"), "uso cfdi|uso de cfdi"),
    (Field("tax_responsibilities"), "responsabilidades|responsabilidades fiscales"),
    (Field("business_activity"), "giro|actividad"),
    (
        NotYet,
        "inscrição estadual|inscrição municipal|saldo|deuda|balance|account balance|paid to date|plan|plan contratado|plano|etiquetas|tags|etiqueta|metadata|metadatos|tax exempt|delinquent|shipping name",
    ),
];

#[cfg(test)]
mod tests;
