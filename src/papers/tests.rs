//! Papers of an invented company, read back from the drawn pages.

use super::*;
use crate::i18n::{Lang, Text};

const ES: Text = Text(Lang::Es);

fn day(month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2026, month, day)
}

fn line(description: &str, amount: i64, tax: Option<usize>) -> Line {
    Line {
        description: description.to_owned(),
        quantity: 1_000,
        unit_price: Amount(amount),
        discount_bp: 0,
        amount: Amount(amount),
        tax,
    }
}

fn heading(letter: &str, shows_tax: bool) -> Heading {
    Heading {
        name: format!("Factura {letter}"),
        letter: Some(letter.to_owned()),
        code: Some("001".to_owned()),
        country: "AR".to_owned(),
        shows_tax,
        is_fantasy: false,
    }
}

/// What an invoice of one line looks like.
fn invoice(letter: &str, shows_tax: bool) -> Paper {
    Paper {
        heading: heading(letter, shows_tax),
        number: Some("00003-00001234".to_owned()),
        issuer: Party {
            name: "Fibra del Ñandubay S. A.".to_owned(),
            tax_label: Some("CUIT".to_owned()),
            tax_id: Some("30-71234567-1".to_owned()),
            condition: Some("IVA Responsable Inscripto".to_owned()),
            address: vec!["Bv. San Martín 1450".to_owned(), "2300 Rafaela, Santa Fe".to_owned()],
            others: Vec::new(),
            contact: vec!["cobranzas@nandubay.example".to_owned()],
        },
        receiver: Party {
            name: "Begoña Conceição Güemes".to_owned(),
            tax_label: Some("CUIT".to_owned()),
            tax_id: Some("27-30123456-4".to_owned()),
            condition: Some("Consumidor Final".to_owned()),
            address: vec!["Belgrano 77, 2.º B".to_owned(), "2300 Rafaela, Santa Fe".to_owned()],
            ..Party::default()
        },
        issued_on: day(11, 1),
        due_on: day(11, 15),
        period: day(11, 1).zip(day(11, 30)),
        method: Some("Transferencia".to_owned()),
        currency: "ARS".to_owned(),
        decimals: 2,
        decimal_comma: true,
        lines: vec![line(
            "Internet por fibra, 300 Mbit/s · conexión y soporte",
            1_500_000,
            Some(0),
        )],
        subtotal: Amount(1_500_000),
        taxes: vec![Tax {
            name: "IVA 21 %".to_owned(),
            rate: Rate::of_basis_points(2_100).unwrap(),
            is_inside: false,
            base: Amount(1_500_000),
            amount: Amount(315_000),
        }],
        total: Amount(1_815_000),
        authorization: Some(Authorization {
            code: "76110000000001".to_owned(),
            until: day(11, 11),
        }),
        ..Paper::default()
    }
}

/// What makes a description longer than its column.
const MORE: &str =
    ", con instalación en altura, cableado interno y puesta en marcha del equipo del cliente";

/// So many lines, that no page holds them all.
fn long_invoice() -> Paper {
    let mut paper = invoice("A", true);
    let name = "Compañía Sudamericana de Construcciones, Excavações e Instalações Elétricas \
        Ñuñoa y Asociados Sociedad de Responsabilidad Limitada";
    paper.receiver.name = name.to_owned();
    paper.issuer.name = "Cooperativa de Provisión de Energía, Telecomunicaciones y Otros \
        Servicios Públicos del Ñandubay Limitada"
        .to_owned();
    paper.lines = (1..=45)
        .map(|n| {
            let more = if n % 7 == 0 { MORE } else { "" };
            Line {
                quantity: 1_500,
                unit_price: Amount(9_406),
                discount_bp: 1_250,
                ..line(&format!("Renglón {n:02}{more}"), 12_345, Some(0))
            }
        })
        .collect();
    let net = Amount(45 * 12_345);
    let split = paper.taxes[0].rate.added_to(net);
    (paper.subtotal, paper.total) = (net, split.gross);
    (paper.taxes[0].base, paper.taxes[0].amount) = (net, split.tax);
    paper.notes =
        Some("Gracias por confiar en nosotros. «Así» se atiende — también de noche.".to_owned());
    paper
}

fn credit_note() -> Paper {
    let mut paper = invoice("B", false);
    paper.heading.name = "Nota de crédito B".to_owned();
    paper.heading.code = Some("008".to_owned());
    paper.corrects = Some("Factura B 00003-00001200".to_owned());
    paper.due_on = None;
    paper.lines = vec![
        line("Bonificación por corte del servicio", 100_001, Some(0)),
        line("Devolución del equipo", 100_001, Some(0)),
        line("Visita técnica", 100_001, Some(0)),
    ];
    paper.subtotal = Amount(300_003);
    paper.taxes[0].base = Amount(300_003);
    paper.taxes[0].amount = Amount(63_001);
    paper.total = Amount(363_004);
    paper
}

/// A document without letter of somebody without legal validity, not issued yet.
fn draft() -> Paper {
    let mut paper = invoice("X", false);
    paper.heading = Heading {
        name: "Recibo de servicio".to_owned(),
        country: "AR".to_owned(),
        is_fantasy: true,
        ..Heading::default()
    };
    paper.stage = Stage::Draft;
    paper.number = None;
    paper.authorization = None;
    paper.lines[0].tax = None;
    paper.taxes = Vec::new();
    paper.total = Amount(1_500_000);
    paper
}

/// The texts of each page, in the order in which they were drawn.
fn pages(pdf: &[u8]) -> Vec<Vec<String>> {
    let text: String = pdf.iter().map(|byte| char::from(*byte)).collect();
    let streams =
        text.split("\nstream\n").skip(1).filter_map(|rest| rest.split("endstream").next());
    streams.map(|stream| stream.lines().filter_map(shown).collect()).collect()
}

/// The text of an operator that shows one: `(…) Tj` with its escapes, or `<…> Tj`.
fn shown(operator: &str) -> Option<String> {
    let text = operator.strip_suffix(" Tj")?;
    let Some(inner) = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) else {
        let digits = text.strip_prefix('<')?.strip_suffix('>')?;
        let digits: Vec<char> = digits.chars().collect();
        let byte = |pair: &[char]| u8::from_str_radix(&String::from_iter(pair), 16).unwrap();
        let bytes = digits.chunks(2).map(byte);
        return Some(bytes.map(char::from).collect());
    };
    let mut out = String::new();
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        out.push(if c == '\\' { chars.next()? } else { c });
    }
    Some(out)
}

fn drawn(paper: &Paper) -> Vec<Vec<String>> {
    pages(&draw(paper, ES))
}

#[test]
fn an_invoice_says_who_what_and_how_much() {
    let pages = drawn(&invoice("A", true));
    assert_eq!(pages.len(), 1);
    let page = &pages[0];
    for said in [
        "Factura",
        "A",
        "Cód. 001",
        "N.º 00003-00001234",
        "1 nov 2026",
        "30-71234567-1",
        "Neto",
        "IVA 21 %",
        "21 %",
        "ARS\u{a0}3.150,00",
        "ARS\u{a0}18.150,00",
        "15.000,00",
        "CAE: 76110000000001   Vencimiento de la autorización: 11 nov 2026",
        "Página 1 de 1",
    ] {
        assert!(page.iter().any(|text| text == said), "{said} is missing: {page:#?}");
    }
}

#[test]
fn letters_with_tilde_and_cedilla_stand_in_the_file() {
    let page = drawn(&invoice("B", false)).concat();
    assert!(page.iter().any(|text| text == "Begoña Conceição Güemes"), "{page:#?}");
    assert!(page.iter().any(|text| text == "Fibra del Ñandubay S. A."));
}

#[test]
fn a_long_invoice_has_two_pages_and_each_line_once() {
    let pages = drawn(&long_invoice());
    assert_eq!(pages.len(), 2);
    let all = pages.concat();
    for n in 1..=45 {
        let begins = format!("Renglón {n:02}");
        assert_eq!(all.iter().filter(|text| text.starts_with(&begins)).count(), 1, "{begins}");
    }
    for (at, page) in pages.iter().enumerate() {
        assert_eq!(page.iter().filter(|text| *text == "Importe").count(), 1, "a head each");
        assert!(page.contains(&format!("Página {} de 2", at + 1)));
        assert!(page.iter().any(|text| text.contains("00003-00001234")), "its number on each");
    }
    assert_eq!(all.iter().filter(|text| *text == "Total").count(), 1);
    assert!(pages[0].contains(&"Continúa en la página siguiente".to_owned()));
}

#[test]
fn whoever_is_no_issuer_of_taxes_apart_shows_prices_with_them() {
    let note = credit_note();
    let worded = note.worded(ES);
    let amounts: Vec<&str> = worded.rows.iter().map(|row| row.amount.as_str()).collect();
    assert_eq!(amounts, ["1.210,01", "1.210,02", "1.210,01"], "they add up to the total");
    assert_eq!(worded.total.1, "ARS\u{a0}3.630,04");
    assert!(worded.sums.is_empty());
    assert_eq!(worded.title, "Nota de crédito");
    assert!(worded.facts.contains(&("Corrige".to_owned(), "Factura B 00003-00001200".to_owned())));
    assert_eq!(worded.contained.len(), 2, "what consumers are told by law");
    let apart = Paper { heading: heading("A", true), ..note };
    let amounts: Vec<String> = apart.worded(ES).rows.into_iter().map(|row| row.amount).collect();
    assert_eq!(amounts, ["1.000,01"; 3]);
}

#[test]
fn the_price_of_one_multiplies_to_the_amount_of_its_line() {
    // 12,5 × 120,99 is 1.512,38; with 21 % it is 1.829,98, which no price of two decimals comes to.
    let mut paper = invoice("B", false);
    paper.lines = vec![Line {
        quantity: 12_500,
        unit_price: Amount(12_099),
        ..line("Cable", 151_238, Some(0))
    }];
    let split = paper.taxes[0].rate.added_to(Amount(151_238));
    (paper.taxes[0].base, paper.taxes[0].amount) = (split.net, split.tax);
    let row = paper.worded(ES).rows.remove(0);
    assert_eq!((row.price.as_str(), row.amount.as_str()), ("146,398", "1.829,98"));
}

#[test]
fn prices_that_hold_their_tax_are_shown_without_it_where_it_stands_apart() {
    let mut paper = invoice("A", true);
    paper.lines = vec![line("Uno", 1_000, Some(0)), line("Dos", 1_000, Some(0))];
    paper.taxes[0].is_inside = true;
    paper.taxes[0].base = Amount(1_653);
    paper.taxes[0].amount = Amount(347);
    let rows = paper.worded(ES).rows;
    assert_eq!(rows.iter().map(|row| row.amount.as_str()).collect::<Vec<_>>(), ["8,27", "8,26"]);
    assert_eq!(rows[0].price, "8,27");
}

#[test]
fn a_draft_and_what_has_no_legal_validity_say_so() {
    let page = drawn(&draft()).concat();
    let mark = "Borrador: todavía no es un comprobante · Documento sin validez fiscal";
    assert!(page.iter().any(|text| text == mark), "{page:#?}");
    assert!(page.iter().any(|text| text == "Sin número"));
    assert!(!page.iter().any(|text| text.contains("CAE")));
}

#[test]
fn a_description_longer_than_a_page_goes_on_on_the_next() {
    let mut paper = invoice("C", false);
    paper.lines[0].description = "palabra ".repeat(900);
    let pages = drawn(&paper);
    assert!(pages.len() > 1);
    let words: usize = pages.concat().iter().map(|text| text.matches("palabra").count()).sum();
    assert_eq!(words, 900);
}

/// To look at: `PADRON_PAPERS=folder cargo test papers`.
#[test]
fn the_same_paper_makes_the_same_bytes() {
    let papers = [
        ("a", invoice("A", true)),
        ("b", invoice("B", false)),
        ("c", Paper { taxes: Vec::new(), total: Amount(1_500_000), ..invoice("C", false) }),
        ("long", long_invoice()),
        ("credit_note", credit_note()),
        ("draft", draft()),
        ("voided", Paper { stage: Stage::Voided, ..invoice("A", true) }),
    ];
    for (name, paper) in papers {
        let pdf = draw(&paper, ES);
        assert_eq!(pdf, draw(&paper, ES), "{name}");
        if let Ok(folder) = std::env::var("PADRON_PAPERS") {
            std::fs::write(std::path::Path::new(&folder).join(format!("{name}.pdf")), pdf).unwrap();
        }
    }
}
