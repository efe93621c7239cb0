//! Saved views of a list: the list, as it is filtered, under a name.

use std::marker::PhantomData;

use super::Shown;
use super::read::{beginning, open_tab};
use crate::access::{Actor, Permission};
use crate::audit::Action;
use crate::customers::saved::Kind;
use crate::customers::saved_pages::{AtHand, Shelf, Words};
use crate::customers::sharing::Refusal;
use crate::customers::views;
use crate::error::AppError;
use crate::i18n::Text;
use crate::lists::drawn::kept;
use crate::lists::{Links, Query, sentence};
use crate::web::{Form, Page};

/// Where the views of a list are.
pub struct Views<E>(PhantomData<E>);

impl<E: Shown> Shelf for Views<E> {
    const KIND: Kind = Kind::View(E::LIST);
    const PLACE: &'static str = E::VIEWS;
    const USED_BY: Permission = Permission::ViewCustomers;
    const DELETED: Action = Action::ViewDeleted;
    const REPLACED: Action = Action::ViewReplaced;

    fn words(t: Text) -> Words {
        Words {
            trail: vec![(E::vocabulary().path, E::title(t))],
            delete_note: t.view_delete_note_any(),
            ..views::Views::words(t)
        }
    }

    fn refused(t: Text, refusal: Refusal) -> &'static str {
        views::Views::refused(t, refusal)
    }

    fn content(form: &Form) -> Result<Result<Form, Refusal>, AppError> {
        views::Views::content(form)
    }

    fn at_hand(form: &Form) -> Result<Option<AtHand>, AppError> {
        let Some(query) = form.last("query") else { return Ok(None) };
        let content = kept(&Form::parse(query.as_bytes())?);
        let query = content.encode();
        let back = format!("{}?{query}", E::vocabulary().path);
        Ok(Some(AtHand { hidden: vec![("query", query)], content, back }))
    }

    fn sentence(content: &Form, page: &Page) -> String {
        let actor: &Actor = &page.actor;
        let (query, _) = Query::<E>::visible_to(actor).narrowed_by(content, &page.settings);
        let open = open_tab(E::tabs(), content);
        let said = open.map_or(&[][..], |tab| tab.filters);
        let rest = query.filters.iter().filter(|filter| {
            !said.iter().any(|(key, _)| *key == filter.key && filter.raw.len() == 1)
        });
        let beginning = beginning::<E>(open, query.search.as_deref(), page.t);
        sentence::sentence(E::vocabulary(), beginning, rest, &page.display())
    }

    fn href(id: i64, content: &Form) -> String {
        let path = E::vocabulary().path;
        Links::of(path, content).place(&[("view", id.to_string())]).href()
    }
}
