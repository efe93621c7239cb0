//! Addresses as each country writes them.

use super::draft::{Draft, with_digits};
use super::nations::Place;
use crate::identity::geo;

/// Fills in where the customer is, and for some where orders go.
pub(super) fn fill(draft: &mut Draft) {
    let place = draft.place;
    draft.set("country", draft.nation.code);
    draft.set("city", place.city);
    draft.set("state", place.state);
    if draft.dice.in_thousand(940) {
        let street = street(draft);
        draft.set("address", street);
    }
    if draft.dice.in_thousand(620) {
        let district = draft.dice.pick(place.districts);
        draft.set("district", district);
    }
    if draft.dice.in_thousand(800) {
        let postal = postal(draft, place);
        draft.set("postal_code", postal);
    }
    if draft.dice.in_thousand(70) {
        shipping(draft);
    }
}

fn shipping(draft: &mut Draft) {
    let Some(place) = draft.dice.pick_early(draft.nation.places) else {
        return;
    };
    let street = street(draft);
    let postal = postal(draft, place);
    let district = draft.dice.pick(place.districts);
    draft.set("ship_address", street);
    draft.set("ship_district", district);
    draft.set("ship_city", place.city);
    draft.set("ship_state", place.state);
    draft.set("ship_postal_code", postal);
    draft.set("ship_country", draft.nation.code);
}

/// Some of Argentina write the long code, with the letter of the province.
fn postal(draft: &mut Draft, place: &Place) -> String {
    let code = with_digits(place.postal, &mut draft.dice);
    if draft.nation.code != "AR" || !draft.dice.in_thousand(200) {
        return code;
    }
    let letter = geo::state_from("AR", place.state).and_then(|state| state.strip_prefix("AR-"));
    let block: String =
        (0..3).map(|_| draft.dice.pick(&['A', 'B', 'C', 'D', 'F', 'G', 'H', 'J', 'K'])).collect();
    letter.map_or(code.clone(), |letter| format!("{letter}{code}{block}"))
}

/// Street, number, and for some the flat.
pub(super) fn street(draft: &mut Draft) -> String {
    let street = draft.dice.pick(draft.nation.streets);
    let number = 10 + draft.dice.below(4_800);
    let (floor, flat) = (1 + draft.dice.below(18), 1 + draft.dice.below(12));
    let in_flat = draft.dice.in_thousand(350);
    let cross = 1 + draft.dice.below(99);
    let in_town = !matches!((draft.nation.code, draft.dice.below(12)), ("PE" | "UY" | "MX", 0));
    if !in_town {
        return out_of_town(draft, street, cross);
    }
    let base = match draft.nation.code {
        "CO" => format!("{street} {} # {cross}-{:02}", 1 + number % 150, number % 90),
        "EC" => format!("{street} N{cross}-{:03}", number % 400),
        "BR" => format!("{street}, {number}"),
        _ => format!("{street} {number}"),
    };
    if !in_flat {
        return base;
    }
    match draft.nation.code {
        "AR" => format!("{base}, {floor}° {}", draft.dice.pick(&['A', 'B', 'C', 'D'])),
        "CL" | "PE" => format!("{base}, depto. {floor}0{}", flat % 10),
        "CO" => format!("{base}, apto. {floor}0{}", flat % 10),
        "MX" => format!("{base}, int. {flat}"),
        "UY" => format!("{base} apto. {floor}0{}", flat % 10),
        "BR" => format!("{base}, apto. {floor}{flat:02}"),
        _ => format!("{base}, piso {floor}"),
    }
}

/// Where houses have no number.
fn out_of_town(draft: &mut Draft, street: &str, number: u64) -> String {
    match draft.nation.code {
        "PE" => {
            let block = draft.dice.pick(&['A', 'C', 'F', 'M']);
            format!("Mz. {block} Lt. {number}, Urb. Los Jazmines")
        }
        "UY" => format!("Ruta 8 km {number},500"),
        _ => format!("{street} s/n"),
    }
}
