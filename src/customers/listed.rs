//! The fields that are no columns of `customers`: its number, its phones, the e-mails to notify.

use std::ops::RangeInclusive;

use crate::db::prelude::*;
use diesel::dsl::{exists, not};

use super::conditions::{Order, Predicate, folded_texts, pattern};
use super::fields::Field;
use super::query::Walk;
use super::record::{self, Record};
use crate::db::schema::{customer_notify_emails as notify, customer_phones as phones, customers};
use crate::fields::filter::Op;
use crate::fields::{Group, Kind, PhoneEntry, PhoneKind, Uses, Value};
use crate::identity::email;
use crate::text;

/// The customer's number.
pub(super) fn id() -> Field {
    Field {
        key: "id".into(),
        part: "customer",
        kind: Kind::Number(1, i64::MAX),
        group: Group::System,
        labels: ["ID cliente".into(), "ID do cliente".into(), "Customer ID".into()],
        uses: Uses::ALL.except(Uses::FORM).except(Uses::BULK).except(Uses::DETAIL),
        get: |record| Value::Number(record.customer.id),
        set: |_, _| {},
        condition: by_id,
        order: Some(Order::Indexed(Walk::Id)),
    }
}

/// The e-mails and phones that stand behind the main e-mail.
pub(super) fn contact_fields() -> Vec<(&'static str, Vec<Field>)> {
    vec![("email", vec![notify_emails(), landline(), mobile(), further()])]
}

fn by_id(op: Op, values: &[Value]) -> Option<Predicate> {
    let wanted: Vec<i64> = values
        .iter()
        .filter_map(|value| if let Value::Number(id) = value { Some(*id) } else { None })
        .collect();
    // Nobody is without a number.
    match op {
        Op::Empty => return Some(Box::new(customers::id.lt(0).nullable())),
        Op::Filled => return Some(Box::new(customers::id.ge(0).nullable())),
        _ => {}
    }
    let first = *wanted.first()?;
    Some(match op {
        Op::Eq => Box::new(customers::id.eq_any(wanted).nullable()),
        Op::Not => Box::new(customers::id.ne_all(wanted).nullable()),
        Op::Gt => Box::new(customers::id.gt(first).nullable()),
        Op::Gte => Box::new(customers::id.ge(first).nullable()),
        Op::Lt => Box::new(customers::id.lt(first).nullable()),
        Op::Lte => Box::new(customers::id.le(first).nullable()),
        Op::Contains | Op::Starts | Op::Empty | Op::Filled => return None,
    })
}

fn notify_emails() -> Field {
    Field {
        key: "notify_emails".into(),
        part: "emails",
        kind: Kind::Emails,
        group: Group::Contact,
        labels: [
            "E-mails a notificar".into(),
            "E-mails a notificar".into(),
            "E-mails to notify".into(),
        ],
        uses: Uses::ALL.and(Uses::PORTAL_EDITED),
        get: |record| Value::List(record.notify_emails.clone()),
        set: |record, value| match value {
            Value::List(list) => record.notify_emails = list,
            Value::Empty => record.notify_emails.clear(),
            _ => {}
        },
        condition: |op, values| {
            let own = || notify::table.filter(notify::customer_id.eq(customers::id));
            let any = || folded_texts(values, email::fold);
            Some(match op {
                Op::Eq => {
                    Box::new(exists(own().filter(notify::email_folded.eq_any(any()))).nullable())
                }
                Op::Not => Box::new(
                    not(exists(own().filter(notify::email_folded.eq_any(any())))).nullable(),
                ),
                Op::Contains => {
                    let like = pattern("%", values, email::fold)?;
                    Box::new(
                        exists(own().filter(notify::email_folded.like(like).escape('\\')))
                            .nullable(),
                    )
                }
                Op::Starts => {
                    let like = pattern("", values, email::fold)?;
                    Box::new(
                        exists(own().filter(notify::email_folded.like(like).escape('\\')))
                            .nullable(),
                    )
                }
                Op::Empty => Box::new(not(exists(own())).nullable()),
                Op::Filled => Box::new(exists(own()).nullable()),
                Op::Gt | Op::Gte | Op::Lt | Op::Lte => return None,
            })
        },
        order: None,
    }
}

fn landline() -> Field {
    Field {
        key: "phone_landline".into(),
        part: "phones",
        kind: Kind::Phone,
        group: Group::Contact,
        labels: ["Teléfono fijo".into(), "Telefone fixo".into(), "Landline".into()],
        uses: Uses::ALL.except(Uses::BULK).and(Uses::PORTAL_EDITED),
        get: |record| number_of(record.landline.as_ref()),
        set: |record, value| record.landline = entry(PhoneKind::Landline, value),
        condition: |op, values| {
            by_phone(record::LANDLINE_PLACE..=record::LANDLINE_PLACE, op, values)
        },
        order: None,
    }
}

fn mobile() -> Field {
    Field {
        key: "phone_mobile".into(),
        part: "phones",
        kind: Kind::Phone,
        group: Group::Contact,
        labels: ["Teléfono celular".into(), "Telefone celular".into(), "Mobile".into()],
        uses: Uses::ALL.except(Uses::BULK).and(Uses::PORTAL_EDITED),
        get: |record| number_of(record.mobile.as_ref()),
        set: |record, value| record.mobile = entry(PhoneKind::Mobile, value),
        condition: |op, values| by_phone(record::MOBILE_PLACE..=record::MOBILE_PLACE, op, values),
        order: None,
    }
}

fn further() -> Field {
    Field {
        key: "phones".into(),
        part: "phones",
        kind: Kind::Phones,
        group: Group::Contact,
        labels: ["Otros teléfonos".into(), "Outros telefones".into(), "Other phones".into()],
        uses: Uses::ALL.except(Uses::BULK).and(Uses::PORTAL_EDITED),
        get: |record: &Record| Value::Phones(record.phones.clone()),
        set: |record, value| match value {
            Value::Phones(list) => record.phones = list,
            Value::Empty => record.phones.clear(),
            _ => {}
        },
        condition: |op, values| by_phone(record::FURTHER_PLACES..=i64::MAX, op, values),
        order: None,
    }
}

fn number_of(entry: Option<&PhoneEntry>) -> Value {
    entry.map(|phone| phone.number.clone()).into()
}

fn entry(kind: PhoneKind, value: Value) -> Option<PhoneEntry> {
    match value {
        Value::Text(number) if !number.is_empty() => Some(PhoneEntry { kind, number, e164: None }),
        Value::Phones(mut list) if !list.is_empty() => Some(PhoneEntry { kind, ..list.remove(0) }),
        _ => None,
    }
}

/// A condition on the phones kept in these places: numbers compare by their digits.
fn by_phone(places: RangeInclusive<i64>, op: Op, values: &[Value]) -> Option<Predicate> {
    let own = || {
        phones::table
            .filter(phones::customer_id.eq(customers::id))
            .filter(phones::position.between(*places.start(), *places.end()))
    };
    let any = || folded_texts(values, text::digits);
    Some(match op {
        Op::Eq => Box::new(exists(own().filter(phones::digits.eq_any(any()))).nullable()),
        Op::Not => Box::new(not(exists(own().filter(phones::digits.eq_any(any())))).nullable()),
        Op::Contains | Op::Starts => {
            let before = if op == Op::Contains { "%" } else { "" };
            let mut tests = values.iter().filter_map(|value| {
                let like = pattern(before, std::slice::from_ref(value), text::digits)?;
                let rows = own().filter(phones::digits.like(like));
                Some(Box::new(exists(rows).nullable()) as Predicate)
            });
            let first = tests.next()?;
            tests.fold(first, |any, test| Box::new(any.or(test)))
        }
        Op::Empty => Box::new(not(exists(own())).nullable()),
        Op::Filled => Box::new(exists(own()).nullable()),
        Op::Gt | Op::Gte | Op::Lt | Op::Lte => return None,
    })
}
