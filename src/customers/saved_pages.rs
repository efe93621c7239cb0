//! The pages of what is saved under a name: save what is at hand, open, rename, share, delete. What is
//! special to a kind of it says its [`Shelf`].

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::form_view::Choice;
use super::saved::{self, Kept, Kind, Saved};
use super::sharing::{Draft, Errors, Refusal, Sharing};
use crate::access::Permission;
use crate::audit::{self, Action};
use crate::error::AppError;
use crate::i18n::Text;
use crate::web::{App, Form, Origin, Page, flash, respond};

/// A kind of saved things: where it is, what it keeps, and its words.
pub trait Shelf: 'static {
    /// The kind.
    const KIND: Kind;
    /// Where it is managed.
    const PLACE: &'static str;
    /// What it takes to use one.
    const USED_BY: Permission;
    /// What the audit log notes when one is deleted.
    const DELETED: Action;
    /// What it notes when one that others see is replaced.
    const REPLACED: Action;

    /// Its words.
    fn words(t: Text) -> Words;

    /// Why one is not saved.
    fn refused(t: Text, refusal: Refusal) -> &'static str;

    /// What a form wants saved, or why that cannot be.
    ///
    /// # Errors
    /// `BadRequest` for what is no text.
    fn content(form: &Form) -> Result<Result<Form, Refusal>, AppError>;

    /// What the form that saves it sends along; none for a page that only lists.
    ///
    /// # Errors
    /// `BadRequest` for what is no text.
    fn at_hand(form: &Form) -> Result<Option<AtHand>, AppError>;

    /// What one keeps, in words.
    fn sentence(content: &Form, page: &Page) -> String;

    /// The page that one opens.
    fn href(id: i64, content: &Form) -> String;

    /// Where one that was just saved is seen.
    fn seen_at(id: i64, content: &Form, _form: &Form) -> String {
        Self::href(id, content)
    }
}

/// What is to be saved.
pub struct AtHand {
    /// What the form sends along.
    pub hidden: Vec<(&'static str, String)>,
    /// What would be kept.
    pub content: Form,
    /// Back to where it comes from.
    pub back: String,
}

/// The words of a kind.
pub struct Words {
    /// All of them.
    pub title: &'static str,
    /// The pages above.
    pub trail: Vec<(&'static str, &'static str)>,
    /// Over the form that saves one.
    pub save_title: &'static str,
    /// On its button.
    pub save: &'static str,
    /// The field of the name.
    pub name: &'static str,
    /// There are none.
    pub none: &'static str,
    /// What is lost with one.
    pub delete_note: &'static str,
    /// On the button that deletes the one of this name.
    pub delete: fn(Text, &str) -> String,
    /// It was saved.
    pub saved: fn(Text, &str) -> String,
    /// It was deleted.
    pub deleted: fn(Text, &str) -> String,
}

/// One on the page.
struct Line {
    id: i64,
    name: String,
    href: String,
    sentence: String,
    shared: String,
    is_own: bool,
    /// As it is, or as it was typed.
    typed: String,
    sharing: Vec<Choice>,
    delete: String,
    errors: Errors,
}

/// What is to be saved under a name.
struct Fresh {
    at_hand: AtHand,
    sentence: String,
    name: String,
    sharing: Vec<Choice>,
    /// Whether one of the same name is to be replaced, where that is asked.
    replaces: Option<bool>,
    errors: Errors,
}

#[derive(Template)]
#[template(path = "customers/saved.html")]
struct SavedPage {
    words: Words,
    place: &'static str,
    fresh: Option<Fresh>,
    lines: Vec<Line>,
    errors: Vec<(String, &'static str)>,
    page: Page,
}

/// What was refused, of one that there is or of a new one.
struct Refused<'a> {
    id: Option<i64>,
    form: &'a Form,
    refusal: Refusal,
}

/// All that the member may open; with something at hand, the form that saves it.
///
/// # Errors
/// `BadRequest` for an address that is no text.
pub async fn index<S: Shelf>(
    request: HttpRequest,
    page: Page,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let form = Form::of_query(&request)?;
    let fresh = fresh::<S>(&form, None, &page)?;
    show::<S>(page, app, fresh, None).await
}

/// Saves what is at hand.
///
/// # Errors
/// `BadRequest` for what is no text.
pub async fn create<S: Shelf>(
    page: Page,
    form: Form,
    origin: Origin,
    app: web::Data<App>,
    session: Session,
) -> Result<HttpResponse, AppError> {
    let content = S::content(&form)?;
    let (draft, content) = match Draft::parse(&form, &page.actor).and_then(|d| Ok((d, content?))) {
        Ok(asked) => asked,
        Err(refusal) => return refused::<S>(page, app, &form, refusal).await,
    };
    let (actor, kept, name) = (page.actor.clone(), content.clone(), draft.name.clone());
    let saved = app.db.write(move |conn| {
        let saved = saved::save(conn, &actor, S::KIND, &draft, &kept)?;
        let replaced = saved.ok().and_then(|kept| kept.replaced);
        if replaced.is_some_and(|sharing| sharing != Sharing::Own) {
            audit::note_with(conn, &origin.by, (S::REPLACED, Some(&*draft.name)), None)?;
        }
        Ok::<_, AppError>(saved)
    });
    match saved.await? {
        Ok(Kept { id, .. }) => {
            flash::ok(&session, (S::words(page.t).saved)(page.t, &name));
            Ok(respond::see_other(&S::seen_at(id, &content, &form)))
        }
        Err(refusal) => refused::<S>(page, app, &form, refusal).await,
    }
}

/// Renames and shares one.
///
/// # Errors
/// `NotFound` for one that is not the member's to change.
pub async fn update<S: Shelf>(
    page: Page,
    form: Form,
    app: web::Data<App>,
    session: Session,
    path: web::Path<i64>,
) -> Result<HttpResponse, AppError> {
    let id = path.into_inner();
    let draft = match Draft::parse(&form, &page.actor) {
        Ok(draft) => draft,
        Err(refusal) => {
            let refused = Refused { id: Some(id), form: &form, refusal };
            return show::<S>(page, app, None, Some(refused)).await;
        }
    };
    let (actor, name) = (page.actor.clone(), draft.name.clone());
    let updated = app.db.write(move |conn| {
        let saved = saved::find_own(conn, &actor, S::KIND, id)?.ok_or(AppError::NotFound)?;
        Ok::<_, AppError>(saved::update(conn, S::KIND, &saved, &draft)?)
    });
    if let Err(refusal) = updated.await? {
        let refused = Refused { id: Some(id), form: &form, refusal };
        return show::<S>(page, app, None, Some(refused)).await;
    }
    flash::ok(&session, (S::words(page.t).saved)(page.t, &name));
    Ok(respond::see_other(S::PLACE))
}

/// Deletes one.
///
/// # Errors
/// `NotFound` for one that is not the member's to change.
pub async fn destroy<S: Shelf>(
    page: Page,
    origin: Origin,
    app: web::Data<App>,
    session: Session,
    path: web::Path<i64>,
) -> Result<HttpResponse, AppError> {
    let (actor, id) = (page.actor.clone(), path.into_inner());
    let deleted = app.db.write(move |conn| {
        let saved = saved::find_own(conn, &actor, S::KIND, id)?.ok_or(AppError::NotFound)?;
        saved::delete(conn, saved.id)?;
        audit::note_with(conn, &origin.by, (S::DELETED, Some(&*saved.name)), None)?;
        Ok::<_, AppError>(saved.name)
    });
    let name = deleted.await?;
    flash::ok(&session, (S::words(page.t).deleted)(page.t, &name));
    Ok(respond::see_other(S::PLACE))
}

async fn refused<S: Shelf>(
    page: Page,
    app: web::Data<App>,
    form: &Form,
    refusal: Refusal,
) -> Result<HttpResponse, AppError> {
    let fresh = fresh::<S>(form, Some(refusal), &page)?;
    show::<S>(page, app, fresh, Some(Refused { id: None, form, refusal })).await
}

async fn show<S: Shelf>(
    page: Page,
    app: web::Data<App>,
    fresh: Option<Fresh>,
    refused: Option<Refused<'_>>,
) -> Result<HttpResponse, AppError> {
    let actor = page.actor.clone();
    let read = app.db.read(move |conn| Ok::<_, AppError>(saved::visible(conn, &actor, S::KIND)?));
    let all = read.await?;
    let lines: Vec<Line> = all.iter().map(|one| line::<S>(one, refused.as_ref(), &page)).collect();
    let of_fresh = fresh.iter().flat_map(|fresh| fresh.errors.listed(None));
    let of_lines = lines.iter().flat_map(|line| line.errors.listed(Some(line.id)));
    // Of a new one of which nothing is at hand to show it with.
    let of_nothing = refused.iter().filter(|refused| refused.id.is_none() && fresh.is_none());
    let of_nothing =
        of_nothing.map(|refused| ("main".to_owned(), why::<S>(refused.refusal, page.t)));
    let errors: Vec<_> = of_fresh.chain(of_lines).chain(of_nothing).collect();
    // What was refused of one that is not the member's to change is shown nowhere.
    if refused.is_some() && errors.is_empty() {
        return Err(AppError::NotFound);
    }
    let is_fine = errors.is_empty();
    let status = if is_fine { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let words = S::words(page.t);
    respond::html_with(status, &SavedPage { words, place: S::PLACE, fresh, lines, errors, page })
}

fn why<S: Shelf>(refusal: Refusal, t: Text) -> &'static str {
    match refusal {
        Refusal::LongName => t.view_refused_long(),
        Refusal::Taken => t.saved_refused_taken(),
        Refusal::Held(_) => t.saved_refused_held(),
        other => S::refused(t, other),
    }
}

fn errors<S: Shelf>(refusal: Option<Refusal>, sharing: &[Choice], t: Text) -> Errors {
    refusal.map(|refusal| Errors::of(refusal, why::<S>(refusal, t), sharing)).unwrap_or_default()
}

fn fresh<S: Shelf>(
    form: &Form,
    refusal: Option<Refusal>,
    page: &Page,
) -> Result<Option<Fresh>, AppError> {
    let Some(at_hand) = S::at_hand(form)? else { return Ok(None) };
    let typed = Sharing::from_code(form.text("sharing")).unwrap_or(Sharing::Own);
    let (asked, is_held) = match refusal {
        // Nobody chose what the form says by itself: one that is replaced stays for whom it is.
        Some(Refusal::Held(former)) if typed == Sharing::Own => (former, true),
        Some(Refusal::Held(_)) => (typed, true),
        _ => (typed, false),
    };
    let sharing = asked.choices(&page.actor, S::USED_BY, page.t);
    let replaces = form.is_ticked("replace");
    Ok(Some(Fresh {
        sentence: S::sentence(&at_hand.content, page),
        at_hand,
        name: form.text("name").to_owned(),
        replaces: (is_held || replaces).then_some(replaces),
        errors: errors::<S>(refusal, &sharing, page.t),
        sharing,
    }))
}

fn line<S: Shelf>(saved: &Saved, refused: Option<&Refused>, page: &Page) -> Line {
    let is_own = saved.is_of(&page.actor);
    let refused = refused.filter(|refused| is_own && refused.id == Some(saved.id));
    let nothing = Form::default();
    let typed = refused.map_or(&nothing, |refused| refused.form);
    let asked = Sharing::from_code(typed.text("sharing")).unwrap_or(saved.sharing());
    let sharing = asked.choices(&page.actor, S::USED_BY, page.t);
    let content = saved.form();
    Line {
        id: saved.id,
        name: saved.name.clone(),
        href: S::href(saved.id, &content),
        sentence: S::sentence(&content, page),
        shared: saved.sharing().in_words(page.t),
        is_own,
        typed: typed.last("name").unwrap_or(&saved.name).to_owned(),
        delete: (S::words(page.t).delete)(page.t, &saved.name),
        errors: errors::<S>(refused.map(|refused| refused.refusal), &sharing, page.t),
        sharing,
    }
}
