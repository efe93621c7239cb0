//! From the parameters of an address to a query. What is not understood is named, never applied in
//! silence; a caller that writes must refuse a query with anything ignored.

use chrono::{Days, NaiveDate, TimeZone};

use super::filter::{Filter, Sort};
use super::look::SIZES;
use super::vocabulary::{Entry, Sortable, Vocabulary};
use crate::clock;
use crate::fields::filter::{Op, split_name};
use crate::fields::{Kind, Reading, Uses, Value};
use crate::form::Form;
use crate::i18n::Text;
use crate::identity::{geo, phone};
use crate::settings::Settings;

/// Why a parameter was not applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ignorance {
    /// No such field, or not one to filter by.
    Field,
    /// The operator does not suit the field.
    Operator,
    /// The value is none of the field.
    Value,
    /// More words than a search looks for.
    Words,
    /// Cannot be sorted by.
    Sort,
}

/// A parameter that was not applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignored {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
    /// Why.
    pub why: Ignorance,
}

impl Ignored {
    /// Why, in words.
    #[must_use]
    pub fn in_words(&self, t: Text) -> String {
        let cut = |text: &str| text.chars().take(60).collect::<String>();
        let (name, value) = (cut(&self.name), cut(&self.value));
        match self.why {
            Ignorance::Field => t.list_ignored_field(&name),
            Ignorance::Operator => t.list_ignored_operator(&name),
            Ignorance::Value if name == "per_page" => t.list_ignored_rows(&value, &sizes(t)),
            Ignorance::Value if matches!(name.as_str(), "page" | "after" | "before") => {
                t.list_ignored_page(&value)
            }
            Ignorance::Value => t.list_ignored_value(&name, &value),
            Ignorance::Words => t.list_ignored_words(&value, MOST_WORDS),
            Ignorance::Sort => t.list_ignored_sort(&value),
        }
    }
}

/// «25, 50 o 100».
fn sizes(t: Text) -> String {
    let [few, more, most] = SIZES;
    format!("{few}, {more}{}{most}", t.list_or())
}

/// Different words in one search; more are left out, and named, so that nobody can send a query of
/// thousands.
pub const MOST_WORDS: usize = 12;

/// Parameters that belong to the page rather than to the query.
const OF_THE_PAGE: &[&str] = &[
    "q", "sort", "per_page", "page", "after", "before", "columns", "view", "back", "count",
    "advanced", "from",
];

/// Most values of one filter.
const MOST_VALUES: usize = 100;

/// Most filters in one query.
const MOST_FILTERS: usize = 40;

/// The value of a day that moves on.
const TODAY: &str = "today";

/// What an address asks of a list, but for the words of its search box.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// All of these must hold.
    pub filters: Vec<Filter>,
    /// In which order; none for the list's usual one.
    pub sort: Option<Sort>,
}

/// Parameters that belong to a page of a list and those that say nothing: whoever acts on all that a query
/// finds would else get more than they asked for.
#[must_use]
pub fn of_other_places(form: &Form) -> Vec<Ignored> {
    let why = |name: &str, value: &str| {
        let is_of_a_page = OF_THE_PAGE.contains(&name) && !matches!(name, "q" | "sort");
        match (is_of_a_page, value.trim().is_empty()) {
            (true, _) => Some(Ignorance::Field),
            (false, true) => Some(Ignorance::Value),
            (false, false) => None,
        }
    };
    let stray = form.pairs().filter_map(|(name, value)| Some((name, value, why(name, value)?)));
    stray.map(|(name, value, why)| ignored(name, value, why)).collect()
}

fn ignored(name: &str, value: &str, why: Ignorance) -> Ignored {
    Ignored { name: name.to_owned(), value: value.to_owned(), why }
}

/// Reads the parameters of an address.
#[must_use]
pub fn read(vocabulary: &Vocabulary, form: &Form, settings: &Settings) -> (Asked, Vec<Ignored>) {
    let reader = Reader {
        vocabulary,
        reading: settings.organisation.reading(),
        country: &settings.organisation.country,
    };
    let (mut asked, mut unread) = (Asked::default(), Vec::new());
    for (name, value) in form.pairs().filter(|(name, _)| !OF_THE_PAGE.contains(name)) {
        // An empty box of the search form asks for nothing.
        if value.trim().is_empty() {
            continue;
        }
        if let Err(why) = reader.add_filter(&mut asked.filters, name, value) {
            unread.push(ignored(name, value, why));
        }
    }
    match form.last("sort").filter(|wanted| !wanted.is_empty()).map(|wanted| reader.sort(wanted)) {
        Some(Ok(sort)) => asked.sort = Some(sort),
        Some(Err(wanted)) => unread.push(ignored("sort", wanted, Ignorance::Sort)),
        None => {}
    }
    (asked, unread)
}

/// What values are read with.
struct Reader<'a> {
    vocabulary: &'a Vocabulary,
    reading: Reading,
    country: &'a str,
}

impl Reader<'_> {
    fn add_filter(
        &self,
        filters: &mut Vec<Filter>,
        name: &str,
        value: &str,
    ) -> Result<(), Ignorance> {
        let known =
            |key: &str| self.vocabulary.find(key).filter(|entry| entry.is_used_in(Uses::FILTER));
        let Some((key, op)) = split_name(name, value) else {
            let key = name.rsplit_once("__").map_or(name, |(key, _)| key);
            let is_empty_op = name.ends_with("__empty");
            return Err(match known(key) {
                Some(_) if is_empty_op => Ignorance::Value,
                Some(_) => Ignorance::Operator,
                None => Ignorance::Field,
            });
        };
        let entry = known(key).ok_or(Ignorance::Field)?;
        if !entry.kind.ops().contains(&op) || filters.len() >= MOST_FILTERS {
            return Err(Ignorance::Operator);
        }
        let values = if op.takes_value() {
            self.values(entry, op, value).ok_or(Ignorance::Value)?
        } else {
            Vec::new()
        };
        // A value of which nothing is left once folded would let everybody through.
        if !(self.vocabulary.says)(key, op, &values) {
            return Err(Ignorance::Value);
        }
        // Repeated values of one field mean any of them.
        if op.takes_value()
            && let Some(filter) = filters.iter_mut().find(|f| f.key == key && f.op == op)
        {
            if filter.raw.len() >= MOST_VALUES {
                return Err(Ignorance::Value);
            }
            filter.values.extend(values);
            filter.raw.push(value.to_owned());
            return Ok(());
        }
        let (key, raw) = (key.to_owned(), vec![value.to_owned()]);
        filters.push(Filter { key, op, values, raw });
        Ok(())
    }

    fn sort<'w>(&self, wanted: &'w str) -> Result<Sort, &'w str> {
        let (key, descending) = match wanted.strip_prefix('-') {
            Some(key) => (key, true),
            None => (wanted, false),
        };
        match self.vocabulary.find(key) {
            Some(entry) if entry.sortable != Sortable::No => {
                Ok(Sort::By { key: key.to_owned(), descending })
            }
            _ => Err(wanted),
        }
    }

    fn values(&self, entry: &Entry, op: Op, value: &str) -> Option<Vec<Value>> {
        // A province is kept by its code when recognised; people type its name.
        if entry.kind == Kind::State && matches!(op, Op::Eq | Op::Not) {
            let typed = crate::text::clean_line(value);
            let code = geo::state_from(self.country, &typed);
            let code = code.map(|code| Value::Text(code.to_owned()));
            return Some(code.into_iter().chain([Value::Text(typed)]).collect());
        }
        // A view of what is overdue is of every day, not of the one on which it was saved.
        if entry.kind == Kind::Date && value == TODAY {
            return Some(vec![Value::Date(self.today())]);
        }
        let mut values = entry.kind.parse_filter(op, value, self.reading)?;
        if entry.kind == Kind::DaysSince {
            return values.iter().map(|days| self.days_ago(days)).collect();
        }
        // Phones are kept in E.164; people type them as they dial.
        if matches!(entry.kind, Kind::Phone | Kind::Phones)
            && let Some(e164) = phone::check(self.country, value).e164
        {
            values.push(Value::Text(e164));
        }
        Some(values)
    }

    /// The day that it is where the organisation is.
    fn today(&self) -> NaiveDate {
        self.reading.zone.from_utc_datetime(&clock::now()).date_naive()
    }

    /// So many days ago, as the day.
    fn days_ago(&self, days: &Value) -> Option<Value> {
        let Value::Number(days) = days else { return None };
        self.today().checked_sub_days(Days::new(u64::try_from(*days).ok()?)).map(Value::Date)
    }
}
