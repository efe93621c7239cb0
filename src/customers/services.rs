//! Conditions on what a customer has: contracts, subscriptions, gateways. Each is asked of rows of its own table;
//! all that an address asks of one table is asked of the same row («a contract of this plan that is enabled»).

use super::beside::any_row;
use super::conditions::Predicate;
use super::fields::Field;
use crate::db::schema::{contracts, customer_gateways, subscriptions};
use crate::fields::filter::Op;
use crate::fields::{Group, Kind, Lookup, Uses, Value};
use crate::lists::condition::{self as on, Bind, Column};
use crate::lists::{Condition, Filter};
use crate::services::machines::{CONTRACT_STATES, SUBSCRIPTION_STATES};

/// A condition on one row of a table.
type OfRow = fn(Op, &[Value]) -> Option<Condition>;

/// What can be asked of a customer's rows of one table.
struct Asked {
    key: &'static str,
    table: &'static str,
    of_row: OfRow,
    /// Whether every row has it: who is «without» it then has no such row at all.
    is_always_there: bool,
    field: fn() -> Field,
}

macro_rules! asked {
    ($($key:literal: $kind:expr, $table:ident.$column:ident as $shape:ident $always:literal in $group:ident,
        $es:literal | $pt:literal | $en:literal;)*) => {
        &[$(Asked {
            key: $key,
            table: stringify!($table),
            of_row: |op, values| {
                on::$shape(Column::of(stringify!($table), $table::$column), op, values)
            },
            is_always_there: $always,
            field: || Field {
                key: $key.into(),
                part: "services",
                kind: $kind,
                group: Group::$group,
                labels: [$es.into(), $pt.into(), $en.into()],
                uses: Uses::FILTER.and(Uses::API),
                get: |_| Value::Empty,
                set: |_, _| {},
                condition: |op, values| alone($key, op, values),
                order: None,
            },
        },)*]
    };
}

static ASKED: &[Asked] = asked! {
    "contract_state": Kind::Choice(CONTRACT_STATES), contracts.state as choice true in Services,
        "Estado del contrato" | "Status do contrato" | "State of the contract";
    "contract_plan_id": Kind::Ref(Lookup::Plans), contracts.plan_id as owner true in Services,
        "Plan del contrato" | "Plano do contrato" | "Plan of the contract";
    "contract_server_id": Kind::Ref(Lookup::Servers), contracts.server_id as link false in Services,
        "Servidor del contrato" | "Servidor do contrato" | "Server of the contract";
    "contract_coverage_id": Kind::Ref(Lookup::Coverages), contracts.coverage_id as link false in Services,
        "Cobertura del contrato" | "Cobertura do contrato" | "Coverage of the contract";
    "contract_node": Kind::Text(64), contracts.node as text false in Services,
        "Nodo del contrato" | "Nó do contrato" | "Node of the contract";
    "contract_start_date": Kind::Date, contracts.start_date as day true in Services,
        "Inicio del contrato" | "Início do contrato" | "Start of the contract";
    "subscription_status": Kind::Choice(SUBSCRIPTION_STATES), subscriptions.status as choice true in Services,
        "Estado de la suscripción" | "Status da assinatura" | "State of the subscription";
    "subscription_plan_id": Kind::Ref(Lookup::Plans), subscriptions.plan_id as owner true in Services,
        "Plan de la suscripción" | "Plano da assinatura" | "Plan of the subscription";
    "gateway_id": Kind::Ref(Lookup::Gateways), customer_gateways.gateway_id as owner true in Gateways,
        "Pasarela" | "Gateway" | "Gateway";
};

/// What an index begins with, the rarest first.
const LED: [&str; 7] = [
    "contract_server_id",
    "contract_coverage_id",
    "contract_plan_id",
    "subscription_plan_id",
    "gateway_id",
    "subscription_status",
    "contract_state",
];

/// The fields, behind those of the debt.
pub(super) fn fields() -> Vec<(&'static str, Vec<Field>)> {
    vec![("days_overdue", ASKED.iter().map(|asked| (asked.field)()).collect())]
}

/// Whether a field is asked of such a row.
pub(super) fn is_asked(key: &str) -> bool {
    find(key).is_some()
}

fn find(key: &str) -> Option<&'static Asked> {
    ASKED.iter().find(|asked| asked.key == key)
}

/// What filters on such rows ask of the customer: one row for all those of its table. A filter that cannot be said
/// is named by none.
pub(super) fn conditions(filters: &[&Filter]) -> Vec<Option<Predicate>> {
    let mut all = Vec::new();
    let mut tables: Vec<(&'static str, Option<Condition>)> = Vec::new();
    for filter in filters {
        let Some(asked) = find(&filter.key) else { continue };
        if asked.is_always_there && !filter.op.takes_value() {
            all.push(alone(asked.key, filter.op, &[]));
            continue;
        }
        let one = of_row(asked, filter);
        match tables.iter_mut().find(|(table, _)| *table == asked.table) {
            Some((_, same)) => {
                *same = same.take().zip(one).map(|(same, one)| same.and(one));
            }
            None => tables.push((asked.table, one)),
        }
    }
    let rows = tables.into_iter().map(|(table, condition)| {
        condition.map(|condition| any_row(table, counting(table, condition)))
    });
    all.extend(rows);
    all
}

/// The narrowest way from an index of such rows to the customers whom filters may find: the table, and what of it
/// holds for all of them. None when no index leads there.
pub(super) fn way(filters: &[Filter]) -> Option<(&'static str, Condition)> {
    LED.iter().find_map(|key| {
        let of_key = |filter: &&Filter| filter.key == *key && filter.op == Op::Eq;
        let filter = filters.iter().find(of_key)?;
        let asked = find(key)?;
        Some((asked.table, of_row(asked, filter)?))
    })
}

/// A filter by itself, of whatever row.
fn alone(key: &str, op: Op, values: &[Value]) -> Option<Predicate> {
    let asked = find(key)?;
    let rows = |condition| any_row(asked.table, counting(asked.table, condition));
    match op {
        Op::Filled if asked.is_always_there => Some(rows(Condition::everything())),
        Op::Empty if asked.is_always_there => {
            Some(Box::new(diesel::dsl::not(rows(Condition::everything()))))
        }
        _ => (asked.of_row)(op, values).map(rows),
    }
}

/// Several typed values of one filter mean any of them.
fn of_row(asked: &Asked, filter: &Filter) -> Option<Condition> {
    if matches!(filter.op, Op::Eq | Op::Not) || filter.raw.len() < 2 {
        return (asked.of_row)(filter.op, &filter.values);
    }
    let each = (filter.values.len() / filter.raw.len()).max(1);
    let tests = filter.values.chunks(each);
    tests.filter_map(|values| (asked.of_row)(filter.op, values)).reduce(Condition::or)
}

/// Who left a gateway is not with it any more.
fn counting(table: &'static str, condition: Condition) -> Condition {
    if table != "customer_gateways" {
        return condition;
    }
    let status = Condition::column(Column::of("customer_gateways", customer_gateways::status));
    condition.and(status.then(" = ").bind(Bind::Text("active".to_owned())))
}
