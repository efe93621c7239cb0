//! THE TABLE: one row per field of a customer. Form, detail, list, filters, sorting, bulk update,
//! export, import, API, history and labels all come from here.

use std::sync::LazyLock;

use super::conditions::{Order, Predicate};
use super::record::Record;
use crate::condition;
use crate::db::schema::{
    customer_billing, customer_details, customer_legal, customer_shipping, customers,
};
use crate::field_table;
use crate::fields::{Choice, IdRole, Lookup};
use crate::identity;
use crate::order;
use crate::text;

/// A field of a customer.
pub type Field = crate::fields::Field<Record, Predicate, Order>;

/// Tipo de persona.
pub const PERSON_KINDS: &[Choice] = &[
    Choice { code: "other", labels: ["Otro", "Outro", "Other"] },
    Choice { code: "natural", labels: ["Persona física", "Pessoa física", "Individual"] },
    Choice { code: "legal", labels: ["Persona jurídica", "Pessoa jurídica", "Company"] },
    Choice { code: "self_employed", labels: ["Autónomo", "Autônomo", "Self-employed"] },
];

/// Género.
pub const GENDERS: &[Choice] = &[
    Choice { code: "unknown", labels: ["Sin dato", "Não informado", "Not known"] },
    Choice { code: "female", labels: ["Femenino", "Feminino", "Female"] },
    Choice { code: "male", labels: ["Masculino", "Masculino", "Male"] },
    Choice { code: "other", labels: ["Otro", "Outro", "Other"] },
];

/// Suscripción Email.
pub const MARKETING: &[Choice] = &[
    Choice { code: "subscribed", labels: ["Suscrito", "Inscrito", "Subscribed"] },
    Choice { code: "unsubscribed", labels: ["De baja", "Descadastrado", "Unsubscribed"] },
];

/// Estado.
pub const STATUSES: &[Choice] = &[
    Choice { code: "pending", labels: ["Pendiente", "Pendente", "Pending"] },
    Choice { code: "active", labels: ["Activo", "Ativo", "Active"] },
    Choice { code: "inactive", labels: ["Inactivo", "Inativo", "Inactive"] },
    Choice { code: "archived", labels: ["Archivado", "Arquivado", "Archived"] },
    Choice { code: "anonymized", labels: ["Anonimizado", "Anonimizado", "Anonymised"] },
];

/// Categoría.
pub const CATEGORIES: &[Choice] = &[
    Choice { code: "active", labels: ["Activo", "Ativo", "Active"] },
    Choice { code: "inactive", labels: ["Inactivo", "Inativo", "Inactive"] },
    Choice { code: "delinquent", labels: ["Moroso", "Inadimplente", "Overdue"] },
    Choice { code: "archived", labels: ["Archivado", "Arquivado", "Archived"] },
];

/// Origen.
pub const ORIGINS: &[Choice] = &[
    Choice { code: "panel", labels: ["Panel", "Painel", "Panel"] },
    Choice { code: "import", labels: ["Importación", "Importação", "Import"] },
    Choice { code: "api", labels: ["API", "API", "API"] },
    Choice {
        code: "signup",
        labels: ["Formulario de alta", "Formulário de cadastro", "Sign-up form"],
    },
    Choice { code: "command", labels: ["Línea de comandos", "Linha de comando", "Command line"] },
];

/// Método de pago.
pub const PAYMENT_METHODS: &[Choice] = &[
    Choice { code: "card", labels: ["Tarjeta", "Cartão", "Card"] },
    Choice { code: "transfer", labels: ["Transferencia", "Transferência", "Bank transfer"] },
    Choice { code: "cash", labels: ["Efectivo", "Dinheiro", "Cash"] },
    Choice { code: "gateway", labels: ["Pasarela de pago", "Gateway de pagamento", "Gateway"] },
    Choice {
        code: "debit", labels: ["Débito automático", "Débito automático", "Direct debit"]
    },
];

/// How a customer stands with a gateway.
pub const GATEWAY_STATES: &[Choice] = &[
    Choice { code: "active", labels: ["Activa", "Ativa", "Active"] },
    Choice { code: "removed", labels: ["Eliminada", "Excluída", "Removed"] },
];

/// Modo de cobro.
pub const COLLECTION_MODES: &[Choice] = &[
    Choice {
        code: "send_invoice",
        labels: ["Enviar la factura", "Enviar a fatura", "Send the invoice"],
    },
    Choice {
        code: "charge_payment",
        labels: ["Cobrar automáticamente", "Cobrar automaticamente", "Charge automatically"],
    },
];

field_table! {
    /// A row of `customers`.
    pub struct Customer, CustomerPatch from customers by id in |record| record.customer {
        keep {
            #[diesel(skip_insertion)] id: i64,
            public_id: String,
            version: i64,
            name_sort: String,
            search_text: String,
            custom_id_folded: Option<String>,
            email_folded: Option<String>,
            doc_folded: Option<String>,
            tax_id_folded: Option<String>,
            created_by: Option<i64>,
            unpaid_count: i64,
        }
        after id {
            person_kind: Choice(PERSON_KINDS) as choice in Basic, "Tipo de persona" | "Tipo de pessoa" | "Person type", except [BULK];
            name: Text(255) as text in Basic, "Nombre" | "Nome" | "Name", except [BULK], also PORTAL_SEEN;
            custom_id: Text(64) as text in Basic, "ID Cliente Personalizable" | "ID personalizável do cliente" | "Custom customer ID", except [BULK], folded custom_id_folded by text::fold, also PORTAL_SEEN;
            zone_id: Ref(Lookup::Zones) as link in Basic, "Zona" | "Zona" | "Zone";
            seller_id: Ref(Lookup::Sellers) as link in Basic, "Vendedor" | "Vendedor" | "Seller";
            collector_id: Ref(Lookup::Collectors) as link in Basic, "Recaudador" | "Cobrador" | "Collector";
            store_id: Ref(Lookup::Stores) as link in Basic, "Tienda" | "Loja" | "Store", except [BULK];
            is_vip: Flag as flag in Basic, "VIP" | "VIP" | "VIP";
            is_bad: Flag as flag in Basic, "BAD" | "BAD" | "BAD";
            country: Country as text in Fiscal, "País" | "País" | "Country", also PORTAL_SEEN;
            doc_type: IdType(IdRole::Document) as text in Fiscal, "Tipo de documento" | "Tipo de documento" | "Document type", except [BULK];
            doc_number: IdNumber(IdRole::Document) as text in Fiscal, "Documento o cédula de identidad" | "Documento de identidade" | "Identity document", except [BULK], folded doc_folded by identity::tax_id::compact, also PORTAL_SEEN;
            tax_id_type: IdType(IdRole::Tax) as text in Fiscal, "Tipo de ID fiscal" | "Tipo de ID fiscal" | "Tax ID type", except [BULK];
            tax_id: IdNumber(IdRole::Tax) as text in Fiscal, "Número de identificación tributaria" | "Número de identificação fiscal" | "Tax ID", except [BULK], folded tax_id_folded by identity::tax_id::compact, also PORTAL_SEEN;
            email: Email as text in Contact, "E-mail de contacto" | "E-mail de contato" | "Contact e-mail", except [BULK], folded email_folded by identity::email::fold, also PORTAL_SEEN;
            marketing_status: Choice(MARKETING) as choice in Contact, "Suscripción Email" | "Inscrição de e-mail" | "E-mail subscription", also PORTAL_EDITED;
            status: Choice(STATUSES) as choice in System, "Estado" | "Status" | "Status", except [FORM BULK];
            category: Choice(CATEGORIES) as choice in System, "Categoría" | "Categoria" | "Category", except [FORM BULK IMPORT DETAIL];
            created_via: Choice(ORIGINS) as choice in System, "Origen" | "Origem" | "Created via", except [FORM BULK IMPORT];
            created_at: Moment as moment in System, "Creado el" | "Criado em" | "Created", except [FORM BULK IMPORT];
            updated_at: Moment as moment in System, "Última modificación" | "Última modificação" | "Last change", except [FORM BULK IMPORT];
        }
    }
    /// The fields that are columns of `customers`.
    pub fn customer_fields
}

field_table! {
    /// A row of `customer_details`: every customer has one.
    pub struct Details, DetailsPatch from customer_details by customer_id in |record| record.details {
        keep {
            customer_id: i64,
            gender_presumed: bool,
            unsubscribed_at: Option<chrono::NaiveDateTime>,
            unsubscribed_via: Option<String>,
        }
        after name {
            trade_name: Text(255) as text in Basic, "Nombre de fantasía" | "Nome fantasia" | "Trade name", also PORTAL_SEEN;
            first_name: Text(100) as text in Basic, "Primer nombre" | "Primeiro nome" | "First name", except [BULK], also PORTAL_SEEN;
            second_name: Text(100) as text in Basic, "Segundo nombre" | "Segundo nome" | "Second name", except [BULK], also PORTAL_SEEN;
            first_surname: Text(100) as text in Basic, "Primer apellido" | "Primeiro sobrenome" | "First surname", except [BULK], also PORTAL_SEEN;
            second_surname: Text(100) as text in Basic, "Segundo apellido" | "Segundo sobrenome" | "Second surname", except [BULK], also PORTAL_SEEN;
        }
        after store_id {
            manager_user_id: Ref(Lookup::Staff) as link in Basic, "Gestor" | "Gestor" | "Manager";
            gender: Choice(GENDERS) as choice in Basic, "Género" | "Gênero" | "Gender", except [BULK];
            birthday: Date as date in Basic, "Fecha de nacimiento" | "Data de nascimento" | "Date of birth", except [BULK], also PORTAL_EDITED;
        }
        after is_bad {
            remarks: Lines(5000) as text in Basic, "Observaciones" | "Observações" | "Remarks";
        }
        after email {
            // Without an at sign, so that it never is another customer's e-mail: both sign in.
            portal_login: Login as text in Contact, "Usuario del portal" | "Usuário do portal" | "Portal user name", except [BULK], also PORTAL_SEEN;
            website: Url as text in Contact, "Sitio web" | "Site" | "Website", also PORTAL_EDITED;
        }
        after marketing_status {
            address: Text(255) as text in Address, "Dirección" | "Endereço" | "Address", also PORTAL_EDITED;
            district: Text(100) as text in Address, "Barrio" | "Bairro" | "District", also PORTAL_EDITED;
            city: Text(100) as text in Address, "Ciudad" | "Cidade" | "City", also PORTAL_EDITED;
            state: State as text in Address, "Provincia/Estado/Región" | "Estado/Província/Região" | "State/Province/Region", also PORTAL_EDITED;
            postal_code: Text(16) as text in Address, "Código postal" | "CEP/Código postal" | "Postal code", also PORTAL_EDITED;
            personal_discount_bp: Percent as number in Origin, "Descuento personal" | "Desconto pessoal" | "Personal discount";
            currency: Currency as text in Origin, "Moneda" | "Moeda" | "Currency";
            source: Text(100) as text in Origin, "Fuente" | "Fonte" | "Source";
            source_detail: Text(255) as text in Origin, "Detalle de la fuente" | "Detalhe da fonte" | "Source detail";
            external_ref: Text(100) as text in Origin, "Referencia externa" | "Referência externa" | "External reference", except [BULK];
        }
    }
    /// The fields of everyday that no index orders, each behind the field it stands after.
    pub fn detail_fields
}

field_table! {
    /// A row of `customer_shipping`.
    pub struct Shipping, ShippingPatch from customer_shipping by customer_id in |record| record.shipping {
        keep { customer_id: i64 }
        after postal_code {
            ship_address: Text(255) as text in Shipping, "Dirección de envío" | "Endereço de entrega" | "Shipping address", also PORTAL_EDITED;
            ship_district: Text(100) as text in Shipping, "Barrio de envío" | "Bairro de entrega" | "Shipping district", also PORTAL_EDITED;
            ship_city: Text(100) as text in Shipping, "Ciudad de envío" | "Cidade de entrega" | "Shipping city", also PORTAL_EDITED;
            ship_state: State as text in Shipping, "Provincia/Estado/Región de envío" | "Estado/Província/Região de entrega" | "Shipping state/province", also PORTAL_EDITED;
            ship_postal_code: Text(16) as text in Shipping, "Código postal de envío" | "Código postal de entrega" | "Shipping postal code", also PORTAL_EDITED;
            ship_country: Country as text in Shipping, "País de envío" | "País de entrega" | "Shipping country", also PORTAL_EDITED;
        }
    }
    /// The fields of the shipping address.
    pub fn shipping_fields
}

field_table! {
    /// A row of `customer_legal`.
    pub struct Legal, LegalPatch from customer_legal by customer_id in |record| record.legal {
        keep { customer_id: i64 }
        after ship_country {
            legal_name: Text(255) as text in Legal, "Denominación legal" | "Razão social" | "Legal name", except [BULK], also PORTAL_SEEN;
            legal_address: Text(255) as text in Legal, "Domicilio legal" | "Domicílio legal" | "Legal address", except [BULK], also PORTAL_SEEN;
            registration_number: Text(64) as text in Legal, "Número de registro" | "Número de registro" | "Registration number", except [BULK];
            certificate_number: Text(64) as text in Legal, "Número de certificado" | "Número do certificado" | "Certificate number", except [BULK];
            certificate_on: Date as date in Legal, "Fecha del certificado" | "Data do certificado" | "Certificate date", except [BULK];
            bank: Text(100) as text in Legal, "Banco" | "Banco" | "Bank";
            bank_address: Text(255) as text in Legal, "Dirección del banco" | "Endereço do banco" | "Bank address";
            bank_account: BankAccount as text in Legal, "Cuenta bancaria" | "Conta bancária" | "Bank account", except [BULK];
            correspondent_account: Text(64) as text in Legal, "Cuenta corresponsal" | "Conta correspondente" | "Correspondent account", except [BULK];
            bic: Bic as text in Legal, "BIC / SWIFT" | "BIC / SWIFT" | "BIC / SWIFT";
            iban: Iban as text in Legal, "IBAN" | "IBAN" | "IBAN", except [BULK];
        }
    }
    /// The legal and bank fields.
    pub fn legal_fields
}

field_table! {
    /// A row of `customer_billing`: every customer has one.
    pub struct Billing, BillingPatch from customer_billing by customer_id in |record| record.billing {
        keep { customer_id: i64 }
        after iban {
            billing_enabled: Flag as flag in Billing, "Facturación habilitada" | "Faturamento habilitado" | "Billing enabled";
            legal_entity_id: Ref(Lookup::LegalEntities) as link in Billing, "Emisor (razón social)" | "Emissor (razão social)" | "Issuing legal entity";
            tax_condition_id: Ref(Lookup::TaxConditions) as link in Billing, "Condición impositiva" | "Condição fiscal" | "Tax condition";
            invoice_type_id: Ref(Lookup::InvoiceTypes) as link in Billing, "Tipo de factura" | "Tipo de fatura" | "Invoice type";
            tax_id_fk: Ref(Lookup::Taxes) as link in Billing, "Impuesto" | "Imposto" | "Tax";
            payment_method: Choice(PAYMENT_METHODS) as text in Billing, "Método de pago" | "Método de pagamento" | "Payment method";
            collection_mode: Choice(COLLECTION_MODES) as choice in Billing, "Modo de cobro" | "Modo de cobrança" | "Collection";
            own_cycle: Flag as flag in Billing, "Ciclo propio" | "Ciclo próprio" | "Cycle of its own";
            billing_cycle_id: Ref(Lookup::BillingCycles) as link in Billing, "Ciclo de facturación" | "Ciclo de faturamento" | "Billing cycle";
            effective_billing_day: Number(1, 28) as number in Billing, "Día de facturación" | "Dia de faturamento" | "Billing day", except [FORM BULK IMPORT];
            due_days: Number(0, 365) as number in Billing, "Días hasta el vencimiento" | "Dias até o vencimento" | "Days until due";
            mail_invoice: Flag as flag in Billing, "Recibe facturas por e-mail" | "Recebe faturas por e-mail" | "Gets invoices by e-mail";
            mail_payment: Flag as flag in Billing, "Recibe avisos de pago" | "Recebe avisos de pagamento" | "Gets payment notices";
            mail_reminder: Flag as flag in Billing, "Recibe recordatorios" | "Recebe lembretes" | "Gets reminders";
            mail_manual: Flag as flag in Billing, "Recibe lo que se le envía a mano" | "Recebe o que lhe é enviado à mão" | "Gets what is mailed by hand";
            tax_regime: Text(100) as text in Billing, "Régimen fiscal" | "Regime fiscal" | "Tax regime";
            cfdi_use: Text(100) as text in Billing, "Uso CFDI" | "Uso CFDI" | "CFDI use";
            fiscal_postal_code: Text(16) as text in Billing, "Código postal fiscal" | "Código postal fiscal" | "Fiscal postal code";
            tax_responsibilities: Text(255) as text in Billing, "Responsabilidades fiscales" | "Responsabilidades fiscais" | "Tax responsibilities";
            business_activity: Text(255) as text in Billing, "Giro" | "Ramo de atividade" | "Line of business";
            commune: Text(100) as text in Billing, "Comuna fiscal" | "Comuna fiscal" | "Fiscal commune";
        }
    }
    /// How it is invoiced.
    pub fn billing_fields
}

static ALL: LazyLock<Vec<Field>> = LazyLock::new(|| {
    let mut fields = vec![super::listed::id()];
    let groups = [
        customer_fields(),
        super::listed::contact_fields(),
        detail_fields(),
        shipping_fields(),
        legal_fields(),
        billing_fields(),
        super::debts::fields(),
        super::services::fields(),
        super::debts::card_fields(),
    ];
    for (anchor, group) in groups.into_iter().flatten() {
        let anchor = fields.iter().position(|field| field.key == anchor);
        let behind = anchor.map_or(fields.len(), |at| at + 1);
        fields.splice(behind..behind, group.into_iter().map(super::query::with_walk));
    }
    fields
});

/// Every field of a customer, in the order of the screens.
#[must_use]
pub fn all() -> &'static [Field] {
    &ALL
}

/// The field of a key.
#[must_use]
pub fn find(key: &str) -> Option<&'static Field> {
    let key = match key {
        // As product and presets of before call them.
        "enabled" => "billing_enabled",
        "invoice_type" => "invoice_type_id",
        "tax_condition" => "tax_condition_id",
        key => key,
    };
    ALL.iter().find(|field| field.key == key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::Group;

    #[test]
    fn the_table_stands_in_the_order_of_the_screens() {
        let mut sections: Vec<Group> = all().iter().map(|field| field.group).collect();
        assert_eq!(sections.remove(0), Group::System, "the number comes first");
        sections.dedup();
        assert_eq!(sections, Group::ALL);
    }
}
