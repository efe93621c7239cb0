//! A customer being made: what was decided about it so far, and the fields filled in.

use chrono::{Days, NaiveDate};

use super::nations::{self, Nation, Place};
use super::random::{Dice, shuffle, tag};
use super::words::{PORTUGUESE, SPANISH, Tongue};

/// Days of birth that are given out, from 1950 on.
const BIRTHDAYS: u64 = 20_000;
/// Customers born on one day before numbers repeat.
const PER_DAY: u64 = 1_000;

/// Tipo de persona.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Natural,
    SelfEmployed,
    Legal,
    /// Typed by someone who did not care: a person in one field.
    OtherPerson,
    /// The same with a shop.
    OtherShop,
}

impl Kind {
    fn of(dice: &mut Dice) -> Self {
        match dice.below(1_000) {
            0..560 => Self::Natural,
            560..650 => Self::SelfEmployed,
            650..870 => Self::Legal,
            870..940 => Self::OtherPerson,
            _ => Self::OtherShop,
        }
    }

    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Natural => "natural",
            Self::SelfEmployed => "self_employed",
            Self::Legal => "legal",
            Self::OtherPerson | Self::OtherShop => "other",
        }
    }

    pub(super) fn is_person(self) -> bool {
        matches!(self, Self::Natural | Self::SelfEmployed | Self::OtherPerson)
    }
}

/// The customer.
pub(super) struct Draft {
    pub(super) index: u64,
    pub(super) dice: Dice,
    pub(super) nation: &'static Nation,
    pub(super) place: &'static Place,
    pub(super) kind: Kind,
    /// Day of birth, or of foundation, counted from 1950.
    pub(super) day: u64,
    /// With the day, of this customer alone.
    pub(super) serial: u64,
    /// A number of this customer alone, for what must not repeat.
    pub(super) tag: u64,
    pub(super) is_female: bool,
    /// As shown.
    pub(super) name: String,
    /// Lower-case letters of the name, for addresses on the net: given name and surname, or a firm's whole name.
    pub(super) handle: (String, String),
    /// Its initials, for numbers that hold them.
    pub(super) initials: String,
    seed: u64,
    fields: Vec<(&'static str, String)>,
}

impl Draft {
    /// Decides country, kind, city and day of birth.
    pub(super) fn new(seed: u64, index: u64) -> Option<Self> {
        let mut dice = Dice::of(seed, index);
        let nation = nations::at(dice.below(1_000));
        let place = dice.pick_early(nation.places)?;
        let kind = Kind::of(&mut dice);
        let born = shuffle(index, BIRTHDAYS * PER_DAY, seed ^ 0xb1);
        Some(Self {
            index,
            dice,
            nation,
            place,
            kind,
            day: born % BIRTHDAYS,
            serial: born / BIRTHDAYS,
            tag: tag(index, seed ^ 0x7a),
            is_female: false,
            name: String::new(),
            handle: (String::new(), String::new()),
            initials: String::new(),
            seed,
            fields: Vec::with_capacity(32),
        })
    }

    /// Fills a field in.
    pub(super) fn set(&mut self, key: &'static str, text: impl Into<String>) {
        self.fields.push((key, text.into()));
    }

    /// What was filled in.
    pub(super) fn into_fields(self) -> Vec<(&'static str, String)> {
        self.fields
    }

    /// A key of its own for each use of chance without repetition.
    pub(super) fn key(&self, purpose: u64) -> u64 {
        self.seed ^ (purpose << 8)
    }

    /// A number below `size` that no other customer has, as long as `size` allows.
    pub(super) fn own(&self, size: u64, purpose: u64) -> u64 {
        shuffle(self.index, size, self.key(purpose))
    }

    /// The words of its country.
    pub(super) fn tongue(&self) -> &'static Tongue {
        if self.nation.is_portuguese { &PORTUGUESE } else { &SPANISH }
    }

    /// The sentence of its country's language.
    pub(super) fn say(&self, spanish: &'static str, portuguese: &'static str) -> &'static str {
        if self.nation.is_portuguese { portuguese } else { spanish }
    }

    /// The day of birth, or of foundation: firms are younger than people.
    pub(super) fn born(&self) -> NaiveDate {
        let later = if self.kind.is_person() { 0 } else { 7_000 };
        after_1950(self.day + later)
    }
}

/// The day so many days after the first of 1950.
pub(super) fn after_1950(days: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(1950, 1, 1)
        .and_then(|first| first.checked_add_days(Days::new(days)))
        .unwrap_or_default()
}

/// `#` becomes any digit.
pub(super) fn with_digits(pattern: &str, dice: &mut Dice) -> String {
    pattern.chars().map(|c| if c == '#' { digit(dice.below(10)) } else { c }).collect()
}

/// A digit as a character.
pub(super) fn digit(value: u64) -> char {
    u32::try_from(value).ok().and_then(|value| char::from_digit(value, 10)).unwrap_or('0')
}
