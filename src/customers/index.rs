//! The list of customers: tabs, quick and advanced search, columns, pages. Its whole state is the
//! address; nothing here changes anything.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::counts::Counts;
use super::fields::Field;
use super::links::PATH;
use super::listing::{self, Listing};
use super::query::Search;
use super::rows::{self, Content, Row};
use super::sentence;
use super::vocabulary::vocabulary;
use crate::access::{Permission, Scope};
use crate::error::AppError;
use crate::i18n::Text;
use crate::lists::advanced::{self, Input};
use crate::lists::drawn::{Tab, in_words};
use crate::lists::{Count, Drawn, Listed, Words};
use crate::web::{App, Form, Page, respond};

#[derive(Template)]
#[template(path = "customers/index.html")]
struct Index {
    list: Drawn,
    /// Whether the search is too short to look inside names.
    is_short: bool,
    rows: Vec<Row>,
    /// The list that has what was searched for, and what its link says.
    exact_elsewhere: Option<(String, String)>,
    first_use: Option<&'static str>,
    bar: Option<Bar>,
    page: Page,
}

/// What can be done with ticked customers.
struct Bar {
    /// The list, to come back to.
    list: String,
    /// How many are ticked on other pages.
    elsewhere: i64,
    /// How many are ticked at all.
    total: String,
    /// «3 más en otras páginas», or nothing.
    others: String,
    /// «Actualizar los 3.482 resultados».
    all: String,
    /// Where they are updated, whoever is ticked.
    all_href: String,
    /// Whether all of them can be mailed a new way into the portal.
    can_regenerate: bool,
}

/// The list.
///
/// # Errors
/// `BadRequest` for an address that is no text, `Unavailable` without the database.
pub async fn index(
    request: HttpRequest,
    page: Page,
    app: web::Data<App>,
    counts: web::Data<Counts>,
) -> Result<HttpResponse, AppError> {
    let form = Form::of_query(&request)?;
    if let Some(address) = advanced::canonical(PATH, &form) {
        return Ok(respond::see_other(&address));
    }
    let (actor, settings) = (page.actor.clone(), page.settings.clone());
    let listing = app
        .db
        .read(move |conn| {
            Ok::<_, AppError>(listing::read(conn, &form, &actor, &settings, &counts)?)
        })
        .await?;
    respond::html(&Index::of(&listing, page))
}

impl Index {
    fn of(listing: &Listing, page: Page) -> Self {
        let fields = listing::columns_of(&listing.look.shown);
        let there = elsewhere(listing, &page);
        let mut list = Drawn::of(listed(listing, &page), words(page.t), &page);
        let first_use = listing.is_first_use.then(|| first_use(&page));
        list.empty = list.empty.filter(|_| first_use.is_none());
        let is_empty = list.empty.is_some();
        if let Some(empty) = list.empty.as_mut().filter(|_| listing.number == 1) {
            empty.elsewhere.clone_from(&there);
        }
        Self {
            list,
            is_short: listing.query.search.as_ref().is_some_and(Search::is_short),
            rows: rows_of(listing, &fields, &page),
            exact_elsewhere: there.filter(|_| !is_empty && !listing.records.is_empty()),
            first_use,
            bar: bar(listing, &page),
            page,
        }
    }
}

/// The list as `lists` draws what stands around its rows.
fn listed<'a>(listing: &'a Listing, page: &Page) -> Listed<'a> {
    let (query, links, display) = (&listing.query, &listing.links, page.display());
    Listed {
        vocabulary: vocabulary(),
        links,
        filters: &query.filters,
        typed: query.search.as_ref().map(|search| search.typed.as_str()),
        sort: &query.sort,
        look: &listing.look,
        number: listing.number,
        count: listing.count,
        slice: &listing.slice,
        ignored: &listing.ignored,
        sentence: if query.is_narrowed() {
            sentence::sentence(query, &display)
        } else {
            String::new()
        },
        chips: sentence::chips(query, links, &display),
        tabs: tabs(listing, page),
        views: listing.views.iter().map(|view| (view.id, view.name.clone(), view.form())).collect(),
        has_views: true,
        look_at: "/preferences/list".to_owned(),
    }
}

fn words(t: Text) -> Words {
    Words {
        label: t.list_label(),
        tabs: t.list_tabs(),
        all: t.list_all_customers(),
        one: t.list_one_customer(),
        many: |t, number| t.list_n_customers(number),
        quick: t.list_quick_search(),
        hint: t.list_quick_hint(),
        none: t.list_none(),
        none_match: |t, typed| t.list_none_match(typed),
        looked_in: t.list_looked_in(),
    }
}

/// The customers of the page, the held ones ticked.
fn rows_of(listing: &Listing, fields: &[&'static Field], page: &Page) -> Vec<Row> {
    let shown = listing.look.shown.as_slice();
    let drawn = listing.records.iter().map(|record| Row {
        is_ticked: listing.held.contains(&record.customer.id),
        ..rows::row(record, shown, fields, &listing.links, page)
    });
    drawn.collect()
}

fn bar(listing: &Listing, page: &Page) -> Option<Bar> {
    let may = page.may(Permission::BulkUpdate) && !listing.records.is_empty();
    let held = &listing.held;
    let elsewhere = held.iter().filter(|id| !listing.slice.ids.contains(id)).count();
    let elsewhere = i64::try_from(elsewhere).unwrap_or(i64::MAX);
    let total = i64::try_from(held.len()).unwrap_or(i64::MAX);
    let number = |count| page.display().number(count);
    may.then(|| Bar {
        list: listing.links.query(),
        elsewhere,
        total: number(total),
        others: if elsewhere > 0 {
            page.t.list_ticked_elsewhere(&number(elsewhere))
        } else {
            String::new()
        },
        all: match listing.count {
            Count::Exactly(1) => page.t.list_take_one().to_owned(),
            count => page.t.list_take_all(&in_words(count, page)),
        },
        all_href: super::bulk::form::of_all(&listing.links),
        can_regenerate: super::bulk::form::can_regenerate(page),
    })
}

fn tabs(listing: &Listing, page: &Page) -> Vec<Tab> {
    let (t, display) = (page.t, page.display());
    let asked = listing.query.equal_to("category");
    let names_any = listing.query.filters.iter().any(|f| f.key == "category");
    let tab = |label, code: Option<&str>| Tab {
        label,
        count: display.number(code.map_or_else(|| listing.tally.all(), |c| listing.tally.of(c))),
        href: listing.links.set("category", code).href(),
        current: asked == code && (code.is_some() || !names_any),
    };
    vec![
        tab(t.list_tab_all(), None),
        tab(t.list_tab_active(), Some("active")),
        tab(t.list_tab_inactive(), Some("inactive")),
        tab(t.list_tab_delinquent(), Some("delinquent")),
        tab(t.list_tab_archived(), Some("archived")),
    ]
}

/// Where else there is a match, and what the link to it says.
fn elsewhere(listing: &Listing, page: &Page) -> Option<(String, String)> {
    let there = listing.elsewhere.as_ref()?;
    let n = page.display().number(there.count);
    let t = page.t;
    let label = if there.is_archive { t.list_see_archived(&n) } else { t.list_see_others(&n) };
    Some((there.href.clone(), label))
}

/// What is said to those who have no customer yet.
fn first_use(page: &Page) -> &'static str {
    if page.actor.scope != Scope::All {
        page.t.list_first_own()
    } else if page.may(Permission::CreateCustomers) {
        page.t.list_first_text()
    } else {
        page.t.list_first_viewer()
    }
}
