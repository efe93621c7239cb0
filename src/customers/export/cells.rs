//! From a field of a record to a cell: exact, in Spanish like the headers, and as the import reads it.

use chrono::{Datelike, NaiveDateTime, TimeZone, Timelike};

use super::Column;
use crate::customers::Record;
use crate::customers::debts::UNPAID;
use crate::customers::fields::GATEWAY_STATES;
use crate::customers::record::{Membership, Unpaid};
use crate::fields::{Kind, Lookup, PhoneEntry, PhoneKind, Value};
use crate::i18n::Lang;
use crate::identity::geo;
use crate::identity::tax_id::{self, IdKind};
use crate::settings::{Display, Settings};
use crate::sheets::Cell;

/// Makes cells with the organisation's names and time zone.
pub(super) struct Cells<'a> {
    settings: &'a Settings,
    display: Display<'a>,
}

impl<'a> Cells<'a> {
    pub fn new(settings: &'a Settings) -> Self {
        Self { settings, display: Display::new(Lang::Es, settings) }
    }

    /// The cell of a column.
    pub fn cell(&self, column: &Column, record: &Record) -> Cell {
        let Some(field) = column.field() else { return self.gateways(record) };
        let value = (field.get)(record);
        match (column.key, &value) {
            (UNPAID, _) => self.unpaid(record),
            ("tax_id", Value::Text(number)) => formatted(record, number).into(),
            _ => self.value(&field.kind, value),
        }
    }

    fn value(&self, kind: &Kind, value: Value) -> Cell {
        match (kind, value) {
            (_, Value::Empty) => Cell::Empty,
            (Kind::Percent, Value::Number(points)) => Cell::Decimal(points, 2),
            (_, Value::Number(n)) => Cell::Whole(n),
            // Compact: the blanks of a screen would stand in the way of other programs.
            (Kind::Iban, Value::Text(text)) => text.into(),
            // As it is kept: not copied once more, a dozen times a row.
            (Kind::Text(_) | Kind::Lines(_) | Kind::Email | Kind::Phone, Value::Text(text)) => {
                text.into()
            }
            (Kind::DaysSince, Value::Date(day)) => Cell::Whole(self.display.days_since(day)),
            (_, Value::Date(day)) => day.format("%Y-%m-%d").to_string().into(),
            (_, Value::Moment(at)) => self.moment(at).into(),
            (Kind::Ref(list), Value::Ref(id)) => self.name(*list, id).into(),
            (_, Value::Phones(phones)) => self.phones(&phones).into(),
            (_, value) => self.display.value(kind, &value).into(),
        }
    }

    /// The customer's own currency as a number; another one, or several, each named: nobody may add them up.
    fn unpaid(&self, record: &Record) -> Cell {
        let own = record.details.currency.as_deref();
        let own = own.unwrap_or(&self.settings.organisation.currency);
        let decimals = |currency: &str| u32::from(geo::exponent(currency));
        match record.unpaid.as_slice() {
            [] => Cell::Decimal(0, decimals(own)),
            [one] if one.currency == own => Cell::Decimal(one.amount, decimals(&one.currency)),
            several => {
                let named = |one: &Unpaid| {
                    let number = plain(one.amount, decimals(&one.currency));
                    format!("{} {number}", one.currency)
                };
                several.iter().map(named).collect::<Vec<_>>().join("; ").into()
            }
        }
    }

    /// Who the customer is to each gateway: never what charges a card.
    fn gateways(&self, record: &Record) -> Cell {
        let said = |one: &Membership| {
            let name = self.name(Lookup::Gateways, one.gateway);
            let state = self.display.choice(GATEWAY_STATES, &one.status);
            format!("{name}: {} ({})", one.external_id, state.to_lowercase())
        };
        record.gateways.iter().map(said).collect::<Vec<_>>().join("; ").into()
    }

    fn moment(&self, at: NaiveDateTime) -> String {
        let at = self.display.zone().from_utc_datetime(&at).naive_local();
        // Written here: what reads a pattern for each cell is a tenth of a large export.
        let [year, month, day] = [at.year().unsigned_abs(), at.month(), at.day()];
        format!("{year:04}-{month:02}-{day:02} {:02}:{:02}", at.hour(), at.minute())
    }

    /// The bare name, of what is no longer offered too.
    fn name(&self, list: Lookup, id: i64) -> String {
        self.settings.name_of(list, id).map(|offer| offer.name).unwrap_or_default()
    }

    /// A line each, with its kind when it has one.
    fn phones(&self, phones: &[PhoneEntry]) -> String {
        let line = |phone: &PhoneEntry| match phone.kind {
            PhoneKind::Other => phone.number.clone(),
            kind => format!("{} {}", self.display.phone_kind(kind), phone.number),
        };
        phones.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

/// An amount as a program writes it, whatever the organisation's numbers look like.
fn plain(minor: i64, decimals: u32) -> String {
    let unit = 10_u64.pow(decimals);
    let (whole, rest) = (minor.unsigned_abs() / unit, minor.unsigned_abs() % unit);
    let sign = if minor < 0 { "-" } else { "" };
    match usize::try_from(decimals) {
        Ok(width) if width > 0 => format!("{sign}{whole}.{rest:0width$}"),
        _ => format!("{sign}{whole}"),
    }
}

/// The number as its country writes it.
fn formatted(record: &Record, number: &str) -> String {
    let kind = record.customer.tax_id_type.as_deref().and_then(IdKind::from_code);
    kind.map_or_else(|| number.to_owned(), |kind| tax_id::format(kind, number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customers::export::available;
    use crate::customers::fields;
    use chrono::NaiveDate;

    fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    fn cell(key: &str, record: &Record) -> Cell {
        let settings = Settings::default();
        let column = available().into_iter().find(|column| column.key == key).unwrap();
        Cells::new(&settings).cell(&column, record)
    }

    fn with(key: &str, value: Value) -> Record {
        let mut record = Record::default();
        (fields::find(key).unwrap().set)(&mut record, value);
        record
    }

    #[test]
    fn values_are_exact_and_of_the_organisations_zone() {
        let day = NaiveDate::from_ymd_opt(2026, 1, 2).unwrap();
        let at = day.and_hms_opt(1, 30, 59).unwrap();
        for (key, value, wanted) in [
            ("created_at", Value::Moment(at), text("2026-01-01 22:30")),
            ("birthday", Value::Date(day), text("2026-01-02")),
            ("is_vip", Value::Flag(true), text("Sí")),
            ("is_vip", Value::Flag(false), text("No")),
            ("personal_discount_bp", Value::Number(1_205), Cell::Decimal(1_205, 2)),
            ("doc_number", Value::Text("00123".into()), text("00123")),
            ("custom_id", Value::Text("007".into()), text("007")),
            ("remarks", Value::Text("a\n\n b".into()), text("a\n\n b")),
            ("state", Value::Text("AR-A".into()), text("Salta")),
            ("state", Value::Text("Por ahí".into()), text("Por ahí")),
            ("country", Value::Text("BR".into()), text("Brasil")),
            (
                "iban",
                Value::Text("ES9121000418450200051332".into()),
                text("ES9121000418450200051332"),
            ),
            ("zone_id", Value::Ref(9), Cell::Empty),
            ("name", Value::Empty, Cell::Empty),
            (
                "notify_emails",
                Value::List(vec!["a@b.ar".into(), "c@d.ar".into()]),
                text("a@b.ar, c@d.ar"),
            ),
        ] {
            assert_eq!(cell(key, &with(key, value)), wanted, "{key}");
        }
        assert_eq!(cell("unpaid_balance", &Record::default()), Cell::Decimal(0, 2));
    }

    #[test]
    fn several_currencies_stand_beside_each_other() {
        let unpaid = |currency: &str, amount| Unpaid { currency: currency.to_owned(), amount };
        let of = |unpaid| cell("unpaid_balance", &Record { unpaid, ..Record::default() });
        assert_eq!(of(vec![unpaid("ARS", 120_000)]), Cell::Decimal(120_000, 2));
        assert_eq!(of(vec![unpaid("CLP", 24_990)]), text("CLP 24990"), "not the own one");
        let mut own = Record { unpaid: vec![unpaid("CLP", 24_990)], ..Record::default() };
        own.details.currency = Some("CLP".to_owned());
        assert_eq!(cell("unpaid_balance", &own), Cell::Decimal(24_990, 0));
        assert_eq!(
            of(vec![unpaid("ARS", 120_000), unpaid("CLP", 24_990), unpaid("USD", 505)]),
            text("ARS 1200.00; CLP 24990; USD 5.05")
        );
    }

    #[test]
    fn a_tax_id_is_written_as_its_country_does() {
        let mut record = with("tax_id", Value::Text("30353530395".into()));
        assert_eq!(cell("tax_id", &record), text("30353530395"));
        record.customer.tax_id_type = Some("AR_CUIT".to_owned());
        assert_eq!(cell("tax_id", &record), text("30-35353039-5"));
    }

    #[test]
    fn further_phones_keep_their_kind() {
        let phone = |kind, number: &str| PhoneEntry { kind, number: number.into(), e164: None };
        let phones = vec![
            phone(PhoneKind::Mobile, "+54 9 387 556-2210"),
            phone(PhoneKind::Landline, "011 4444"),
            phone(PhoneKind::Other, "15 4444 int. 3"),
        ];
        let record = Record { phones, ..Record::default() };
        let wanted = "Celular +54 9 387 556-2210\nFijo 011 4444\n15 4444 int. 3";
        assert_eq!(cell("phones", &record), text(wanted));
    }

    #[test]
    fn names_of_places_lead_back_to_their_codes() {
        for geo::Country { alpha2, .. } in geo::countries() {
            let name = geo::country_name(alpha2, "es").unwrap();
            assert_eq!(geo::country_from(name), Some(*alpha2), "{name}");
            for state in geo::subdivisions(alpha2) {
                let name = geo::state_name(state.code).unwrap();
                assert_eq!(geo::state_from(alpha2, name), Some(state.code), "{name}");
            }
        }
    }
}
