//! The form of a document as it was typed, and what can be made of it.

use chrono::{Days, NaiveDate};

use super::lines::{self, Typed as TypedLine, Wrong};
use crate::fields::Problem;
use crate::i18n::Text;
use crate::identity::geo;
use crate::invoices::states::METHODS;
use crate::invoices::{Draft, Kind, Of, Suggested};
use crate::money::Written;
use crate::web::Form;

/// Most letters of the notes.
const LONGEST_NOTES: usize = 1_000;

/// What stands in the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    pub currency: String,
    pub due_on: String,
    pub method: String,
    pub period_start: String,
    pub period_end: String,
    pub notes: String,
    pub lines: Vec<TypedLine>,
    /// The mark of the form: the same form twice is one document.
    pub once: String,
}

/// What is wrong with the form: the field and the text, and what is wrong with lines.
#[derive(Clone, Debug, Default)]
pub struct Errors {
    pub fields: Vec<(String, String)>,
    pub lines: Vec<Wrong>,
}

impl Errors {
    /// Something that is wrong with one field.
    pub fn of(field: &str, text: impl Into<String>) -> Self {
        Self { fields: vec![(field.to_owned(), text.into())], lines: Vec::new() }
    }

    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.lines.is_empty()
    }

    /// For the summary above the form.
    pub fn all(&self, t: Text) -> Vec<(String, String)> {
        let lines = lines::summary(t, &self.lines);
        self.fields.iter().cloned().chain(lines).collect()
    }

    /// What is wrong with a field, or nothing.
    pub fn of_field(&self, field: &str) -> &str {
        self.fields.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }
}

impl Typed {
    /// A new document's.
    pub fn suggested(suggested: &Suggested, today: NaiveDate, once: String) -> Self {
        let days = Days::new(suggested.due_days.unsigned_abs());
        Self {
            currency: suggested.currency.clone(),
            due_on: today.checked_add_days(days).unwrap_or(today).to_string(),
            method: suggested.method.clone().unwrap_or_default(),
            once,
            ..Self::default()
        }
    }

    /// A kept draft's.
    pub fn of(draft: &Draft, money: Written) -> Self {
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        Self {
            currency: draft.currency.clone(),
            due_on: draft.due_on.to_string(),
            method: draft.method.clone().unwrap_or_default(),
            period_start: day(draft.period.map(|period| period.0)),
            period_end: day(draft.period.map(|period| period.1)),
            notes: draft.notes.clone().unwrap_or_default(),
            lines: TypedLine::of(&draft.lines, money),
            once: String::new(),
        }
    }

    /// What was sent.
    pub fn read(form: &Form) -> Self {
        let text = |name: &str| form.text(name).trim().to_owned();
        Self {
            currency: text("currency"),
            due_on: text("due_date"),
            method: text("payment_method"),
            period_start: text("period_start"),
            period_end: text("period_end"),
            notes: form.text("notes").replace("\r\n", "\n").trim().to_owned(),
            lines: TypedLine::all(form),
            once: text("once"),
        }
    }

    /// How amounts of its currency are typed.
    pub fn money(&self, decimal_comma: bool) -> Written {
        Written { exponent: geo::exponent(&self.currency), decimal_comma }
    }

    /// The document that it asks for, of a customer.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn draft(
        &self,
        t: Text,
        customer: i64,
        suggested: &Suggested,
        (today, decimal_comma): (NaiveDate, bool),
    ) -> Result<Draft, Errors> {
        let mut errors = Errors::default();
        let mut note = |field: &str, text: String| errors.fields.push((field.to_owned(), text));
        if geo::currency(&self.currency).is_none() {
            note("currency", t.invoice_currency_wrong().to_owned());
        }
        let due_on = self.due_on.parse().ok().filter(|due| is_sound(*due));
        match due_on {
            None => note("due_date", t.invoice_day_wrong().to_owned()),
            Some(due) if due < today => note("due_date", t.refusal_days_reversed().to_owned()),
            Some(_) => {}
        }
        let method = (!self.method.is_empty()).then(|| self.method.clone());
        if method.as_ref().is_some_and(|code| !METHODS.iter().any(|known| known.code == code)) {
            note("payment_method", t.refusal_no_such_method().to_owned());
        }
        let period = self.period();
        if period.is_err() {
            note("period_start", t.invoice_period_half().to_owned());
        }
        if self.notes.chars().count() > LONGEST_NOTES {
            note("notes", t.problem(&Problem::TooLong(LONGEST_NOTES)));
        }
        if self.lines.is_empty() {
            note("line-description-0", t.refusal_no_lines().to_owned());
        } else if self.lines.len() > lines::MOST {
            note("line-description-0", t.invoice_lines_too_many(lines::MOST));
        }
        let money = self.money(decimal_comma);
        let (lines, wrong) = lines::read(t, &self.lines, &suggested.taxes, money);
        errors.lines = wrong;
        match (due_on, period) {
            (Some(due_on), Ok(period)) if errors.is_empty() => Ok(Draft {
                customer,
                kind: Kind::OneOff,
                of: Of::Nothing,
                period,
                lines,
                currency: self.currency.clone(),
                issue_on: today,
                due_on,
                method,
                notes: (!self.notes.is_empty()).then(|| self.notes.clone()),
                once: (!self.once.is_empty()).then(|| self.once.clone()),
            }),
            _ => Err(errors),
        }
    }

    /// Both days, or none.
    fn period(&self) -> Result<Option<(NaiveDate, NaiveDate)>, ()> {
        if self.period_start.is_empty() && self.period_end.is_empty() {
            return Ok(None);
        }
        let day = |text: &str| text.parse().ok().filter(|day| is_sound(*day));
        day(&self.period_start).zip(day(&self.period_end)).map(Some).ok_or(())
    }
}

/// A day of this age: what is further away was mistyped.
fn is_sound(day: NaiveDate) -> bool {
    use chrono::Datelike;
    (2_000..2_100).contains(&day.year())
}
