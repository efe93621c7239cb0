//! What the organisation itself noted about the customer: status, marks, zone, terms, remarks.

use super::draft::{Draft, Kind};
use super::lists;
use super::remarks;
use crate::fields::Lookup;
use crate::identity::geo;

/// Fills it in.
pub(super) fn fill(draft: &mut Draft) {
    status(draft);
    numbers(draft);
    lookups(draft);
    money(draft);
    source(draft);
    if draft.dice.in_thousand(220) {
        let remark = remarks::remark(draft);
        draft.set("remarks", remark);
    }
}

fn status(draft: &mut Draft) {
    let status = match draft.dice.below(1_000) {
        0..800 => "active",
        800..915 => "inactive",
        915..970 => "archived",
        _ => "pending",
    };
    draft.set("status", status);
    match draft.dice.below(1_000) {
        0..35 => draft.set("is_vip", "1"),
        35..55 => draft.set("is_bad", "1"),
        _ => {}
    }
}

/// Numbers of the organisation's own, and of a system it had before.
fn numbers(draft: &mut Draft) {
    let (tag, country) = (draft.tag, draft.nation.code);
    match draft.dice.below(100) {
        0..65 => draft.set("custom_id", format!("{country}-{tag:06}")),
        65..85 => draft.set("custom_id", format!("{tag:07}")),
        _ => {}
    }
    if draft.dice.in_thousand(180) {
        draft.set("external_ref", format!("ERP-{}", 100_000 + tag));
    }
}

fn lookups(draft: &mut Draft) {
    if draft.dice.in_thousand(940) {
        let zone = draft.place.zone;
        draft.set("zone_id", zone);
    }
    let shares = [
        ("seller_id", Lookup::Sellers, 740),
        ("collector_id", Lookup::Collectors, 600),
        ("store_id", Lookup::Stores, 650),
    ];
    for (key, list, share) in shares {
        if draft.dice.in_thousand(share)
            && let Some(name) = draft.dice.pick_early(lists::names(list))
        {
            draft.set(key, *name);
        }
    }
}

fn money(draft: &mut Draft) {
    if draft.dice.in_thousand(40) {
        draft.set("currency", "USD");
    } else if draft.dice.in_thousand(900) {
        let code = geo::default_currency(draft.nation.code);
        draft.set("currency", code);
    }
    if draft.dice.in_thousand(80) {
        let discounts = ["5", "10", "10 %", "7,5", "12,50", "15%", "2.5", "20"];
        let discount = draft.dice.pick(&discounts);
        draft.set("personal_discount_bp", discount);
    }
}

fn source(draft: &mut Draft) {
    if !draft.dice.in_thousand(450) {
        return;
    }
    let sources = if draft.nation.is_portuguese {
        ["Indicação", "Redes sociais", "Site", "Loja", "Feira", "Panfleto"]
    } else {
        ["Recomendación", "Redes sociales", "Sitio web", "Local", "Feria", "Volante"]
    };
    let source = draft.dice.pick(&sources);
    draft.set("source", source);
    if draft.dice.in_thousand(200) {
        let detail = match draft.kind {
            Kind::Legal => draft.say("Rueda de negocios de otoño", "Rodada de negócios de outono"),
            _ => draft.say("Promoción «Traé un amigo»", "Promoção “Traga um amigo”"),
        };
        draft.set("source_detail", detail);
    }
}
