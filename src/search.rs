//! The search of the whole panel: customers, documents by their number, contracts, subscriptions and payments by what
//! their pages call them, and the screens and actions that the words mean. As
//! a page, or as the fragment that the palette puts into its list.

mod called;
mod places;

use std::time::{Duration, Instant};

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use crate::access::Actor;
use crate::customers::query::{Needs, Query};
use crate::customers::{Record, rows};
use crate::db::Db;
use crate::error::AppError;
use crate::invoices::numbers::{self, Numbered};
use crate::invoices::screens::standing;
use crate::invoices::states::counted;
use crate::lists::Place;
use crate::settings::Settings;
use crate::web::{App, Form, Page, respond};
use called::{Called, Group};
use places::Found;

/// Customers that are shown at once.
const FEW: i64 = 8;
/// Documents that are shown at once.
const DOCUMENTS: usize = 5;
/// Words of the name of a city, at most.
const CITY_WORDS: usize = 3;

/// How long the customers are looked for, however many meanings the words may have.
const PATIENCE: Duration = Duration::from_millis(600);

/// What a search came to.
#[derive(Default)]
struct Searched {
    customers: Vec<Record>,
    /// The list that has all of them, where there are more.
    rest: Option<Form>,
    /// The lists that there was no time to look for.
    unsearched: Vec<Form>,
}

/// A customer, a document or what else a customer has among the results.
struct Hit {
    href: String,
    icon: &'static str,
    name: String,
    sub: String,
    glyph: &'static str,
    word: String,
}

/// Documents whose number was typed, and the list that has all of them, where there are more.
#[derive(Default)]
struct Documents {
    hits: Vec<Hit>,
    all: Option<String>,
}

#[derive(Template)]
#[template(path = "search.html")]
struct Results {
    typed: String,
    status: String,
    is_empty: bool,
    customers: Vec<Hit>,
    all: Option<String>,
    documents: Documents,
    groups: Vec<Group>,
    unsearched: Vec<(String, String)>,
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
    documents: Documents,
    groups: Vec<Group>,
    unsearched: Vec<(String, String)>,
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
    let (actor, settings, wanted) = (page.actor.clone(), page.settings.clone(), typed.clone());
    let deadline = Instant::now() + PATIENCE;
    let (searched, (numbered, has_more), called) = app
        .db
        .read(move |conn| {
            let searched = search(conn, &actor, &settings, &wanted, deadline)?;
            let numbered = numbers::numbered(conn, &actor, &wanted, DOCUMENTS)?;
            Ok::<_, AppError>((searched, numbered, Called::read(conn, &actor, &wanted)?))
        })
        .await?;
    let is_fragment = request.headers().contains_key("x-fragment");
    let customers: Vec<Hit> = searched.customers.iter().map(|record| hit(record, &page)).collect();
    let documents = Documents {
        hits: numbered.iter().map(|document| numbered_hit(document, &page)).collect(),
        all: has_more.then(|| format!("/invoices?{}", Form::default().with("q", &typed).encode())),
    };
    let actions = places::matching(&typed, &page);
    let all = searched.rest.as_ref().map(address);
    let unsearched = searched.unsearched.iter().map(|list| (address(list), said(list, &page)));
    let unsearched: Vec<(String, String)> = unsearched.collect();
    let is_cut = all.is_some() || has_more || !unsearched.is_empty();
    let groups = called.groups(&page);
    let found = customers.len() + documents.hits.len() + called.len();
    let status = status(&typed, found + actions.len(), is_cut, &page);
    let is_empty = found == 0 && actions.is_empty() && unsearched.is_empty();
    if is_fragment {
        return respond::html(&Fragment {
            status,
            is_empty,
            customers,
            all,
            documents,
            groups,
            unsearched,
            actions,
            page,
        });
    }
    respond::html(&Results {
        typed,
        status,
        is_empty,
        customers,
        all,
        documents,
        groups,
        unsearched,
        actions,
        page,
    })
}

fn address(list: &Form) -> String {
    format!("/customers?{}", list.encode())
}

/// What a list asks for, in words.
fn said(list: &Form, page: &Page) -> String {
    let who = list.text("q");
    match list.last("city__contains") {
        Some(city) => page.t.find_in_city(who, city),
        None => who.to_owned(),
    }
}

/// The best matches of the first reading that has any, as far as there is time.
fn search(
    conn: &mut Db,
    actor: &Actor,
    settings: &Settings,
    typed: &str,
    deadline: Instant,
) -> diesel::QueryResult<Searched> {
    let mut searched = Searched::default();
    for list in readings(typed) {
        let (query, _) = Query::visible_to(actor).narrowed_by(&list, settings);
        if query.search.is_none() {
            continue;
        }
        if Instant::now() > deadline {
            searched.unsearched.push(list);
            continue;
        }
        let query = query.until(deadline);
        let slice = query.page(conn, FEW, Place::Start)?;
        let has_more = slice.has_next || slice.stopped_at.is_some();
        if !slice.ids.is_empty() {
            let needs = Needs { details: true, ..Needs::default() };
            searched.customers = query.records(conn, &slice.ids, needs)?;
            searched.rest = has_more.then_some(list);
            break;
        }
        if has_more {
            searched.unsearched.push(list);
        }
    }
    Ok(searched)
}

/// What the words may mean, as the address of a list says it: somebody who has all of them; where there
/// is nobody, somebody who has some of them and lives where the others say.
fn readings(typed: &str) -> Vec<Form> {
    let words: Vec<&str> = typed.split_whitespace().collect();
    let most = CITY_WORDS.min(words.len().saturating_sub(1));
    let behind = (1..=most).map(|n| words.split_at(words.len() - n));
    let before = (1..=most).map(|n| words.split_at(n)).map(|(city, who)| (who, city));
    let there = behind.chain(before).map(|(who, city)| {
        Form::default().with("q", who.join(" ")).with("city__contains", city.join(" "))
    });
    std::iter::once(Form::default().with("q", typed)).chain(there).collect()
}

fn hit(record: &Record, page: &Page) -> Hit {
    let display = page.display();
    let (glyph, word) = rows::standing(record, &display);
    let is_company = record.customer.person_kind == "legal";
    Hit {
        href: format!("/customers/{}", record.customer.id),
        icon: if is_company { "building" } else { "user" },
        name: record.display_name().map_or_else(|| page.t.no_name().to_owned(), str::to_owned),
        sub: match &record.details.city {
            Some(city) => format!("{} · {city}", rows::identifiers(record, &display)),
            None => rows::identifiers(record, &display),
        },
        glyph,
        word,
    }
}

fn numbered_hit(document: &Numbered, page: &Page) -> Hit {
    let (row, display) = (&document.row, page.display());
    let (glyph, word) = standing(page, row, page.today());
    let name = document.customer.clone().unwrap_or_else(|| page.t.no_name().to_owned());
    Hit {
        href: format!("/invoices/{}", row.id),
        icon: "invoice",
        name: document.name.clone(),
        sub: format!("{name} · {}", display.money(counted(row, row.total), &row.currency)),
        glyph,
        word,
    }
}

fn status(typed: &str, found: usize, has_more: bool, page: &Page) -> String {
    if typed.is_empty() {
        return page.t.find_start().to_owned();
    }
    if found == 0 && has_more {
        return page.t.find_stopped().to_owned();
    }
    if found == 0 {
        return page.t.find_none(typed);
    }
    let number = page.display().number(i64::try_from(found).unwrap_or(0));
    let number = if has_more { page.t.list_more_than(&number) } else { number };
    page.t.find_results(&number, typed)
}

#[cfg(test)]
mod tests {
    use diesel::Connection;

    use super::*;
    use crate::access::Via;

    #[test]
    fn a_request_out_of_time_asks_nothing_more_and_says_what_it_left() {
        // Without any table: a query would fail.
        let mut conn = Db::establish(":memory:").unwrap();
        let (actor, settings) = (Actor::command(Via::Panel), Settings::default());
        let past = Instant::now().checked_sub(PATIENCE).unwrap();
        let searched = search(&mut conn, &actor, &settings, "Ruiz Salta", past).unwrap();
        let left: Vec<String> = searched.unsearched.iter().map(Form::encode).collect();
        let asked: Vec<String> = readings("Ruiz Salta").iter().map(Form::encode).collect();
        assert_eq!((left, searched.customers.len()), (asked, 0));
    }

    #[test]
    fn the_words_of_a_city_stand_behind_a_name_or_before_it() {
        let said =
            |typed: &str| -> Vec<String> { readings(typed).iter().map(Form::encode).collect() };
        assert_eq!(said("Ruiz"), ["q=Ruiz"]);
        assert_eq!(
            said("Ruiz La Plata"),
            [
                "q=Ruiz+La+Plata",
                "q=Ruiz+La&city__contains=Plata",
                "q=Ruiz&city__contains=La+Plata",
                "q=La+Plata&city__contains=Ruiz",
                "q=Plata&city__contains=Ruiz+La",
            ]
        );
        assert_eq!(said(&"a ".repeat(20)).len(), 1 + 2 * CITY_WORDS);
        assert_eq!(said(""), ["q="]);
    }
}
