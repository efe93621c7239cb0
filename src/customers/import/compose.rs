//! Values that several columns make together: phones, documents, addresses, names.
//!
//! The rule of all of them: nothing that a person wrote may be lost. What has no place of its own
//! ends in the remarks or in a further phone.

use super::assemble::{Draft, WarningKind};
use super::headers::{Column, Part, Target};
use super::texts::{fold, words as words_of};
use super::words;
use crate::fields::PhoneKind;

/// Country and area code before the number; the kind decides which phone it is.
pub(super) fn phones(draft: &mut Draft, columns: &[Column]) {
    let has = |target: &Target| columns.iter().any(|column| column.target == *target);
    let parts = [Part::PhoneCountry, Part::PhoneArea, Part::PhoneKind];
    if !parts.iter().any(|part| has(&Target::Part(*part))) {
        return;
    }
    let landline = has(&Target::Field("phone_landline"));
    let key = if landline { "phone_landline" } else { "phone_mobile" };
    let number = draft.row.get(key).to_owned();
    if number.is_empty() {
        return;
    }
    let full = full_number(&number, draft.part(Part::PhoneCountry), draft.part(Part::PhoneArea));
    let named = draft.part(Part::PhoneKind);
    let target = match words::phone_kind(named) {
        Some(PhoneKind::Mobile) => "phone_mobile",
        Some(PhoneKind::Landline) => "phone_landline",
        None if fold(named).is_empty() => key,
        _ => "phones",
    };
    draft.remove(key);
    if target == "phone_mobile" && !draft.row.get(target).is_empty() {
        draft.row.values.push(("phones", full));
    } else if target == "phones" {
        draft.row.values.push((target, full));
    } else {
        draft.set(target, &full);
    }
}

fn full_number(number: &str, country: &str, area: &str) -> String {
    if number.starts_with('+') {
        return number.to_owned();
    }
    let plus = if country.is_empty() || country.starts_with('+') { "" } else { "+" };
    let country = format!("{plus}{country}");
    let parts = [country.as_str(), area, number];
    let filled: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    filled.join(" ")
}

/// Kinds of document that are a tax id.
const TAX_KINDS: &[&str] =
    &["nit", "cuit", "cuil", "rut", "rfc", "ruc", "cnpj", "cpf", "nif", "cif", "rif", "rnc", "vat"];

/// The kind of document decides between document and tax id; a check digit follows its number.
pub(super) fn documents(draft: &mut Draft) {
    let kind = draft.part(Part::DocKind).to_owned();
    let is_tax = TAX_KINDS.contains(&fold(&kind).as_str());
    if is_tax {
        if draft.row.get("tax_id").is_empty() {
            let number = draft.remove("doc_number").unwrap_or_default();
            draft.set("tax_id", &number);
        }
        set_if_empty(draft, "tax_id_type", &kind);
    } else if !kind.is_empty() {
        set_if_empty(draft, "doc_type", &kind);
    }
    let digit = draft.part(Part::CheckDigit).to_owned();
    let number = draft.row.get("tax_id").to_owned();
    if !digit.is_empty() && !number.is_empty() && !number.ends_with(&format!("-{digit}")) {
        draft.set("tax_id", &format!("{number}-{digit}"));
    }
    for (key, hint) in std::mem::take(&mut draft.hints) {
        let kind_key = if key == "tax_id" { "tax_id_type" } else { "doc_type" };
        set_if_empty(draft, kind_key, hint);
    }
    brazilian_kind(draft);
}

/// One column for CPF and CNPJ: the length tells.
fn brazilian_kind(draft: &mut Draft) {
    let generic = draft.row.get("tax_id_type").is_empty() && draft.brazilian;
    let kind = match fold(draft.row.get("tax_id")).len() {
        11 if generic => "CPF",
        14 if generic => "CNPJ",
        _ => return,
    };
    draft.set("tax_id_type", kind);
}

fn set_if_empty(draft: &mut Draft, key: &'static str, text: &str) {
    if draft.row.get(key).is_empty() {
        draft.set(key, text);
    }
}

/// Street, house number, flat.
pub(super) fn addresses(draft: &mut Draft) {
    let both = [
        ("address", Part::HouseNumber, Part::AddressExtra),
        ("ship_address", Part::ShipHouseNumber, Part::ShipAddressExtra),
    ];
    for (key, number, extra) in both {
        let pieces = [draft.row.get(key), draft.part(number), draft.part(extra)];
        if pieces.iter().skip(1).all(|piece| piece.is_empty()) {
            continue;
        }
        let filled: Vec<_> = pieces.into_iter().filter(|piece| !piece.is_empty()).collect();
        let text = filled.join(", ");
        draft.set(key, &text);
    }
}

const PERSON: [&str; 4] = ["first_name", "second_name", "first_surname", "second_surname"];

/// Person, company, or a company with a contact person.
pub(super) fn names(draft: &mut Draft, contact_label: &str) {
    split_into(draft, Part::GivenNames, "first_name", "second_name");
    split_into(draft, Part::Surnames, "first_surname", "second_surname");
    let person: Vec<_> =
        PERSON.iter().map(|key| draft.row.get(key)).filter(|text| !text.is_empty()).collect();
    let person = person.join(" ");
    let company = draft.part(Part::Company).to_owned();
    let name = draft.row.get("name").to_owned();
    if !company.is_empty() && !name.is_empty() {
        legal_name(draft, &company, &name);
    }
    let called = if name.is_empty() { company.as_str() } else { name.as_str() };
    if called.is_empty() {
        name_of_person(draft, &person);
    } else if is_same_person(called, &person, !name.is_empty()) || says_natural(draft) {
        set_if_empty(draft, "name", called);
        mark_natural(draft);
    } else {
        set_if_empty(draft, "name", called);
        if name.is_empty() {
            set_if_empty(draft, "person_kind", "legal");
        }
        if !person.is_empty() {
            for key in PERSON {
                draft.remove(key);
            }
            note_contact(draft, contact_label, &person, "");
        }
    }
    contact(draft, contact_label);
}

/// No company and no name: the person is the customer.
fn name_of_person(draft: &mut Draft, person: &str) {
    if !person.is_empty() {
        draft.set("name", person);
        mark_natural(draft);
    }
}

fn mark_natural(draft: &mut Draft) {
    let whole =
        !draft.row.get("first_name").is_empty() && !draft.row.get("first_surname").is_empty();
    if whole {
        set_if_empty(draft, "person_kind", "natural");
    }
}

/// A company beside a name is its legal name.
fn legal_name(draft: &mut Draft, company: &str, name: &str) {
    set_if_empty(draft, "legal_name", company);
    if draft.row.get("legal_name") != company {
        draft.join("remarks", company, "\n");
    }
    if fold(company) != fold(name) {
        set_if_empty(draft, "person_kind", "legal");
    }
}

/// A name may say more than the person ("Dr."); a company's name must say the same.
fn is_same_person(called: &str, person: &str, may_say_more: bool) -> bool {
    let (known, asked) = (words_of(called), words_of(person));
    let same = asked.iter().all(|word| known.contains(word));
    same && !asked.is_empty() && (may_say_more || known.len() == asked.len())
}

/// The file itself calls the customer a person.
fn says_natural(draft: &Draft) -> bool {
    let natural = [
        "natural",
        "fisica",
        "personafisica",
        "personanatural",
        "pessoafisica",
        "individual",
        "person",
    ];
    natural.contains(&fold(draft.row.get("person_kind")).as_str())
}

/// A contact person without a company is the customer; otherwise a line in the remarks.
fn contact(draft: &mut Draft, label: &str) {
    let contact = draft.part(Part::ContactName).to_owned();
    let title = draft.part(Part::ContactTitle).to_owned();
    let name = draft.row.get("name").to_owned();
    if name.is_empty() && !contact.is_empty() {
        draft.set("name", &contact);
        note_contact(draft, label, "", &title);
    } else if fold(&contact) == fold(&name) {
        note_contact(draft, label, "", &title);
    } else {
        note_contact(draft, label, &contact, &title);
    }
}

fn note_contact(draft: &mut Draft, label: &str, person: &str, title: &str) {
    let filled: Vec<_> = [person, title].into_iter().filter(|text| !text.is_empty()).collect();
    if filled.is_empty() {
        return;
    }
    let text = filled.join(", ");
    let line = if label.is_empty() { text } else { format!("{label}: {text}") };
    draft.join("remarks", &line, "\n");
}

/// "Acosta Cardona" into first and second, particles kept with their name.
fn split_into(draft: &mut Draft, part: Part, first: &'static str, second: &'static str) {
    let text = draft.part(part).to_owned();
    if text.is_empty() {
        return;
    }
    if !draft.row.get(second).is_empty() {
        return set_if_empty(draft, first, &text);
    }
    let (head, rest) = split_names(&text);
    set_if_empty(draft, first, &head);
    if !rest.is_empty() {
        set_if_empty(draft, second, &rest);
    }
}

const PARTICLES: &[&str] = &[
    "de", "del", "la", "las", "los", "da", "do", "das", "dos", "e", "y", "san", "santa", "van",
    "von",
];

fn split_names(text: &str) -> (String, String) {
    let all: Vec<&str> = text.split_whitespace().collect();
    let is_particle = |word: &&str| PARTICLES.contains(&fold(word).as_str());
    let lead = all.iter().take_while(|word| is_particle(word)).count();
    let (head, rest) = all.split_at((lead + 1).min(all.len()));
    (head.join(" "), rest.join(" "))
}

/// How many digits a postal code has, and which country says so.
const POSTAL_DIGITS: &[(&str, usize)] = &[
    ("MX", 5),
    ("ES", 5),
    ("US", 5),
    ("BR", 8),
    ("CO", 6),
    ("PE", 5),
    ("EC", 6),
    ("UY", 5),
    ("CR", 5),
    ("GT", 5),
    ("DO", 5),
    ("DE", 5),
    ("FR", 5),
    ("IT", 5),
];

/// Puts back the leading zeros that a sheet took from a postal code.
pub(super) fn postal_codes(draft: &mut Draft, default_country: Option<&str>) {
    let by_tax_id = if draft.row.get("tax_id_type") == "RFC" { "MX" } else { "" };
    let default = default_country.unwrap_or(by_tax_id).to_owned();
    for (code_key, country_key) in
        [("postal_code", "country"), ("ship_postal_code", "ship_country")]
    {
        let code = draft.row.get(code_key).to_owned();
        let named = country_code(draft.row.get(country_key));
        let country = if named.is_empty() { default.to_uppercase() } else { named };
        let digits =
            POSTAL_DIGITS.iter().find(|(own, _)| *own == country).map(|(_, digits)| *digits);
        let Some(digits) = digits else { continue };
        let short = code.len() < digits && code.len() + 2 >= digits;
        if short && code.chars().all(|letter| letter.is_ascii_digit()) {
            draft.warn(WarningKind::ZerosRestored, code_key, &code);
            draft.set(code_key, &format!("{code:0>digits$}"));
        }
    }
}

fn country_code(text: &str) -> String {
    let folded = fold(text);
    let code = match folded.as_str() {
        "mexico" => "MX",
        "espana" | "spain" | "espanha" => "ES",
        "brasil" | "brazil" => "BR",
        "unitedstates" | "usa" | "estadosunidos" | "eeuu" => "US",
        other => return other.to_uppercase(),
    };
    code.to_owned()
}
