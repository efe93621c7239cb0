//! The form of a contract as data: sections of inputs with what was typed and what is wrong.

use crate::catalogues::tables::Plan;
use crate::contracts::Record;
use crate::contracts::fields::{self, Field};
use crate::customers::form_view::{Choice, Input, Section};
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::plans;
use crate::fields::{Changes, Findings, Group, Kind, Lookup, Reading, Uses, Value};
use crate::i18n::Text;
use crate::identity::geo;
use crate::web::{Form, Page};

/// What a form is drawn from.
pub struct View<'a> {
    /// The page.
    pub page: &'a Page,
    /// The contract as it is stored; what a new one begins with.
    pub record: &'a Record,
    /// What was typed, if anything was.
    pub typed: Option<&'a Form>,
    /// What is wrong with it.
    pub findings: &'a Findings,
    /// Every plan, for its price.
    pub plans: &'a [Plan],
}

/// Every plan.
pub fn plans(conn: &mut Db) -> QueryResult<Vec<Plan>> {
    plans::table.select(columns::<Plan>()).load(conn)
}

/// What was typed, as wanted values, and what of it is none. Amounts are in the currency of the chosen plan.
pub fn read(form: &Form, record: &Record, plans: &[Plan], house: Reading) -> (Changes, Findings) {
    let (mut changes, mut findings) = (Changes::default(), Findings::default());
    let chosen = form.last("plan_id").and_then(|typed| typed.trim().parse::<i64>().ok());
    let plan = plans.iter().find(|plan| Some(plan.id) == chosen);
    let currency = plan.map_or(record.contract.currency.as_str(), |plan| plan.currency.as_str());
    let reading = Reading { exponent: geo::exponent(currency), ..house };
    for field in asked() {
        let Some(typed) = form.last(&field.key) else { continue };
        match field.kind.parse(typed, reading) {
            Ok(value) => changes.set(&field.key, value),
            Err(problem) => findings.refuse(&field.key, problem),
        }
    }
    (changes, findings)
}

/// The fields of the form.
fn asked() -> impl Iterator<Item = &'static Field> {
    fields::all().iter().filter(|field| field.is_used_in(Uses::FORM))
}

impl View<'_> {
    /// The sections, in order.
    pub fn sections(&self) -> Vec<Section> {
        [Group::Basic, Group::Billing, Group::Address].map(|group| self.section(group)).into()
    }

    fn section(&self, group: Group) -> Section {
        let of_group = asked().filter(|field| field.group == group);
        let inputs: Vec<Input> = of_group.map(|field| self.input(field)).collect();
        let errors = inputs.iter().filter(|input| !input.error.is_empty()).count();
        let (title, lead) = words(self.page.t, group);
        Section { anchor: group.anchor(), title, lead, inputs, errors, only_for: "" }
    }

    /// Refusals as the error summary lists them; what no input is to blame for, at the form.
    pub fn errors(&self) -> Vec<(String, String)> {
        let t = self.page.t;
        let refusal = |finding: &crate::fields::Finding| {
            let text = t.problem(&finding.problem);
            match asked().find(|field| field.key == finding.key) {
                Some(field) => (finding.key.clone(), format!("{}: {text}", field.label(t.0))),
                None => ("contract-form".to_owned(), text),
            }
        };
        self.findings.refusals().map(refusal).collect()
    }

    fn input(&self, field: &Field) -> Input {
        let key = field.key.as_ref();
        let typed = self.typed.and_then(|form| form.last(key));
        let value = typed.map_or_else(|| self.raw(field), str::to_owned);
        let problem = self.findings.refusal_at(key);
        Input {
            key: key.to_owned(),
            label: field.label(self.page.language()).to_owned(),
            control: control(&field.kind),
            options: self.options(&field.kind, &value),
            error: problem.map(|problem| self.page.t.problem(problem)).unwrap_or_default(),
            help: hint(self.page.t, key).to_owned(),
            locked: "",
            span: span(key),
            css: if matches!(key, "ip" | "mac" | "number") { "input--mono" } else { "" },
            maxlength: field.kind.longest().to_string(),
            only_for: "",
            offers_notify: false,
            value,
        }
    }

    /// The stored value as it would be typed.
    fn raw(&self, field: &Field) -> String {
        let display = self.page.display();
        match (&field.kind, (field.get)(self.record)) {
            (_, Value::Ref(id)) => id.to_string(),
            (Kind::Percent, Value::Number(0)) => String::new(),
            (Kind::Percent, Value::Number(points)) => display.percent(points),
            (Kind::Amount, Value::Number(n)) => display.amount(n, &self.record.contract.currency),
            (Kind::Degrees(_), value) => display.value(&field.kind, &value),
            (_, value) => value.canonical().unwrap_or_default(),
        }
    }

    /// What can be chosen: what is offered, and what is chosen although it is no longer.
    fn options(&self, kind: &Kind, chosen: &str) -> Vec<Choice> {
        let Kind::Ref(list) = kind else { return Vec::new() };
        let t = self.page.t;
        let mut options = vec![Choice {
            value: String::new(),
            label: t.nothing_chosen().to_owned(),
            selected: chosen.is_empty(),
        }];
        for offer in self.page.settings.list(*list) {
            let selected = offer.id.to_string() == chosen;
            if !offer.is_active && !selected {
                continue;
            }
            let mut label = offer.name;
            if let Some(price) = self.price(*list, offer.id) {
                label = format!("{label} · {price}");
            }
            if !offer.is_active {
                label = format!("{label} ({})", t.inactive_mark());
            }
            options.push(Choice { value: offer.id.to_string(), label, selected });
        }
        options
    }

    /// What a plan costs.
    fn price(&self, list: Lookup, id: i64) -> Option<String> {
        let plan = self.plans.iter().find(|plan| list == Lookup::Plans && plan.id == id)?;
        Some(self.page.display().money(plan.price, &plan.currency))
    }
}

fn control(kind: &Kind) -> &'static str {
    match kind {
        Kind::Lines(_) => "textarea",
        Kind::Date => "date",
        Kind::Percent | Kind::Amount => "number",
        Kind::Ref(_) => "select",
        _ => "text",
    }
}

fn span(key: &str) -> &'static str {
    match key {
        "plan_id" => "span-4",
        "number" | "district" | "city" | "region" | "postal_code" | "latitude" | "longitude" => {
            "span-2"
        }
        "notes" | "address" => "",
        _ => "span-3",
    }
}

fn words(t: Text, group: Group) -> (&'static str, &'static str) {
    match group {
        Group::Billing => (t.contract_price(), t.contract_price_lead()),
        Group::Address => (t.contract_place(), t.contract_place_lead()),
        _ => (t.contract_service(), t.contract_service_lead()),
    }
}

/// What helps to fill in a field; nothing where the label says it all.
fn hint(t: Text, key: &str) -> &'static str {
    match key {
        "number" => t.hint_contract_number(),
        "price" => t.hint_contract_price(),
        "discount_bp" => t.hint_contract_discount(),
        "end_date" => t.hint_contract_end(),
        "latitude" | "longitude" => t.hint_coordinates(),
        _ => "",
    }
}
