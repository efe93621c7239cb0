//! The rules for rows: modes, matching, empty cells, and values that find no place.

use super::*;
use padron::customers::save::{self, Outcome, Writing};
use padron::fields::{Changes, Value};

#[test]
fn the_mode_decides_about_known_and_new_customers() {
    let desk = Desk::new();
    desk.take("codigo;nombre\nA1;Ana\n");
    let file = desk.file("codigo;nombre;ciudad\na1;Ana;Salta\nB2;Bruno;Jujuy\n");
    let mode = |mode| Options { mode, ..both("custom_id") };
    assert_eq!(counts(&desk.import(&file, &mode(Mode::Update))), [0, 1, 0, 1, 0]);
    assert_eq!(desk.by_custom_id("A1").details.city.as_deref(), Some("Salta"));
    assert_eq!(counts(&desk.import(&file, &mode(Mode::Create))), [1, 0, 0, 1, 0]);
    assert_eq!(counts(&desk.import(&file, &mode(Mode::Both))), [0, 0, 2, 0, 0]);
    // Without a match the own id is still unique.
    let report = desk.import(&file, &Options::default());
    assert_eq!(counts(&report), [0, 0, 0, 0, 2]);
    assert_eq!(lines(&report.failures, "taken"), [2, 3]);
}

#[test]
fn every_key_finds_its_customer() {
    let desk = Desk::new();
    let first = "nombre;cuit;email;celular;referencia externa\n\
        Ñandú S.A.;30-71234567-1;A@x.com;11 5555-4444;r-1\nOtra;;b@x.com;;r-2\n";
    assert_eq!(counts(&desk.take(first)), [2, 0, 0, 0, 0]);
    for (key, header, value) in [
        ("name", "nombre", "ÑANDU s.a."),
        ("email", "email", "a@X.com"),
        ("phone_mobile", "celular", "+54 9 11 5555 4444"),
        ("external_ref", "referencia externa", "r-1"),
        ("id", "ID cliente", "1"),
    ] {
        let id = desk.records()[0].customer.id;
        let value = if key == "id" { id.to_string() } else { value.to_owned() };
        let text = format!("{header};barrio\n{value};barrio {key}\n");
        let options = Options { mode: Mode::Update, ..both(key) };
        let report = desk.import(&desk.file(&text), &options);
        assert_eq!(counts(&report), [0, 1, 0, 0, 0], "{key}");
        let district = desk.records()[0].details.district.clone();
        assert_eq!(district, Some(format!("barrio {key}")));
    }
}

#[test]
fn keys_that_cannot_serve_are_refused_before_anything_is_written() {
    let desk = Desk::new();
    let file = desk.file("nombre\nAna\n");
    let refused = |options: &Options| desk.try_import(&file, options).unwrap_err();
    assert!(matches!(refused(&both("meta:x")), ImportError::MatchNotYet(_)));
    assert!(matches!(refused(&both("field:x")), ImportError::MatchNotYet(_)));
    assert!(matches!(refused(&both("nombre")), ImportError::UnknownMatch(_)));
    assert!(matches!(refused(&both("email")), ImportError::NoMatchColumn(_)));
    let unmatched = Options { mode: Mode::Both, ..Options::default() };
    assert!(matches!(refused(&unmatched), ImportError::NeedsMatch));
    let nowhere = Options { country: Some("Atlantis".into()), ..Options::default() };
    assert!(matches!(refused(&nowhere), ImportError::Country(_)));
    let same = Options { errors: Some(file.clone()), ..Options::default() };
    assert!(matches!(refused(&same), ImportError::ErrorsOverSource));
    let map = Options { map: vec![("x".into(), "name".into())], ..Options::default() };
    assert!(matches!(refused(&map), ImportError::Mapping(_)));
    assert!(desk.records().is_empty());
}

#[test]
fn several_matches_fail_and_an_unknown_number_is_not_lost() {
    let desk = Desk::new();
    desk.take("nombre;codigo\nAna;1x\nAna;2x\n");
    let report = desk.renew("name", "nombre;barrio\nAna;Sur\n");
    assert_eq!(lines(&report.failures, "several_matches"), [2]);
    let report = desk.renew("id", "id;nombre\n99;Eva\nabc;Eva\n;Sol\n");
    assert_eq!(counts(&report), [2, 0, 0, 0, 1]);
    assert_eq!(lines(&report.failures, "bad_id"), [3]);
    assert_eq!(desk.by_custom_id("99").customer.name.as_deref(), Some("Eva"));
}

#[test]
fn an_empty_cell_keeps_or_clears_as_told() {
    let desk = Desk::new();
    desk.take("codigo;nombre;ciudad;vip;otro telefono;notas\nA1;Ana;Salta;si;4444;hola\n");
    let blank = "codigo;nombre;ciudad;vip;otro telefono;notas\nA1;Ana;;;;\n";
    assert_eq!(counts(&desk.renew("custom_id", blank)), [0, 0, 1, 0, 0]);
    let clear = Options { empty: Empty::Clear, ..both("custom_id") };
    let report = desk.import(&desk.file(blank), &clear);
    assert_eq!(counts(&report), [0, 1, 0, 0, 0]);
    let record = desk.by_custom_id("A1");
    assert_eq!((&record.details.city, &record.details.remarks), (&None, &None));
    assert!(!record.customer.is_vip && record.phones.is_empty());
    assert_eq!(record.customer.name.as_deref(), Some("Ana"));
}

#[test]
fn what_a_field_refuses_is_kept_in_the_remarks_and_told() {
    let desk = Desk::new();
    let text = "codigo;nombre;email;país;nacimiento;género;descuento;notas;vip;bad;gestor\n\
        A1;Ana;no es mail;Atlántida;31/02/1990;F;150 %;hola;sí;sí;Nadie\n";
    let report = desk.take(text);
    assert_eq!(counts(&report), [1, 0, 0, 0, 0]);
    let Record { customer, details, .. } = desk.by_custom_id("A1");
    let remarks = details.remarks.unwrap();
    let kept: Vec<_> = remarks.lines().collect();
    assert_eq!(kept[0], "hola");
    for line in [
        "E-mail de contacto: no es mail",
        "País: Atlántida",
        "Fecha de nacimiento: 31/02/1990",
        "Descuento personal: 150 %",
        "BAD: sí",
        "Gestor: Nadie",
    ] {
        assert!(kept.contains(&line), "{line} in {kept:?}");
    }
    assert_eq!((customer.email, customer.country, details.birthday), (None, None, None));
    assert_eq!(details.gender, "female");
    assert!(customer.is_vip && !customer.is_bad);
    let columns: Vec<_> = report.warnings.first.iter().map(|n| n.column.as_str()).collect();
    for header in ["email", "país", "nacimiento", "descuento", "bad", "gestor"] {
        assert!(columns.contains(&header), "{header} in {columns:?}");
    }
    // Again: the same lines are not added twice.
    assert_eq!(counts(&desk.renew("custom_id", text)), [0, 0, 1, 0, 0]);
}

#[test]
fn remarks_written_in_the_panel_stay_when_the_file_has_none() {
    let desk = Desk::new();
    let row = "codigo;nombre;notas\nA1;Ana;paga tarde\n";
    desk.take(row);
    let report = desk.renew("custom_id", "codigo;nombre;nacimiento\nA1;Ana;ayer\n");
    assert_eq!(counts(&report), [0, 1, 0, 0, 0]);
    let remarks = desk.by_custom_id("A1").details.remarks;
    assert_eq!(remarks.as_deref(), Some("paga tarde\nFecha de nacimiento: ayer"));
}

#[test]
fn a_card_number_is_never_kept() {
    let desk = Desk::new();
    let report =
        desk.take("nombre;notas;nacimiento\nAna;4111 1111 1111 1111;5500-0000-0000-0004\n");
    assert_eq!(counts(&report), [1, 0, 0, 0, 0]);
    let remarks = desk.records()[0].details.remarks.clone().unwrap();
    assert!(remarks.contains("•••• 1111") && !remarks.contains("4111"), "{remarks}");
    assert!(remarks.contains("0004") && !remarks.contains("5500"), "{remarks}");
    assert_eq!(lines(&report.warnings, "card_number"), [2]);
}

#[test]
fn the_person_type_follows_the_data_and_loses_none() {
    let desk = Desk::new();
    let text = "codigo;tipo de persona;nombre;primer nombre;primer apellido;iban;denominación legal\n\
        1;;Ana Paz;Ana;Paz;;\n2;;Uno;;;;Uno S.A.\n3;;Eva Sol;Eva;Sol;DE89370400440532013000;\n\
        4;Persona física;Leo;;;DE89370400440532013000;\n5;;Taller;;;;\n";
    assert_eq!(counts(&desk.take(text)), [5, 0, 0, 0, 0]);
    let kind = |own: &str| desk.by_custom_id(own).customer.person_kind;
    let kinds = ["1", "2", "3", "4", "5"].map(kind);
    assert_eq!(kinds, ["natural", "legal", "self_employed", "natural", "other"]);
    let kept = desk.by_custom_id("4").details.remarks.unwrap();
    assert_eq!(kept, "IBAN: DE89370400440532013000");
}

#[test]
fn archived_customers_are_read_only_and_named() {
    let desk = Desk::new();
    desk.take("codigo;nombre;estado del cliente\nA1;Ana;Archivado\nB2;Bea;De baja\n");
    let report = desk.renew("custom_id", "codigo;barrio\nA1;Sur\nB2;Sur\n");
    assert_eq!(counts(&report), [0, 1, 0, 0, 1]);
    assert_eq!(lines(&report.failures, "locked"), [2]);
    assert_eq!(desk.by_custom_id("B2").customer.status, "inactive");
}

#[test]
fn a_dry_run_says_the_same_and_writes_nothing() {
    let desk = Desk::new();
    let path = data("import_cases/ar_isp_cp1252_semicolon.csv");
    let dry = Options { dry_run: true, ..Options::default() };
    let rehearsed = desk.import(&path, &dry);
    assert!(rehearsed.is_dry_run && desk.records().is_empty());
    assert!(desk.settings().list(padron::fields::Lookup::Zones).is_empty());
    let real = desk.import(&path, &Options::default());
    assert_eq!(counts(&rehearsed), counts(&real));
    assert_eq!(rehearsed.warnings, real.warnings);
    assert_eq!(rehearsed.lookups, real.lookups);
}

#[test]
fn nobody_waits_for_a_dry_run_to_end() {
    let desk = Desk::new();
    let text: String = (0..1_200).map(|row| format!("C{row}\n")).collect();
    let path = desk.file(&format!("nombre\n{text}"));
    let settings = desk.settings();
    let actor = Actor::command(Via::Command);
    let mut written = 0;
    let dry = Options { dry_run: true, ..Options::default() };
    import(desk.db(), &settings, &actor, &path, &dry, &mut |_| {
        let writing = Writing::by_program(&actor, &settings, padron::clock::now());
        let mut changes = Changes::default();
        changes.set("name", Value::Text(format!("Entre {written}")));
        let outcome = desk.db().write_now(|conn| save::create(conn, &writing, &changes));
        assert!(matches!(outcome.unwrap(), Outcome::Saved(_)));
        written += 1;
    })
    .unwrap();
    assert_eq!((written, desk.records().len()), (3, 3));
}

#[test]
fn a_bad_row_does_not_spoil_its_chunk() {
    let desk = Desk::new();
    let mut text = "codigo;nombre;zona\n".to_owned();
    for row in 0..1_203 {
        let name = if row % 100 == 7 { String::new() } else { format!("C{row}") };
        let code = if row % 100 == 7 { String::new() } else { row.to_string() };
        text.push_str(&format!("{code};{name};Z{}\n", row % 3));
    }
    text.push_str("5;Repetido;Nueva\n");
    let report = desk.take(&text);
    assert_eq!(counts(&report), [1_191, 0, 0, 0, 13]);
    // The zone of a row that failed was not made.
    assert_eq!(report.lookups.len(), 3);
    assert_eq!(desk.settings().list(padron::fields::Lookup::Zones).len(), 3);
}

#[test]
fn failed_rows_can_be_mended_and_imported() {
    let desk = Desk::new();
    let errors = desk.folder.path().join("errors.csv");
    let options = Options { errors: Some(errors.clone()), ..Options::default() };
    let report = desk.import(&data("import_cases/broken_rows.csv"), &options);
    assert_eq!(report.counts.failed, 3);
    let text = std::fs::read_to_string(&errors).unwrap();
    assert!(text.contains("id,nombre,email,Motivo del error"), "{text}");
    assert!(text.contains("2,Luis,,Tiene 2 celdas de 3"), "{text}");
    let again = desk.import(&errors, &Options::default());
    assert_eq!(again.counts.created, 2, "{text} {:?}", again.failures);
}

#[test]
fn a_name_to_sign_in_with_is_taken_over_unless_it_is_an_address_or_anothers() {
    let desk = Desk::new();
    let report = desk.take(
        "nombre;email;usuario del portal\nAna;ana@x.com;ANA@x.com\nEva;eva@x.com;Eva.2026\n\
         Uma;uma@x.com;1eva@x.com\nZoe;zoe@x.com;EVA.2026\n",
    );
    assert_eq!(counts(&report), [4, 0, 0, 0, 0]);
    let login = |name: &str| desk.named(name).details.portal_login;
    assert_eq!(login("Eva").as_deref(), Some("eva.2026"));
    // The e-mail signs in by itself: nothing to keep, nothing to tell.
    let ana = desk.named("Ana").details;
    assert_eq!((ana.portal_login, ana.remarks), (None, None));
    for (name, typed) in [("Uma", "1eva@x.com"), ("Zoe", "EVA.2026")] {
        let details = desk.named(name).details;
        assert_eq!(details.portal_login, None, "{name}");
        assert!(details.remarks.unwrap().contains(typed), "{name}");
    }
}

#[test]
fn billing_that_fits_is_taken_and_other_billing_is_left_off_and_told() {
    let desk = Desk::new();
    desk.db()
        .write_now(|conn| {
            diesel::connection::SimpleConnection::batch_execute(
                conn,
                "INSERT INTO tax_conditions (id, name, name_folded, country, is_fantasy) \
                 VALUES (1, 'Sin validez', 'sin validez', 'AR', TRUE); \
                 INSERT INTO invoice_types (id, name, name_folded, country, code, purpose, \
                 shows_tax, is_fantasy) VALUES \
                 (1, 'Recibo', 'recibo', 'AR', '99', 'invoice', FALSE, TRUE), \
                 (2, 'Factura A', 'factura a', 'AR', '1', 'invoice', TRUE, FALSE); \
                 INSERT INTO legal_entities (id, name, name_folded, country, is_fantasy, \
                 tax_condition_id, is_electronic, sends_class_m, point_of_sale) \
                 VALUES (1, 'Apodo', 'apodo', 'AR', TRUE, 1, FALSE, FALSE, 1); \
                 INSERT INTO allowed_types VALUES (1, 1, 1); \
                 UPDATE settings_version SET version = version + 1;",
            )?;
            Ok::<_, AppError>(())
        })
        .unwrap();
    let report = desk.take(
        "codigo;nombre;Facturación habilitada;Razón social;Condición impositiva;\
         Tipo de factura;Método de pago\n\
         1;Ana;Sí;APODO;Sin Validez;99;Efectivo\n\
         2;Eva;Sí;Apodo;Sin validez;Factura A;Efectivo\n\
         3;Ida;Sí;Otra;Sin validez;Recibo;Efectivo\n\
         4;Uma;Sí;;;;\n\
         5;Sol;No;Apodo;;;\n",
    );
    assert_eq!(counts(&report), [5, 0, 0, 0, 0]);
    let billing = |own: &str| desk.by_custom_id(own).billing;
    let is_on = ["1", "2", "3", "4", "5"].map(|own| billing(own).billing_enabled);
    assert_eq!(is_on, [true, false, false, false, false]);
    assert_eq!(billing("1").invoice_type_id, Some(1), "by the code of the agency");
    assert_eq!((billing("2").legal_entity_id, billing("5").legal_entity_id), (Some(1), Some(1)));
    let remarks = |own: &str| desk.by_custom_id(own).details.remarks.unwrap_or_default();
    assert!(remarks("2").contains("Factura A") && remarks("3").contains("Otra"));
    assert_eq!(desk.settings().list(padron::fields::Lookup::LegalEntities).len(), 1);
    assert_eq!(remarks("1"), "");
}
