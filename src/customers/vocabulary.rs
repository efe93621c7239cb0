//! What the list of customers can be asked, as `lists` wants to know it.

use std::sync::LazyLock;

use super::conditions::Order;
use super::fields;
use super::links::PATH;
use crate::fields::Value;
use crate::fields::filter::Op;
use crate::i18n::Text;
use crate::lists::{Entry, Sortable, Vocabulary};

/// Fields that are asked for most.
const COMMON: &[&str] = &[
    "zone_id",
    "seller_id",
    "collector_id",
    "city",
    "state",
    "person_kind",
    "is_vip",
    "created_at",
];

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary {
    path: PATH,
    entries: fields::all().iter().map(entry).collect(),
    says,
    usual: &["name", "category", "email", "zone_id", "updated_at"],
    usual_sort: ("name", false),
    common: COMMON,
    standing: &["category", "status"],
    looks: &[
        ("email", "p3 w-contact"),
        ("zone_id", "p2 w-zone"),
        ("unpaid_count", "num"),
        ("unpaid_balance", "num p2"),
        ("days_overdue", "num p3"),
        ("created_at", "p4 w-date"),
        ("updated_at", "p4 w-date"),
    ],
    head,
    asked,
});

/// The list's vocabulary.
#[must_use]
pub fn vocabulary() -> &'static Vocabulary {
    &VOCABULARY
}

fn entry(field: &fields::Field) -> Entry {
    let sortable = match field.order {
        Some(Order::Indexed(_)) => Sortable::Always,
        Some(Order::Sorted(_)) => Sortable::Few,
        None => Sortable::No,
    };
    Entry::of(field, sortable)
}

fn says(key: &str, op: Op, values: &[Value]) -> bool {
    fields::find(key).is_some_and(|field| (field.condition)(op, values).is_some())
}

/// What a column is called: shorter than its field where it shows more than the field.
fn head(key: &str, t: Text) -> Option<&'static str> {
    match key {
        "name" => Some(t.list_column_customer()),
        "email" => Some(t.list_column_contact()),
        "updated_at" => Some(t.list_column_changed()),
        "unpaid_count" => Some(t.list_column_unpaid()),
        _ => None,
    }
}

/// A condition on further phones looks at every phone.
fn asked(key: &str, t: Text) -> Option<&'static str> {
    (key == "phones").then(|| t.list_any_phone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lists::columns::{keys, ordered, shown};
    use crate::web::Form;

    #[test]
    fn unknown_and_repeated_columns_are_left_out() {
        assert_eq!(keys(vocabulary(), "city,nothing,,zone_id, city"), ["city", "zone_id"]);
        let shown = shown(vocabulary(), &keys(vocabulary(), "zone_id,name"));
        let keys: Vec<&str> = shown.iter().map(|f| f.key.as_ref()).collect();
        assert_eq!(keys, ["name", "zone_id"]);
    }

    #[test]
    fn columns_follow_their_typed_positions() {
        let form = Form::parse(
            b"columns=city&position:city=2&columns=zone_id&position:zone_id=1,5&columns=iban&columns=bic&position:bic=x",
        );
        assert_eq!(ordered(vocabulary(), &form.unwrap()), ["zone_id", "city", "iban", "bic"]);
    }
}
