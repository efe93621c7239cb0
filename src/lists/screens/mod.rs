//! The pages of every list but the customers': the list, its look, its views, and the part of it that is one
//! customer's, in the customer's frame. A list is a [`Shown`]; nothing here is written for one of them.

mod index;
mod look;
mod of_customer;
mod read;
pub mod record;
mod rows;
mod views;

pub use index::index;
pub use look::update as look;
pub use of_customer::show as of_customer;
pub use rows::{Line, Row, standing};
pub use views::Views;

use chrono::NaiveDateTime;

use super::{Entity, Words};
use crate::access::Permission;
use crate::customers::header::Section;
use crate::i18n::Text;
use crate::web::Page;

/// A tab: what it says, and the conditions that it stands for.
pub struct Tab {
    /// What it says.
    pub label: fn(Text) -> &'static str,
    /// Names and values of its filters; none for the tab with everything.
    pub filters: &'static [(&'static str, &'static str)],
}

/// What makes new records of a list for a customer.
pub struct New {
    /// Who may.
    pub permission: Permission,
    /// What the button says.
    pub label: fn(Text) -> &'static str,
}

/// What the head of a list leads to, besides the list.
pub struct Act {
    /// Who may.
    pub permission: Permission,
    /// What the button says.
    pub label: fn(Text) -> &'static str,
    /// Where it leads.
    pub href: &'static str,
    /// Its icon.
    pub icon: &'static str,
}

impl Act {
    fn label(&self, page: &Page) -> &'static str {
        (self.label)(page.t)
    }
}

/// A list as its pages show it.
pub trait Shown: Entity {
    /// Under which name its look and its views are kept, and the address behind a customer's.
    const LIST: &'static str;
    /// Where its views are.
    const VIEWS: &'static str;
    /// Its section of a customer.
    const SECTION: Section;
    /// How a customer gets one; none where nobody makes one by hand.
    const NEW: Option<New>;
    /// What its head leads to; none for most.
    const ACT: Option<Act> = None;

    /// Its title.
    fn title(t: Text) -> &'static str;

    /// Its words.
    fn words(t: Text) -> Words;

    /// What is said while there is none at all.
    fn first(t: Text) -> (&'static str, &'static str);

    /// Its tabs, the one with everything first.
    fn tabs() -> &'static [Tab];

    /// What the leading cell says of a record.
    fn line(record: &Self::Record, page: &Page) -> Line;

    /// Name of the glyph of a state.
    fn glyph(code: &str) -> &'static str;

    /// An instant as its cell says it.
    fn moment(_key: &str, at: NaiveDateTime, page: &Page) -> String {
        page.display().moment(at)
    }

    /// The currency of a record's amounts.
    fn currency(record: &Self::Record) -> &str;
}
