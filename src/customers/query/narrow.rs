//! From the parameters of an address to a query. What is not understood is named, never applied in
//! silence; a caller that writes must refuse a query with anything ignored.

use super::{Query, Search};
use crate::customers::vocabulary::vocabulary;
use crate::form::Form;
use crate::lists::{self, Ignorance, Ignored, Sort};
use crate::settings::Settings;

impl Query {
    /// Narrows by parameters that all have to count: one that is not understood, that says nothing or
    /// that belongs to a page stops whoever would else get more customers than they asked for.
    ///
    /// # Errors
    /// The parameters that do not count.
    pub fn narrowed_exactly(self, form: &Form, settings: &Settings) -> Result<Self, Vec<Ignored>> {
        let (query, mut ignored) = self.narrowed_by(form, settings);
        ignored.extend(lists::of_other_places(form));
        if ignored.is_empty() { Ok(query) } else { Err(ignored) }
    }

    /// Narrows by the parameters of an address.
    #[must_use]
    pub fn narrowed_by(mut self, form: &Form, settings: &Settings) -> (Self, Vec<Ignored>) {
        let (asked, mut ignored) = lists::read(vocabulary(), form, settings);
        self.filters = asked.filters;
        self.search_for(form.last("q"), &mut ignored);
        if self.search.is_some() {
            self.sort = Sort::Relevance;
        }
        if let Some(sort) = asked.sort {
            self.sort = sort;
        }
        (self, ignored)
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
}
