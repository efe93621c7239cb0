//! THE TABLES: one row per column of a catalogue.

use super::catalogue::{Column, Marks, Pointer, Table};
use super::declared::{catalogue, stored};
use super::entry::Entry;
use super::rules::{self, Rule};
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::{
    allowed_types, billing_cycles, cards, contracts, coverages, customer_billing,
    customer_gateways, gateways, invoice_lines, invoice_series, invoice_types, invoices,
    legal_entities, plans, servers, subscriptions, tax_conditions, taxes,
};
use crate::fields::{Choice, IdRole, Kind, Lookup, Value};
use crate::history::Entity;

/// Longest name, in characters.
const LONGEST_NAME: usize = 100;

/// What a document does.
pub const PURPOSES: &[Choice] = &[
    Choice { code: "invoice", labels: ["Factura", "Fatura", "Invoice"] },
    Choice { code: "credit_note", labels: ["Nota de crédito", "Nota de crédito", "Credit note"] },
    Choice { code: "debit_note", labels: ["Nota de débito", "Nota de débito", "Debit note"] },
];

/// Whether a tax has a rate at all.
pub const TAX_KINDS: &[Choice] = &[
    Choice { code: "rated", labels: ["Gravado", "Tributado", "Taxed"] },
    Choice { code: "exempt", labels: ["Exento", "Isento", "Exempt"] },
    Choice { code: "untaxed", labels: ["No gravado", "Não tributado", "Not taxed"] },
];

/// What a plan is paid by.
pub const UNITS: &[Choice] = &[
    Choice { code: "month", labels: ["Meses", "Meses", "Months"] },
    Choice { code: "day", labels: ["Días", "Dias", "Days"] },
    Choice { code: "week", labels: ["Semanas", "Semanas", "Weeks"] },
    Choice { code: "year", labels: ["Años", "Anos", "Years"] },
];

/// Who keeps the cards.
pub const END_KINDS: &[Choice] = &[
    Choice { code: "simulator", labels: ["Simulador", "Simulador", "Simulator"] },
    Choice {
        code: "webpay_oneclick",
        labels: [
            "Webpay Oneclick (Transbank)",
            "Webpay Oneclick (Transbank)",
            "Webpay Oneclick (Transbank)",
        ],
    },
];

/// Every catalogue's first column.
fn name_column() -> Column {
    Column::new(
        "name",
        Kind::Text(LONGEST_NAME),
        ["Nombre", "Nome", "Name"],
        (|entry| entry.get("name").clone(), |entry, value| entry.set("name", value)),
        Marks::NEEDED,
    )
}

catalogue! {
    /// A razón social: who issues.
    pub struct LegalEntity from legal_entities in LegalEntities kept as LegalEntity by rules::legal_entity {
        country: Country as choice, "País" | "País" | "Country", NEEDED, FIXED;
        tax_condition_id: Ref(Lookup::TaxConditions) as owner, "Condición de IVA" | "Condição fiscal" | "Tax condition", NEEDED;
        tax_id: IdNumber(IdRole::Tax) as text, "Número de identificación tributaria" | "Número de identificação fiscal" | "Tax ID";
        is_fantasy: Flag as flag, "De fantasía" | "De fantasia" | "Without legal validity", FIXED;
        point_of_sale: Number(1, 99_999) as count, "Punto de venta" | "Ponto de venda" | "Point of sale", NEEDED, UNLISTED;
        is_electronic: Flag as flag, "Facturación electrónica" | "Faturamento eletrônico" | "Electronic invoicing", UNLISTED;
        sends_class_m: Flag as flag, "Emite clase M en lugar de A" | "Emite classe M em vez de A" | "Sends class M instead of A", UNLISTED;
        address: Text(255) as text, "Dirección" | "Endereço" | "Address", UNLISTED;
        city: Text(100) as text, "Ciudad" | "Cidade" | "City", UNLISTED;
        state: Text(100) as text, "Provincia/Estado" | "Estado/Província" | "State/Province", UNLISTED;
        postal_code: Text(16) as text, "Código postal" | "CEP/Código postal" | "Postal code", UNLISTED;
        email: Email as text, "E-mail" | "E-mail" | "E-mail", UNLISTED;
        phone: Phone as text, "Teléfono" | "Telefone" | "Phone", UNLISTED;
    }
    used by [
        customer_billing::legal_entity_id as used_by_customers,
        invoice_series::legal_entity_id as used_by_series,
        invoices::legal_entity_id as used_by_drafts where invoices::status.eq("draft")
    ]
}

catalogue! {
    /// A condición de IVA: what an issuer or a receiver is before the tax agency.
    pub struct TaxCondition from tax_conditions in TaxConditions kept as TaxCondition by rules::none {
        country: Country as choice, "País" | "País" | "Country", NEEDED, FIXED;
        code: Text(16) as text, "Código fiscal" | "Código fiscal" | "Agency code";
        is_fantasy: Flag as flag, "De fantasía" | "De fantasia" | "Without legal validity", FIXED;
    }
    used by [
        legal_entities::tax_condition_id as legal_entities_title,
        allowed_types::issuer_condition_id as allowed_as_issuer,
        allowed_types::receiver_condition_id as allowed_as_receiver,
        customer_billing::tax_condition_id as used_by_customers
    ]
}

catalogue! {
    /// A tipo de factura.
    pub struct InvoiceType from invoice_types in InvoiceTypes kept as InvoiceType by rules::invoice_type {
        country: Country as choice, "País" | "País" | "Country", NEEDED, FIXED;
        code: Text(16) as text, "Código fiscal" | "Código fiscal" | "Agency code";
        letter: Text(3) as text, "Letra" | "Letra" | "Letter";
        purpose: Choice(PURPOSES) as choice, "Clase" | "Classe" | "Sort", NEEDED, FIXED;
        shows_tax: Flag as flag, "Muestra neto e impuesto por separado" | "Mostra líquido e imposto separados" | "Shows net and tax apart", UNLISTED;
        is_fantasy: Flag as flag, "De fantasía" | "De fantasia" | "Without legal validity", FIXED;
        credit_type_id: Ref(Lookup::InvoiceTypes) as link, "Se anula con" | "É anulado com" | "Taken back by", UNLISTED;
    }
    used by [
        allowed_types::invoice_type_id as allowed_title,
        invoice_types::credit_type_id as invoice_types_title,
        customer_billing::invoice_type_id as used_by_customers,
        invoice_series::invoice_type_id as used_by_series,
        invoices::invoice_type_id as used_by_drafts where invoices::status.eq("draft")
    ]
}

catalogue! {
    /// An impuesto.
    pub struct Tax from taxes in Taxes kept as Tax by rules::tax {
        rate_bp: Percent as count, "Porcentaje" | "Percentual" | "Rate", NEEDED;
        kind: Choice(TAX_KINDS) as choice, "Clase" | "Classe" | "Sort", NEEDED;
        is_inside: Flag as flag, "Incluido en el precio" | "Incluído no preço" | "Inside the price", UNLISTED;
        country: Country as choice, "País" | "País" | "Country", NEEDED, UNLISTED;
        code: Text(16) as text, "Código fiscal" | "Código fiscal" | "Agency code", UNLISTED;
    }
    used by [
        plans::tax_id as plans_title,
        customer_billing::tax_id_fk as used_by_customers,
        invoice_lines::tax_id as used_by_lines
    ]
}

catalogue! {
    /// A ciclo de facturación.
    pub struct BillingCycle from billing_cycles in BillingCycles kept as BillingCycle by rules::none {
        day: Number(1, 28) as count, "Día de facturación" | "Dia de faturamento" | "Billing day", NEEDED;
        due_days: Number(0, 365) as count, "Días hasta el vencimiento" | "Dias até o vencimento" | "Days until due", NEEDED;
    }
    used by [
        customer_billing::billing_cycle_id as used_by_customers
    ]
}

catalogue! {
    /// A plan.
    pub struct Plan from plans in Plans kept as Plan by rules::none {
        currency: Currency as choice, "Moneda" | "Moeda" | "Currency", NEEDED, UNLISTED;
        price: Amount as count, "Precio" | "Preço" | "Price", NEEDED;
        every: Number(1, 365) as count, "Se cobra cada" | "Cobra-se a cada" | "Charged every", NEEDED, UNLISTED;
        unit: Choice(UNITS) as choice, "Unidad del período" | "Unidade do período" | "Unit of the period", NEEDED, UNLISTED;
        trial_days: Number(0, 365) as count, "Días de prueba" | "Dias de teste" | "Trial days", NEEDED, UNLISTED;
        tax_id: Ref(Lookup::Taxes) as link, "Impuesto" | "Imposto" | "Tax";
        down_mbps: Number(1, 1_000_000) as number, "Bajada (Mbit/s)" | "Download (Mbit/s)" | "Download (Mbit/s)";
        up_mbps: Number(1, 1_000_000) as number, "Subida (Mbit/s)" | "Upload (Mbit/s)" | "Upload (Mbit/s)", UNLISTED;
    }
    used by [
        contracts::plan_id as used_by_contracts,
        subscriptions::plan_id as used_by_subscriptions
    ]
}

catalogue! {
    /// A servidor: where a service comes from.
    pub struct Server from servers in Servers kept as Server by rules::none {}
    used by [
        contracts::server_id as used_by_contracts
    ]
}

catalogue! {
    /// A cobertura: where a service reaches.
    pub struct Coverage from coverages in Coverages kept as Coverage by rules::none {}
    used by [
        contracts::coverage_id as used_by_contracts
    ]
}

catalogue! {
    /// A pasarela: who keeps the customers' cards and charges them.
    pub struct Gateway from gateways in Gateways kept as Gateway by rules::gateway {
        end_kind: Choice(END_KINDS) as choice, "Tipo" | "Tipo" | "Kind", NEEDED, FIXED;
        currency: Currency as choice, "Moneda" | "Moeda" | "Currency", NEEDED, FIXED;
        base_url: Text(200) as text, "Dirección del servicio" | "Endereço do serviço" | "Address of the service", UNLISTED;
        commerce_code: Text(20) as text, "Código de comercio (mall)" | "Código do comércio (mall)" | "Commerce code (mall)", UNLISTED;
        store_code: Text(20) as text, "Código de tienda" | "Código da loja" | "Store code", UNLISTED;
    }
    used by [
        customer_gateways::gateway_id as used_by_card_holders,
        cards::gateway_id as used_by_cards
    ]
}
