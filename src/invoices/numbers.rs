//! Documents by the number that somebody reads from the paper, or remembers of it.

use crate::access::Actor;
use crate::customers::query::visible_names;
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::{invoice_series, invoice_types, invoices};
use crate::error::AppError;
use crate::text;

use super::paper;
use super::series::written;
use super::store::Invoice;

/// What may stand before a number besides its letter.
const SMALL_WORDS: [&str; 15] = [
    "factura", "fatura", "invoice", "nota", "note", "de", "credito", "debito", "credit", "debit",
    "n", "no", "nro", "num", "numero",
];

/// Digits of a point of sale and of a number, at most.
const LONGEST: (usize, usize) = (5, 8);

/// Rows that are read to find whom the reader may see: as many types as share a number, many times over.
const READ: i64 = 200;

/// A number as somebody typed it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Typed {
    letter: Option<String>,
    /// Further words, by which its type is called if it is a number at all.
    words: Vec<String>,
    point: Option<i64>,
    number: i64,
}

impl Typed {
    /// `A 0001-00000012`, `1-12`, `factura b 12`, `12`; nothing of what is no number.
    fn parse(typed: &str) -> Option<Self> {
        let folded = text::fold(typed);
        let at = folded.find(|c: char| c.is_ascii_digit())?;
        let (head, tail) = folded.split_at_checked(at)?;
        let mut words: Vec<&str> =
            head.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let is_letter = |word: &str| word.chars().count() == 1 && word != "n";
        let letter = words.iter().position(|word| is_letter(word)).map(|at| words.remove(at));
        words.retain(|word| !SMALL_WORDS.contains(word));
        let words = words.into_iter().map(str::to_owned).collect();
        let parts: Vec<&str> = tail.split('-').map(str::trim).collect();
        let (point, number) = match parts.as_slice() {
            [point, number] => (Some(digits(point, LONGEST.0)?), number),
            [number] => (None, number),
            _ => return None,
        };
        let letter = letter.map(str::to_uppercase);
        Some(Self { letter, words, point, number: digits(number, LONGEST.1)? })
    }
}

impl Typed {
    /// The types that letter and words say; none where they say nothing.
    fn types(&self, conn: &mut Db) -> QueryResult<Option<Vec<i64>>> {
        if self.letter.is_none() && self.words.is_empty() {
            return Ok(None);
        }
        let all: Vec<(i64, String, Option<String>)> = invoice_types::table
            .select((invoice_types::id, invoice_types::name, invoice_types::letter))
            .load(conn)?;
        let is_meant = |(_, name, letter): &(i64, String, Option<String>)| {
            let name = text::fold(name);
            let has = |word: &String| name.split(|c: char| !c.is_alphanumeric()).any(|w| w == word);
            (self.letter.is_none() || self.letter == *letter) && self.words.iter().all(has)
        };
        Ok(Some(all.into_iter().filter(is_meant).map(|(id, ..)| id).collect()))
    }
}

fn digits(typed: &str, most: usize) -> Option<i64> {
    let is_plain = typed.len() <= most && typed.bytes().all(|byte| byte.is_ascii_digit());
    typed.parse().ok().filter(|_| is_plain)
}

/// What somebody means who types a number: as they are written, and of which types, where a letter says it.
pub(super) struct Meant {
    pub numbers: Vec<String>,
    pub types: Option<Vec<i64>>,
}

/// The numbers that may be meant: of the point of sale that was typed, or of each. None of what is no number.
pub(super) fn meant(conn: &mut Db, typed: &str) -> QueryResult<Option<Meant>> {
    let Some(typed) = Typed::parse(typed) else { return Ok(None) };
    let types = typed.types(conn)?;
    if !typed.words.is_empty() && types.as_ref().is_none_or(Vec::is_empty) {
        return Ok(None);
    }
    let points = match typed.point {
        Some(point) => vec![point],
        None => {
            invoice_series::table.select(invoice_series::point_of_sale).distinct().load(conn)?
        }
    };
    let numbers = points.into_iter().map(|point| written(point, typed.number)).collect();
    Ok(Some(Meant { numbers, types }))
}

/// The documents of a number, whoever sees them: by the index of numbers, and not endlessly many.
///
/// # Errors
/// When the database fails.
pub fn of_documents(conn: &mut Db, typed: &str) -> QueryResult<Vec<i64>> {
    Ok(rows(conn, typed)?.into_iter().map(|row| row.id).collect())
}

fn rows(conn: &mut Db, typed: &str) -> QueryResult<Vec<Invoice>> {
    let meant = meant(conn, typed)?.filter(|meant| !meant.numbers.is_empty());
    let Some(meant) = meant else { return Ok(Vec::new()) };
    let mut rows: Vec<Invoice> = invoices::table
        .filter(invoices::full_number.is_not_null())
        .filter(invoices::full_number.eq_any(&meant.numbers))
        .limit(READ)
        .select(columns::<Invoice>())
        .load(conn)?;
    if let Some(types) = meant.types {
        rows.retain(|row| types.contains(&row.invoice_type_id));
    }
    Ok(rows)
}

/// A document that was found by its number.
#[derive(Clone, Debug)]
pub struct Numbered {
    /// What it is called: its type and number.
    pub name: String,
    /// Whose it is.
    pub customer: Option<String>,
    /// The document.
    pub row: Invoice,
}

/// The documents of this number whose customers the actor sees, the newest first: so many, and whether there are more.
/// Read by the index of numbers, whatever number of documents there is.
///
/// # Errors
/// When the database fails.
pub fn numbered(
    conn: &mut Db,
    actor: &Actor,
    typed: &str,
    most: usize,
) -> Result<(Vec<Numbered>, bool), AppError> {
    let mut rows = rows(conn, typed)?;
    let owners: Vec<i64> = rows.iter().map(|row| row.customer_id).collect();
    let names = visible_names(conn, actor, &owners)?;
    rows.retain(|row| names.contains_key(&row.customer_id));
    rows.sort_by_key(|row| std::cmp::Reverse((row.issue_date, row.id)));
    let has_more = rows.len() > most;
    rows.truncate(most);
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let name = paper::called(conn, row.id)?.unwrap_or_default();
        let customer = names.get(&row.customer_id).cloned().flatten();
        found.push(Numbered { name, customer, row });
    }
    Ok((found, has_more))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_understood_as_printed_and_as_remembered() {
        let with = |letter: Option<&str>, words: &[&str], point, number| {
            let words = words.iter().map(|word| (*word).to_owned()).collect();
            Some(Typed { letter: letter.map(str::to_owned), words, point, number })
        };
        let is = |letter, point, number| with(letter, &[], point, number);
        for (typed, meant) in [
            ("A 0001-00000012", is(Some("A"), Some(1), 12)),
            ("a00001-00000012", is(Some("A"), Some(1), 12)),
            (" b  3 - 1234 ", is(Some("B"), Some(3), 1_234)),
            ("Factura C 12", is(Some("C"), None, 12)),
            ("FACTURA N° 00001-00000012", is(None, Some(1), 12)),
            ("Nota de crédito A 1-7", is(Some("A"), Some(1), 7)),
            ("00000012", is(None, None, 12)),
            ("12", is(None, None, 12)),
            ("Boleta electrónica 3-12", with(None, &["boleta", "electronica"], Some(3), 12)),
            ("Ana 12", with(None, &["ana"], None, 12)),
            ("a b 12", with(Some("A"), &["b"], None, 12)),
            ("20-12345678-6", None),
            ("123456789", None),
            ("1-2 x", None),
            ("12 Ruiz", None),
            ("-5", is(None, None, 5)),
            ("A", None),
            ("", None),
        ] {
            assert_eq!(Typed::parse(typed), meant, "{typed}");
        }
    }
}
