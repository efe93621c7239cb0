//! The fields of what a customer owes and of the card that is charged: derived by the room `accounts`, so that
//! they are asked for, shown and exported, and never written.

use super::conditions::{Order, on, terms};
use super::fields::Field;
use super::record::Record;
use crate::condition;
use crate::db::schema::{customer_accounts, customers};
use crate::field_table;
use crate::fields::filter::Op;
use crate::fields::{Choice, Group, Kind, Uses, Value};
use crate::order;

/// The field that is shown in each currency.
pub const UNPAID: &str = "unpaid_balance";

/// States of the card that is charged.
pub const CARD_STATES: &[Choice] = &[
    Choice { code: "none", labels: ["Sin tarjeta", "Sem cartão", "No card"] },
    Choice { code: "valid", labels: ["Vigente", "Válido", "Valid"] },
    Choice { code: "expiring", labels: ["Vence pronto", "Vence em breve", "Expires soon"] },
    Choice { code: "expired", labels: ["Vencida", "Vencido", "Expired"] },
    Choice { code: "failed", labels: ["Rechazada", "Recusado", "Refused"] },
];

/// What nobody types.
const SHOWN_ONLY: Uses = Uses::LIST.and(Uses::FILTER).and(Uses::EXPORT).and(Uses::API);

field_table! {
    /// What of a row of `customer_accounts` people see: every customer has one.
    pub struct Account, AccountPatch from customer_accounts by customer_id in |record| record.account {
        keep { customer_id: i64 }
        after unpaid_count {
            unpaid_balance: Amount as count in Account, "Balance impago" | "Saldo em aberto" | "Unpaid balance", except [FORM BULK IMPORT DETAIL];
            overdue_count: Number(0, i64::MAX) as count in Account, "Facturas vencidas" | "Faturas vencidas" | "Overdue invoices", except [FORM BULK IMPORT DETAIL];
            overdue_since: Date as date in Account, "Debe desde" | "Deve desde" | "Overdue since", except [FORM BULK IMPORT DETAIL];
        }
        after gateway_id {
            card_state: Choice(CARD_STATES) as choice in Gateways, "Estado de la tarjeta" | "Situação do cartão" | "State of the card", except [FORM BULK IMPORT DETAIL];
            card_expires_on: Date as date in Gateways, "Vencimiento de la tarjeta" | "Validade do cartão" | "Card expires on", except [FORM BULK IMPORT DETAIL];
        }
    }
    /// The fields that are columns of `customer_accounts`.
    pub fn account_fields
}

/// What is owed, behind what says how it is invoiced.
pub(super) fn fields() -> Vec<(&'static str, Vec<Field>)> {
    let mut groups = vec![("commune", vec![unpaid_count()])];
    groups.extend(account_fields().into_iter().filter(|(anchor, _)| *anchor == "unpaid_count"));
    groups.push(("overdue_since", vec![days_overdue()]));
    groups
}

/// The card, behind its gateway.
pub(super) fn card_fields() -> Vec<(&'static str, Vec<Field>)> {
    account_fields().into_iter().filter(|(anchor, _)| *anchor == "gateway_id").collect()
}

/// Kept in the customer's own row, where the indexes of category and zone have it.
fn unpaid_count() -> Field {
    Field {
        key: "unpaid_count".into(),
        part: "customer",
        kind: Kind::Number(0, i64::MAX),
        group: Group::Account,
        labels: ["Facturas impagas".into(), "Faturas em aberto".into(), "Unpaid invoices".into()],
        uses: SHOWN_ONLY,
        get: |record| Value::Number(record.customer.unpaid_count),
        set: |_, _| {},
        condition: condition!(count, customers, customers::unpaid_count),
        order: order!(count, customers, customers::unpaid_count),
    }
}

/// The same day as `overdue_since`, counted from: what is later is fewer days ago.
fn days_overdue() -> Field {
    Field {
        key: "days_overdue".into(),
        part: "account",
        kind: Kind::DaysSince,
        group: Group::Account,
        labels: ["Días de mora".into(), "Dias de atraso".into(), "Days overdue".into()],
        uses: SHOWN_ONLY,
        get: |record: &Record| record.account.overdue_since.map_or(Value::Empty, Value::Date),
        set: |_, _| {},
        condition: |op, values| {
            let turned = match op {
                Op::Gt => Op::Lt,
                Op::Gte => Op::Lte,
                Op::Lt => Op::Gt,
                Op::Lte => Op::Gte,
                op => op,
            };
            on::customer_accounts::date(
                || Box::new(customer_accounts::overdue_since),
                turned,
                values,
            )
        },
        order: Some(Order::Sorted(|descending| {
            let since = || {
                super::beside::key::customer_accounts(Box::new(customer_accounts::overdue_since))
            };
            terms(since, !descending)
        })),
    }
}
