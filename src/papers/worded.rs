//! What stands on a document, in words: the same for its PDF and its page.

use chrono::NaiveDate;

use super::{Line, Paper, Party, Stage};
use crate::i18n::{Text, format};
use crate::money::{Amount, unit_price};

/// A label and what stands beside it.
pub type Said = (String, String);

/// A document in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Worded {
    /// What it is: Factura, Nota de crédito.
    pub title: String,
    /// Its letter, for the box.
    pub letter: Option<String>,
    /// The agency's number of its type, below the letter.
    pub code: Option<String>,
    /// Its number, or that it has none.
    pub number: String,
    /// What has to be known before anything else: that it is a draft, voided or without legal validity.
    pub marks: Vec<String>,
    /// Who issues: name, then lines.
    pub issuer: (String, Vec<String>),
    /// Dates, and the issuer's number before the agency.
    pub facts: Vec<Said>,
    /// Who receives.
    pub receiver: Vec<Said>,
    /// What period it is for, until when it is paid and how.
    pub terms: Vec<Said>,
    /// Heads of the columns: description, quantity, price, discount, tax, amount. The tax is missing where it
    /// does not stand apart.
    pub heads: [String; 6],
    /// The lines.
    pub rows: Vec<Row>,
    /// What comes before the total.
    pub sums: Vec<Said>,
    /// The total.
    pub total: Said,
    /// Taxes that the total holds, for information.
    pub contained: Vec<String>,
    /// What else is said.
    pub notes: Option<String>,
    /// The agency's code and its last day.
    pub authorization: Vec<Said>,
}

/// A line in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// What it is for.
    pub description: String,
    /// How much.
    pub quantity: String,
    /// Price of one.
    pub price: String,
    /// Discount, empty without one.
    pub discount: String,
    /// Rate of its tax, empty where taxes do not stand apart.
    pub tax: String,
    /// What it comes to.
    pub amount: String,
}

impl Worded {
    /// Whether any line costs less than its price.
    #[must_use]
    pub fn is_discounted(&self) -> bool {
        self.rows.iter().any(|row| !row.discount.is_empty())
    }
}

impl Paper {
    /// The document in words of a language.
    #[must_use]
    pub fn worded(&self, t: Text) -> Worded {
        let tax_head = if self.heading.shows_tax { t.paper_tax() } else { "" };
        let heads = [
            t.paper_description(),
            t.paper_quantity(),
            t.paper_price(),
            t.paper_discount(),
            tax_head,
            t.paper_amount(),
        ];
        Worded {
            title: self.title(),
            letter: self.heading.letter.clone(),
            code: self.heading.code.as_ref().map(|code| t.paper_code(code)),
            number: match &self.number {
                Some(number) => t.paper_number(number),
                None => t.paper_without_number().to_owned(),
            },
            marks: self.marks(t),
            issuer: self.issuer_lines(),
            facts: self.facts(t),
            receiver: receiver(&self.receiver, t),
            terms: self.terms(t),
            heads: heads.map(str::to_owned),
            rows: self.rows(),
            sums: self.sums(t),
            total: (t.paper_total().to_owned(), self.money(self.total)),
            contained: self.contained(t),
            notes: self.notes.clone(),
            authorization: self.authorization_said(t),
        }
    }

    /// The type's name without the letter that stands in the box.
    fn title(&self) -> String {
        let name = self.heading.name.as_str();
        let letter = self.heading.letter.as_deref().unwrap_or_default();
        let bare = name.strip_suffix(letter).and_then(|bare| bare.strip_suffix(' '));
        bare.filter(|_| !letter.is_empty()).unwrap_or(name).to_owned()
    }

    fn marks(&self, t: Text) -> Vec<String> {
        let stage = match self.stage {
            Stage::Draft => Some(t.paper_draft()),
            Stage::Voided => Some(t.paper_voided()),
            Stage::Issued => None,
        };
        let fantasy = self.heading.is_fantasy.then(|| t.paper_not_fiscal());
        stage.into_iter().chain(fantasy).map(str::to_owned).collect()
    }

    fn issuer_lines(&self) -> (String, Vec<String>) {
        let issuer = &self.issuer;
        let lines = issuer.address.iter().chain(&issuer.contact).chain(&issuer.condition);
        (issuer.name.clone(), lines.cloned().collect())
    }

    fn facts(&self, t: Text) -> Vec<Said> {
        let mut facts = Vec::new();
        if let Some(day) = self.issued_on {
            facts.push((t.paper_date().to_owned(), format::date(t.0, day)));
        }
        facts.extend(tax_number(&self.issuer));
        facts.extend(self.issuer.others.iter().cloned());
        if let Some(corrected) = &self.corrects {
            facts.push((t.paper_corrects().to_owned(), corrected.clone()));
        }
        facts
    }

    fn terms(&self, t: Text) -> Vec<Said> {
        let between = |(first, last): (NaiveDate, NaiveDate)| {
            format!("{} – {}", format::date(t.0, first), format::date(t.0, last))
        };
        let terms = [
            (t.paper_period(), self.period.map(between)),
            (t.paper_due(), self.due_on.map(|day| format::date(t.0, day))),
            (t.paper_method(), self.method.clone()),
        ];
        terms
            .into_iter()
            .filter_map(|(label, value)| value.map(|value| (label.to_owned(), value)))
            .collect()
    }

    fn amount(&self, amount: Amount) -> String {
        format::decimal(amount.0, self.decimals, self.decimal_comma)
    }

    fn money(&self, amount: Amount) -> String {
        format!("{}\u{a0}{}", self.currency, self.amount(amount))
    }

    fn rows(&self) -> Vec<Row> {
        let shown = self.shown_amounts();
        self.lines
            .iter()
            .zip(shown)
            .map(|(line, amount)| {
                let rate = |points: i64| format!("{} %", plain(points, 2, self.decimal_comma));
                let tax = line.tax.and_then(|at| self.taxes.get(at));
                Row {
                    description: line.description.clone(),
                    quantity: plain(line.quantity, 3, self.decimal_comma),
                    price: self.shown_price(line, amount),
                    discount: if line.discount_bp == 0 {
                        String::new()
                    } else {
                        rate(line.discount_bp)
                    },
                    tax: tax
                        .filter(|_| self.heading.shows_tax)
                        .map(|tax| rate(tax.rate.basis_points()))
                        .unwrap_or_default(),
                    amount: self.amount(amount),
                }
            })
            .collect()
    }

    /// What each line shows: with its tax, or without where taxes stand apart. Where that is not what it was
    /// written with, the tax's own sum is shared out, so that the column adds up to the document's.
    fn shown_amounts(&self) -> Vec<Amount> {
        let mut shown: Vec<Amount> = self.lines.iter().map(|line| line.amount).collect();
        for (at, tax) in self.taxes.iter().enumerate() {
            if tax.is_inside != self.heading.shows_tax {
                continue;
            }
            let all = if self.heading.shows_tax { tax.base } else { sum(tax.base, tax.amount) };
            let of_tax = |line: &&Line| line.tax == Some(at);
            let whole =
                self.lines.iter().filter(of_tax).fold(Amount(0), |all, line| sum(all, line.amount));
            let (mut passed, mut given) = (Amount(0), Amount(0));
            for (line, amount) in self.lines.iter().zip(&mut shown).filter(|(line, _)| of_tax(line))
            {
                passed = sum(passed, line.amount);
                let until_here = passed.share(whole, all);
                *amount = Amount(until_here.0 - given.0);
                given = until_here;
            }
        }
        shown
    }

    /// The price of one, written as the amount of its line is: with as many decimals as it takes for the line to
    /// come to that.
    fn shown_price(&self, line: &Line, amount: Amount) -> String {
        let tax = line.tax.and_then(|at| self.taxes.get(at));
        let Some(tax) = tax.filter(|tax| tax.is_inside == self.heading.shows_tax) else {
            return self.amount(line.unit_price);
        };
        let near = if tax.is_inside {
            tax.rate.inside(line.unit_price).net
        } else {
            tax.rate.added_to(line.unit_price).gross
        };
        let (price, more) = unit_price(amount, near, line.quantity, line.discount_bp);
        format::decimal(price, self.decimals + more, self.decimal_comma)
    }

    fn sums(&self, t: Text) -> Vec<Said> {
        if !self.heading.shows_tax {
            return Vec::new();
        }
        let mut sums = vec![(t.paper_subtotal().to_owned(), self.money(self.subtotal))];
        sums.extend(self.taxes.iter().map(|tax| (tax.name.clone(), self.money(tax.amount))));
        sums
    }

    /// Consumers are told what their price holds; who sends without tax holds none.
    fn contained(&self, t: Text) -> Vec<String> {
        let held = self.taxes.iter().filter(|tax| tax.amount.0 > 0);
        if self.heading.shows_tax || held.clone().next().is_none() {
            return Vec::new();
        }
        let law = (self.heading.country == "AR").then(|| t.paper_contained_law().to_owned());
        let taxes = held.map(|tax| t.paper_contained(&tax.name, &self.money(tax.amount)));
        law.into_iter().chain(taxes).collect()
    }

    fn authorization_said(&self, t: Text) -> Vec<Said> {
        let Some(authorization) = &self.authorization else { return Vec::new() };
        let label = if self.heading.country == "AR" { "CAE" } else { t.paper_authorization() };
        let mut said = vec![(label.to_owned(), authorization.code.clone())];
        if let Some(until) = authorization.until {
            said.push((t.paper_authorization_due().to_owned(), format::date(t.0, until)));
        }
        said
    }
}

fn receiver(party: &Party, t: Text) -> Vec<Said> {
    let mut said = vec![(t.paper_receiver().to_owned(), party.name.clone())];
    said.extend(tax_number(party));
    if let Some(condition) = &party.condition {
        said.push((t.paper_condition().to_owned(), condition.clone()));
    }
    if !party.address.is_empty() {
        said.push((t.paper_address().to_owned(), party.address.join(", ")));
    }
    said.extend(party.others.iter().cloned());
    said
}

fn tax_number(party: &Party) -> Option<Said> {
    Some((party.tax_label.clone().unwrap_or_default(), party.tax_id.clone()?))
}

fn sum(one: Amount, other: Amount) -> Amount {
    Amount(one.0.saturating_add(other.0))
}

/// A number without decimals that say nothing: 1, 1,5.
fn plain(minor: i64, decimals: u32, decimal_comma: bool) -> String {
    let written = format::decimal(minor, decimals, decimal_comma);
    let point = if decimal_comma { ',' } else { '.' };
    written.trim_end_matches('0').trim_end_matches(point).to_owned()
}
