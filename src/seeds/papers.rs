//! Identity documents and tax numbers, with right check digits. The ranges of the countries do not
//! overlap where their numbers look alike, so that no two customers share one by accident.

use super::draft::{Draft, Kind, after_1950};
use super::random::nth;
use crate::identity::tax_id::{self, IdKind};

/// Fills in document and tax number.
pub(super) fn fill(draft: &mut Draft) {
    let (document, tax) = match draft.kind {
        Kind::Natural => (900, 250),
        Kind::SelfEmployed => (850, 950),
        Kind::Legal => (0, 930),
        Kind::OtherPerson => (650, 100),
        Kind::OtherShop => (0, 450),
    };
    let has_document = draft.dice.in_thousand(document);
    let has_tax = draft.dice.in_thousand(tax);
    if has_document {
        if draft.dice.in_thousand(20) {
            passport(draft);
        } else if let Some((kind, number)) = personal_document(draft) {
            put(draft, "doc_type", "doc_number", kind, &number);
        }
    }
    if has_tax {
        let number = if draft.kind.is_person() { personal_tax(draft) } else { firm_tax(draft) };
        if let Some((kind, number)) = number {
            put(draft, "tax_id_type", "tax_id", kind, &number);
        }
    }
}

/// Some type the number with its dots and dashes, some without.
fn put(draft: &mut Draft, type_key: &'static str, key: &'static str, kind: IdKind, number: &str) {
    let typed =
        if draft.dice.in_thousand(550) { tax_id::format(kind, number) } else { number.to_owned() };
    draft.set(type_key, kind.code());
    draft.set(key, typed);
}

fn passport(draft: &mut Draft) {
    let letters = draft.dice.pick(&["AAC", "FX", "G", "PA", "YB"]);
    let number = format!("{letters}{:07}", draft.tag);
    draft.set("doc_type", IdKind::Passport.code());
    draft.set("doc_number", number);
}

fn completed(kind: IdKind, body: impl AsRef<str>) -> Option<(IdKind, String)> {
    Some((kind, tax_id::complete(kind, body.as_ref())?))
}

fn personal_document(draft: &Draft) -> Option<(IdKind, String)> {
    match draft.nation.code {
        "AR" => completed(IdKind::ArDni, dni(draft)),
        "BR" => completed(IdKind::BrCpf, cpf(draft)),
        "CL" => completed(IdKind::ClRut, rut(draft)),
        "CO" => completed(IdKind::CoCc, cedula_of_colombia(draft)),
        "EC" => completed(IdKind::EcCi, cedula_of_ecuador(draft)),
        "MX" => completed(IdKind::MxCurp, curp(draft)),
        "PE" => completed(IdKind::PeDni, dni_of_peru(draft)),
        _ => completed(IdKind::UyCi, (4_000_000 + draft.own(2_000_000, 21)).to_string()),
    }
}

fn personal_tax(draft: &Draft) -> Option<(IdKind, String)> {
    let class = if draft.is_female { "27" } else { "20" };
    match draft.nation.code {
        "AR" => completed(IdKind::ArCuit, format!("{class}{}", dni(draft))),
        "BR" => completed(IdKind::BrCpf, cpf(draft)),
        "CL" => completed(IdKind::ClRut, rut(draft)),
        "CO" => completed(IdKind::CoNit, cedula_of_colombia(draft)),
        "EC" => completed(IdKind::EcRuc, cedula_of_ecuador(draft)),
        "MX" => completed(IdKind::MxRfc, rfc(draft)),
        "PE" => completed(IdKind::PeRuc, format!("10{}", dni_of_peru(draft))),
        _ => rut_of_uruguay(draft),
    }
}

fn firm_tax(draft: &Draft) -> Option<(IdKind, String)> {
    match draft.nation.code {
        "AR" => completed(IdKind::ArCuit, format!("30{}", 60_000_000 + draft.own(11_900_000, 22))),
        "BR" => {
            completed(IdKind::BrCnpj, format!("{}0001", 10_000_000 + draft.own(80_000_000, 23)))
        }
        "CL" => completed(IdKind::ClRut, (76_000_000 + draft.own(2_900_000, 24)).to_string()),
        "CO" => completed(IdKind::CoNit, (890_000_000 + draft.own(12_000_000, 25)).to_string()),
        "EC" => {
            completed(IdKind::EcRuc, format!("{}9{:06}", province(draft), draft.own(1_000_000, 26)))
        }
        "MX" => completed(IdKind::MxRfc, rfc(draft)),
        "PE" => completed(IdKind::PeRuc, format!("20{}", 51_000_000 + draft.own(9_900_000, 27))),
        _ => rut_of_uruguay(draft),
    }
}

/// Numbers grow with the year of birth, as real ones do.
fn dni(draft: &Draft) -> String {
    (12_000_000 + draft.day * 1_400 + draft.serial).to_string()
}

fn dni_of_peru(draft: &Draft) -> String {
    (60_000_000 + draft.day * 1_000 + draft.serial).to_string()
}

fn rut(draft: &Draft) -> String {
    (6_000_000 + draft.day * 1_000 + draft.serial).to_string()
}

fn cpf(draft: &Draft) -> String {
    (400_000_000 + draft.own(500_000_000, 28)).to_string()
}

fn cedula_of_colombia(draft: &Draft) -> String {
    (1_000_000_000 + draft.own(55_000_000, 29)).to_string()
}

fn cedula_of_ecuador(draft: &Draft) -> String {
    format!("{}{:07}", province(draft), draft.own(6_000_000, 30))
}

/// The first two digits of Ecuadorian numbers are those of the postal code of its province.
fn province(draft: &Draft) -> &'static str {
    draft.place.postal.get(..2).unwrap_or("17")
}

/// Not every body has a check digit here: the class is changed until it has.
fn rut_of_uruguay(draft: &Draft) -> Option<(IdKind, String)> {
    let number = 1 + draft.own(999_999, 31);
    ["21", "20", "19", "18"]
        .iter()
        .find_map(|class| completed(IdKind::UyRut, format!("{class}{number:06}001")))
}

fn rfc(draft: &Draft) -> String {
    let first = nth(&letters("123456789ABCDEFGHIJKLMNOPQRSTUV"), draft.serial / 35);
    let second = nth(&letters("123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"), draft.serial % 35);
    let (initials, date) = (&draft.initials, draft.born().format("%y%m%d"));
    format!("{initials}{date}{first}{second}")
}

/// The consonants are not those of the name: with the date they make the number unlike any other.
fn curp(draft: &Draft) -> String {
    let consonants = letters("BCDFGHJKLM");
    let inner: String = [draft.serial / 100, draft.serial / 10 % 10, draft.serial % 10]
        .into_iter()
        .map(|at| nth(&consonants, at))
        .collect();
    let sex = if draft.is_female { 'M' } else { 'H' };
    let (initials, date) = (&draft.initials, draft.born().format("%y%m%d"));
    let century = if draft.born() < after_1950(18_262) { '0' } else { 'A' };
    format!("{initials}{date}{sex}{}{inner}{century}", state_of_mexico(draft))
}

fn state_of_mexico(draft: &Draft) -> &'static str {
    match draft.place.state {
        "Jalisco" => "JC",
        "Nuevo León" => "NL",
        "Puebla" => "PL",
        "Querétaro" => "QT",
        "Baja California" => "BC",
        "Guanajuato" => "GT",
        "Yucatán" => "YN",
        "Estado de México" => "MC",
        "Chihuahua" => "CH",
        "San Luis Potosí" => "SP",
        "Sonora" => "SR",
        "Oaxaca" => "OC",
        _ => "DF",
    }
}

fn letters(text: &str) -> Vec<char> {
    text.chars().collect()
}
