//! What one page of a list reads, and what of it is drawn around the rows.

use super::rows::{self, Row};
use super::{Shown, Tab};
use crate::access::Actor;
use crate::customers::saved::{self, Kind, Saved};
use crate::db::Db;
use crate::db::prelude::*;
use crate::fields::filter::join_name;
use crate::i18n::Text;
use crate::lists::drawn;
use crate::lists::{
    At, Count, Drawn, Filter, Ignorance, Ignored, Kept, Links, Listed, Look, Place, Query, Rows,
    Slice, sentence,
};
use crate::settings::Settings;
use crate::web::{Form, Page};

/// What somebody asks of a list.
pub struct Asked {
    /// The parameters of the address.
    pub form: Form,
    /// Who asks.
    pub actor: Actor,
    /// The only customer of whom it is asked, if it is one's.
    pub customer: Option<i64>,
}

/// One page of a list.
pub struct Read<E: Shown> {
    links: Links,
    query: Query<E>,
    ignored: Vec<Ignored>,
    look: Look,
    number: i64,
    count: Count,
    slice: Slice,
    records: Vec<E::Record>,
    views: Vec<Saved>,
    customer: Option<i64>,
}

/// Reads a page.
pub fn read<E: Shown>(conn: &mut Db, asked: &Asked, settings: &Settings) -> QueryResult<Read<E>> {
    let (form, vocabulary) = (&asked.form, E::vocabulary());
    let kept = Kept::load(conn, vocabulary, E::LIST, asked.actor.id)?;
    let mut query = Query::<E>::visible_to(&asked.actor);
    if let Some(id) = asked.customer {
        query = query.of_customer(id);
    }
    let (mut query, mut ignored) = query.narrowed_by(form, settings);
    let mut look = Look::of(vocabulary, form, (&kept.shown, kept.per_page), &mut ignored);
    if asked.customer.is_some() {
        // Whose they are says the page around them.
        look.shown.retain(|entry| !matches!(entry.key.as_ref(), "customer" | "customer_id"));
    }
    let at = At::of(form, &mut ignored);
    let mut rows = query.rows(conn)?;
    let count = rows.count(conn, form.text("count") == "all")?;
    if let Some(value) = query.give_up_unsortable(count) {
        let (name, why) = ("sort".to_owned(), Ignorance::Sort);
        ignored.push(Ignored { name, value, why });
        rows = query.rows(conn)?;
    }
    let (slice, number) = slice(conn, &rows, look.size, at)?;
    Ok(Read {
        links: Links::of(path::<E>(asked.customer), form),
        records: E::load(conn, &slice.ids)?,
        views: match asked.customer {
            None => saved::visible(conn, &asked.actor, Kind::View(E::LIST))?,
            Some(_) => Vec::new(),
        },
        customer: asked.customer,
        query,
        ignored,
        look,
        number,
        count,
        slice,
    })
}

/// Where a list is: by itself, or of a customer.
pub fn path<E: Shown>(customer: Option<i64>) -> String {
    match customer {
        Some(id) => format!("/customers/{id}/{}", E::LIST),
        None => E::vocabulary().path.to_owned(),
    }
}

/// The page at a place. Who leafs back to the beginning sees the whole first page, and a page whose first row is
/// gone is found by its number.
fn slice(conn: &mut Db, rows: &Rows, size: i64, at: At) -> QueryResult<(Slice, i64)> {
    let slice = rows.page(conn, size, at.place)?;
    match at.place {
        Place::Before(_) if !slice.has_previous && slice.stopped_at.is_none() => {
            Ok((rows.page(conn, size, Place::Start)?, 1))
        }
        Place::After(_) if slice.ids.is_empty() && slice.stopped_at.is_none() => {
            Ok((rows.page(conn, size, Place::Number(at.number))?, at.number))
        }
        _ => Ok((slice, at.number)),
    }
}

impl<E: Shown> Read<E> {
    /// Whether there is nothing at all, whatever is asked.
    pub fn is_first_use(&self) -> bool {
        self.records.is_empty()
            && self.number == 1
            && !self.query.is_narrowed()
            && self.slice.stopped_at.is_none()
    }

    /// The rows.
    pub fn rows(&self, page: &Page) -> Vec<Row> {
        let row = |record| rows::row::<E>(record, &self.look, &self.links, page);
        self.records.iter().map(row).collect()
    }

    /// What is drawn around them.
    pub fn drawn(&self, page: &Page) -> Drawn {
        let open = open_tab(E::tabs(), self.links.form());
        let of_tab = |filter: &&Filter| {
            let said = open.map_or(&[][..], |tab| tab.filters);
            let name = join_name(&filter.key, filter.op);
            said.iter().any(|(key, _)| *key == name)
        };
        let rest = || self.query.filters.iter().filter(|filter| !of_tab(filter));
        let (vocabulary, display) = (E::vocabulary(), page.display());
        let look_at = format!("{}/look", vocabulary.path);
        let listed = Listed {
            vocabulary,
            links: &self.links,
            filters: &self.query.filters,
            typed: self.query.search.as_deref(),
            sort: &self.query.sort,
            look: &self.look,
            number: self.number,
            count: self.count,
            slice: &self.slice,
            ignored: &self.ignored,
            sentence: if self.query.is_narrowed() {
                let beginning = beginning::<E>(open, self.query.search.as_deref(), page.t);
                sentence::sentence(vocabulary, beginning, rest(), &display)
            } else {
                String::new()
            },
            chips: sentence::chips(vocabulary, rest(), &self.links, &display),
            tabs: tabs(E::tabs(), open, &self.links, page.t),
            views: self
                .views
                .iter()
                .map(|view| (view.id, view.name.clone(), view.form()))
                .collect(),
            has_views: self.customer.is_none(),
            look_at: match self.customer {
                Some(id) => format!("{look_at}?customer={id}"),
                None => look_at,
            },
        };
        Drawn::of(listed, E::words(page.t), page)
    }
}

/// «Bloqueados», «Contratos que coinciden con «díaz»».
pub fn beginning<E: Shown>(open: Option<&Tab>, typed: Option<&str>, t: Text) -> String {
    let named = open.filter(|tab| !tab.filters.is_empty()).map(|tab| (tab.label)(t));
    let text = named.unwrap_or_else(|| E::title(t)).to_owned();
    match typed {
        Some(typed) => t.list_matching(&text, typed),
        None => text,
    }
}

/// The names of the parameters that tabs set.
fn keys(tabs: &[Tab]) -> Vec<&'static str> {
    tabs.iter().flat_map(|tab| tab.filters).map(|(key, _)| *key).collect()
}

/// The field that a parameter asks about.
fn field_of(name: &str) -> &str {
    name.split("__").next().unwrap_or(name)
}

/// The tab whose filters an address asks for, exactly.
pub fn open_tab<'a>(tabs: &'a [Tab], form: &Form) -> Option<&'a Tab> {
    let keys: Vec<&str> = keys(tabs).into_iter().map(field_of).collect();
    let is_of_tabs = |name: &str| keys.contains(&field_of(name));
    let asked: Vec<(&str, &str)> = form.pairs().filter(|(name, _)| is_of_tabs(name)).collect();
    tabs.iter().find(|tab| {
        let same = |filter: &(&str, &str)| asked.contains(filter);
        tab.filters.len() == asked.len() && tab.filters.iter().all(same)
    })
}

fn tabs(tabs: &[Tab], open: Option<&Tab>, links: &Links, t: Text) -> Vec<drawn::Tab> {
    let keys = keys(tabs);
    let tab = |tab: &Tab| {
        let plain = links.without(&keys);
        let pairs: Vec<(&str, String)> =
            tab.filters.iter().map(|(key, value)| (*key, (*value).to_owned())).collect();
        drawn::Tab {
            label: (tab.label)(t),
            count: String::new(),
            href: plain.place(&pairs).href(),
            current: open.is_some_and(|open| std::ptr::eq(open, tab)),
        }
    };
    tabs.iter().map(tab).collect()
}
