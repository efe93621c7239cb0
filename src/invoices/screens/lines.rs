//! The lines of a document as they are typed: read, shown again, and told what is wrong beside each.

use crate::fields::Problem;
use crate::i18n::{Text, format};
use crate::invoices::totals::{Line, TaxOf};
use crate::money::{Amount, Written};
use crate::settings::screens::options::choice;
use crate::settings::screens::typed::Choice;
use crate::text::{clean_line, fold};
use crate::web::{Form, Page};

/// Most lines of a document.
pub const MOST: usize = 100;

/// Most letters of a description.
const LONGEST: usize = 200;

/// Decimals of a quantity.
const THOUSANDTHS: u8 = 3;

/// The largest quantity, in thousandths.
const LARGEST: i64 = 1_000_000_000;

/// A row of the form as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    pub description: String,
    pub quantity: String,
    pub price: String,
    pub discount: String,
    pub tax: String,
}

/// What is wrong with a row: its place, the column, and the text.
pub type Wrong = (usize, &'static str, String);

/// A row as the page shows it.
pub struct Row {
    /// Its place, or a mark that the page replaces in rows that are added there.
    pub index: String,
    /// What stands in it.
    pub typed: Typed,
    /// Taxes to choose from.
    pub taxes: Vec<Choice>,
    /// What is wrong with it, over its whole width: the field, and the column with the text.
    pub told: Vec<(String, String)>,
    wrong: Vec<(&'static str, String)>,
}

impl Row {
    /// What is wrong with a column, or nothing.
    pub fn error(&self, column: &str) -> &str {
        self.wrong.iter().find(|(name, _)| *name == column).map_or("", |(_, text)| text)
    }
}

impl Typed {
    /// The rows of a form, as many as were sent; blank ones are none.
    pub fn all(form: &Form) -> Vec<Self> {
        let column = |name| form.all(name).map(clean_line).collect::<Vec<String>>();
        let descriptions = column("line_description");
        let [quantities, prices, discounts, taxes] =
            ["line_quantity", "line_price", "line_discount", "line_tax"].map(column);
        let rows = descriptions.len().max(prices.len()).min(MOST + 1);
        let at = |column: &[String], row: usize| column.get(row).cloned().unwrap_or_default();
        let typed = (0..rows).map(|row| Self {
            description: at(&descriptions, row),
            quantity: at(&quantities, row),
            price: at(&prices, row),
            discount: at(&discounts, row),
            tax: at(&taxes, row),
        });
        typed.filter(|row| !row.is_blank()).collect()
    }

    /// The rows of what was written before.
    pub fn of(lines: &[Line], currency: Written) -> Vec<Self> {
        let plain = |minor: i64, decimals: u32| {
            let written = format::decimal(minor, decimals, currency.decimal_comma);
            let point = if currency.decimal_comma { ',' } else { '.' };
            written.trim_end_matches('0').trim_end_matches(point).to_owned()
        };
        let typed = |line: &Line| Self {
            description: line.description.clone(),
            quantity: plain(line.quantity, u32::from(THOUSANDTHS)),
            price: format::decimal(
                line.unit_price.0,
                u32::from(currency.exponent),
                currency.decimal_comma,
            ),
            discount: if line.discount_bp == 0 {
                String::new()
            } else {
                plain(line.discount_bp, 2)
            },
            tax: line.tax.as_ref().map(|tax| tax.id.to_string()).unwrap_or_default(),
        };
        lines.iter().map(typed).collect()
    }

    /// Whether a column that a line needs is still to be written.
    pub fn lacks(&self, column: &str) -> bool {
        match column {
            "description" => self.description.is_empty(),
            "price" => self.price.is_empty(),
            _ => false,
        }
    }

    /// A row of which nothing but the choice of a tax was touched.
    fn is_blank(&self) -> bool {
        [&self.description, &self.quantity, &self.price, &self.discount]
            .iter()
            .all(|text| text.is_empty())
    }
}

/// Reads rows; what is wrong stands beside the lines that are right.
pub fn read(t: Text, rows: &[Typed], taxes: &[TaxOf], money: Written) -> (Vec<Line>, Vec<Wrong>) {
    let (mut lines, mut wrong) = (Vec::new(), Vec::new());
    for (place, typed) in rows.iter().enumerate() {
        match one(t, typed, taxes, money) {
            Ok(line) => lines.push(line),
            Err(found) => {
                wrong.extend(found.into_iter().map(|(column, text)| (place, column, text)));
            }
        }
    }
    (lines, wrong)
}

fn one(
    t: Text,
    typed: &Typed,
    taxes: &[TaxOf],
    money: Written,
) -> Result<Line, Vec<(&'static str, String)>> {
    let mut wrong = Vec::new();
    let mut note = |column, text: String| wrong.push((column, text));
    if typed.description.is_empty() {
        note("description", t.invoice_line_description_missing().to_owned());
    } else if typed.description.chars().count() > LONGEST {
        note("description", t.problem(&Problem::TooLong(LONGEST)));
    }
    let quantity = quantity(&typed.quantity, money);
    if quantity.is_none() {
        note("quantity", t.invoice_line_quantity_wrong().to_owned());
    }
    let price = Amount::parse(&typed.price, money.exponent, money.decimal_comma);
    match &price {
        Err(_) if typed.price.is_empty() => {
            note("price", t.invoice_line_price_missing(&money.example()));
        }
        Err(refused) => note("price", t.amount(*refused, money)),
        Ok(_) => {}
    }
    let discount = discount(&typed.discount, money);
    if discount.is_none() {
        note("discount", t.invoice_line_discount_wrong().to_owned());
    }
    let tax = taxes.iter().find(|tax| tax.id.to_string() == typed.tax);
    if tax.is_none() && !typed.tax.is_empty() {
        note("tax", t.invoice_line_tax_wrong().to_owned());
    }
    match (quantity, price, discount) {
        (Some(quantity), Ok(unit_price), Some(discount_bp)) if wrong.is_empty() => Ok(Line {
            description: typed.description.clone(),
            quantity,
            unit_price,
            discount_bp,
            tax: tax.cloned(),
        }),
        _ => Err(wrong),
    }
}

/// One when nothing is typed.
fn quantity(typed: &str, money: Written) -> Option<i64> {
    if typed.is_empty() {
        return Some(1_000);
    }
    let read = Amount::parse(typed, THOUSANDTHS, money.decimal_comma).ok()?.0;
    (1..=LARGEST).contains(&read).then_some(read)
}

fn discount(typed: &str, money: Written) -> Option<i64> {
    if typed.is_empty() {
        return Some(0);
    }
    let bare = typed.trim_end_matches('%');
    let read = Amount::parse(bare, 2, money.decimal_comma).ok()?.0;
    (read <= 10_000).then_some(read)
}

/// What is wrong as the summary names it: the field, and the line with the text.
pub fn summary(t: Text, wrong: &[Wrong]) -> Vec<(String, String)> {
    let said = |(place, column, text): &Wrong| {
        let whole = t.invoice_line_wrong(place + 1, named(t, column), text);
        (format!("line-{column}-{place}"), whole)
    };
    wrong.iter().map(said).collect()
}

/// What a column is called.
fn named(t: Text, column: &str) -> &'static str {
    match column {
        "quantity" => t.invoice_line_quantity(),
        "price" => t.invoice_line_price(),
        "discount" => t.invoice_line_discount(),
        "tax" => t.invoice_line_tax(),
        _ => t.invoice_line_description(),
    }
}

/// The rows to show, with a blank one for the next.
pub fn rows(
    page: &Page,
    typed: &[Typed],
    taxes: &[TaxOf],
    usual: Option<i64>,
    wrong: &[Wrong],
) -> Vec<Row> {
    let told = |place: usize| {
        let here = wrong.iter().filter(move |(at, ..)| *at == place);
        let one = move |(_, column, text): &Wrong| {
            (format!("line-{column}-{place}"), format!("{}: {text}", named(page.t, column)))
        };
        here.map(one).collect()
    };
    let row = |(place, typed): (usize, &Typed)| Row {
        index: place.to_string(),
        told: told(place),
        taxes: tax_choices(page.t, taxes, &typed.tax),
        typed: typed.clone(),
        wrong: wrong
            .iter()
            .filter(|(at, ..)| *at == place)
            .map(|(_, column, text)| (*column, text.clone()))
            .collect(),
    };
    let next = Row { index: typed.len().to_string(), ..blank(page, taxes, usual) };
    typed.iter().enumerate().map(row).chain(std::iter::once(next)).collect()
}

/// A row with nothing but the usual tax; the page gives it a place.
pub fn blank(page: &Page, taxes: &[TaxOf], usual: Option<i64>) -> Row {
    let tax = usual.map(|id| id.to_string()).unwrap_or_default();
    Row {
        index: "__n__".to_owned(),
        taxes: tax_choices(page.t, taxes, &tax),
        typed: Typed { tax, ..Typed::default() },
        told: Vec::new(),
        wrong: Vec::new(),
    }
}

fn tax_choices(t: Text, taxes: &[TaxOf], chosen: &str) -> Vec<Choice> {
    let none = choice("", t.invoice_line_no_tax(), chosen);
    let named = taxes.iter().map(|tax| {
        // Some are called so already, in whichever language.
        let says_so = fold(&tax.name).contains("inclu");
        let name = if tax.is_inside && !says_so {
            t.invoice_line_tax_inside(&tax.name)
        } else {
            tax.name.clone()
        };
        choice(&tax.id.to_string(), &name, chosen)
    });
    std::iter::once(none).chain(named).collect()
}

/// What a button of the rows asks: without a row, or with one more. Nothing where another button was pressed.
pub fn pressed(form: &Form, typed: &[Typed]) -> Option<Vec<Typed>> {
    let action = form.text("action");
    if matches!(action, "add_line" | "work_out" | "follow") {
        return Some(typed.to_vec());
    }
    let gone: usize = action.strip_prefix("remove_line_")?.parse().ok()?;
    let mut kept = typed.to_vec();
    if gone < kept.len() {
        kept.remove(gone);
    }
    Some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use crate::money::Rate;

    const PESOS: Written = Written { exponent: 2, decimal_comma: true };

    fn typed(description: &str, quantity: &str, price: &str, discount: &str) -> Typed {
        let [description, quantity, price, discount] =
            [description, quantity, price, discount].map(str::to_owned);
        Typed { description, quantity, price, discount, tax: String::new() }
    }

    #[test]
    fn rows_are_read_as_people_of_the_country_write() {
        let rows = [typed("Internet", "", "1.234,50", ""), typed("Cable", "2,5", "100", "12,5 %")];
        let (lines, wrong) = read(Text(Lang::Es), &rows, &[], PESOS);
        assert_eq!(wrong, []);
        let read: Vec<_> =
            lines.iter().map(|l| (l.quantity, l.unit_price.0, l.discount_bp)).collect();
        assert_eq!(read, [(1_000, 123_450, 0), (2_500, 10_000, 1_250)]);
        assert_eq!(Typed::of(&lines, PESOS)[1], typed("Cable", "2,5", "100,00", "12,5"));
    }

    #[test]
    fn a_tax_inside_the_price_is_called_so_once() {
        let tax = |name: &str| TaxOf {
            id: 1,
            name: name.to_owned(),
            code: None,
            kind: "rated".to_owned(),
            rate: Rate::of_basis_points(1_900).unwrap(),
            is_inside: true,
        };
        let taxes = ["IVA (19 %)", "IVA 19 % (Incluido)"].map(tax);
        let called = tax_choices(Text(Lang::Es), &taxes, "");
        let called: Vec<_> = called.iter().skip(1).map(|choice| choice.label.as_str()).collect();
        assert_eq!(called, ["IVA (19 %) (incluido)", "IVA 19 % (Incluido)"]);
    }

    #[test]
    fn what_is_wrong_is_said_of_each_column_of_each_row() {
        let rows = [
            typed("", "0", "1,234.50", "101"),
            typed("Cable", "1.000.000,001", "-1", "x"),
            Typed { tax: "99".to_owned(), ..typed("Router", "1", "1.000.000.000.000", "") },
        ];
        let (lines, wrong) = read(Text(Lang::Es), &rows, &[], PESOS);
        assert_eq!(lines, []);
        let places: Vec<_> = wrong.iter().map(|(place, column, _)| (*place, *column)).collect();
        assert_eq!(
            places,
            [
                (0, "description"),
                (0, "quantity"),
                (0, "price"),
                (0, "discount"),
                (1, "quantity"),
                (1, "price"),
                (1, "discount"),
                (2, "price"),
                (2, "tax"),
            ]
        );
    }

    #[test]
    fn blank_rows_are_no_lines_and_a_pressed_button_takes_one_away() {
        let form = Form::parse(
            b"line_description=A&line_description=&line_description=B&line_price=1&line_price=\
              &line_price=2&line_tax=&line_tax=3&line_tax=&action=remove_line_0",
        )
        .unwrap();
        let rows = Typed::all(&form);
        assert_eq!(rows.len(), 2);
        let left = pressed(&form, &rows).unwrap();
        assert_eq!(left, [typed("B", "", "2", "")]);
        assert_eq!(pressed(&Form::parse(b"action=issue").unwrap(), &rows), None);
    }
}
