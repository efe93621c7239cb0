//! How the cards of a customer are told apart where one of them is chosen.

use super::of_customer::words;
use crate::cards::states::{self, CardState};
use crate::cards::store::Card;
use crate::i18n::Text;
use crate::web::Page;

/// What a card is called, and what else is known of it.
#[derive(Debug, Default)]
pub struct Name {
    /// Brand and last digits.
    pub label: String,
    /// When it expires, what is amiss, whether it is the default; the day it was added, where all else is alike.
    pub details: String,
}

impl Name {
    /// In one line.
    #[must_use]
    pub fn whole(&self) -> String {
        if self.details.is_empty() {
            self.label.clone()
        } else {
            format!("{} · {}", self.label, self.details)
        }
    }
}

/// Name and address of a subscription, where what happens to cards concerns it.
#[must_use]
pub fn of_subscription(t: Text, id: i64, plan: &str) -> (String, String) {
    (
        format!("{plan} · {}", t.subscriptions_number(&id.to_string())),
        format!("/subscriptions/{id}"),
    )
}

/// Names of cards, in their order.
#[must_use]
pub fn apart(page: &Page, cards: &[Card]) -> Vec<Name> {
    let known: Vec<Name> = cards.iter().map(|card| known(page, card)).collect();
    let whole: Vec<String> = known.iter().map(Name::whole).collect();
    let alike: Vec<bool> =
        whole.iter().map(|one| whole.iter().filter(|other| *other == one).count() > 1).collect();
    let added = |card: &Card| page.t.cards_added_on(&page.display().moment(card.created_at));
    let name = |((name, card), is_alike): ((Name, &Card), bool)| {
        let details = if is_alike { joined([name.details, added(card)]) } else { name.details };
        Name { details, ..name }
    };
    known.into_iter().zip(cards).zip(alike).map(name).collect()
}

fn known(page: &Page, card: &Card) -> Name {
    let t = page.t;
    let today = page.today();
    let last = states::last_day(card.exp_month, card.exp_year);
    let expires =
        last.map_or_else(String::new, |day| t.cards_expires_on(&day.format("%m/%Y").to_string()));
    let amiss = match card.state_on(today) {
        CardState::Active => String::new(),
        _ => words(t, card, today).1.to_lowercase(),
    };
    let chosen = if card.is_default { t.cards_default().to_lowercase() } else { String::new() };
    Name { label: card.label(), details: joined([expires, amiss, chosen]) }
}

fn joined<const N: usize>(parts: [String; N]) -> String {
    let there: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    there.join(" · ")
}
