//! What a query asks for, in words: a chip for each condition, and one sentence for them all.

use super::fields::{self, Field};
use super::links::Links;
use super::query::{Filter, Query};
use crate::fields::filter::{Op, join_name};
use crate::fields::{Kind, Value};
use crate::i18n::Text;
use crate::settings::Display;

/// One active filter, with the way to drop it.
pub struct Chip {
    /// The field.
    pub label: String,
    /// What is asked of it.
    pub text: String,
    /// The list without it.
    pub href: String,
}

/// The chips of a query; the category of a tab is shown by the tab.
#[must_use]
pub fn chips(query: &Query, links: &Links, display: &Display) -> Vec<Chip> {
    let t = Text(display.lang());
    let tab = query.equal_to("category").is_some();
    let of_tab = |filter: &Filter| tab && filter.key == "category" && filter.op == Op::Eq;
    query
        .filters
        .iter()
        .filter(|filter| !of_tab(filter))
        .filter_map(|filter| {
            let field = fields::find(&filter.key)?;
            Some(Chip {
                label: label(field, t),
                text: asked(field, filter, display),
                href: links.without(&[&join_name(&filter.key, filter.op)]).href(),
            })
        })
        .collect()
}

/// What a field is called in a condition: that on further phones looks at every phone.
#[must_use]
pub fn label(field: &Field, t: Text) -> String {
    match field.key.as_ref() {
        "phones" => t.list_any_phone().to_owned(),
        _ => field.label(t.0).to_owned(),
    }
}

/// «Activos de Norte, sin e-mail de contacto, ciudad contiene «ros»».
#[must_use]
pub fn sentence(query: &Query, display: &Display) -> String {
    let t = Text(display.lang());
    let mut text = head(query, t).to_owned();
    if let Some(zone) = query.equal_to("zone_id").and_then(|id| id.parse().ok()) {
        let kind = Kind::Ref(crate::fields::Lookup::Zones);
        text = t.list_of_zone(&text, &display.name(&kind, zone));
    }
    if let Some(search) = &query.search {
        text = t.list_matching(&text, &search.typed);
    }
    let is_said = |filter: &&Filter| {
        filter.op == Op::Eq
            && filter.raw.len() == 1
            && matches!(filter.key.as_str(), "category" | "zone_id")
    };
    for filter in query.filters.iter().filter(|filter| !is_said(filter)) {
        if let Some(field) = fields::find(&filter.key) {
            text.push_str(", ");
            text.push_str(&phrase(field, filter, display));
        }
    }
    text
}

fn head(query: &Query, t: Text) -> &'static str {
    match query.equal_to("category") {
        Some("active") => t.list_tab_active(),
        Some("inactive") => t.list_tab_inactive(),
        Some("delinquent") => t.list_tab_delinquent(),
        Some("archived") => t.list_tab_archived(),
        _ => t.list_customers(),
    }
}

fn phrase(field: &Field, filter: &Filter, display: &Display) -> String {
    let t = Text(display.lang());
    let label = lower_first(&label(field, t));
    match (filter.op, filter.values.as_slice()) {
        (Op::Empty, _) | (Op::Eq, [Value::Flag(false)]) => t.list_without(&label),
        (Op::Filled, _) | (Op::Eq, [Value::Flag(true)]) => t.list_with(&label),
        (Op::Eq, _) => format!("{label}: {}", asked(field, filter, display)),
        _ => format!("{label} {}", asked(field, filter, display)),
    }
}

/// The operator and the values: «contiene «ros»», «desde 1 nov 2026», «Norte o Centro».
fn asked(field: &Field, filter: &Filter, display: &Display) -> String {
    let t = Text(display.lang());
    let values = values(field, filter, display);
    let of_time = matches!(field.kind, Kind::Date | Kind::Moment);
    match filter.op {
        Op::Eq => values,
        Op::Not => t.list_is_not(&values),
        Op::Contains => t.list_contains(&values),
        Op::Starts => t.list_starts(&values),
        Op::Gt if of_time => t.list_later(&values),
        Op::Gte if of_time => t.list_since(&values),
        Op::Lt if of_time => t.list_earlier(&values),
        Op::Lte if of_time => t.list_until(&values),
        Op::Gt => t.list_more(&values),
        Op::Gte => t.list_at_least(&values),
        Op::Lt => t.list_less(&values),
        Op::Lte => t.list_at_most(&values),
        Op::Empty => t.list_is_empty().to_owned(),
        Op::Filled => t.list_is_filled().to_owned(),
    }
}

fn values(field: &Field, filter: &Filter, display: &Display) -> String {
    let shown: Vec<String> = match field.kind {
        // What was typed: a province may stand for its code, an instant is the bounds of a day.
        Kind::State | Kind::Moment => filter.raw.iter().map(|raw| raw.trim().to_owned()).collect(),
        _ => filter.values.iter().map(|value| display.value(&field.kind, value)).collect(),
    };
    let quoted = matches!(filter.op, Op::Contains | Op::Starts);
    let shown: Vec<String> =
        if quoted { shown.iter().map(|text| format!("«{text}»")).collect() } else { shown };
    shown.join(Text(display.lang()).list_or())
}

/// «E-mail de contacto» inside a sentence; abbreviations stay as they are.
fn lower_first(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(label.chars().skip(1)).collect()
        }
        _ => label.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{Actor, Via};
    use crate::form::Form;
    use crate::i18n::Lang;
    use crate::settings::Settings;

    fn told(address: &str, lang: Lang) -> (String, Vec<String>) {
        let settings = Settings::default();
        let form = Form::parse(address.as_bytes()).unwrap();
        let actor = Actor::command(Via::Command);
        let (query, _) = Query::visible_to(&actor).narrowed_by(&form, &settings);
        let display = Display::new(lang, &settings);
        let chips = chips(&query, &Links::of(&form), &display);
        let chips =
            chips.iter().map(|chip| format!("{}: {} ({})", chip.label, chip.text, chip.href));
        (sentence(&query, &display), chips.collect())
    }

    #[test]
    fn a_query_reads_as_a_sentence() {
        let address =
            "category=active&email__empty=1&city__contains=ros&is_vip=1&country=AR&country=CL";
        assert_eq!(
            told(address, Lang::Es).0,
            "Activos, sin e-mail de contacto, ciudad contiene «ros», con VIP, país: Argentina o Chile"
        );
        assert_eq!(told("", Lang::Es).0, "Clientes");
        assert_eq!(
            told("q=ana+d%C3%ADaz&created_at__gte=2026-11-01", Lang::En).0,
            "Customers that match «ana díaz», created since 2026-11-01"
        );
    }

    #[test]
    fn each_filter_but_that_of_the_tab_has_a_chip_that_drops_it() {
        let (_, chips) = told("category=active&city__contains=ros&iban__empty=0&page=3", Lang::Es);
        assert_eq!(
            chips,
            [
                "Ciudad: contiene «ros» (/customers?category=active&iban__empty=0)",
                "IBAN: no está vacío (/customers?category=active&city__contains=ros)",
            ]
        );
    }
}
