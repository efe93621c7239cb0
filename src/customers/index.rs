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
use super::saved_pages::Shelf as _;
use super::sentence;
use super::views::Views;
use super::vocabulary::vocabulary;
use crate::access::{Permission, Scope};
use crate::error::AppError;

use crate::i18n::Text;
use crate::lists::advanced::{self, Advanced, Input};
use crate::lists::columns::{self, Head, Heads};
use crate::lists::pager::{self, Leaf, Pager};
use crate::lists::sentence::Chip;
use crate::lists::{Count, Links, SORTABLE};
use crate::web::{App, Form, Page, respond};

/// A tab over the list.
struct Tab {
    label: &'static str,
    count: String,
    href: String,
    current: bool,
}

/// An entry of the menu of views.
struct ViewLink {
    name: String,
    href: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "customers/index.html")]
struct Index {
    tabs: Vec<Tab>,
    typed: String,
    hidden: Vec<(String, String)>,
    advanced_href: String,
    advanced: Option<Advanced>,
    filters: String,
    views: Vec<ViewLink>,
    view_name: String,
    save_view: String,
    chosen: Vec<columns::Choice>,
    choices: Vec<columns::ChoiceGroup>,
    back: String,
    chips: Vec<Chip>,
    clear: String,
    ignored: Vec<String>,
    /// Whether the search is too short to look inside names.
    is_short: bool,
    sentence: String,
    total: String,
    count_all: Option<String>,
    heads: Vec<Head>,
    rows: Vec<Row>,
    few: bool,
    usual: bool,
    pager: Pager,
    go_on: Option<String>,
    empty: Option<Empty>,
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

/// What is said instead of rows.
struct Empty {
    title: String,
    text: String,
    elsewhere: Option<(String, String)>,
    first_page: Option<String>,
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
        let (query, links, display) = (&listing.query, &listing.links, page.display());
        let total = total(listing.count, &page);
        let are_rows_few = listing.count.exact().is_some_and(|n| n <= SORTABLE);
        let is_open = links.form().text("advanced") == "1";
        let (chosen, choices) = columns::choices(vocabulary(), &listing.shown, page.t);
        let (views, view_name) = views(listing, page.t);
        let filters = query.filters.len();
        let shown = listing.shown.as_slice();
        let heads =
            Heads { vocabulary: vocabulary(), shown, links, sort: &query.sort, are_rows_few };
        let fields = listing::columns_of(shown);
        let leaf = Leaf {
            links,
            slice: &listing.slice,
            count: listing.count,
            size: listing.size,
            number: listing.number,
        };
        Self {
            tabs: tabs(listing, &page),
            typed: links.form().text("q").to_owned(),
            hidden: links.hidden(&["q"]),
            advanced_href: links.set("advanced", (!is_open).then_some("1")).href(),
            advanced: is_open.then(|| advanced::form(vocabulary(), &query.filters, links, &page)),
            filters: if filters > 0 { filters.to_string() } else { String::new() },
            views,
            view_name,
            save_view: save_view(links),
            chosen,
            choices,
            back: links.start().query(),
            chips: sentence::chips(query, links, &display),
            clear: advanced::cleared(links).href(),
            ignored: ignored(listing, page.t),
            is_short: query.search.as_ref().is_some_and(Search::is_short),
            sentence: if query.is_narrowed() {
                sentence::sentence(query, &display)
            } else {
                String::new()
            },
            count_all: (listing.count.exact().is_none())
                .then(|| links.place(&[("count", "all".to_owned())]).href()),
            heads: heads.draw(&page),
            rows: rows_of(listing, &fields, &page),
            bar: bar(listing, &page),
            few: columns::are_few(vocabulary(), shown),
            usual: columns::are_usual(vocabulary(), shown),
            pager: pager::pager(leaf, display_count(listing.count, &page), &display),
            go_on: go_on(listing),
            empty: empty(listing, &page),
            exact_elsewhere: elsewhere(listing, &page).filter(|_| !listing.records.is_empty()),
            first_use: listing.is_first_use.then(|| first_use(&page)),
            total,
            page,
        }
    }

    /// What the table is called for those who cannot see it.
    fn caption(&self) -> String {
        match self.sentence.as_str() {
            "" => self.page.t.list_all_customers().to_owned(),
            told => self.page.t.list_caption(told),
        }
    }
}

/// The customers of the page, the held ones ticked.
fn rows_of(listing: &Listing, fields: &[&'static Field], page: &Page) -> Vec<Row> {
    let shown = listing.shown.as_slice();
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
            count => page.t.list_take_all(&display_count(count, page)),
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

/// The views to open, and the name of the one that is open.
fn views(listing: &Listing, t: Text) -> (Vec<ViewLink>, String) {
    let open: Option<i64> = listing.links.form().text("view").parse().ok();
    let all = ViewLink {
        name: t.list_all_customers().to_owned(),
        href: PATH.to_owned(),
        current: open.is_none() && !listing.query.is_narrowed(),
    };
    let saved = listing.views.iter().map(|view| ViewLink {
        name: view.name.clone(),
        href: Views::href(view.id, &view.form()),
        current: open == Some(view.id),
    });
    let links: Vec<ViewLink> = std::iter::once(all).chain(saved).collect();
    let name = links.iter().find(|link| link.current);
    let name = name.map_or_else(|| t.list_views().to_owned(), |link| link.name.clone());
    (links, name)
}

fn save_view(links: &Links) -> String {
    let query = super::views::kept(links.form()).encode();
    let form = Form::default().with("query", query);
    format!("{}/views?{}", PATH, form.encode())
}

/// What was not understood, each named once.
fn ignored(listing: &Listing, t: Text) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for ignored in &listing.ignored {
        let text = ignored.in_words(t);
        if said.len() < 20 && !said.contains(&text) {
            said.push(text);
        }
    }
    said
}

/// «3.482», «más de 10.000».
fn display_count(count: Count, page: &Page) -> String {
    let number = page.display().number(count.known());
    match count {
        Count::Exactly(_) => number,
        Count::MoreThan(_) => page.t.list_more_than(&number),
    }
}

fn total(count: Count, page: &Page) -> String {
    match count {
        Count::Exactly(1) => page.t.list_one_customer().to_owned(),
        _ => page.t.list_n_customers(&display_count(count, page)),
    }
}

/// Where a search that stopped for time goes on.
fn go_on(listing: &Listing) -> Option<String> {
    let id = listing.slice.stopped_at?.to_string();
    let is_backwards = listing.links.form().has("before");
    let key = if is_backwards { "before" } else { "after" };
    let page = listing.number.to_string();
    Some(listing.links.place(&[(key, id), ("page", page)]).href())
}

fn empty(listing: &Listing, page: &Page) -> Option<Empty> {
    if !listing.records.is_empty() || listing.is_first_use || listing.slice.stopped_at.is_some() {
        return None;
    }
    let t = page.t;
    if listing.number > 1 {
        let number = page.display().number(listing.number);
        return Some(Empty {
            title: t.list_past_end(&number),
            text: t.list_past_end_text(&display_count(listing.count, page)),
            elsewhere: None,
            first_page: Some(listing.links.start().href()),
        });
    }
    let typed = listing.query.search.as_ref().map(|search| search.typed.as_str());
    Some(Empty {
        title: typed.map_or_else(|| t.list_none().to_owned(), |typed| t.list_none_match(typed)),
        text: match typed {
            Some(_) => t.list_looked_in().to_owned(),
            None => sentence::sentence(&listing.query, &page.display()),
        },
        elsewhere: elsewhere(listing, page),
        first_page: None,
    })
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
