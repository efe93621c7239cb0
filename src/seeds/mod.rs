//! Believable invented customers of eight countries, for the demo and for measuring. The same seed
//! and index make the same customer on every machine, without the ones before it; numbers, e-mails
//! and own ids repeat nowhere. Nobody real: common names, put together by chance.

mod address;
mod bank;
mod billing;
mod contact;
mod draft;
mod fill;
mod firms;
mod lists;
mod nations;
mod papers;
mod random;
mod reading;
mod remarks;
mod spelling;
mod story;
mod terms;
mod who;
mod words;

#[cfg(test)]
mod tests;

pub use fill::{Filled, Filling};
pub use lists::names as list_names;

use draft::Draft;

/// A customer: keys of fields, and what a person would type into them. Zone, seller, collector and
/// store are names of [`list_names`]; `phones` has one line `KIND NUMBER` for each further phone.
pub type Sheet = Vec<(&'static str, String)>;

/// The customers of a seed, from the index `first` on.
pub fn people(seed: u64, first: u64, count: u64) -> impl Iterator<Item = Sheet> {
    (first..first.saturating_add(count)).map(move |index| person(seed, index))
}

/// The customer of an index.
#[must_use]
pub fn person(seed: u64, index: u64) -> Sheet {
    let Some(mut draft) = Draft::new(seed, index) else {
        return Sheet::new();
    };
    who::fill(&mut draft);
    papers::fill(&mut draft);
    contact::fill(&mut draft);
    address::fill(&mut draft);
    terms::fill(&mut draft);
    bank::fill(&mut draft);
    draft.into_fields()
}
