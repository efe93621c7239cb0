//! The filters of an address: read leniently, and what cannot be read is named.

use std::net::IpAddr;

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;

use crate::audit::Action;
use crate::audit::query::{Filter, Who};
use crate::fields::{day, midnight};
use crate::i18n::Text;
use crate::web::Form;

/// The keys of the filters.
const WHAT: &str = "what";
const WHO: &str = "who";
const FROM: &str = "from";
const TO: &str = "to";
const ADDRESS: &str = "address";
/// The key of the place in the log.
const BEFORE: &str = "before";

/// Commands on the machine, among the people.
pub(super) const COMMAND: &str = "command";

/// What is named of an address that is not understood: so many parts, so many letters of each.
const MOST_NAMED: usize = 10;
const LONGEST_NAMED: usize = 60;

/// What an address asks for.
pub(super) struct Asked {
    pub filter: Filter,
    /// From below which number on.
    pub before: Option<i64>,
    /// The filters that count, as an address writes them.
    pub pairs: Form,
    /// What does not count, in words.
    pub ignored: Vec<String>,
}

impl Asked {
    /// Reads an address; days are those of the zone.
    pub fn read(form: &Form, t: Text, zone: Tz, members: &[(i64, String)]) -> Self {
        let mut reading = Reading { form, pairs: Form::default(), ignored: Vec::new() };
        let action = reading.value(WHAT, t.audit_what(), t, |typed| {
            Action::from_code(typed).map(|action| (action, typed.to_owned()))
        });
        let who = reading.value(WHO, t.audit_who(), t, |typed| {
            Some((read_who(typed, members)?, typed.to_owned()))
        });
        let from = reading.value(FROM, t.audit_from(), t, |typed| Some((day(typed)?, iso(typed)?)));
        let to = reading.value(TO, t.audit_to(), t, |typed| Some((day(typed)?, iso(typed)?)));
        let address = reading.value(ADDRESS, t.audit_address(), t, |typed| {
            let address = typed.parse::<IpAddr>().ok()?.to_canonical().to_string();
            Some((address.clone(), address))
        });
        let pairs = std::mem::take(&mut reading.pairs);
        let before =
            reading.value(BEFORE, BEFORE, t, |typed| Some((typed.parse().ok()?, typed.to_owned())));
        let mut ignored = reading.ignored;
        let known = [WHAT, WHO, FROM, TO, ADDRESS, BEFORE];
        let strange = form.pairs().map(|(key, _)| key).filter(|key| !known.contains(key));
        ignored.extend(strange.map(|key| t.list_ignored_field(&short(key))));
        ignored.truncate(MOST_NAMED);
        let filter = Filter {
            action,
            who,
            from: from.map(|day| midnight(day, zone)),
            until: to.and_then(next).map(|day| midnight(day, zone)),
            address,
        };
        Self { filter, before, pairs, ignored }
    }

    /// Whether anything is filtered.
    pub fn is_narrowed(&self) -> bool {
        self.pairs.pairs().next().is_some()
    }

    /// What a control of the form shows.
    pub fn shown(&self, key: &str) -> String {
        self.pairs.text(key).to_owned()
    }

    /// The filters, from below a number on, behind a path.
    pub fn address(&self, path: &str, before: Option<i64>) -> String {
        let mut form = self.pairs.clone();
        if let Some(before) = before {
            form = form.with(BEFORE, before.to_string());
        }
        let query = form.encode();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }
}

/// The filters as far as they are read.
struct Reading<'a> {
    form: &'a Form,
    pairs: Form,
    ignored: Vec<String>,
}

impl Reading<'_> {
    /// A value and how an address writes it; nothing for what is empty or not understood.
    fn value<T>(
        &mut self,
        key: &str,
        label: &str,
        t: Text,
        read: impl Fn(&str) -> Option<(T, String)>,
    ) -> Option<T> {
        let typed = self.form.text(key).trim();
        if typed.is_empty() {
            return None;
        }
        let Some((value, written)) = read(typed) else {
            self.ignored.push(t.list_ignored_value(label, &short(typed)));
            return None;
        };
        self.pairs = std::mem::take(&mut self.pairs).with(key, written);
        Some(value)
    }
}

fn read_who(typed: &str, members: &[(i64, String)]) -> Option<Who> {
    if typed == COMMAND {
        return Some(Who::Command);
    }
    let id = typed.parse().ok()?;
    members.iter().any(|(known, _)| *known == id).then_some(Who::Member(id))
}

/// As a control for days wants it.
fn iso(typed: &str) -> Option<String> {
    Some(day(typed)?.format("%Y-%m-%d").to_string())
}

fn next(day: NaiveDate) -> Option<NaiveDate> {
    day.checked_add_days(Days::new(1))
}

fn short(typed: &str) -> String {
    typed.chars().take(LONGEST_NAMED).collect()
}
