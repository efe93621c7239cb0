//! Values of catalogues as pages show them and as forms take them.

use std::collections::HashMap;

use crate::catalogues::{Catalogue, Column, Entry, rules};
use crate::db::Db;
use crate::db::prelude::*;
use crate::fields::{Changes, Findings, Kind, Lookup, Problem, Reading, Value};
use crate::i18n::Text;
use crate::identity::{geo, tax_id};
use crate::settings::Display;
use crate::settings::screens::typed::Choice;
use crate::web::{Form, Page};

/// One input of a form.
pub struct Input {
    /// Its key: name and id.
    pub key: &'static str,
    /// Its label.
    pub label: &'static str,
    /// Which control shows it.
    pub control: &'static str,
    /// What stands in it.
    pub value: String,
    /// What can be chosen.
    pub options: Vec<Choice>,
    /// What is wrong.
    pub error: String,
    /// What helps.
    pub help: String,
    /// Columns it takes of six.
    pub span: &'static str,
    /// Class of its control.
    pub css: &'static str,
    /// Most characters.
    pub maxlength: String,
    /// Whether it may be left empty.
    pub is_optional: bool,
}

/// What the columns of a catalogue may point to.
pub type Targets = HashMap<Lookup, Vec<Entry>>;

/// Reads what the columns of a catalogue may point to.
pub fn targets(conn: &mut Db, catalogue: &Catalogue) -> QueryResult<Targets> {
    let mut targets = Targets::new();
    for column in &catalogue.columns {
        if let Kind::Ref(list) = column.field.kind
            && let Some(other) = crate::catalogues::find(list)
        {
            targets.insert(list, other.all(conn)?);
        }
    }
    Ok(targets)
}

/// A value of a row as a person reads it.
pub fn shown(display: &Display<'_>, column: &Column, entry: &Entry) -> String {
    let value = column.of(entry);
    match (&column.field.kind, &value) {
        (Kind::Amount, Value::Number(minor)) => display.money(*minor, entry.text("currency")),
        (Kind::IdNumber(_), Value::Text(number)) => issuer_number(entry, number),
        (kind, value) => display.value(kind, value),
    }
}

/// A tax number as its country writes it.
fn issuer_number(entry: &Entry, number: &str) -> String {
    let kind = rules::tax_kind(entry.country().unwrap_or_default(), number);
    tax_id::format(kind, number)
}

/// What was typed, as wanted values, and what of it is none.
pub fn read(
    catalogue: &Catalogue,
    form: &Form,
    now: &Entry,
    house: Reading,
) -> (Changes, Findings) {
    let (mut changes, mut findings) = (Changes::default(), Findings::default());
    let reading = Reading { exponent: geo::exponent(&currency(form, now)), ..house };
    for column in &catalogue.columns {
        let Some(typed) = form.last(column.key()) else { continue };
        match column.field.kind.parse(typed, reading) {
            Ok(value) => changes.set(column.key(), value),
            Err(problem) => findings.refuse(column.key(), problem),
        }
    }
    // An amount that stays would be another one in the new currency.
    let is_other = changes.get("currency").is_some_and(|currency| currency != now.get("currency"));
    for column in catalogue.columns.iter().filter(|_| is_other) {
        if column.field.kind == Kind::Amount && !form.has(column.key()) {
            findings.refuse(column.key(), Problem::Required);
        }
    }
    (changes, findings)
}

/// The currency that the amounts of a form are in.
fn currency(form: &Form, now: &Entry) -> String {
    form.last("currency")
        .map_or_else(|| now.text("currency").to_owned(), |typed| typed.trim().to_uppercase())
}

/// A form over a row: what is stored, or what was typed over it.
pub struct View<'a> {
    /// The page.
    pub page: &'a Page,
    /// The catalogue.
    pub catalogue: &'static Catalogue,
    /// The row as it is stored; a blank one for a new row.
    pub entry: &'a Entry,
    /// What was typed, if anything was.
    pub typed: Option<&'a Form>,
    /// What is wrong with it.
    pub findings: &'a Findings,
    /// What may be pointed to.
    pub targets: &'a Targets,
    /// Whether others rely on the row.
    pub is_used: bool,
}

impl View<'_> {
    /// The inputs, in order.
    pub fn inputs(&self) -> Vec<Input> {
        self.catalogue.columns.iter().map(|column| self.input(column)).collect()
    }

    /// Refusals as the error summary lists them.
    pub fn errors(&self) -> Vec<(String, String)> {
        let at = |column: &'static Column| {
            let problem = self.findings.refusal_at(column.key())?;
            Some((
                column.key().to_owned(),
                format!("{}: {}", self.label(column), self.said(problem)),
            ))
        };
        self.catalogue.columns.iter().filter_map(at).collect()
    }

    fn said(&self, problem: &Problem) -> String {
        self.page.t.problem(problem)
    }

    fn label(&self, column: &'static Column) -> &'static str {
        column.label(self.page.language())
    }

    fn input(&self, column: &'static Column) -> Input {
        let key = column.key();
        let typed = self.typed.and_then(|form| form.last(key));
        let value = typed.map_or_else(|| self.raw(column), str::to_owned);
        let problem = self.findings.refusal_at(key);
        Input {
            key,
            label: self.label(column),
            control: control(&column.field.kind),
            options: self.options(column, &value),
            error: problem.map(|problem| self.said(problem)).unwrap_or_default(),
            help: self.help(column),
            span: span(column),
            css: if matches!(column.field.kind, Kind::IdNumber(_)) { "input--mono" } else { "" },
            maxlength: column.field.kind.longest().to_string(),
            is_optional: is_optional(column),
            value,
        }
    }

    fn help(&self, column: &Column) -> String {
        let hint = hint(self.page.t, self.catalogue.list, column.key());
        if self.is_used && column.is_fixed() {
            return format!("{hint} {}", self.page.t.catalogues_fixed_help()).trim().to_owned();
        }
        hint.to_owned()
    }

    /// The stored value as it would be typed.
    fn raw(&self, column: &Column) -> String {
        let display = self.page.display();
        match (&column.field.kind, column.of(self.entry)) {
            (Kind::Percent, Value::Number(points)) => display.percent(points),
            (Kind::Amount, Value::Number(minor)) => {
                display.amount(minor, self.entry.text("currency"))
            }
            (Kind::Flag, Value::Flag(yes)) => if yes { "1" } else { "" }.to_owned(),
            (Kind::IdNumber(_), Value::Text(number)) => issuer_number(self.entry, &number),
            (_, value) => value.canonical().unwrap_or_default(),
        }
    }

    fn options(&self, column: &Column, chosen: &str) -> Vec<Choice> {
        let choice = |value: &str, label: &str| Choice {
            value: value.to_owned(),
            label: label.to_owned(),
            selected: value == chosen,
        };
        let display = self.page.display();
        let mut options: Vec<Choice> = match &column.field.kind {
            Kind::Choice(choices) => {
                return choices.iter().map(|one| choice(one.code, display.option(one))).collect();
            }
            Kind::Country => {
                let named = geo::countries_in(self.page.lang()).iter();
                return named.map(|(code, name)| choice(code, name)).collect();
            }
            Kind::Currency => {
                return geo::currencies().iter().map(|one| choice(one.code, one.code)).collect();
            }
            Kind::Ref(list) => self
                .offered(column, *list, chosen)
                .map(|target| choice(&target.id.to_string(), &self.named(target)))
                .collect(),
            _ => return Vec::new(),
        };
        options.insert(0, choice("", self.page.t.nothing_chosen()));
        options
    }

    /// What a column may point to: what is offered, and what is chosen although it no longer is.
    fn offered<'b>(
        &'b self,
        column: &'b Column,
        list: Lookup,
        chosen: &'b str,
    ) -> impl Iterator<Item = &'b Entry> {
        let is_note = column.key() == "credit_type_id";
        self.targets.get(&list).into_iter().flatten().filter(move |target| {
            let is_chosen = target.id.to_string() == chosen;
            let suits = !is_note || target.text("purpose") == rules::CREDIT_NOTE;
            is_chosen || (suits && target.is_active && target.id != self.entry.id)
        })
    }

    /// A row by its name; with its country where that is another than the organisation's.
    fn named(&self, target: &Entry) -> String {
        let house = &self.page.settings.organisation.country;
        let mut name = target.name().to_owned();
        if let Some(country) = target.country().filter(|country| country != house) {
            let country = geo::country_name(country, self.page.lang()).unwrap_or(country);
            name = format!("{name} ({country})");
        }
        if target.is_active {
            return name;
        }
        format!("{name} ({})", self.page.t.inactive_mark())
    }
}

/// A box says nothing by being left alone, and whether a tax id is needed depends on the row.
fn is_optional(column: &Column) -> bool {
    !column.is_needed() && !matches!(column.field.kind, Kind::Flag | Kind::IdNumber(_))
}

fn control(kind: &Kind) -> &'static str {
    match kind {
        Kind::Email => "email",
        Kind::Phone => "tel",
        Kind::Percent | Kind::Amount | Kind::Number(..) => "number",
        Kind::Flag => "check",
        Kind::Choice(_) | Kind::Ref(_) | Kind::Country | Kind::Currency => "select",
        _ => "text",
    }
}

fn span(column: &Column) -> &'static str {
    match (&column.field.kind, column.key()) {
        (_, "name" | "address") | (Kind::Flag | Kind::IdNumber(_), _) => "",
        (_, "city" | "state" | "postal_code") => "span-2",
        _ => "span-3",
    }
}

/// What helps to fill in a column; nothing where the label says it all.
fn hint(t: Text, list: Lookup, key: &str) -> &'static str {
    match (list, key) {
        (Lookup::LegalEntities, "tax_id") => t.hint_issuer_tax_id(),
        (_, "is_fantasy") => t.hint_fantasy(),
        (_, "is_electronic") => t.hint_electronic(),
        (_, "sends_class_m") => t.hint_class_m(),
        (_, "is_inside") => t.hint_tax_inside(),
        (_, "day") => t.hint_cycle_day(),
        (_, "credit_type_id") => t.hint_credit_type(),
        _ => "",
    }
}
