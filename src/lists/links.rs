//! Addresses of the list. All of its state is there: whatever changes one part keeps the others
//! and goes back to the first page.

use std::borrow::Cow;

use crate::form::Form;

/// Parameters that say where in the list one is; a change of anything else forgets them.
const PLACE: &[&str] = &["page", "after", "before", "count"];

/// The parameters of a list, and the addresses that lead on from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links {
    path: Cow<'static, str>,
    form: Form,
}

/// Parameters of a list that mean no other rows, wherever one stands in it.
const LOOK: &[&str] = &["per_page", "columns", "view", "back", "advanced", "from"];

impl Links {
    /// What of the parameters of a list says which rows it has, and in which order.
    #[must_use]
    pub fn filters(form: &Form) -> Form {
        form.without(PLACE).without(LOOK)
    }

    /// Of a list and the parameters of an address; those without a value are left out.
    #[must_use]
    pub fn of(path: impl Into<Cow<'static, str>>, form: &Form) -> Self {
        let filled = form.pairs().filter(|(_, value)| !value.trim().is_empty());
        Self { path: path.into(), form: Form::from_pairs(owned(filled)) }
    }

    fn with(&self, form: Form) -> Self {
        Self { path: self.path.clone(), form }
    }

    /// Where the list is, whatever is asked of it.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The parameters.
    #[must_use]
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// The whole state as an address writes it, for `from`.
    #[must_use]
    pub fn query(&self) -> String {
        self.form.encode()
    }

    /// A page of a record (`/edit`, or nothing), which knows the list it was opened from.
    #[must_use]
    pub fn record(&self, id: i64, section: &str) -> String {
        let from = Form::default().with("from", self.query());
        format!("{}/{id}{section}?{}", self.path, from.encode())
    }

    /// The first page of the same list.
    #[must_use]
    pub fn start(&self) -> Self {
        self.with(self.form.without(PLACE))
    }

    /// The first page with one parameter set, or gone; no longer the saved view it may have been.
    #[must_use]
    pub fn set(&self, key: &str, value: Option<&str>) -> Self {
        let rest = self.start().form.without(&[key, "view"]);
        self.with(match value {
            Some(value) => rest.with(key, value),
            None => rest,
        })
    }

    /// The first page with another look: still the saved view it may have been.
    #[must_use]
    pub fn set_look(&self, key: &str, value: &str) -> Self {
        self.with(self.start().form.without(&[key]).with(key, value))
    }

    /// The first page without these parameters.
    #[must_use]
    pub fn without(&self, keys: &[&str]) -> Self {
        self.with(self.start().form.without(keys).without(&["view"]))
    }

    /// Another place in the same list.
    #[must_use]
    pub fn place(&self, pairs: &[(&str, String)]) -> Self {
        let moved = pairs
            .iter()
            .fold(self.start().form, |form, (key, value)| form.with(key, value.clone()));
        self.with(moved)
    }

    /// As an address.
    #[must_use]
    pub fn href(&self) -> String {
        if self.form == Form::default() {
            self.path.clone().into_owned()
        } else {
            format!("{}?{}", self.path, self.form.encode())
        }
    }

    /// What a form of the list must send along, apart from the keys it has inputs for.
    #[must_use]
    pub fn hidden(&self, but: &[&str]) -> Vec<(String, String)> {
        owned(self.without(but).form.pairs())
    }
}

fn owned<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<(String, String)> {
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(query: &str) -> Links {
        Links::of("/customers", &Form::parse(query.as_bytes()).unwrap())
    }

    #[test]
    fn a_change_keeps_the_rest_and_returns_to_the_first_page() {
        let here = links("q=ana&zone_id=3&page=4&after=99&view=7&x=");
        assert_eq!(here.set("sort", Some("-id")).href(), "/customers?q=ana&zone_id=3&sort=-id");
        assert_eq!(here.set("q", None).href(), "/customers?zone_id=3");
        assert_eq!(here.without(&["q", "zone_id"]).href(), "/customers");
    }

    #[test]
    fn a_record_knows_the_place_it_was_opened_from() {
        assert_eq!(
            links("q=a%26b&page=2&after=7").record(5, "/edit"),
            "/customers/5/edit?from=q%3Da%2526b%26page%3D2%26after%3D7"
        );
        assert_eq!(links("").record(5, ""), "/customers/5?from=");
    }
}
