//! Words of files for what Padrón keeps as codes: person types, genders, states, kinds of numbers.
//! Only words that can mean one thing are here; all others are left for a person to decide.

use super::texts::fold;
use crate::fields::PhoneKind;
use crate::i18n::Lang;
use crate::identity::tax_id::IdKind;

/// The code of a choice for words that its own labels do not have.
pub(super) fn choice(key: &str, typed: &str) -> Option<&'static str> {
    let folded = fold(typed);
    let (_, table) = TABLES.iter().find(|(own, _)| *own == key)?;
    let known = |words: &str| words.split('|').any(|word| word == folded);
    table.iter().find(|(_, words)| known(words)).map(|(code, _)| *code)
}

type Table = &'static [(&'static str, &'static str)];

const TABLES: &[(&str, Table)] = &[
    (
        "person_kind",
        &[
            (
                "natural",
                "natural|fisica|personanatural|persona|pessoa|person|individual|individuo|particular|pf|consumer|residencial",
            ),
            (
                "legal",
                "juridica|empresa|sociedad|compania|company|business|organization|organisation|corporate|moral|personamoral|pj|legal|empresarial|corporativo",
            ),
            (
                "self_employed",
                "autonomo|autonoma|monotributista|independiente|freelance|freelancer|selfemployed|unipersonal|mei",
            ),
            ("other", "otro|otra|outro|other"),
        ],
    ),
    (
        "gender",
        &[
            ("female", "f|fem|femenina|feminina|mujer|mulher|woman|w|female"),
            ("male", "m|masc|masculina|hombre|homem|man|h|varon|male"),
            ("other", "x|otro|otra|nobinario|naobinario|nonbinary|other"),
            (
                "unknown",
                "sindato|sinespecificar|noinforma|noinformado|naoinformado|unknown|notknown|na|nd",
            ),
        ],
    ),
    (
        "status",
        &[
            ("active", "activa|ativa|habilitado|habilitada|vigente|enabled|alta|current|conectado"),
            (
                "inactive",
                "inactiva|inativa|suspendido|suspendida|suspenso|suspended|deshabilitado|desactivado|desativado|disabled|cortado|bloqueado|blocked|baja|debaja|cancelado|cancelled|canceled",
            ),
            ("pending", "nuevo|novo|new|prospecto|prospect|lead|porinstalar|preinscripto"),
            ("archived", "archivada|arquivada|archived"),
        ],
    ),
    (
        "marketing_status",
        &[
            (
                "subscribed",
                "si|s|sim|yes|y|true|1|x|suscripto|suscrita|suscripta|inscrita|subscribed|optin",
            ),
            ("unsubscribed", "no|n|nao|false|0|baja|unsubscribed|optout|desuscripto|desuscrito"),
        ],
    ),
];

/// The kind of line that a word names; none for any other word.
pub(super) fn phone_kind(word: &str) -> Option<PhoneKind> {
    match fold(word).as_str() {
        "celular" | "movil" | "movel" | "mobile" | "cell" | "cel" | "whatsapp" => {
            Some(PhoneKind::Mobile)
        }
        "fijo" | "fixo" | "landline" | "telefonofijo" | "telefonefixo" => Some(PhoneKind::Landline),
        _ => None,
    }
}

/// A further phone as the export writes it: its kind, if it has one, and the number.
pub(super) fn phone(typed: &str) -> (PhoneKind, String) {
    let (word, rest) = typed.split_once(' ').unwrap_or_default();
    let is_number = rest.contains(|c: char| c.is_ascii_digit());
    match phone_kind(word).filter(|_| is_number) {
        Some(kind) => (kind, rest.trim().to_owned()),
        None => (PhoneKind::Other, typed.to_owned()),
    }
}

/// The kind of number that a word names in a country; none when the country has no such kind.
pub(super) fn id_kind(country: &str, word: &str, is_tax: bool) -> Option<IdKind> {
    if let Some(kind) = IdKind::from_code(&word.trim().to_uppercase()) {
        return Some(kind);
    }
    let (taxes, documents) = IdKind::for_country(country);
    let (first, second) = if is_tax { (taxes, documents) } else { (documents, taxes) };
    let named = |kind: &&IdKind| is_called(**kind, word);
    first.iter().chain(second).find(named).copied()
}

/// Whether a word is a name of the kind.
pub(super) fn is_called(kind: IdKind, word: &str) -> bool {
    let folded = fold(word);
    if folded.is_empty() {
        return false;
    }
    let is_label =
        |label: &str| fold(label) == folded || label.split('/').any(|part| fold(part) == folded);
    Lang::ALL.into_iter().any(|lang| is_label(kind.label(lang.code())))
        || NAMES.iter().any(|(own, words)| *own == kind && words.split('|').any(|w| w == folded))
}

const NAMES: &[(IdKind, &str)] = &[
    (IdKind::ArCuit, "cuitocuil|cdi"),
    (IdKind::ArDni, "du|documentonacionaldeidentidad"),
    (IdKind::ArLe, "le"),
    (IdKind::ArLc, "lc"),
    (IdKind::BoCi, "ci|cedula"),
    (IdKind::BrCnpj, "cpfoucnpj"),
    (IdKind::BrCpf, "cadastrodepessoasfisicas"),
    (IdKind::ClRut, "run|ci|cedula|cedulaidentidad"),
    (IdKind::CoNit, "nitodocumento"),
    (IdKind::CoCc, "cc|cedula|ceduladeciudadania|ciudadania"),
    (IdKind::CoCe, "ce|extranjeria"),
    (IdKind::CoTi, "ti"),
    (IdKind::CoPpt, "permisoporproteccion"),
    (IdKind::CrJuridica, "juridica"),
    (IdKind::CrFisica, "fisica|cedula|ci"),
    (IdKind::DoCedula, "ci|ceduladeidentidad"),
    (IdKind::EcCi, "ci|ceduladeidentidad"),
    (IdKind::EsNif, "cif|dni"),
    (IdKind::MxRfc, "registrofederaldecontribuyentes"),
    (IdKind::NiCedula, "ci"),
    (IdKind::PaCedula, "ci|cip"),
    (IdKind::PeDni, "dni"),
    (IdKind::PeCe, "ce|carnetdeextranjeria"),
    (IdKind::PyCi, "ci|cedula"),
    (IdKind::UyRut, "ruc"),
    (IdKind::UyCi, "ci|cedula"),
    (IdKind::VeCi, "ci|cedula|v"),
    (IdKind::Passport, "passport|passaporte|pas|pp"),
    (IdKind::ForeignDocument, "extranjero|de|foreign"),
    (IdKind::ForeignTax, "vat|taxid|tin"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_files_become_codes() {
        assert_eq!(choice("gender", "Mujer"), Some("female"));
        assert_eq!(choice("person_kind", "Persona Moral"), Some("legal"));
        assert_eq!(choice("status", "De baja"), Some("inactive"));
        assert_eq!(choice("marketing_status", "Sí"), Some("subscribed"));
        assert_eq!(choice("gender", "quizás"), None);
        assert_eq!(choice("name", "f"), None);
    }

    #[test]
    fn a_phone_may_say_its_kind() {
        let read = |typed| phone(typed);
        assert_eq!(read("Celular +54 9 11 4444"), (PhoneKind::Mobile, "+54 9 11 4444".into()));
        assert_eq!(read("fijo 011 4444"), (PhoneKind::Landline, "011 4444".into()));
        for other in ["011 4444", "Casa 011 4444", "Celular Ana", "celular"] {
            assert_eq!(read(other), (PhoneKind::Other, other.into()));
        }
    }

    #[test]
    fn a_kind_of_number_is_one_of_the_country() {
        assert_eq!(id_kind("CO", "C.C.", false), Some(IdKind::CoCc));
        assert_eq!(id_kind("AR", "CUIL", true), Some(IdKind::ArCuit));
        assert_eq!(id_kind("UY", "RUT", true), Some(IdKind::UyRut));
        assert_eq!(id_kind("CL", "rut", true), Some(IdKind::ClRut));
        assert_eq!(id_kind("AR", "RUT", true), None);
        assert_eq!(id_kind("PE", "Pasaporte", false), Some(IdKind::Passport));
        assert_eq!(id_kind("AR", "AR_DNI", false), Some(IdKind::ArDni));
    }
}
