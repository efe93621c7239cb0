//! Names, gender and birthday.

use super::draft::{Draft, Kind};
use super::firms::{self, Firm};
use super::words::{Parts, Person};
use crate::text;

/// From this index on, short names repeat as they do in life.
const MANY: u64 = 100_000;

/// Names the customer.
pub(super) fn fill(draft: &mut Draft) {
    let kind = draft.kind;
    draft.set("person_kind", kind.code());
    if kind.is_person() {
        person(draft);
    } else {
        firm(draft);
    }
}

fn person(draft: &mut Draft) {
    let parts = parts(draft);
    let key = draft.key(parts as u64);
    let person = draft.tongue().person(parts, draft.index, key);
    draft.is_female = person.is_female;
    draft.handle = (letters(person.first_name), letters(last_word(&person)));
    draft.initials = initials(&person);
    draft.name =
        [person.first_name, person.second_name, person.first_surname, person.second_surname]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
    name_fields(draft, &person);
    gender_and_birthday(draft);
}

fn parts(draft: &mut Draft) -> Parts {
    let one_surname = matches!(draft.nation.code, "AR" | "UY" | "BR");
    let short_is_free = draft.index < draft.tongue().size(Parts::Two) || draft.index >= MANY;
    match draft.dice.below(100) {
        0..45 if one_surname && short_is_free => Parts::Two,
        0..80 if one_surname => Parts::TwoGiven,
        0..50 => Parts::TwoSurnames,
        _ => Parts::Four,
    }
}

fn name_fields(draft: &mut Draft, person: &Person) {
    if draft.kind != Kind::Natural {
        let typed = as_typed(draft, person);
        draft.set("name", typed);
    }
    if draft.kind == Kind::OtherPerson {
        return;
    }
    let parts = [
        ("first_name", person.first_name),
        ("second_name", person.second_name),
        ("first_surname", person.first_surname),
        ("second_surname", person.second_surname),
    ];
    for (key, part) in parts {
        if !part.is_empty() {
            draft.set(key, part);
        }
    }
}

/// People type names in capitals, or the surname first.
fn as_typed(draft: &mut Draft, person: &Person) -> String {
    if draft.kind != Kind::OtherPerson {
        return draft.name.clone();
    }
    let name = match draft.dice.below(10) {
        0..2 => {
            let given = [person.first_name, person.second_name].join(" ");
            let surnames = [person.first_surname, person.second_surname].join(" ");
            format!("{}, {}", surnames.trim().to_uppercase(), given.trim())
        }
        2 => draft.name.to_uppercase(),
        _ => draft.name.clone(),
    };
    draft.name.clone_from(&name);
    name
}

/// The gender is mostly left to presumption.
fn gender_and_birthday(draft: &mut Draft) {
    if draft.dice.in_thousand(30) {
        let gender = match (draft.dice.in_thousand(150), draft.is_female) {
            (true, _) => "other",
            (false, true) => "female",
            (false, false) => "male",
        };
        draft.set("gender", gender);
    }
    if draft.dice.in_thousand(600) {
        let style = draft.dice.pick(&["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y"]);
        let typed = draft.born().format(style).to_string();
        draft.set("birthday", typed);
    }
}

fn firm(draft: &mut Draft) {
    let firm = invented(draft);
    draft.handle = (String::new(), handle(&firm.name));
    let form = draft.dice.pick(draft.nation.forms);
    let with_form = firm.has_form && draft.kind == Kind::Legal;
    draft.initials = firm_initials(&firm.name);
    draft.name = if with_form { format!("{} {form}", firm.name) } else { firm.name };
    let typed = draft.name.clone();
    draft.set("name", typed);
}

fn invented(draft: &mut Draft) -> Firm {
    let (is_portuguese, index) = (draft.nation.is_portuguese, draft.index);
    match (draft.kind, draft.dice.below(100)) {
        (Kind::OtherShop, _) | (_, 0..40) => firms::shop(is_portuguese, index, draft.key(11)),
        (_, 40..65) => firms::coined(is_portuguese, index, draft.key(12)),
        (_, 65..90) => firms::partners(is_portuguese, draft.tongue(), index, draft.key(13)),
        _ => firms::society(is_portuguese, index, draft.key(14)),
    }
}

fn last_word(person: &Person) -> &'static str {
    person.first_surname.rsplit(' ').next().unwrap_or(person.first_surname)
}

/// Surname twice, mother's surname and given name: as Mexican numbers begin.
fn initials(person: &Person) -> String {
    let surname = letters(last_word(person)).to_uppercase();
    let mother = letters(person.second_surname).to_uppercase();
    let given = letters(person.first_name).to_uppercase();
    let mut letters: String = surname.chars().take(2).collect();
    letters.push(mother.chars().next().unwrap_or('X'));
    letters.push(given.chars().next().unwrap_or('X'));
    letters
}

/// Three letters of a firm's name.
fn firm_initials(name: &str) -> String {
    letters(name).to_uppercase().chars().take(3).collect()
}

/// A firm's name as the name of a host, no longer than people would type, without a digit at its end.
fn handle(name: &str) -> String {
    let whole: String = letters(name).chars().take(42).collect();
    whole.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned()
}

/// Its letters and digits, folded.
fn letters(text: &str) -> String {
    text::fold(text).chars().filter(char::is_ascii_alphanumeric).collect()
}
