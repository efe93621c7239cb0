//! The form as data: sections of inputs with what was typed, what is wrong and why something is
//! locked. Templates draw it; they never look at the record.

use super::fields::{self, Field};
use super::labels::{label_in, number_hint};
use super::record::Record;
use super::save::{self, Writing};
use super::typed;
use crate::access::Permission;
use crate::fields::{
    Findings, Group, IdRole, Kind, Lock, MOST_IN_LIST, PhoneEntry, PhoneKind, Uses, Value,
};
use crate::i18n::Text;
use crate::identity::tax_id::{self, IdKind};
use crate::settings::Display;
use crate::web::Form;

/// An option of a select or of radios.
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// Whether it is chosen.
    pub selected: bool,
}

/// One input.
pub struct Input {
    /// The field's key: name and id.
    pub key: String,
    /// Its label.
    pub label: String,
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
    /// Why it cannot be changed; empty when it can.
    pub locked: &'static str,
    /// Columns it takes of six.
    pub span: &'static str,
    /// Class of its control.
    pub css: &'static str,
    /// Most characters.
    pub maxlength: String,
    /// Classes that show it for some person kinds only.
    pub only_for: &'static str,
    /// Whether the collision with another customer's e-mail can be solved by one click.
    pub offers_notify: bool,
}

/// A row of further phones.
pub struct PhoneRow {
    /// Which kind.
    pub kinds: Vec<Choice>,
    /// The number.
    pub number: String,
}

/// A section.
pub struct Section {
    /// Its fragment.
    pub anchor: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Its sentence.
    pub lead: &'static str,
    /// Its inputs.
    pub inputs: Vec<Input>,
    /// How many of them are wrong.
    pub errors: usize,
    /// Classes that show it for some person kinds only.
    pub only_for: &'static str,
}

/// What a form is drawn from.
pub struct View<'a> {
    /// The texts.
    pub t: Text,
    /// How values are shown.
    pub display: Display<'a>,
    /// The customer as it is stored; the defaults for a new one.
    pub record: &'a Record,
    /// What was typed, if anything was.
    pub typed: Option<&'a Form>,
    /// What is wrong with it.
    pub findings: &'a Findings,
    /// Who writes, by which rules.
    pub writing: &'a Writing<'a>,
}

const GROUPS: &[Group] = &[
    Group::Basic,
    Group::Fiscal,
    Group::Contact,
    Group::Address,
    Group::Shipping,
    Group::Legal,
    Group::Billing,
    Group::Origin,
];

impl View<'_> {
    /// The sections, in order.
    #[must_use]
    pub fn sections(&self) -> Vec<Section> {
        GROUPS.iter().map(|group| self.section(*group)).collect()
    }

    /// Refusals as the error summary lists them: the field and the sentence, in the form's order.
    #[must_use]
    pub fn errors(&self) -> Vec<(String, String)> {
        fields::all()
            .iter()
            .flat_map(|field| {
                let at_field = self.findings.refusals().filter(|f| f.key == field.key);
                at_field.map(|finding| {
                    let text =
                        format!("{}: {}", self.label(field), self.t.problem(&finding.problem));
                    (finding.key.clone(), text)
                })
            })
            .collect()
    }

    /// The rows of further phones, with a blank one for the next.
    #[must_use]
    pub fn phones(&self) -> Vec<PhoneRow> {
        let typed = self.typed.filter(|form| form.has("phone_number")).map(typed::phones);
        let mut phones = typed.unwrap_or_else(|| self.record.phones.clone());
        phones.push(PhoneEntry::default());
        phones.into_iter().map(|phone| self.phone_row(phone)).collect()
    }

    fn phone_row(&self, phone: PhoneEntry) -> PhoneRow {
        let kinds = PhoneKind::ALL
            .into_iter()
            .map(|kind| Choice {
                value: kind.code().to_owned(),
                label: self.display.phone_kind(kind).to_owned(),
                selected: kind == phone.kind,
            })
            .collect();
        PhoneRow { kinds, number: phone.number }
    }

    fn section(&self, group: Group) -> Section {
        let inputs: Vec<Input> = fields::all()
            .iter()
            .filter(|field| field.group == group && field.is_used_in(Uses::FORM))
            .filter(|field| self.is_shown(field))
            .map(|field| self.input(field))
            .collect();
        let (title, lead) = (self.t.group_title(group), group_lead(self.t, group));
        let errors = inputs.iter().filter(|input| !input.error.is_empty()).count();
        let only_for = if group == Group::Legal {
            "name-set name-set--legal name-set--self-employed"
        } else {
            ""
        };
        Section { anchor: group.anchor(), title, lead, inputs, errors, only_for }
    }

    /// Whether the form has an input of the field: what one country asks for is for its customers alone, and
    /// of what other roles decide about only what they decided is shown.
    fn is_shown(&self, field: &Field) -> bool {
        let key = field.key.as_ref();
        let is_filled = !(field.get)(self.record).is_empty();
        if field.group != Group::Billing || key == "billing_enabled" {
            return true;
        }
        if !save::is_for_role(self.writing.actor, field) {
            return self.record.billing.billing_enabled && is_filled;
        }
        let is_typed = self.typed.is_some_and(|form| !form.text(key).is_empty());
        is_filled || is_typed || asked_in(key, self.writing.country_of(self.record))
    }

    /// The input of a field.
    #[must_use]
    pub fn input(&self, field: &Field) -> Input {
        let key = field.key.as_ref();
        let typed = self.typed.and_then(|form| form.last(key));
        let value = typed.map_or_else(|| self.raw(field), str::to_owned);
        let problem = self.findings.refusal_at(key);
        let taken = matches!(problem, Some(crate::fields::Problem::Taken(_)));
        Input {
            key: key.to_owned(),
            label: self.label(field),
            control: control(field),
            options: self.options(field, &value),
            error: problem.map(|problem| self.t.problem(problem)).unwrap_or_default(),
            help: self.help(field),
            locked: self.lock(key),
            span: span(field),
            css: css(field),
            maxlength: field.kind.longest().to_string(),
            only_for: only_for(field),
            offers_notify: key == "email" && taken,
            value: if self.lock(key).is_empty() { value } else { self.shown(field) },
        }
    }

    /// The label, as the customer's country calls its provinces and numbers.
    fn label(&self, field: &Field) -> String {
        label_in(self.t, field, self.country_of(field))
    }

    /// The country that names a field. The numbers of a new customer may still be another country's.
    fn country_of(&self, field: &Field) -> &str {
        match field.kind {
            Kind::IdNumber(_) if self.record.customer.id == 0 => "",
            _ => self.writing.country_of(self.record),
        }
    }

    /// What helps with a field: above all, that it is locked for those who correct it with a reason.
    fn help(&self, field: &Field) -> String {
        let key = field.key.as_ref();
        let lock = self.reason_of_lock(key).filter(|_| self.may_correct() && key != "store_id");
        let by_country = || match field.kind {
            Kind::IdNumber(role) => number_hint(self.t, role, self.country_of(field)),
            _ => None,
        };
        lock.or_else(by_country).map_or_else(|| hint(self.t, key), str::to_owned)
    }

    /// The stored value as it is read, for what cannot be changed.
    fn shown(&self, field: &Field) -> String {
        match field.kind {
            Kind::IdNumber(_) => self.raw(field),
            _ => self.display.value(&field.kind, &(field.get)(self.record)),
        }
    }

    /// The stored value as it would be typed.
    fn raw(&self, field: &Field) -> String {
        let value = (field.get)(self.record);
        match (&field.kind, &value) {
            (_, Value::Ref(id)) => id.to_string(),
            (Kind::Percent, Value::Number(points)) => self.display.percent(*points),
            (Kind::Date, Value::Date(day)) => day.format("%Y-%m-%d").to_string(),
            (Kind::Flag, Value::Flag(yes)) => if *yes { "1" } else { "" }.to_owned(),
            (Kind::State | Kind::Iban, Value::Text(_)) => self.display.value(&field.kind, &value),
            (Kind::IdNumber(role), Value::Text(number)) => self.identity(*role, number),
            (_, Value::Text(text)) => text.clone(),
            (_, Value::List(items)) => items.join(", "),
            _ => value.canonical().unwrap_or_default(),
        }
    }

    fn identity(&self, role: IdRole, number: &str) -> String {
        let kind = match role {
            IdRole::Document => &self.record.customer.doc_type,
            IdRole::Tax => &self.record.customer.tax_id_type,
        };
        kind.as_deref()
            .and_then(IdKind::from_code)
            .map_or_else(|| number.to_owned(), |kind| tax_id::format(kind, number))
    }

    /// Whether the actor may correct what is locked, saying why.
    #[must_use]
    pub fn may_correct(&self) -> bool {
        self.writing.actor.may(Permission::EditLocked)
    }

    fn lock(&self, key: &str) -> &'static str {
        let locks = save::locks(self.writing, self.record);
        if locks.contains(&(key, Lock::Role)) {
            return self.t.lock(Lock::Role);
        }
        if self.record.customer.id == 0 || (key != "store_id" && self.may_correct()) {
            return "";
        }
        self.reason_of_lock(key).unwrap_or_default()
    }

    fn reason_of_lock(&self, key: &str) -> Option<&'static str> {
        let locks = save::locks(self.writing, self.record);
        locks.iter().find(|(locked, _)| *locked == key).map(|(_, lock)| self.t.lock(*lock))
    }
}

/// Whether invoices of the country name what the field holds.
fn asked_in(key: &str, country: &str) -> bool {
    match key {
        "tax_regime" => matches!(country, "MX" | "CO"),
        "cfdi_use" | "fiscal_postal_code" => country == "MX",
        "tax_responsibilities" => country == "CO",
        "business_activity" | "commune" => country == "CL",
        _ => true,
    }
}

fn control(field: &Field) -> &'static str {
    match (&field.kind, field.key.as_ref()) {
        (_, "person_kind") => "segmented",
        (Kind::Lines(_) | Kind::Emails, _) => "textarea",
        (Kind::Email, _) => "email",
        (Kind::Url, _) => "url",
        (Kind::Phone, _) => "tel",
        (Kind::Phones, _) => "phones",
        (Kind::Date, _) => "date",
        (Kind::Percent | Kind::Number(..), _) => "number",
        (Kind::Flag, _) => "check",
        (Kind::State, _) => "datalist",
        (Kind::Choice(_) | Kind::Ref(_) | Kind::Country | Kind::Currency | Kind::IdType(_), _) => {
            "select"
        }
        _ => "text",
    }
}

fn span(field: &Field) -> &'static str {
    match (&field.kind, field.key.as_ref()) {
        (_, "address" | "ship_address" | "doc_number" | "tax_id") => "span-4",
        (_, "district" | "ship_district" | "doc_type" | "tax_id_type") => "span-2",
        (_, "billing_enabled" | "own_cycle" | "legal_entity_id") => "",
        (_, "name" | "email" | "legal_name" | "legal_address" | "person_kind" | "country") => "",
        (Kind::Lines(_) | Kind::Emails | Kind::Phones, _) => "",
        (Kind::State, _) => "span-2",
        (_, "city" | "ship_city" | "postal_code" | "ship_postal_code") => "span-2",
        _ => "span-3",
    }
}

fn css(field: &Field) -> &'static str {
    match field.kind {
        Kind::IdNumber(_) | Kind::Iban | Kind::Bic | Kind::BankAccount | Kind::Login => {
            "input--mono"
        }
        _ if field.key == "custom_id" => "input--mono",
        _ => "",
    }
}

fn only_for(field: &Field) -> &'static str {
    match field.key.as_ref() {
        "first_name" | "second_name" | "first_surname" | "second_surname" => {
            "name-set name-set--natural name-set--self-employed"
        }
        "certificate_number" | "certificate_on" => "name-set name-set--self-employed",
        "billing_cycle_id" => "billing-set billing-set--cycle",
        "billing_enabled" => "",
        _ if field.group == Group::Billing => "billing-set",
        _ => "",
    }
}

/// The sentence of a section.
fn group_lead(t: Text, group: Group) -> &'static str {
    match group {
        Group::Basic => t.group_basic_lead(),
        Group::Fiscal => t.group_fiscal_lead(),
        Group::Contact => t.group_contact_lead(),
        Group::Address => t.group_address_lead(),
        Group::Shipping => t.group_shipping_lead(),
        Group::Legal => t.group_legal_lead(),
        Group::Billing => t.group_billing_lead(),
        Group::Origin => t.group_origin_lead(),
        // What is derived stands in no form.
        Group::Account | Group::Services | Group::Gateways | Group::System => t.group_system_lead(),
    }
}

/// What helps to fill in a field; nothing where the label says it all.
fn hint(t: Text, key: &str) -> String {
    let plain = match key {
        "notify_emails" => return t.hint_notify_emails(MOST_IN_LIST),
        "phones" => return t.hint_phones(MOST_IN_LIST),
        "name" => t.hint_name(),
        "email" => t.hint_email(),
        "portal_login" => t.hint_portal_login(),
        "custom_id" => t.hint_custom_id(),
        "tax_id" => t.hint_tax_id(),
        "store_id" => t.hint_store(),
        "country" => t.hint_country(),
        "personal_discount_bp" => t.hint_percent(),
        "billing_enabled" => t.hint_billing_enabled(),
        "tax_condition_id" => t.hint_tax_condition(),
        "invoice_type_id" => t.hint_invoice_type(),
        "own_cycle" => t.hint_own_cycle(),
        "due_days" => t.hint_due_days(),
        _ => "",
    };
    plain.to_owned()
}
