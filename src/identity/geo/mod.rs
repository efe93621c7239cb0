//! Countries, their first-level divisions, postal codes, currencies, time zones and number styles.
//! Offline data only; what a postal code tells is a suggestion, never a correction.

mod countries;
mod customs;
mod postal;
mod states;

pub use countries::{Country, countries, countries_in, country_from, country_name, is_country};
pub use customs::{
    Currency, NumberStyle, currencies, currency, default_currency, default_time_zone, exponent,
    language, number_style,
};
pub use postal::{postal_shape_ok, state_from_postal};
pub use states::{
    StateLabel, Subdivision, says_natural_person, state_from, state_label, state_name, subdivisions,
};

use crate::text;

/// The form in which names are compared: folded, without dots and double blanks, `d. f.` as `df`.
fn key(name: &str) -> String {
    let folded = text::fold(&text::clean_line(name)).replace('.', " ");
    let mut out = String::with_capacity(folded.len());
    let mut after_initial = false;
    for word in folded.split_whitespace() {
        let initial = word.chars().count() == 1;
        let joins = out.is_empty() || (initial && after_initial);
        if !joins {
            out.push(' ');
        }
        out.push_str(word);
        after_initial = initial;
    }
    out
}

/// The cells of the lines after the header. Only one cell of the embedded files holds commas, and it is quoted.
fn lines(file: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    file.lines().skip(1).filter(|line| !line.is_empty()).map(cells)
}

fn cells(line: &'static str) -> Vec<&'static str> {
    let mut quoted = false;
    line.split(move |c: char| {
        quoted ^= c == '"';
        c == ',' && !quoted
    })
    .map(|cell| cell.trim_matches('"'))
    .collect()
}
