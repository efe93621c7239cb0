//! GET /settings/{catalogue}: its rows with their use.

use std::collections::{BTreeSet, HashMap};

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::catalogue_of;
use super::example;
use super::view;
use crate::catalogues::{Catalogue, Column, Entry, Usage};
use crate::error::AppError;
use crate::fields::{Kind, Lookup};
use crate::settings::screens::nav::{self, Group, Words, catalogue_address};
use crate::text;
use crate::web::{App, Form, Page, respond};

/// A row as the list shows it.
struct Row {
    id: i64,
    name: String,
    is_active: bool,
    cells: Vec<Cell>,
    example: String,
    uses: String,
}

/// A cell beside the name.
struct Cell {
    text: String,
    css: &'static str,
}

/// The head of a column.
struct Head {
    label: &'static str,
    css: &'static str,
}

#[derive(Template)]
#[template(path = "catalogues/list.html")]
struct ListPage {
    page: Page,
    groups: Vec<Group>,
    words: Words,
    action: String,
    heads: Vec<Head>,
    has_example: bool,
    rows: Vec<Row>,
    total: String,
    inactive: String,
    query: String,
}

impl ListPage {
    fn new(
        page: Page,
        catalogue: &'static Catalogue,
        all: &[Entry],
        usage: &HashMap<i64, Usage>,
        query: String,
    ) -> Self {
        let columns = columns(&page, catalogue, all);
        let has_example = catalogue.list == Lookup::Taxes;
        let rows = all
            .iter()
            .map(|entry| row(&page, &columns, entry, usage.get(&entry.id), has_example))
            .filter(|row| is_meant(row, &query))
            .collect();
        let number = |n: usize| page.display().number(i64::try_from(n).unwrap_or(i64::MAX));
        let inactive = all.iter().filter(|entry| !entry.is_active).count();
        Self {
            groups: nav::groups(&page),
            words: Words::of(page.t, catalogue.list),
            action: catalogue_address(catalogue.list),
            heads: columns
                .iter()
                .enumerate()
                .map(|(at, column)| Head {
                    label: column.label(page.language()),
                    css: css(column, at),
                })
                .collect(),
            has_example,
            rows,
            total: if all.is_empty() { String::new() } else { number(all.len()) },
            inactive: if inactive == 0 { String::new() } else { number(inactive) },
            query,
            page,
        }
    }
}

/// The columns beside the name; the country only where there are several.
fn columns(page: &Page, catalogue: &'static Catalogue, all: &[Entry]) -> Vec<&'static Column> {
    let house = page.settings.organisation.country.as_str();
    let countries: BTreeSet<&str> = all.iter().filter_map(Entry::country).collect();
    let is_abroad = countries.iter().any(|country| *country != house);
    let columns = catalogue.columns.iter().filter(|column| match column.field.kind {
        Kind::Country => is_abroad,
        _ => column.is_listed() && column.key() != "name",
    });
    columns.collect()
}

/// Narrow screens keep the first column beside the name, the narrowest only a number there.
fn css(column: &Column, at: usize) -> &'static str {
    let is_number = matches!(column.field.kind, Kind::Percent | Kind::Amount | Kind::Number(..));
    match (is_number, at) {
        (true, 0) => "num",
        (true, _) => "num low",
        (false, 0) => "lower",
        (false, _) => "low",
    }
}

fn row(
    page: &Page,
    columns: &[&'static Column],
    entry: &Entry,
    usage: Option<&Usage>,
    has_example: bool,
) -> Row {
    let display = page.display();
    let cells = columns.iter().enumerate().map(|(at, column)| Cell {
        text: view::shown(&display, column, entry),
        css: css(column, at),
    });
    Row {
        id: entry.id,
        name: entry.name().to_owned(),
        is_active: entry.is_active,
        cells: cells.collect(),
        example: if has_example { example::of_row(page, entry) } else { String::new() },
        uses: usage.map(|usage| display.number(usage.total())).unwrap_or_default(),
    }
}

/// Whether the typed text stands in the name or in a cell.
fn is_meant(row: &Row, query: &str) -> bool {
    let folded = text::fold(query);
    let mut shown = std::iter::once(&row.name).chain(row.cells.iter().map(|cell| &cell.text));
    shown.any(|text| text::fold(text).contains(&folded))
}

/// The rows, or those that contain `q`.
///
/// # Errors
/// 404 for an unknown catalogue; when the database fails.
pub async fn show(
    page: Page,
    app: web::Data<App>,
    path: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, AppError> {
    let catalogue = catalogue_of(&path)?;
    let query = text::clean_line(Form::of_query(&request)?.text("q"));
    let (all, usage) = app
        .db
        .read(move |conn| Ok::<_, AppError>((catalogue.all(conn)?, catalogue.usage(conn)?)))
        .await?;
    respond::html(&ListPage::new(page, catalogue, &all, &usage, query))
}
