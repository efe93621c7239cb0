//! What is known of a customer, field by field, as the detail shows it: with what can be done with a
//! value (call, write, open, copy) and who else carries it.

use super::fields::Field;
use super::labels::label_in;
use super::likeness::{Likeness, Other};
use super::record::Record;
use super::trail::Trail;
use crate::fields::{Group, IdRole, Kind, PhoneEntry, Value};
use crate::identity::{email, phone, tax_id};
use crate::settings::phone_text;
use crate::web::{Form, Page};

/// Phones that are shown at first.
pub const FIRST_PHONES: usize = 20;

/// One field and its value.
pub struct Fact {
    /// The field's name.
    pub label: String,
    /// The value: one line, or one for each address, phone or line of text.
    pub lines: Vec<Line>,
    /// What stands there instead of a value.
    pub empty: &'static str,
    /// What is to be said beside the value.
    pub note: String,
    /// Where the rest is, and how to name it.
    pub rest: Option<(String, String)>,
}

impl Fact {
    /// Whether both give the same value under the same name.
    #[must_use]
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        let texts =
            |fact: &Self| fact.lines.iter().map(|line| line.text.clone()).collect::<Vec<_>>();
        self.label == other.label && !self.lines.is_empty() && texts(self) == texts(other)
    }
}

/// One line of a value.
#[derive(Default)]
pub struct Line {
    /// As it is read.
    pub text: String,
    /// What it is, of several: the kind of a phone.
    pub prefix: &'static str,
    /// Where a click leads.
    pub href: String,
    /// Whether that is outside of the panel.
    pub is_external: bool,
    /// Where to write on `WhatsApp`, for certain mobiles.
    pub whatsapp: String,
    /// What the copy button copies.
    pub copy: String,
    /// Whether what it points to is no longer offered.
    pub is_inactive: bool,
    /// The first others that carry it.
    pub others: Vec<Other>,
    /// The search that finds all of them, when there are more.
    pub all_others: String,
}

/// Makes facts of one customer.
pub struct Facts<'a> {
    /// For texts, formats and names.
    pub page: &'a Page,
    /// The customer.
    pub record: &'a Record,
    /// Who carries the same.
    pub likeness: &'a Likeness,
    /// The list behind the page.
    pub trail: &'a Trail,
    /// Whether all phones are asked for.
    pub all_phones: bool,
}

/// Others that are named beside one value.
const NAMED: usize = 2;

/// Values that people carry elsewhere, besides phones and e-mails.
const COPIED: &[&str] = &[
    "custom_id",
    "doc_number",
    "tax_id",
    "external_ref",
    "registration_number",
    "bank_account",
    "iban",
    "bic",
];

impl<'a> Facts<'a> {
    /// Of a page, as its address asks for them.
    #[must_use]
    pub fn asked(
        page: &'a Page,
        record: &'a Record,
        likeness: &'a Likeness,
        trail: &'a Trail,
        parameters: &Form,
    ) -> Self {
        Self { page, record, likeness, trail, all_phones: parameters.text("phones") == "all" }
    }
}

impl Facts<'_> {
    /// The fact of a field.
    #[must_use]
    pub fn of(&self, field: &Field) -> Fact {
        let value = (field.get)(self.record);
        let mut lines = self.lines(field, &value);
        let mut rest = None;
        if field.kind == Kind::Phones {
            rest = self.cut(&mut lines);
        }
        Fact {
            label: label_in(self.page.t, field, self.country()),
            lines,
            empty: match field.kind {
                Kind::Ref(_) => self.page.t.none(),
                _ => self.page.t.detail_no_value(),
            },
            note: self.note(&field.key),
            rest,
        }
    }

    /// As [`Facts::of`], under the name that the number's own kind has.
    #[must_use]
    pub fn named_by_kind(&self, field: &Field) -> Fact {
        let mut fact = self.of(field);
        if let Kind::IdNumber(role) = field.kind
            && let Some(kind) = id_kind(self.record, role)
        {
            kind.label(self.page.lang()).clone_into(&mut fact.label);
        }
        fact
    }

    fn country(&self) -> &str {
        self.record.customer.country.as_deref().unwrap_or_default()
    }

    fn lines(&self, field: &Field, value: &Value) -> Vec<Line> {
        match (&field.kind, value) {
            (_, value) if value.is_empty() => Vec::new(),
            (Kind::Phone, _) => {
                let entry = match field.key.as_ref() {
                    "phone_landline" => &self.record.landline,
                    _ => &self.record.mobile,
                };
                entry.iter().map(|entry| self.phone(entry, "")).collect()
            }
            (Kind::Phones, Value::Phones(entries)) => entries
                .iter()
                .map(|entry| self.phone(entry, self.page.display().phone_kind(entry.kind)))
                .collect(),
            (Kind::Emails, Value::List(addresses)) => {
                addresses.iter().map(|address| self.email(address)).collect()
            }
            (Kind::Email, Value::Text(address)) => vec![self.email(address)],
            (Kind::Url, Value::Text(address)) => vec![web(address)],
            (Kind::Lines(_), Value::Text(text)) => text.lines().map(plain).collect(),
            (Kind::IdNumber(role), Value::Text(number)) => vec![self.number(*role, number)],
            (Kind::Ref(list), Value::Ref(id)) => vec![self.name(*list, *id)],
            (kind, value) => {
                let text = self.page.display().value(kind, value);
                let is_copied = COPIED.contains(&field.key.as_ref());
                let copy = value.text().filter(|_| is_copied).unwrap_or_default();
                vec![Line { text, copy: copy.to_owned(), ..Line::default() }]
            }
        }
    }

    fn phone(&self, entry: &PhoneEntry, prefix: &'static str) -> Line {
        let e164 = entry.e164.as_deref();
        let mut line = Line {
            text: phone_text(&entry.number, e164),
            prefix,
            copy: e164.unwrap_or(&entry.number).to_owned(),
            ..Line::default()
        };
        let Some(e164) = e164 else { return line };
        line.href = format!("tel:{e164}");
        if phone::is_mobile_for_sure(e164) {
            line.whatsapp = format!("https://wa.me/{}", phone::whatsapp_digits(e164));
        }
        Self::mark(line, self.likeness.of_phone(e164), e164)
    }

    fn email(&self, address: &str) -> Line {
        let line = Line {
            text: address.to_owned(),
            href: email::link(address),
            copy: address.to_owned(),
            ..Line::default()
        };
        Self::mark(line, self.likeness.of_email(address), address)
    }

    /// Names the first others, and where all of them are found.
    fn mark(mut line: Line, others: &[Other], value: &str) -> Line {
        line.others = others.iter().take(NAMED).cloned().collect();
        if others.len() > NAMED {
            let query = crate::web::Form::default().with("q", value);
            line.all_others = format!("/customers?{}", query.encode());
        }
        line
    }

    fn number(&self, role: IdRole, number: &str) -> Line {
        let text = formatted_number(self.record, role, number);
        Line { copy: text.clone(), text, ..Line::default() }
    }

    fn name(&self, list: crate::fields::Lookup, id: i64) -> Line {
        match self.page.settings.name_of(list, id) {
            Some(offer) => {
                Line { text: offer.name, is_inactive: !offer.is_active, ..Line::default() }
            }
            None => plain(&format!("#{id}")),
        }
    }

    /// Leaves the first phones; the two main ones count among them.
    fn cut(&self, lines: &mut Vec<Line>) -> Option<(String, String)> {
        let record = self.record;
        let main = record.landline.iter().chain(&record.mobile).count();
        if self.all_phones || main + lines.len() <= FIRST_PHONES {
            return None;
        }
        let all = i64::try_from(main + lines.len()).unwrap_or(i64::MAX);
        lines.truncate(FIRST_PHONES - main);
        let path = self.page.path();
        let label = self.page.t.detail_all_phones(&self.page.display().number(all));
        Some((self.trail.with(&format!("{path}?phones=all")), label))
    }

    fn note(&self, key: &str) -> String {
        let (t, display) = (self.page.t, self.page.display());
        let details = &self.record.details;
        match key {
            "gender" if details.gender_presumed && details.gender != "unknown" => {
                t.detail_presumed().to_owned()
            }
            "marketing_status" => match (details.unsubscribed_at, &details.unsubscribed_via) {
                (Some(at), Some(via)) => {
                    let road = display.choice(super::fields::ORIGINS, via);
                    t.detail_unsubscribed(&display.moment(at), &road)
                }
                (Some(at), None) => t.detail_since(&display.moment(at)),
                _ => String::new(),
            },
            "created_via" => self
                .record
                .customer
                .created_by
                .and_then(|id| self.page.settings.name_of(crate::fields::Lookup::Staff, id))
                .map(|member| t.detail_by(&member.name))
                .unwrap_or_default(),
            _ => String::new(),
        }
    }

    /// The fields of a section that apply to this kind of person, or have a value all the same.
    #[must_use]
    pub fn of_group(&self, group: Group) -> Vec<Fact> {
        super::fields::all()
            .iter()
            .filter(|field| field.group == group)
            .filter(|field| field.is_used_in(crate::fields::Uses::DETAIL))
            .filter(|field| {
                applies(field, &self.record.customer.person_kind)
                    || !(field.get)(self.record).is_empty()
            })
            .map(|field| self.of(field))
            .collect()
    }
}

/// Whether a kind of person can have the field.
#[must_use]
pub fn applies(field: &Field, person_kind: &str) -> bool {
    let is_person = matches!(person_kind, "natural" | "self_employed");
    match (field.group, field.key.as_ref()) {
        (_, "first_name" | "second_name" | "first_surname" | "second_surname" | "birthday") => {
            is_person
        }
        (_, "gender") => person_kind != "legal",
        (Group::Legal, "certificate_number" | "certificate_on") => person_kind == "self_employed",
        (Group::Legal, _) => matches!(person_kind, "legal" | "self_employed"),
        // The rest of billing is shown as far as somebody has decided it.
        (Group::Billing, key) => key == "billing_enabled",
        _ => true,
    }
}

/// The kind of a customer's document or tax id.
#[must_use]
pub fn id_kind(record: &Record, role: IdRole) -> Option<tax_id::IdKind> {
    let code = match role {
        IdRole::Document => &record.customer.doc_type,
        IdRole::Tax => &record.customer.tax_id_type,
    };
    code.as_deref().and_then(tax_id::IdKind::from_code)
}

/// A document or tax id as its country writes it.
#[must_use]
pub fn formatted_number(record: &Record, role: IdRole, number: &str) -> String {
    id_kind(record, role).map_or_else(|| number.to_owned(), |kind| tax_id::format(kind, number))
}

fn plain(text: &str) -> Line {
    Line { text: text.to_owned(), ..Line::default() }
}

/// Only what a browser opens as a page becomes a link.
fn web(address: &str) -> Line {
    let is_page = address.starts_with("https://") || address.starts_with("http://");
    Line {
        text: address.to_owned(),
        href: if is_page { address.to_owned() } else { String::new() },
        is_external: true,
        ..Line::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_web_become_links() {
        assert_eq!(web("https://a.ar/").href, "https://a.ar/");
        assert_eq!(web("javascript:alert(1)").href, "");
    }

    #[test]
    fn a_company_has_no_first_name_and_a_person_no_legal_data() {
        let field = |key| super::super::fields::find(key).unwrap();
        for (key, kind, expected) in [
            ("first_name", "natural", true),
            ("first_name", "legal", false),
            ("gender", "other", true),
            ("legal_name", "natural", false),
            ("legal_name", "legal", true),
            ("certificate_on", "legal", false),
            ("certificate_on", "self_employed", true),
            ("email", "legal", true),
        ] {
            assert_eq!(applies(field(key), kind), expected, "{key} {kind}");
        }
    }
}
