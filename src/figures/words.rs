//! The summary in words and numbers, as a page draws it.

use chrono::NaiveDate;

use super::charges::Charge;
use super::chart::{self, Bar, Chart, Peak};
use super::read::Found;
use crate::access::Permission;
use crate::accounts::{Balance, Sales, Summary};
use crate::customers::header::Header;
use crate::i18n::format;
use crate::invoices::screens::standing;
use crate::invoices::states::{KINDS, METHODS, counted};
use crate::invoices::store::Invoice;
use crate::lists::screens::Shown as _;
use crate::payments::states::CHOICES;
use crate::payments::when;
use crate::payments::{Payment, Payments};
use crate::web::Page;

/// An amount with its currency, which is written small behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Money {
    pub amount: String,
    pub currency: String,
    pub is_zero: bool,
}

/// One figure: in each currency that has any, the customer's own first.
pub(super) struct Figure {
    pub label: &'static str,
    pub amounts: Vec<Money>,
    pub note: String,
    /// The rows that it adds up.
    pub href: Option<String>,
    pub is_due: bool,
}

/// A month of the drawing.
pub(super) struct Month {
    pub bar: Bar,
    /// «nov», below its bar.
    pub letters: &'static str,
    /// «nov 2026: 24.365,25 ARS», on its bar.
    pub title: String,
}

/// The months, drawn and in figures.
pub(super) struct Drawing {
    /// Where nothing is.
    pub zero: String,
    pub months: Vec<Month>,
    /// The largest, written out.
    pub peak: Option<(Peak, String)>,
    /// What it shows, for who does not see it.
    pub label: String,
    /// Heads of the table.
    pub currencies: Vec<String>,
    /// «nov 2026», and what was sold in each currency.
    pub rows: Vec<(String, Vec<Money>)>,
}

/// A row of a short list.
pub(super) struct Line {
    pub title: String,
    pub sub: String,
    pub href: String,
    pub when: Option<String>,
    pub standing: Option<(&'static str, String)>,
    pub amount: Money,
    pub is_late: bool,
}

/// Everything, as the page shows it.
pub(super) struct Shown {
    /// None when there is nothing at all yet.
    pub figures: Vec<Figure>,
    pub drawing: Option<Drawing>,
    pub charges: Vec<Line>,
    pub invoices: Vec<Line>,
    pub payments: Vec<Line>,
    /// Ways to begin, for those who may: where, and what the button says.
    pub begin: Vec<(String, &'static str)>,
    pub is_empty: bool,
}

/// Says it all.
pub(super) fn shown(
    page: &Page,
    head: &Header,
    (own, today): (&str, NaiveDate),
    found: &Found,
) -> Shown {
    let talk = Talk { page, head, own, today };
    let is_empty = found.is_empty();
    let figures = if is_empty { Vec::new() } else { talk.figures(&found.summary) };
    Shown {
        drawing: (!found.summary.balances.is_empty()).then(|| talk.drawing(&found.summary)),
        figures,
        charges: found.charges.iter().map(|charge| talk.charge(charge)).collect(),
        invoices: found.invoices.iter().map(|row| talk.invoice(row)).collect(),
        payments: found.payments.iter().map(|row| talk.payment(row)).collect(),
        begin: if is_empty { talk.begin() } else { Vec::new() },
        is_empty,
    }
}

struct Talk<'a> {
    page: &'a Page,
    head: &'a Header,
    /// The customer's currency.
    own: &'a str,
    today: NaiveDate,
}

impl Talk<'_> {
    fn money(&self, minor: i64, currency: &str) -> Money {
        Money {
            amount: self.page.display().amount(minor, currency),
            currency: currency.to_owned(),
            is_zero: minor == 0,
        }
    }

    /// Currencies to show, the customer's own first.
    fn currencies<'b>(&'b self, summary: &'b Summary) -> Vec<&'b str> {
        let others = summary.balances.iter().map(|balance| balance.currency.as_str());
        std::iter::once(self.own).chain(others.filter(|code| *code != self.own)).collect()
    }

    /// The customer's own currency; who was only sold in others has the first of those.
    fn usual<'b>(&'b self, summary: &'b Summary) -> &'b str {
        let has_own = summary.balances.iter().any(|one| one.currency == self.own);
        let first = summary.balances.first().filter(|_| !has_own);
        first.map_or(self.own, |first| first.currency.as_str())
    }

    /// What there is, in minor units, the own first; nothing at all is nothing of the usual currency.
    fn some<'b>(
        &'b self,
        summary: &'b Summary,
        of: impl Fn(&Balance) -> i64,
    ) -> Vec<(i64, &'b str)> {
        let balances = &summary.balances;
        let minor = |code: &str| balances.iter().find(|one| one.currency == code).map_or(0, &of);
        let all = self.currencies(summary).into_iter().map(|code| (minor(code), code));
        let some: Vec<_> = all.filter(|(minor, _)| *minor != 0).collect();
        if some.is_empty() { vec![(0, self.usual(summary))] } else { some }
    }

    fn amounts(&self, summary: &Summary, of: impl Fn(&Balance) -> i64) -> Vec<Money> {
        let some = self.some(summary, of).into_iter();
        some.map(|(minor, code)| self.money(minor, code)).collect()
    }

    fn figures(&self, summary: &Summary) -> Vec<Figure> {
        let t = self.page.t;
        let months = chart::months(self.today);
        let (now, before) = (months.last().copied(), months.iter().rev().nth(1).copied());
        let sold = |code: &str, month: Option<NaiveDate>| {
            let is_it = |sales: &&Sales| sales.currency == code && Some(sales.month) == month;
            summary.months.iter().find(is_it).map_or(0, |sales| sales.amount)
        };
        let former = before.map(|month| {
            let sums = self.some(summary, |one| sold(&one.currency, before)).into_iter();
            let display = self.page.display();
            let sums: Vec<_> = sums.map(|(minor, code)| display.money(minor, code)).collect();
            t.figures_month_before(format::month(self.page.language(), month), &sums.join(" · "))
        });
        let mut figures = vec![Figure {
            label: t.figures_owed(),
            amounts: self.amounts(summary, |one| one.unpaid_balance),
            note: self.owed(summary),
            href: Some(self.head.at("/invoices?balance__gt=0")),
            is_due: summary.balances.iter().any(|one| one.unpaid_balance > 0),
        }];
        if summary.balances.iter().any(|one| one.credit > 0) {
            figures.push(Figure {
                label: t.figures_credit(),
                amounts: self.amounts(summary, |one| one.credit),
                note: String::new(),
                href: None,
                is_due: false,
            });
        }
        figures.push(Figure {
            label: t.figures_month(),
            amounts: self.amounts(summary, |one| sold(&one.currency, now)),
            note: former.unwrap_or_default(),
            href: None,
            is_due: false,
        });
        figures.push(Figure {
            label: t.figures_total(),
            amounts: self.amounts(summary, |one| one.sales_total),
            note: String::new(),
            href: Some(self.head.at("/invoices")),
            is_due: false,
        });
        figures
    }

    /// How many documents are open, and how late the oldest is.
    fn owed(&self, summary: &Summary) -> String {
        let t = self.page.t;
        let open = match summary.balances.iter().map(|one| one.unpaid_count).sum::<i64>() {
            0 => return t.figures_owes_nothing().to_owned(),
            1 => t.invoices_one().to_owned(),
            count => t.invoices_many(&self.page.display().number(count)),
        };
        match summary.overdue_since.map(|day| (self.today - day).num_days()) {
            Some(1) => t.figures_open_late_day(&open),
            Some(days) if days > 1 => t.figures_open_late(&open, &days.to_string()),
            _ => t.figures_open(&open),
        }
    }

    fn drawing(&self, summary: &Summary) -> Drawing {
        let lang = self.page.language();
        let days = chart::months(self.today);
        let sold = |code: &str, day: NaiveDate| {
            let is_it = |one: &&Sales| one.currency == code && one.month == day;
            summary.months.iter().find(is_it).map_or(0, |one| one.amount)
        };
        let has = |code: &str| summary.balances.iter().any(|one| one.currency == code);
        let drawn = self.usual(summary);
        let amounts: Vec<i64> = days.iter().map(|day| sold(drawn, *day)).collect();
        let Chart { zero, bars, peak } = chart::draw(&amounts);
        let name = |day: NaiveDate| format!("{} {}", format::month(lang, day), day.format("%Y"));
        let month = |((day, minor), bar): ((&NaiveDate, &i64), Bar)| Month {
            bar,
            letters: format::month(lang, *day),
            title: format!("{}: {}", name(*day), self.page.display().money(*minor, drawn)),
        };
        let months: Vec<Month> = days.iter().zip(&amounts).zip(bars).map(month).collect();
        let currencies: Vec<&str> =
            self.currencies(summary).into_iter().filter(|code| has(code)).collect();
        let row = |day: &NaiveDate| {
            let amounts = currencies.iter().map(|code| self.money(sold(code, *day), code));
            (name(*day), amounts.collect())
        };
        let peak = peak.and_then(|peak| {
            let minor = amounts.get(peak.at)?;
            Some((peak, self.page.display().amount(*minor, drawn)))
        });
        Drawing {
            label: self.label(&days, drawn, peak.as_ref().and_then(|(at, _)| months.get(at.at))),
            rows: days.iter().map(row).collect(),
            currencies: currencies.into_iter().map(str::to_owned).collect(),
            zero,
            months,
            peak,
        }
    }

    /// What the drawing shows, in a sentence.
    fn label(&self, days: &[NaiveDate], currency: &str, largest: Option<&Month>) -> String {
        let (t, lang) = (self.page.t, self.page.language());
        let name = |day: Option<&NaiveDate>| {
            day.map(|day| format!("{} {}", format::month(lang, *day), day.format("%Y")))
                .unwrap_or_default()
        };
        let span = t.figures_chart(currency, &name(days.first()), &name(days.last()));
        match largest {
            Some(month) => t.figures_chart_largest(&span, &month.title),
            None => t.figures_chart_none(&span),
        }
    }

    fn charge(&self, charge: &Charge) -> Line {
        let on = charge.on.map(|day| self.page.display().date(day));
        Line {
            title: charge.plan.clone(),
            sub: String::new(),
            href: charge.href.clone(),
            when: on,
            standing: None,
            amount: self.money(charge.amount, &charge.currency),
            is_late: false,
        }
    }

    fn invoice(&self, row: &Invoice) -> Line {
        let (glyph, word) = standing(self.page, row, self.today);
        Line {
            title: row.full_number.clone().unwrap_or_default(),
            sub: self.page.display().choice(KINDS, &row.kind),
            href: format!("/invoices/{}", row.id),
            when: row.issue_date.map(|day| self.page.display().date(day)),
            amount: self.money(counted(row, row.total), &row.currency),
            is_late: glyph == "overdue",
            standing: Some((glyph, word)),
        }
    }

    fn payment(&self, row: &Payment) -> Line {
        let display = self.page.display();
        let way = display.choice(METHODS, &row.method);
        let word = display.choice(CHOICES, &row.status);
        Line {
            title: self.page.t.payment_name(&row.id.to_string()),
            sub: row.card_label.clone().unwrap_or(way),
            href: format!("/payments/{}", row.id),
            when: Some(when::said(&display, row.paid_at)),
            standing: Some((Payments::glyph(&row.status), word)),
            amount: self.money(row.amount, &row.currency),
            is_late: false,
        }
    }

    fn begin(&self) -> Vec<(String, &'static str)> {
        let t = self.page.t;
        let ways = [
            (Permission::EditServices, "/contracts/new", t.contract_new()),
            (Permission::EditServices, "/subscriptions/new", t.subscription_new()),
            (Permission::EditInvoices, "/invoices/new", t.invoice_one_off()),
        ];
        let may = ways.into_iter().filter(|(permission, _, _)| {
            self.page.may(*permission) && !self.head.is_archived && !self.head.is_anonymized
        });
        may.map(|(_, path, label)| (self.head.at(path), label)).collect()
    }
}
