//! From the parameters of an address to a query. What is not understood is named, never applied in
//! silence; a caller that writes must refuse a query with anything ignored.

use super::search::MOST_WORDS;
use super::{Filter, Query, Search, Sort};
use crate::customers::fields::{self, Field};
use crate::customers::preferences::SIZES;
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

/// Parameters that belong to the page rather than to the query.
const OF_THE_PAGE: &[&str] = &[
    "q", "sort", "per_page", "page", "after", "before", "columns", "view", "back", "count",
    "advanced", "from",
];

/// Most values of one filter.
const MOST_VALUES: usize = 100;

/// Most filters in one query.
const MOST_FILTERS: usize = 40;

impl Query {
    /// Narrows by parameters that all have to count: one that is not understood, that says nothing or
    /// that belongs to a page stops whoever would else get more customers than they asked for.
    ///
    /// # Errors
    /// The parameters that do not count.
    pub fn narrowed_exactly(self, form: &Form, settings: &Settings) -> Result<Self, Vec<Ignored>> {
        let (query, mut ignored) = self.narrowed_by(form, settings);
        for (name, value) in form.pairs() {
            let is_of_a_page = OF_THE_PAGE.contains(&name) && !matches!(name, "q" | "sort");
            let why = match (is_of_a_page, value.trim().is_empty()) {
                (true, _) => Ignorance::Field,
                (false, true) => Ignorance::Value,
                (false, false) => continue,
            };
            ignored.push(Ignored { name: name.to_owned(), value: value.to_owned(), why });
        }
        if ignored.is_empty() { Ok(query) } else { Err(ignored) }
    }

    /// Narrows by the parameters of an address.
    #[must_use]
    pub fn narrowed_by(mut self, form: &Form, settings: &Settings) -> (Self, Vec<Ignored>) {
        let reading = settings.organisation.reading();
        let mut ignored = Vec::new();
        for (name, value) in form.pairs().filter(|(name, _)| !OF_THE_PAGE.contains(name)) {
            // An empty box of the search form asks for nothing.
            if value.trim().is_empty() {
                continue;
            }
            if let Err(why) = self.add_filter(name, value, reading, &settings.organisation.country)
            {
                ignored.push(Ignored { name: name.to_owned(), value: value.to_owned(), why });
            }
        }
        self.search_for(form.last("q"), &mut ignored);
        self.sort_by(form.last("sort"), &mut ignored);
        (self, ignored)
    }

    fn add_filter(
        &mut self,
        name: &str,
        value: &str,
        reading: Reading,
        country: &str,
    ) -> Result<(), Ignorance> {
        let known = |key: &str| fields::find(key).filter(|field| field.is_used_in(Uses::FILTER));
        let split = split_name(name, value);
        let Some((key, op)) = split else {
            let key = name.rsplit_once("__").map_or(name, |(key, _)| key);
            let is_empty_op = name.ends_with("__empty");
            return Err(match known(key) {
                Some(_) if is_empty_op => Ignorance::Value,
                Some(_) => Ignorance::Operator,
                None => Ignorance::Field,
            });
        };
        let field = known(key).ok_or(Ignorance::Field)?;
        if !field.kind.ops().contains(&op) || self.filters.len() >= MOST_FILTERS {
            return Err(Ignorance::Operator);
        }
        let values = if op.takes_value() {
            parse_value(field, op, value, reading, country).ok_or(Ignorance::Value)?
        } else {
            Vec::new()
        };
        // A value of which nothing is left once folded would let everybody through.
        if (field.condition)(op, &values).is_none() {
            return Err(Ignorance::Value);
        }
        // Repeated values of one field mean any of them.
        if op.takes_value()
            && let Some(filter) = self.filters.iter_mut().find(|f| f.key == key && f.op == op)
        {
            if filter.raw.len() >= MOST_VALUES {
                return Err(Ignorance::Value);
            }
            filter.values.extend(values);
            filter.raw.push(value.to_owned());
            return Ok(());
        }
        let (key, raw) = (key.to_owned(), vec![value.to_owned()]);
        self.filters.push(Filter { key, op, values, raw });
        Ok(())
    }

    /// A box of signs alone looks for nothing, which is said: it must not look like a match of all. So
    /// are the words beyond those that are looked for.
    fn search_for(&mut self, typed: Option<&str>, ignored: &mut Vec<Ignored>) {
        self.search = typed.and_then(Search::parse);
        let (value, why) = match (&self.search, typed) {
            (Some(search), _) => (search.surplus.join(" "), Ignorance::Words),
            (None, Some(typed)) if !typed.trim().is_empty() => (typed.to_owned(), Ignorance::Value),
            _ => return,
        };
        if !value.is_empty() {
            ignored.push(Ignored { name: "q".to_owned(), value, why });
        }
    }

    fn sort_by(&mut self, wanted: Option<&str>, ignored: &mut Vec<Ignored>) {
        if self.search.is_some() {
            self.sort = Sort::Relevance;
        }
        let Some(wanted) = wanted.filter(|sort| !sort.is_empty()) else {
            return;
        };
        let (key, descending) = match wanted.strip_prefix('-') {
            Some(key) => (key, true),
            None => (wanted, false),
        };
        if fields::find(key).is_some_and(|field: &Field| field.order.is_some()) {
            self.sort = Sort::By { key: key.to_owned(), descending };
        } else {
            let why = Ignorance::Sort;
            ignored.push(Ignored { name: "sort".to_owned(), value: wanted.to_owned(), why });
        }
    }
}

fn parse_value(
    field: &Field,
    op: Op,
    value: &str,
    reading: Reading,
    country: &str,
) -> Option<Vec<Value>> {
    // A province is kept by its code when recognised; people type its name.
    if field.kind == Kind::State && matches!(op, Op::Eq | Op::Not) {
        let typed = crate::text::clean_line(value);
        let code = geo::state_from(country, &typed).map(|code| Value::Text(code.to_owned()));
        return Some(code.into_iter().chain([Value::Text(typed)]).collect());
    }
    let mut values = field.kind.parse_filter(op, value, reading)?;
    // Phones are kept in E.164; people type them as they dial.
    if matches!(field.kind, Kind::Phone | Kind::Phones)
        && let Some(e164) = phone::check(country, value).e164
    {
        values.push(Value::Text(e164));
    }
    Some(values)
}
