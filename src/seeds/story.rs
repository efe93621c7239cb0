//! What happened to an invented customer after it was created: small edits, and for some the way
//! to inactive or archived.

use super::Sheet;
use super::random::Dice;

/// Seeds of stories are not those of people, or both would follow the same chance.
const STORY: u64 = 0x0005_7012;

/// The sheet as first typed, and the edits that followed, oldest first.
pub(super) fn of(seed: u64, index: u64, mut sheet: Sheet) -> (Sheet, Vec<Sheet>) {
    let mut dice = Dice::of(seed ^ STORY, index);
    let mut edits = Vec::new();
    if dice.in_thousand(140) {
        for _ in 0..=dice.below(3) {
            edits.push(edit(&mut dice, &sheet));
        }
    }
    let status = sheet
        .iter()
        .position(|(key, text)| *key == "status" && (text == "inactive" || text == "archived"))
        .map(|at| sheet.swap_remove(at));
    if let Some(status) = status {
        if status.1 == "archived" && dice.in_thousand(400) {
            edits.push(vec![("status", "inactive".to_owned())]);
        }
        edits.push(vec![status]);
    }
    (sheet, edits)
}

fn edit(dice: &mut Dice, sheet: &Sheet) -> Sheet {
    let remarks = [
        "Se acordó un plan de pagos en dos cuotas.",
        "Cambió de horario: llamar por la mañana.",
        "Actualizó sus datos por teléfono.\nPidió que no lo llamen los domingos.",
    ];
    let sellers = super::list_names(crate::fields::Lookup::Sellers);
    let collectors = super::list_names(crate::fields::Lookup::Collectors);
    let has = |key: &str| sheet.iter().any(|(known, _)| *known == key);
    let (key, text) = match dice.below(6) {
        0 => ("remarks", dice.pick(&remarks)),
        1 => ("seller_id", dice.pick(sellers)),
        2 => ("collector_id", dice.pick(collectors)),
        3 if !has("is_bad") => ("is_vip", "1"),
        4 => ("personal_discount_bp", dice.pick(&["5", "7,5", "10", "15"])),
        _ => ("marketing_status", dice.pick(&["unsubscribed", "subscribed"])),
    };
    vec![(key, text.to_owned())]
}
