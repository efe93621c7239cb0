//! How people of each country write phone numbers.

use super::draft::Draft;

/// A mobile; `area` is empty where mobiles have none.
pub(super) fn mobile(draft: &mut Draft, area: &str, local: &str) -> String {
    let code = draft.nation.plan.code;
    let (start, end) = halves(local);
    let grouped = in_groups(draft.nation.code, local);
    match (draft.nation.code, draft.dice.below(4)) {
        ("AR", 0) => format!("+54 9 {area} {start}-{end}"),
        ("AR", 1) => format!("0{area} 15-{start}-{end}"),
        ("AR", 2) => format!("+549{area}{local}"),
        ("AR", _) => format!("{area} 15 {start}{end}"),
        ("BR", 0) => format!("({area}) {start}-{end}"),
        ("BR", 1) => format!("+55 {area} {start}-{end}"),
        ("BR", _) => format!("{area}{local}"),
        ("MX", 0) => format!("+52 {area} {start} {end}"),
        ("MX", 1) => format!("({area}) {start}-{end}"),
        ("MX", _) => format!("{area} {start} {end}"),
        ("EC" | "UY", 0 | 1) => format!("0{grouped}"),
        ("EC" | "UY", 2) => format!("0{local}"),
        (_, 0) => format!("+{code} {grouped}"),
        (_, 1) => format!("+{code}{local}"),
        (_, 2) => grouped,
        _ => local.to_owned(),
    }
}

/// A fixed line, of firms now and then with an extension.
pub(super) fn fixed(draft: &mut Draft, area: &str, local: &str) -> String {
    let code = draft.nation.plan.code;
    let (start, end) = halves(local);
    let has_trunk = matches!(draft.nation.code, "AR" | "EC" | "PE" | "BR");
    let zero = if has_trunk { "0" } else { "" };
    let number = match draft.dice.below(4) {
        0 => format!("+{code} {area} {start}-{end}"),
        1 => format!("({zero}{area}) {start}-{end}"),
        2 => format!("{zero}{area} {start} {end}"),
        _ => format!("{zero}{area}{local}"),
    };
    if !draft.kind.is_person() && draft.dice.in_thousand(60) {
        format!("{number} int. {}", 100 + draft.tag % 80)
    } else {
        number
    }
}

/// The last four digits apart.
fn halves(local: &str) -> (&str, &str) {
    local.split_at_checked(local.len().saturating_sub(4)).unwrap_or((local, ""))
}

/// The groups in which a mobile without area code is said; the rest stands behind them.
fn in_groups(country: &str, local: &str) -> String {
    let lengths = match country {
        "CL" => [1, 4],
        "EC" | "UY" => [2, 3],
        _ => [3, 3],
    };
    let mut rest = local;
    let mut groups = Vec::with_capacity(3);
    for length in lengths {
        let (group, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        groups.push(group);
        rest = after;
    }
    groups.push(rest);
    groups.join(" ")
}
