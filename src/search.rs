//! The search of the whole panel: customers, and the screens and actions that the words mean. As
//! a page, or as the fragment that the palette puts into its list.

mod places;

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use crate::access::Actor;
use crate::customers::query::{Needs, Place, Query, Search};
use crate::customers::{Record, rows};
use crate::db::Db;
use crate::error::AppError;
use crate::web::{App, Form, Page, respond};
use places::Found;

/// Customers that are shown at once.
const FEW: i64 = 8;

/// A customer among the results.
struct Hit {
    href: String,
    icon: &'static str,
    name: String,
    sub: String,
    glyph: &'static str,
    word: String,
}

#[derive(Template)]
#[template(path = "search.html")]
struct Results {
    typed: String,
    status: String,
    is_empty: bool,
    customers: Vec<Hit>,
    all: Option<String>,
    actions: Vec<Found>,
    page: Page,
}

#[derive(Template)]
#[template(path = "search_fragment.html")]
struct Fragment {
    status: String,
    is_empty: bool,
    customers: Vec<Hit>,
    all: Option<String>,
    actions: Vec<Found>,
    page: Page,
}

#[derive(Template)]
#[template(path = "shortcuts.html")]
struct Shortcuts {
    page: Page,
}

/// The keys, as a page of their own.
///
/// # Errors
/// When the template fails.
pub async fn shortcuts(page: Page) -> Result<HttpResponse, AppError> {
    respond::html(&Shortcuts { page })
}

/// What matches the words.
///
/// # Errors
/// `BadRequest` for an address that is no text, `Unavailable` without the database.
pub async fn index(
    request: HttpRequest,
    page: Page,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let form = Form::of_query(&request)?;
    let typed = crate::text::clean_line(form.text("q"));
    let (actor, wanted) = (page.actor.clone(), typed.clone());
    let (records, has_more) =
        app.db.read(move |conn| Ok::<_, AppError>(customers(conn, &actor, &wanted)?)).await?;
    let is_fragment = request.headers().contains_key("x-fragment");
    let hits: Vec<Hit> = records.iter().map(|record| hit(record, &page)).collect();
    let actions = places::matching(&typed, &page);
    let all = has_more.then(|| {
        let query = Form::default().with("q", typed.clone());
        format!("/customers?{}", query.encode())
    });
    let status = status(&typed, hits.len() + actions.len(), has_more, &page);
    let is_empty = hits.is_empty() && actions.is_empty();
    if is_fragment {
        return respond::html(&Fragment { status, is_empty, customers: hits, all, actions, page });
    }
    respond::html(&Results { typed, status, is_empty, customers: hits, all, actions, page })
}

/// The best matches, and whether there are more.
fn customers(
    conn: &mut Db,
    actor: &Actor,
    typed: &str,
) -> diesel::QueryResult<(Vec<Record>, bool)> {
    let Some(search) = Search::parse(typed) else {
        return Ok((Vec::new(), false));
    };
    let query = Query::visible_to(actor).searching(search);
    let slice = query.page(conn, FEW, Place::Start)?;
    let records = query.records(conn, &slice.ids, Needs::default())?;
    Ok((records, slice.has_next))
}

fn hit(record: &Record, page: &Page) -> Hit {
    let display = page.display();
    let (glyph, word) = rows::standing(record, &display);
    let is_company = record.customer.person_kind == "legal";
    Hit {
        href: format!("/customers/{}", record.customer.id),
        icon: if is_company { "building" } else { "user" },
        name: record.display_name().map_or_else(|| page.t.no_name().to_owned(), str::to_owned),
        sub: rows::identifiers(record, &display),
        glyph,
        word,
    }
}

fn status(typed: &str, found: usize, has_more: bool, page: &Page) -> String {
    if typed.is_empty() {
        return page.t.find_start().to_owned();
    }
    if found == 0 {
        return page.t.find_none(typed);
    }
    let number = page.display().number(i64::try_from(found).unwrap_or(0));
    let number = if has_more { page.t.list_more_than(&number) } else { number };
    page.t.find_results(&number, typed)
}
