//! The list that a customer was opened from: it travels in the address as `from`, so that the trail
//! leads back to it and the neighbours are those of that list.

use actix_web::HttpRequest;
use diesel::QueryResult;

use super::Query;
use crate::access::Actor;
use crate::db::Db;
use crate::error::AppError;
use crate::settings::Settings;
use crate::web::Form;

/// Parameters that say where in the list one was; the neighbours do not depend on them.
const PLACE: &[&str] = &["page", "after", "before", "back", "count", "from"];

/// The parameters of the list, if one was left for this page.
#[derive(Clone, Debug, Default)]
pub struct Trail(Option<Form>);

impl Trail {
    /// From the parameters of a page; a list that cannot be read is none.
    #[must_use]
    pub fn of(parameters: &Form) -> Self {
        let from = parameters.last("from");
        Self(from.and_then(|from| Form::parse(from.as_bytes()).ok()))
    }

    /// From the address of a request.
    ///
    /// # Errors
    /// `BadRequest` when the address is no text.
    pub fn of_request(request: &HttpRequest) -> Result<Self, AppError> {
        Ok(Self::of(&Form::of_query(request)?))
    }

    /// Where the list is.
    #[must_use]
    pub fn list(&self) -> String {
        match self.0.as_ref().map(Form::encode) {
            Some(query) if !query.is_empty() => format!("/customers?{query}"),
            _ => "/customers".to_owned(),
        }
    }

    /// As forms carry it on.
    #[must_use]
    pub fn parameter(&self) -> Option<String> {
        self.0.as_ref().map(Form::encode)
    }

    /// A page of a customer, with the list still known.
    #[must_use]
    pub fn address(&self, id: i64, section: &str) -> String {
        self.with(&format!("/customers/{id}{section}"))
    }

    /// A path, with the list still known.
    #[must_use]
    pub fn with(&self, path: &str) -> String {
        let Some(from) = &self.0 else {
            return path.to_owned();
        };
        let joint = if path.contains('?') { '&' } else { '?' };
        let parameter = Form::default().with("from", from.encode()).encode();
        format!("{path}{joint}{parameter}")
    }

    /// Who comes before and behind a customer in the list.
    ///
    /// # Errors
    /// When the database fails.
    pub fn neighbours(
        &self,
        conn: &mut Db,
        actor: &Actor,
        settings: &Settings,
        id: i64,
    ) -> QueryResult<(Option<i64>, Option<i64>)> {
        let Some(from) = &self.0 else {
            return Ok((None, None));
        };
        let (mut list, _) = Query::visible_to(actor).narrowed_by(&from.without(PLACE), settings);
        if list.sorts_few() {
            let count = list.count(conn)?;
            list.give_up_unsortable(count);
        }
        list.neighbours(conn, id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_survives_any_number_of_pages() {
        let asked = Form::parse(b"from=q%3Dn%25C3%25BA%25C3%25B1ez%26sort%3D-id").unwrap();
        let trail = Trail::of(&asked);
        assert_eq!(trail.list(), "/customers?q=n%C3%BA%C3%B1ez&sort=-id");
        let address = trail.address(7, "/data");
        let (_, query) = address.split_once('?').unwrap();
        assert!(address.starts_with("/customers/7/data?from="));
        let again = Trail::of(&Form::parse(query.as_bytes()).unwrap());
        assert_eq!(again.list(), trail.list());
        assert!(trail.with("/a?b=1").starts_with("/a?b=1&from="));
    }

    #[test]
    fn without_a_list_or_with_a_broken_one_there_is_the_plain_list() {
        for asked in ["", "from=%2525ff%25zz", "from=%25ff", "from="] {
            let trail = Trail::of(&Form::parse(asked.as_bytes()).unwrap());
            assert_eq!(trail.list(), "/customers", "{asked}");
        }
        assert_eq!(Trail::default().address(7, ""), "/customers/7");
    }
}
