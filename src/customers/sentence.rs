//! What a query asks for, in words: a chip for each condition, and one sentence for them all.

use super::query::Query;
use super::vocabulary::vocabulary;
use crate::fields::Kind;
use crate::fields::filter::Op;
use crate::i18n::Text;
use crate::lists::sentence::Chip;
use crate::lists::{Filter, Links, sentence as words};
use crate::settings::Display;

/// The chips of a query; the category of a tab is shown by the tab.
#[must_use]
pub fn chips(query: &Query, links: &Links, display: &Display) -> Vec<Chip> {
    let tab = query.equal_to("category").is_some();
    let of_tab = |filter: &Filter| tab && filter.key == "category" && filter.op == Op::Eq;
    let filters = query.filters.iter().filter(|filter| !of_tab(filter));
    words::chips(vocabulary(), filters, links, display)
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
    let rest = query.filters.iter().filter(|filter| !is_said(filter));
    words::sentence(vocabulary(), text, rest, display)
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
        let chips = chips(&query, &super::super::links::of(&form), &display);
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
