//! The pages of one record of a list: what its fields say, the form that changes them, what became of it, and what
//! two people made of it at once. A record hands in its fields and its currency.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use crate::customers::form_view::{Choice, Input, Section};
use crate::error::AppError;
use crate::fields::{Changes, Finding, Findings, Group, Kind, Reading, Uses, Value};
use crate::history::Entry;
use crate::i18n::Text;
use crate::lists::Field;
use crate::settings::screens::changes::{Change, signed};
use crate::web::{Form, Page, respond};

/// A record as its pages need it.
pub struct Sheet<'a, R: 'static> {
    /// The page.
    pub page: &'a Page,
    /// Its fields.
    pub fields: &'static [Field<R>],
    /// The record as it is stored; what a new one begins with.
    pub record: &'a R,
    /// The currency of its amounts.
    pub currency: &'a str,
}

/// One thing that is known.
pub struct Fact {
    /// What.
    pub label: String,
    /// How it is.
    pub value: String,
}

/// Facts that belong together.
pub struct Part {
    /// Its fragment.
    pub anchor: &'static str,
    /// What they are about.
    pub title: &'static str,
    /// The facts.
    pub facts: Vec<Fact>,
}

impl<R> Sheet<'_, R> {
    fn find(&self, key: &str) -> Option<&'static Field<R>> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// A value of a record as a person reads it.
    pub fn value(&self, field: &Field<R>, record: &R) -> String {
        let display = self.page.display();
        match (&field.kind, (field.get)(record)) {
            (Kind::Amount, Value::Number(minor)) => display.money(minor, self.currency),
            (kind, value) => display.value(kind, &value),
        }
    }

    /// What has a value, by what it is about, but for what stands elsewhere.
    pub fn parts(&self, groups: &[(Group, &'static str)], said: &[&str]) -> Vec<Part> {
        let part = |&(group, title): &(Group, &'static str)| {
            let of_group = self.fields.iter().filter(|field| {
                field.group == group
                    && field.is_used_in(Uses::LIST)
                    && !said.contains(&field.key.as_ref())
                    && !is_nothing(field, &(field.get)(self.record))
            });
            let fact = |field: &Field<R>| Fact {
                label: field.label(self.page.language()).to_owned(),
                value: self.value(field, self.record),
            };
            Part { anchor: group.anchor(), title, facts: of_group.map(fact).collect() }
        };
        groups.iter().map(part).filter(|part| !part.facts.is_empty()).collect()
    }

    /// A change in words; `happened` names what happened to the record as a whole.
    pub fn told(&self, entry: &Entry, happened: fn(Text, &str) -> Option<&'static str>) -> Change {
        let display = self.page.display();
        let field = self.find(&entry.field);
        let show = |kept: &Option<String>| match (field, kept) {
            (_, None) => String::new(),
            (Some(field), Some(kept)) if field.kind == Kind::Amount => {
                kept.parse().map_or_else(|_| kept.clone(), |n| display.money(n, self.currency))
            }
            (Some(field), Some(kept)) => display.canonical(&field.kind, kept),
            (None, Some(kept)) => kept.clone(),
        };
        let label = match field {
            Some(field) => field.label(self.page.language()).to_owned(),
            None => happened(self.page.t, &entry.field).unwrap_or(&entry.field).to_owned(),
        };
        let (before, after) = (show(&entry.before), show(&entry.after));
        Change { label: label.into(), before, after, ..signed(self.page, entry) }
    }

    /// The fields in which a form differs from what is saved, but for those it never touched.
    pub fn contested(&self, mine: &R, since: &[Entry]) -> Vec<Differing> {
        let of_form = self.fields.iter().filter(|field| field.is_used_in(Uses::FORM));
        let row = |field: &Field<R>| {
            let (theirs, own) = ((field.get)(self.record), (field.get)(mine));
            if theirs == own {
                return None;
            }
            // The oldest change since the form was opened knows the value that the form began with.
            let first = since.iter().rev().find(|entry| entry.field == field.key);
            if first.is_some_and(|entry| entry.before == own.canonical()) {
                return None;
            }
            Some(Differing {
                key: field.key.to_string(),
                label: field.label(self.page.language()).to_owned(),
                mine: self.value(field, mine),
                theirs: self.value(field, self.record),
                is_contested: first.is_some(),
            })
        };
        of_form.filter_map(row).collect()
    }
}

/// Whether there is nothing to say of a value: a discount of nothing is none.
fn is_nothing<R>(field: &Field<R>, value: &Value) -> bool {
    value.is_empty() || (field.kind == Kind::Percent && *value == Value::Number(0))
}

/// What is special to a form.
pub struct Wording {
    /// Title and sentence of a section.
    pub section: fn(Text, Group) -> (&'static str, &'static str),
    /// What helps with a field; nothing where the label says it all.
    pub hint: fn(Text, &str) -> &'static str,
    /// Columns that a field takes of six.
    pub span: fn(&str) -> &'static str,
    /// Fields of signs that are read one by one.
    pub mono: &'static [&'static str],
}

/// A form.
pub struct Sent<'a, R: 'static> {
    /// The record.
    pub sheet: Sheet<'a, R>,
    /// What was typed, if anything was.
    pub typed: Option<&'a Form>,
    /// What is wrong with it.
    pub findings: &'a Findings,
    /// Its words.
    pub wording: &'a Wording,
    /// What a field offers; none for the rows of its list.
    pub options: &'a dyn Fn(&str) -> Option<Vec<(String, String)>>,
}

/// What was typed, as wanted values, and what of it is none. The caller knows in which currency amounts are.
pub fn read<R>(fields: &'static [Field<R>], form: &Form, reading: Reading) -> (Changes, Findings) {
    let (mut changes, mut findings) = (Changes::default(), Findings::default());
    for field in fields.iter().filter(|field| field.is_used_in(Uses::FORM)) {
        let Some(typed) = form.last(&field.key) else { continue };
        match field.kind.parse(typed, reading) {
            Ok(value) => changes.set(&field.key, value),
            Err(problem) => findings.refuse(&field.key, problem),
        }
    }
    (changes, findings)
}

impl<R> Sent<'_, R> {
    fn asked(&self) -> impl Iterator<Item = &'static Field<R>> {
        self.sheet.fields.iter().filter(|field| field.is_used_in(Uses::FORM))
    }

    /// The sections of these groups, in order.
    pub fn sections(&self, groups: &[Group]) -> Vec<Section> {
        groups.iter().map(|group| self.section(*group)).collect()
    }

    fn section(&self, group: Group) -> Section {
        let of_group = self.asked().filter(|field| field.group == group);
        let inputs: Vec<Input> = of_group.map(|field| self.input(field)).collect();
        let errors = inputs.iter().filter(|input| !input.error.is_empty()).count();
        let (title, lead) = (self.wording.section)(self.sheet.page.t, group);
        Section { anchor: group.anchor(), title, lead, inputs, errors, only_for: "" }
    }

    /// Refusals as the error summary lists them; what no input is to blame for, at the form.
    pub fn errors(&self) -> Vec<(String, String)> {
        let t = self.sheet.page.t;
        let refusal = |finding: &Finding| {
            let text = t.problem(&finding.problem);
            match self.asked().find(|field| field.key == finding.key) {
                Some(field) => (finding.key.clone(), format!("{}: {text}", field.label(t.0))),
                None => ("record-form".to_owned(), text),
            }
        };
        self.findings.refusals().map(refusal).collect()
    }

    fn input(&self, field: &Field<R>) -> Input {
        let (key, page) = (field.key.as_ref(), self.sheet.page);
        let typed = self.typed.and_then(|form| form.last(key));
        let value = typed.map_or_else(|| self.raw(field), str::to_owned);
        let problem = self.findings.refusal_at(key);
        let options = self.options(field, &value);
        Input {
            key: key.to_owned(),
            label: field.label(page.language()).to_owned(),
            control: if options.is_empty() { control(&field.kind) } else { "select" },
            options,
            error: problem.map(|problem| page.t.problem(problem)).unwrap_or_default(),
            help: (self.wording.hint)(page.t, key).to_owned(),
            locked: "",
            span: (self.wording.span)(key),
            css: if self.wording.mono.contains(&key) { "input--mono" } else { "" },
            maxlength: field.kind.longest().to_string(),
            only_for: "",
            offers_notify: false,
            value,
        }
    }

    /// The stored value as it would be typed.
    fn raw(&self, field: &Field<R>) -> String {
        let display = self.sheet.page.display();
        match (&field.kind, (field.get)(self.sheet.record)) {
            (_, Value::Ref(id)) => id.to_string(),
            (Kind::Percent, Value::Number(0)) => String::new(),
            (Kind::Percent, Value::Number(points)) => display.percent(points),
            (Kind::Amount, Value::Number(n)) => display.amount(n, self.sheet.currency),
            (Kind::Degrees(_), value) => display.value(&field.kind, &value),
            (_, value) => value.canonical().unwrap_or_default(),
        }
    }

    /// What can be chosen, and what is chosen although it is no longer offered.
    fn options(&self, field: &Field<R>, chosen: &str) -> Vec<Choice> {
        let page = self.sheet.page;
        let own = (self.options)(&field.key);
        let offered: Vec<(String, String)> = match (own, &field.kind) {
            (Some(own), _) => own,
            (None, Kind::Ref(list)) => {
                let offers = page.settings.list(*list).into_iter();
                let seen = offers.filter(|o| o.is_active || o.id.to_string() == chosen);
                seen.map(|o| (o.id.to_string(), page.display().name(&field.kind, o.id))).collect()
            }
            (None, Kind::Choice(choices)) => {
                let named = choices.iter();
                let display = page.display();
                named.map(|c| (c.code.to_owned(), display.option(c).to_owned())).collect()
            }
            _ => return Vec::new(),
        };
        let none = (String::new(), page.t.nothing_chosen().to_owned());
        std::iter::once(none)
            .chain(offered)
            .map(|(value, label)| Choice { selected: value == chosen, value, label })
            .collect()
    }
}

fn control(kind: &Kind) -> &'static str {
    match kind {
        Kind::Lines(_) => "textarea",
        Kind::Date => "date",
        Kind::Percent | Kind::Amount | Kind::Number(..) => "number",
        _ => "text",
    }
}

/// A field that both changed, or only the one who posts.
pub struct Differing {
    key: String,
    label: String,
    mine: String,
    theirs: String,
    /// Whether somebody else changed it too.
    is_contested: bool,
}

#[derive(Template)]
#[template(path = "shared/conflict.html")]
struct ConflictPage {
    page: Page,
    home: String,
    trail: Vec<(String, String)>,
    version: i64,
    who: Option<String>,
    when: String,
    rows: Vec<Differing>,
    /// Everything typed, sent again with the choice.
    typed: Vec<(String, String)>,
}

/// Where a record is: its page, the pages above, and the version it has now.
pub struct Home {
    /// Its page.
    pub path: String,
    /// The pages above, and it.
    pub trail: Vec<(String, String)>,
    /// Its version.
    pub version: i64,
}

/// What each of two changed, side by side, and a choice per field; with status 409.
///
/// # Errors
/// When the page cannot be drawn.
pub fn conflict(
    page: Page,
    home: Home,
    (rows, since): (Vec<Differing>, &[Entry]),
    form: &Form,
) -> Result<HttpResponse, AppError> {
    let last = since.first();
    let is_kept = |name: &str| rows.iter().any(|row| row.key == name);
    let typed = form.pairs().filter(|(name, _)| is_kept(name));
    let template = ConflictPage {
        home: home.path,
        trail: home.trail,
        version: home.version,
        who: last.map(|entry| entry.actor_name.clone()),
        when: last.map(|entry| page.display().moment(entry.at)).unwrap_or_default(),
        typed: typed.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        rows,
        page,
    };
    respond::html_with(StatusCode::CONFLICT, &template)
}

#[derive(Template)]
#[template(path = "lists/overtaken.html")]
struct Overtaken {
    trail: Vec<(String, String)>,
    home: String,
    glyph: &'static str,
    state: String,
    page: Page,
}

/// Somebody else wrote since, and nothing was done: how it is now; with status 409.
///
/// # Errors
/// When the page cannot be drawn.
pub fn overtaken(
    page: Page,
    home: Home,
    (glyph, state): (&'static str, String),
) -> Result<HttpResponse, AppError> {
    let template = Overtaken { trail: home.trail, home: home.path, glyph, state, page };
    respond::html_with(StatusCode::CONFLICT, &template)
}
