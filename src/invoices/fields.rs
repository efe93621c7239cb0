//! THE TABLE of a document: one row per field. Its list, filters, sorting and labels come from here; what it says is
//! written by the acts of this room.

use std::sync::LazyLock;

use super::list::Invoices;
use super::states::{self, CHOICES, KINDS, METHODS, counted};
use crate::customers::owned;
use crate::db::schema::invoices;
use crate::field_table;
use crate::fields::filter::Op;
use crate::fields::{Lookup, Value};
use crate::list_condition as condition;
use crate::list_order as order;
use crate::lists::condition::{Column, choice, keyed_number};
use crate::lists::{Condition, Order, entity};

/// A field of a document.
pub type Field = entity::Field<Record>;

/// A document with all that its list shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// Its row.
    pub invoice: Invoice,
    /// Its customer's name.
    pub customer: Option<String>,
}

field_table! {
    /// A row of `invoices`.
    pub struct Invoice, InvoicePatch from invoices by id in |record| record.invoice {
        keep {
            #[diesel(skip_insertion)] id: i64,
            public_id: String,
            version: i64,
            customer_id: i64,
            series_id: Option<i64>,
            number: Option<i64>,
            corrects_id: Option<i64>,
            created_by: Option<i64>,
        }
        after id {
            full_number: Text(40) as text in Basic, "Número" | "Número" | "Number", except [FORM BULK IMPORT];
        }
        after customer_id {
            status: Choice(CHOICES) as choice in Basic, "Estado" | "Situação" | "Status", except [FORM BULK IMPORT];
            kind: Choice(KINDS) as choice in Basic, "Clase" | "Classe" | "Sort", except [FORM BULK IMPORT];
            issue_date: Date as date in Basic, "Emisión" | "Emissão" | "Issued", except [FORM BULK IMPORT];
            due_date: Date as date in Basic, "Vencimiento" | "Vencimento" | "Due", except [FORM BULK IMPORT];
            total: Amount as count in Billing, "Total" | "Total" | "Total", except [FORM BULK IMPORT];
            balance: Amount as count in Billing, "Saldo" | "Saldo" | "Balance", except [FORM BULK IMPORT];
            paid: Amount as count in Billing, "Pagado" | "Pago" | "Paid", except [FORM BULK IMPORT];
            credited: Amount as count in Billing, "En notas de crédito" | "Em notas de crédito" | "In credit notes", except [FORM BULK IMPORT];
            subtotal: Amount as count in Billing, "Neto" | "Líquido" | "Net", except [FORM BULK IMPORT];
            tax: Amount as count in Billing, "Impuestos" | "Impostos" | "Taxes", except [FORM BULK IMPORT];
            currency: Currency as choice in Billing, "Moneda" | "Moeda" | "Currency", except [FORM BULK IMPORT];
            payment_method: Choice(METHODS) as text in Billing, "Forma de pago" | "Forma de pagamento" | "Payment method", except [FORM BULK IMPORT];
            legal_entity_id: Ref(Lookup::LegalEntities) as owner in Billing, "Emisor (razón social)" | "Emissor (razão social)" | "Issuing legal entity", except [FORM BULK IMPORT];
            invoice_type_id: Ref(Lookup::InvoiceTypes) as owner in Billing, "Tipo de factura" | "Tipo de fatura" | "Invoice type", except [FORM BULK IMPORT];
            period_start: Date as date in Billing, "Período, desde" | "Período, de" | "Period from", except [FORM BULK IMPORT];
            period_end: Date as date in Billing, "Período, hasta" | "Período, até" | "Period to", except [FORM BULK IMPORT];
            contract_id: Number(1, i64::MAX) as number in System, "ID contrato" | "ID do contrato" | "Contract ID", except [FORM BULK IMPORT];
            subscription_id: Number(1, i64::MAX) as number in System, "ID suscripción" | "ID da assinatura" | "Subscription ID", except [FORM BULK IMPORT];
            job_id: Number(1, i64::MAX) as number in System, "Proceso" | "Processo" | "Process", except [FORM BULK IMPORT];
            created_at: Moment as moment in System, "Creada el" | "Criada em" | "Created", except [FORM BULK IMPORT];
            updated_at: Moment as moment in System, "Última modificación" | "Última modificação" | "Last change", except [FORM BULK IMPORT];
        }
    }
    /// The fields that are columns of `invoices`.
    pub fn invoice_fields
}

/// What these fields say, and what is asked of them, counts as [`signed`].
macro_rules! signed {
    ($fields:ident: $($key:ident),+) => { $(
        if let Some(field) = $fields.iter_mut().find(|field| field.key == stringify!($key)) {
            field.get = |record| {
                let row = &record.invoice;
                Value::Number(counted(row, row.$key))
            };
            field.condition = |op, values| {
                let column = Column::of("invoices", invoices::$key);
                keyed_number(signed(column), column, op, values)
            };
            field.order =
                Some(Order::Few(|| signed(Column::of("invoices", invoices::$key))));
        }
    )+ };
}

static ALL: LazyLock<Vec<Field>> = LazyLock::new(|| {
    let mut fields =
        vec![owned::id::<Invoices>("invoice", ["ID factura", "ID da fatura", "Invoice ID"])];
    fields.extend(owned::fields::<Invoices>());
    for (anchor, group) in invoice_fields() {
        let anchor = fields.iter().position(|field| field.key == anchor);
        let behind = anchor.map_or(fields.len(), |at| at + 1);
        fields.splice(behind..behind, group);
    }
    signed!(fields: total, subtotal, tax);
    if let Some(field) = fields.iter_mut().find(|field| field.key == "status") {
        field.get = |record| Value::Text(states::shown(&record.invoice).to_owned());
        field.condition = by_state;
    }
    entity::walking(fields, &[("issue_date", true)])
});

/// A column of amounts as they count beside others: below zero where a credit note takes them off.
fn signed(column: Column) -> Condition {
    Condition::sql("(CASE WHEN invoices.kind = 'credit_note' THEN -")
        .on(column)
        .then(" ELSE ")
        .on(column)
        .then(" END)")
}

/// States as they are shown: what a credit note is kept as is called otherwise.
fn by_state(op: Op, values: &[Value]) -> Option<Condition> {
    let kept = Column::of("invoices", invoices::status);
    let asks = |code: &str| values.iter().any(|value| value.text() == Some(code));
    let (paid, applied) = (asks("paid"), asks(states::APPLIED));
    if op == Op::Not {
        return by_state(Op::Eq, values).map(Condition::negated);
    }
    if op != Op::Eq || !(paid || applied) {
        return choice(kept, op, values);
    }
    let apart = |value: &&Value| !matches!(value.text(), Some("paid" | states::APPLIED));
    let others: Vec<Value> = values.iter().filter(apart).cloned().collect();
    // Credit notes are few and have an index of their own; that of states would lead through all that is paid.
    let found = match (paid, applied) {
        (true, true) => Condition::sql("invoices.status = 'paid'"),
        (true, false) => {
            Condition::sql("invoices.status = 'paid' AND invoices.kind <> 'credit_note'")
        }
        _ => Condition::sql("invoices.kind = 'credit_note' AND invoices.status || '' = 'paid'"),
    };
    if others.is_empty() { Some(found) } else { Some(found.or(choice(kept, op, &others)?)) }
}

/// Every field of a document, in the order of the screens.
#[must_use]
pub fn all() -> &'static [Field] {
    &ALL
}
