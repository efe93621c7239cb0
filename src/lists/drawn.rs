//! What the page of any list shows around its rows: search box, views, chooser of columns, chips, heads, foot. The
//! templates under `templates/lists` draw it, for the customers as for every other list.

use super::advanced::{self, Advanced};
use super::columns::{self, Choice, ChoiceGroup, Head, Heads};
use super::filter::{Filter, Sort};
use super::links::Links;
use super::look::Look;
use super::pager::{self, Leaf, Pager};
use super::parse::Ignored;
use super::place::{Count, SORTABLE, Slice};
use super::sentence::Chip;
use super::vocabulary::{Entry, Vocabulary};
use crate::i18n::Text;
use crate::web::{Form, Page};

/// What a list is called, and what it calls its records.
pub struct Words {
    /// «Lista de clientes».
    pub label: &'static str,
    /// What the tabs tell apart.
    pub tabs: &'static str,
    /// «Todos los clientes».
    pub all: &'static str,
    /// «1 cliente».
    pub one: &'static str,
    /// «3.482 clientes».
    pub many: fn(Text, &str) -> String,
    /// The search box, for those who cannot see what stands in it.
    pub quick: &'static str,
    /// What stands in the search box while nothing is typed.
    pub hint: &'static str,
    /// Nothing fulfils the conditions.
    pub none: &'static str,
    /// Nothing fulfils the words of the search box.
    pub none_match: fn(Text, &str) -> String,
    /// Where a search has looked.
    pub looked_in: &'static str,
}

/// A tab over a list.
pub struct Tab {
    /// What it says.
    pub label: &'static str,
    /// How many it has; empty where that is not told.
    pub count: String,
    /// Where it leads.
    pub href: String,
    /// Whether it is open.
    pub current: bool,
}

/// An entry of the menu of views.
pub struct ViewLink {
    /// What it is called.
    pub name: String,
    /// Where it leads.
    pub href: String,
    /// Whether it is open.
    pub current: bool,
}

/// What is said instead of rows.
pub struct Empty {
    /// In a few words.
    pub title: String,
    /// What was looked for.
    pub text: String,
    /// Where else there is a match, and what the link to it says.
    pub elsewhere: Option<(String, String)>,
    /// The first page, for who is behind the last.
    pub first_page: Option<String>,
}

/// One page of a list, as it was asked for and read.
pub struct Listed<'a> {
    /// The list.
    pub vocabulary: &'static Vocabulary,
    /// Its address.
    pub links: &'a Links,
    /// What must hold.
    pub filters: &'a [Filter],
    /// The words of the search box.
    pub typed: Option<&'a str>,
    /// The order.
    pub sort: &'a Sort,
    /// Columns and rows per page.
    pub look: &'a Look,
    /// The number of the page, from 1.
    pub number: i64,
    /// How many rows there are.
    pub count: Count,
    /// The rows of the page.
    pub slice: &'a Slice,
    /// What was not understood.
    pub ignored: &'a [Ignored],
    /// What it asks for, in words; empty for the plain list.
    pub sentence: String,
    /// A chip for each condition that no tab says.
    pub chips: Vec<Chip>,
    /// Its tabs.
    pub tabs: Vec<Tab>,
    /// What the member may open: number, name and parameters of each view.
    pub views: Vec<(i64, String, Form)>,
    /// Whether views are kept of it here.
    pub has_views: bool,
    /// Where its look is kept.
    pub look_at: String,
}

/// What is drawn around the rows.
pub struct Drawn {
    /// Its words.
    pub words: Words,
    /// Where it is.
    pub path: String,
    /// Where its look is kept.
    pub look_at: String,
    /// Where its views are; none where none are kept.
    pub place_of_views: Option<String>,
    /// The key of the column that leads to the record.
    pub leading: &'static str,
    /// What the chooser of columns says of them.
    pub of_columns: String,
    /// Its tabs.
    pub tabs: Vec<Tab>,
    /// The words of the search box, as typed.
    pub typed: String,
    /// What the search box sends along.
    pub hidden: Vec<(String, String)>,
    /// Opens or shuts the advanced search.
    pub advanced_href: String,
    /// The advanced search, while it is open.
    pub advanced: Option<Advanced>,
    /// How many conditions there are; empty for none.
    pub filters: String,
    /// The views to open.
    pub views: Vec<ViewLink>,
    /// The name of the view that is open.
    pub view_name: String,
    /// Where this list is saved as a view.
    pub save_view: String,
    /// The columns that are shown.
    pub chosen: Vec<Choice>,
    /// The columns that are not.
    pub choices: Vec<ChoiceGroup>,
    /// The list, to come back to.
    pub back: String,
    /// A chip for each condition.
    pub chips: Vec<Chip>,
    /// The list without conditions.
    pub clear: String,
    /// What was not understood, each named once.
    pub ignored: Vec<String>,
    /// What it asks for, in words.
    pub sentence: String,
    /// «3.482 clientes».
    pub total: String,
    /// Its order, where no head says it.
    pub order: Option<String>,
    /// Counts all of them.
    pub count_all: Option<String>,
    /// The heads of its columns.
    pub heads: Vec<Head>,
    /// Whether its columns are few.
    pub few: bool,
    /// Whether they are those of who chose none.
    pub usual: bool,
    /// Its foot.
    pub pager: Pager,
    /// Where a search that stopped for time goes on.
    pub go_on: Option<String>,
    /// Whether there is any row on the page.
    pub has_rows: bool,
    /// What is said instead of rows.
    pub empty: Option<Empty>,
}

impl Drawn {
    /// What is drawn around the rows of a page of a list.
    #[must_use]
    pub fn of(listed: Listed, words: Words, page: &Page) -> Self {
        let (links, display, t) = (listed.links, page.display(), page.t);
        let (vocabulary, shown) = (listed.vocabulary, listed.look.shown.as_slice());
        let (chosen, choices) = columns::choices(vocabulary, shown, t);
        let (views, view_name) = views(&listed, &words, t);
        let is_open = links.form().text("advanced") == "1";
        let filters = listed.filters.len();
        let counted = in_words(listed.count, page);
        let form = || advanced::form(vocabulary, listed.filters, links, page);
        let at_views = || format!("{}/views", vocabulary.path);
        Self {
            path: links.path().to_owned(),
            look_at: listed.look_at.clone(),
            place_of_views: listed.has_views.then(at_views),
            leading: vocabulary.leading(),
            of_columns: t.list_columns_hint(shown.first().map_or("", |entry| entry.label(t.0))),
            typed: links.form().text("q").to_owned(),
            hidden: links.hidden(&["q"]),
            advanced_href: links.set("advanced", (!is_open).then_some("1")).href(),
            advanced: is_open.then(form),
            filters: if filters > 0 { filters.to_string() } else { String::new() },
            views,
            view_name,
            save_view: save_view(vocabulary, links),
            chosen,
            choices,
            back: links.start().query(),
            clear: advanced::cleared(links).href(),
            ignored: ignored(listed.ignored, t),
            total: match listed.count {
                Count::Exactly(1) => words.one.to_owned(),
                _ => (words.many)(t, &counted),
            },
            count_all: (listed.count.exact().is_none())
                .then(|| links.place(&[("count", "all".to_owned())]).href()),
            heads: heads(&listed, shown).draw(page),
            order: heads(&listed, shown).said(t).filter(|_| listed.slice.ids.len() > 1),
            few: columns::are_few(vocabulary, shown),
            usual: columns::are_usual(vocabulary, shown),
            has_rows: !listed.slice.ids.is_empty(),
            go_on: go_on(&listed),
            empty: empty(&listed, &words, &counted, page),
            pager: pager::pager(leaf(&listed), counted, &display),
            tabs: listed.tabs,
            chips: listed.chips,
            sentence: listed.sentence,
            words,
        }
    }

    /// What the table is called for those who cannot see it.
    #[must_use]
    pub fn caption(&self, t: &Text) -> String {
        match self.sentence.as_str() {
            "" => self.words.all.to_owned(),
            told => t.list_caption(told),
        }
    }
}

fn heads<'a>(listed: &'a Listed, shown: &'a [&'static Entry]) -> Heads<'a> {
    Heads {
        vocabulary: listed.vocabulary,
        shown,
        links: listed.links,
        sort: listed.sort,
        are_rows_few: listed.count.exact().is_some_and(|n| n <= SORTABLE),
    }
}

fn leaf<'a>(listed: &'a Listed) -> Leaf<'a> {
    Leaf {
        links: listed.links,
        slice: listed.slice,
        count: listed.count,
        size: listed.look.size,
        number: listed.number,
    }
}

/// «3.482», «más de 10.000».
#[must_use]
pub fn in_words(count: Count, page: &Page) -> String {
    let number = page.display().number(count.known());
    match count {
        Count::Exactly(_) => number,
        Count::MoreThan(_) => page.t.list_more_than(&number),
    }
}

/// The part of an address that a view keeps: not the place in the list.
#[must_use]
pub fn kept(query: &Form) -> Form {
    query.without(&["page", "after", "before", "count", "view", "advanced", "from"])
}

/// The views to open, and the name of the one that is open.
fn views(listed: &Listed, words: &Words, t: Text) -> (Vec<ViewLink>, String) {
    let open: Option<i64> = listed.links.form().text("view").parse().ok();
    let is_plain = listed.filters.is_empty() && listed.typed.is_none();
    let all = ViewLink {
        name: words.all.to_owned(),
        href: listed.links.path().to_owned(),
        current: open.is_none() && is_plain,
    };
    let path = listed.vocabulary.path;
    let saved = listed.views.iter().map(|(id, name, form)| ViewLink {
        name: name.clone(),
        href: Links::of(path, form).place(&[("view", id.to_string())]).href(),
        current: open == Some(*id),
    });
    let links: Vec<ViewLink> = std::iter::once(all).chain(saved).collect();
    let name = links.iter().find(|link| link.current);
    let name = name.map_or_else(|| t.list_views().to_owned(), |link| link.name.clone());
    (links, name)
}

fn save_view(vocabulary: &Vocabulary, links: &Links) -> String {
    let form = Form::default().with("query", kept(links.form()).encode());
    format!("{}/views?{}", vocabulary.path, form.encode())
}

/// What was not understood, each named once.
fn ignored(all: &[Ignored], t: Text) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for ignored in all {
        let text = ignored.in_words(t);
        if said.len() < 20 && !said.contains(&text) {
            said.push(text);
        }
    }
    said
}

/// Where a search that stopped for time goes on.
fn go_on(listed: &Listed) -> Option<String> {
    let id = listed.slice.stopped_at?.to_string();
    let is_backwards = listed.links.form().has("before");
    let key = if is_backwards { "before" } else { "after" };
    let page = listed.number.to_string();
    Some(listed.links.place(&[(key, id), ("page", page)]).href())
}

fn empty(listed: &Listed, words: &Words, counted: &str, page: &Page) -> Option<Empty> {
    if !listed.slice.ids.is_empty() || listed.slice.stopped_at.is_some() {
        return None;
    }
    let t = page.t;
    if listed.number > 1 {
        let number = page.display().number(listed.number);
        return Some(Empty {
            title: t.list_past_end(&number),
            text: t.list_past_end_text(counted),
            elsewhere: None,
            first_page: Some(listed.links.start().href()),
        });
    }
    Some(Empty {
        title: listed
            .typed
            .map_or_else(|| words.none.to_owned(), |typed| (words.none_match)(t, typed)),
        text: match listed.typed {
            Some(_) => words.looked_in.to_owned(),
            None if listed.sentence.is_empty() => words.all.to_owned(),
            None => listed.sentence.clone(),
        },
        elsewhere: None,
        first_page: None,
    })
}
