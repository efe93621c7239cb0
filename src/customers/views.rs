//! Saved views: the list of customers, as it is filtered, under a name.

use super::links::{self, PATH};
use super::query::Query;
use super::saved::{CUSTOMERS, Kind};
use super::saved_pages::{AtHand, Shelf, Words};
use super::sentence;
use super::sharing::Refusal;
use crate::access::Permission;
use crate::audit::Action;
use crate::error::AppError;
use crate::i18n::Text;
use crate::lists::drawn::kept;
use crate::web::{Form, Page};

/// Where the views are.
pub struct Views;

impl Shelf for Views {
    const KIND: Kind = Kind::View(CUSTOMERS);
    const PLACE: &'static str = "/customers/views";
    const USED_BY: Permission = Permission::ViewCustomers;
    const DELETED: Action = Action::ViewDeleted;
    const REPLACED: Action = Action::ViewReplaced;

    fn words(t: Text) -> Words {
        Words {
            title: t.list_saved_views(),
            trail: vec![(PATH, t.menu_customers())],
            save_title: t.view_save_title(),
            save: t.view_save(),
            name: t.view_name(),
            none: t.view_none(),
            delete_note: t.view_delete_note(),
            delete: |t, name| t.view_delete(name),
            saved: |t, name| t.view_saved(name),
            deleted: |t, name| t.view_deleted(name),
        }
    }

    fn refused(t: Text, refusal: Refusal) -> &'static str {
        match refusal {
            Refusal::TooMany => t.view_refused_many(),
            Refusal::Sharing => t.view_refused_sharing(),
            Refusal::Content => t.view_refused_query(),
            _ => t.view_refused_name(),
        }
    }

    fn content(form: &Form) -> Result<Result<Form, Refusal>, AppError> {
        Ok(Ok(kept(&Form::parse(form.text("query").as_bytes())?)))
    }

    fn at_hand(form: &Form) -> Result<Option<AtHand>, AppError> {
        let Some(query) = form.last("query") else { return Ok(None) };
        let content = kept(&Form::parse(query.as_bytes())?);
        let query = content.encode();
        let back = format!("{PATH}?{query}");
        Ok(Some(AtHand { hidden: vec![("query", query)], content, back }))
    }

    fn sentence(content: &Form, page: &Page) -> String {
        let (query, _) = Query::visible_to(&page.actor).narrowed_by(content, &page.settings);
        sentence::sentence(&query, &page.display())
    }

    fn href(id: i64, content: &Form) -> String {
        links::of(content).place(&[("view", id.to_string())]).href()
    }
}
