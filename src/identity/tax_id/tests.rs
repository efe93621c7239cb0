use super::*;

const STRICT: &str = "MX_RFC_STRICT";

/// Whether the product accepts without reserve. The RFC's check digit is no reserve unless the strict reading is asked for.
fn accepted(code: &str, verdict: &Verdict) -> bool {
    verdict.as_ref().is_ok_and(|checked| match checked.doubt {
        None => !(code == STRICT && checked.generic),
        Some(_) => code == "MX_RFC",
    })
}

#[test]
fn tax_id_vectors() {
    let mut wrong = Vec::new();
    let rows = crate::identity::vectors::rows(&["kind", "raw", "valid", "firm", "compact"]);
    for row in &rows {
        let code = row.get("kind");
        let kind = if code == STRICT { Some(IdKind::MxRfc) } else { IdKind::from_code(code) };
        let Some(kind) = kind else {
            wrong.push(format!("{} unknown", row.get("kind")));
            continue;
        };
        let verdict = check(kind, row.get("raw"));
        let generic = verdict.as_ref().is_ok_and(|checked| checked.generic);
        let compact = verdict.as_ref().map(|checked| checked.compact.clone()).unwrap_or_default();
        let valid = row.get("valid") == "true";
        let agrees = if row.get("firm") == "yes" {
            generic
                || (accepted(code, &verdict) == valid && (!valid || compact == row.get("compact")))
        } else {
            verdict.is_err() || compact == row.get("compact")
        };
        if !agrees {
            wrong.push(format!("{} {code} {:?} {verdict:?}", row.get("id"), row.get("raw")));
        }
    }
    assert!(rows.len() > 100, "only {} rows found", rows.len());
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn every_valid_vector_is_completed_from_its_body() {
    for row in crate::identity::vectors::rows(&["kind", "raw", "valid", "firm", "compact"]) {
        let (Some(kind), "true") = (IdKind::from_code(row.get("kind")), row.get("valid")) else {
            continue;
        };
        let compact = row.get("compact");
        let dropped = match kind {
            IdKind::BrCnpj | IdKind::BrCpf => 2,
            IdKind::ArDni
            | IdKind::CoCc
            | IdKind::CrFisica
            | IdKind::CrJuridica
            | IdKind::CrDimex
            | IdKind::PeDni => 0,
            IdKind::EcRuc | IdKind::MxRfc | IdKind::EsNif => continue,
            _ => 1,
        };
        let body: String = compact.chars().take(compact.chars().count() - dropped).collect();
        assert_eq!(complete(kind, &body).as_deref(), Some(compact), "{}", row.get("id"));
    }
}

#[test]
fn generic_numbers_are_accepted_and_marked() {
    let generic = [
        (IdKind::ArCuit, "23-00000000-0"),
        (IdKind::ClRut, "66.666.666-6"),
        (IdKind::ClRut, "55.555.555-5"),
        (IdKind::CoNit, "222222222222"),
        (IdKind::CoCc, "222.222.222.222"),
        (IdKind::EcRuc, "9999999999999"),
        (IdKind::GtNit, "C/F"),
        (IdKind::MxRfc, "xaxx010101000"),
        (IdKind::MxRfc, "XEXX010101000"),
        (IdKind::PeDni, "00000000"),
        (IdKind::PyRuc, "44444401-7"),
    ];
    for (kind, raw) in generic {
        assert!(
            check(kind, raw).is_ok_and(|checked| checked.generic && checked.doubt.is_none()),
            "{kind:?} {raw}"
        );
    }
    assert!(check(IdKind::ClRut, "11.111.111-1").is_ok_and(|checked| !checked.generic));
}

#[test]
fn doubtful_numbers_are_accepted_with_the_doubt() {
    assert_eq!(check(IdKind::MxRfc, "VEQZ730218J81").map(|c| c.doubt), Ok(Some(Doubt::CheckDigit)));
    assert_eq!(check(IdKind::EcRuc, "1790011675001").map(|c| c.doubt), Ok(Some(Doubt::CheckDigit)));
    let rare = complete(IdKind::ArCuit, "2512345678").expect("a prefix some people hold");
    assert_eq!(check(IdKind::ArCuit, &rare).map(|c| c.doubt), Ok(Some(Doubt::Prefix)));
}

#[test]
fn refusals_say_why() {
    let refusals = [
        (IdKind::ArCuit, " - ", Refusal::Empty),
        (IdKind::ArCuit, "3022O323679", Refusal::Characters),
        (IdKind::ArCuit, "3340702317", Refusal::Length { expected: "11" }),
        (IdKind::ArCuit, "30720737884", Refusal::CheckDigit),
        (IdKind::ArCuit, "31840170014", Refusal::Prefix),
        (IdKind::ArDni, "00.000.000", Refusal::Zeros),
        (IdKind::BrCpf, "33333333333", Refusal::Repeated),
        (IdKind::EcCi, "2619198351", Refusal::Province),
        (IdKind::MxRfc, "GAY735020E23", Refusal::Date),
        (IdKind::SvDui, "1234", Refusal::Length { expected: "9" }),
        (IdKind::Passport, "sin datos", Refusal::Characters),
    ];
    for (kind, raw, refusal) in refusals {
        assert_eq!(check(kind, raw), Err(refusal), "{kind:?} {raw}");
    }
}

#[test]
fn numbers_are_shown_as_their_country_writes_them() {
    let shown = [
        (IdKind::ArCuit, "30500010912", "30-50001091-2"),
        (IdKind::ArDni, "7427215", "7.427.215"),
        (IdKind::BrCnpj, "12ABC34501DE35", "12.ABC.345/01DE-35"),
        (IdKind::BrCpf, "72003985190", "720.039.851-90"),
        (IdKind::ClRut, "76200626K", "76.200.626-K"),
        (IdKind::CoNit, "9001234567", "900.123.456-7"),
        (IdKind::CrFisica, "0189118817", "1-8911-8817"),
        (IdKind::DoRnc, "510436828", "5-10-43682-8"),
        (IdKind::GtNit, "71131183K", "71131183-K"),
        (IdKind::GtNit, "CF", "CF"),
        (IdKind::MxRfc, "Ñ&J601202AD2", "Ñ&J601202AD2"),
        (IdKind::PaCedula, "8-123-456", "8-123-456"),
        (IdKind::PyRuc, "800463080", "80046308-0"),
        (IdKind::SvNit, "06140101901012", "0614-010190-101-2"),
        (IdKind::UyRut, "218916970014", "21-891697-001-4"),
        (IdKind::VeRif, "J133805760", "J-13380576-0"),
        (IdKind::ArCuit, "123", "123"),
    ];
    for (kind, compact, expected) in shown {
        assert_eq!(format(kind, compact), expected);
    }
}

#[test]
fn the_shown_form_reads_back() {
    for row in crate::identity::vectors::rows(&["kind", "raw", "valid", "firm", "compact"]) {
        let (Some(kind), "true") = (IdKind::from_code(row.get("kind")), row.get("valid")) else {
            continue;
        };
        let shown = format(kind, row.get("compact"));
        assert_eq!(
            check(kind, &shown).map(|c| c.compact).as_deref(),
            Ok(row.get("compact")),
            "{shown}"
        );
    }
}

#[test]
fn kinds_are_guessed_from_country_and_shape() {
    let guesses = [
        ("AR", "30-50001091-2", true, IdKind::ArCuit),
        ("AR", "27.702.321", false, IdKind::ArDni),
        ("AR", "27702321", true, IdKind::ArDni),
        ("AR", "30-50001091-9", true, IdKind::ArCuit),
        ("AR", "AAB123456", false, IdKind::Passport),
        ("BR", "72003985190", true, IdKind::BrCpf),
        ("BR", "12ABC34501DE35", true, IdKind::BrCnpj),
        ("CO", "873.017.380-6", true, IdKind::CoNit),
        ("CO", "1386945576", true, IdKind::CoCc),
        ("CO", "83445369", false, IdKind::CoCc),
        ("CO", "900123457", true, IdKind::CoNit),
        ("EC", "1204930745", true, IdKind::EcCi),
        ("EC", "1790011675001", true, IdKind::EcRuc),
        ("MX", "YAJD780618HCSJNP94", false, IdKind::MxCurp),
        ("PE", "20038798694", true, IdKind::PeRuc),
        ("PE", "48544325", false, IdKind::PeDni),
        ("DE", "DE123456789", true, IdKind::ForeignTax),
        ("AR", "", true, IdKind::ArCuit),
    ];
    for (country, raw, tax, kind) in guesses {
        assert_eq!(guess(country, raw, tax), kind, "{country} {raw}");
    }
}

#[test]
fn codes_are_unique_and_lists_fit_their_country() {
    for kind in IdKind::ALL {
        assert_eq!(IdKind::from_code(kind.code()), Some(*kind));
    }
    for country in "AR BO BR CL CO CR DO EC ES GT HN MX NI PA PE PY SV UY VE US".split(' ') {
        let (taxes, documents) = IdKind::for_country(country);
        assert!(
            taxes.iter().all(|kind| kind.is_tax())
                && documents.iter().all(|kind| kind.is_document())
        );
        let local = taxes
            .iter()
            .chain(documents)
            .all(|kind| kind.country().is_none_or(|own| own == country));
        assert!(local && !taxes.is_empty() && !documents.is_empty(), "{country}");
    }
}

#[test]
fn a_seeded_ruc_and_rfc_are_valid() {
    assert_eq!(complete(IdKind::EcRuc, "179001167").map(|ruc| ruc.len()), Some(13));
    let rfc = complete(IdKind::MxRfc, "VGB5907208V").expect("completes");
    assert_eq!(check(IdKind::MxRfc, &rfc).map(|c| c.doubt), Ok(None));
}

#[test]
fn what_no_country_names_is_named_in_each_language() {
    let named = |language| [IdKind::Passport, IdKind::ForeignDocument].map(|k| k.label(language));
    assert_eq!(named("es"), ["Pasaporte", "Documento extranjero"]);
    assert_eq!(named("pt"), ["Passaporte", "Documento estrangeiro"]);
    assert_eq!(named("en"), ["Passport", "Foreign document"]);
    for kind in IdKind::ALL.iter().filter(|kind| kind.country().is_some()) {
        assert_eq!(kind.label("en"), kind.label("es"), "as its country calls it");
    }
}
