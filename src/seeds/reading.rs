//! From the sheet of an invented customer to the changes that make it: read as a form would.

use std::collections::HashMap;

use super::Sheet;
use crate::customers::fields;
use crate::fields::{Changes, Kind, Lookup, PhoneEntry, PhoneKind, Reading, Value};
use crate::settings::Settings;

/// The ids behind the names of the lists.
pub(super) struct Names(HashMap<(Lookup, String), i64>);

impl Names {
    pub(super) fn of(settings: &Settings) -> Self {
        let offers = Lookup::KEPT.into_iter().flat_map(|list| {
            let offered = settings.list(list).into_iter();
            offered.filter(|offer| offer.is_active).map(move |offer| ((list, offer.name), offer.id))
        });
        Self(offers.collect())
    }

    /// Reads a sheet as a form would; what does not read is left out.
    pub(super) fn changes(&self, sheet: &Sheet, reading: Reading) -> Changes {
        let mut changes = Changes::default();
        for (key, typed) in sheet {
            if let Some(value) = self.value(key, typed, reading) {
                changes.set(key, value);
            }
        }
        changes
    }

    fn value(&self, key: &str, typed: &str, reading: Reading) -> Option<Value> {
        match fields::find(key)?.kind {
            Kind::Ref(list) => self.0.get(&(list, typed.to_owned())).copied().map(Value::Ref),
            Kind::Phones => Some(Value::Phones(typed.lines().filter_map(phone).collect())),
            kind => kind.parse(typed, reading).ok(),
        }
    }
}

fn phone(line: &str) -> Option<PhoneEntry> {
    let (kind, number) = line.split_once(' ')?;
    Some(PhoneEntry { kind: PhoneKind::from_code(kind), number: number.to_owned(), e164: None })
}
