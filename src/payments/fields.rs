//! THE TABLE of a payment: one row per field. Its list, filters, sorting and labels come from here; what it says is
//! written by the acts of this room.

use std::sync::LazyLock;

use super::list::Payments;
use super::states::{CHOICES, REFUNDS};
use crate::customers::owned;
use crate::db::schema::payments;
use crate::field_table;
use crate::fields::filter::Op;
use crate::fields::{Group, Kind, Lookup, Uses, Value};
use crate::invoices::states::METHODS;
use crate::list_condition as condition;
use crate::list_order as order;
use crate::lists::condition::{Column, choice};
use crate::lists::{Condition, entity};

/// A field of a payment.
pub type Field = entity::Field<Record>;

/// A payment with all that its list shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// Its row.
    pub payment: Payment,
    /// Its customer's name.
    pub customer: Option<String>,
    /// State of the last time that it was to go back to its card.
    pub refund: Option<String>,
}

field_table! {
    /// A row of `payments`.
    pub struct Payment, PaymentPatch from payments by id in |record| record.payment {
        keep {
            #[diesel(skip_insertion)] id: i64,
            public_id: String,
            version: i64,
            customer_id: i64,
            gateway_id: Option<i64>,
            card_id: Option<i64>,
            reversed_at: Option<chrono::NaiveDateTime>,
            reason: Option<String>,
            once: Option<String>,
        }
        after id {
            paid_at: Moment as moment in Basic, "Fecha de pago" | "Data do pagamento" | "Paid on", except [FORM BULK IMPORT];
        }
        after customer_id {
            status: Choice(CHOICES) as choice in Basic, "Estado" | "Situação" | "Status", except [FORM BULK IMPORT];
            amount: Amount as count in Billing, "Importe" | "Valor" | "Amount", except [FORM BULK IMPORT];
            applied: Amount as count in Billing, "Usado" | "Usado" | "Used", except [FORM BULK IMPORT];
            refunded: Amount as count in Billing, "Devuelto" | "Devolvido" | "Refunded", except [FORM BULK IMPORT];
            currency: Currency as choice in Billing, "Moneda" | "Moeda" | "Currency", except [FORM BULK IMPORT];
            method: Choice(METHODS) as choice in Billing, "Forma de pago" | "Forma de pagamento" | "Payment method", except [FORM BULK IMPORT];
            reference: Text(100) as text in Billing, "Referencia" | "Referência" | "Reference", except [FORM BULK IMPORT];
            card_label: Text(60) as text in Billing, "Tarjeta" | "Cartão" | "Card", except [FORM BULK IMPORT];
            received_by: Ref(Lookup::Staff) as link in Billing, "Recibió" | "Recebido por" | "Received by", except [FORM BULK IMPORT];
            created_at: Moment as moment in System, "Registrado el" | "Registrado em" | "Registered", except [FORM BULK IMPORT];
            updated_at: Moment as moment in System, "Última modificación" | "Última modificação" | "Last change", except [FORM BULK IMPORT];
        }
    }
    /// The fields that are columns of `payments`.
    pub fn payment_fields
}

static ALL: LazyLock<Vec<Field>> = LazyLock::new(|| {
    let mut fields = vec![owned::id::<Payments>("payment", ["Número", "Número", "Number"])];
    fields.extend(owned::fields::<Payments>());
    for (anchor, group) in payment_fields() {
        let anchor = fields.iter().position(|field| field.key == anchor);
        let behind = anchor.map_or(fields.len(), |at| at + 1);
        fields.splice(behind..behind, group);
    }
    let behind = fields.iter().position(|field| field.key == "refunded").map_or(0, |at| at + 1);
    fields.insert(behind, refund());
    entity::walking(fields, &[("paid_at", false)])
});

/// What became of giving it back: who looks for what no gateway answered finds it here.
fn refund() -> Field {
    Field {
        key: "refund".into(),
        part: "payment",
        kind: Kind::Choice(REFUNDS),
        group: Group::Billing,
        labels: ["Devolución".into(), "Devolução".into(), "Refund".into()],
        uses: Uses::LIST.and(Uses::FILTER).and(Uses::EXPORT).and(Uses::API),
        get: |record| record.refund.clone().into(),
        set: |_, _| {},
        condition: by_refund,
        order: None,
    }
}

/// Refunds are few, so they lead to their payments.
fn by_refund(op: Op, values: &[Value]) -> Option<Condition> {
    let state = match op {
        Op::Eq | Op::Not => choice(Column::new("refunds", "status"), Op::Eq, values)?,
        Op::Filled | Op::Empty => Condition::everything(),
        _ => return None,
    };
    let found = Condition::column(Column::new("payments", "id"))
        .then(" IN (SELECT refunds.payment_id FROM refunds WHERE ")
        .with(state)
        .then(" AND NOT EXISTS (SELECT 1 FROM refunds later WHERE later.payment_id = refunds.payment_id AND later.id > refunds.id))");
    Some(if matches!(op, Op::Not | Op::Empty) { found.negated() } else { found })
}

/// Every field of a payment, in the order of the screens.
#[must_use]
pub fn all() -> &'static [Field] {
    &ALL
}
