use chrono::NaiveDate;

use crate::i18n::Lang;
use crate::mail::Paper;
use crate::mail::billing::{Issued, Owed, Paid, Renewal};
use crate::mail::letter::{Content, Letter, Link, Recipient};
use crate::settings::Organisation;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
}

fn letter(language: Lang, content: &Content) -> Letter {
    let house = Organisation { name: "Fibra Sur".to_owned(), ..Organisation::default() };
    let to = Recipient {
        name: "Ana".to_owned(),
        address: "ana@x.test".to_owned(),
        language,
        staff_id: None,
        customer_id: Some(1),
    };
    Letter::compose(&house, to, content).unwrap()
}

fn text(content: &Content) -> String {
    letter(Lang::Es, content).bodies.text
}

fn issued() -> Issued {
    Issued {
        name: "Factura B 00003-00001234".to_owned(),
        total: "$ 12.100,00".to_owned(),
        due: Some(day(10)),
        corrects: None,
        place: Some("https://panel/portal/invoices/inv_1".to_owned()),
        paper: Paper { invoice: 1, name: "Factura-B-00003-00001234.pdf".to_owned() },
    }
}

fn owed(is_overdue: bool, documents: usize) -> Content {
    let part = |n| (format!("Factura B 0003-{n}"), "$ 100,00".to_owned(), day(10));
    Content::PaymentReminder(Owed {
        is_overdue,
        total: "$ 200,00".to_owned(),
        parts: (0..documents).map(part).collect(),
        place: None,
    })
}

fn renewal(card: Option<&str>, still_works: bool) -> Content {
    let expires_at = day(4).and_hms_opt(12, 0, 0).unwrap();
    let address = "https://panel/cards/renewal?token=abc".to_owned();
    let link = Link { address, expires_at };
    Content::CardRenewal(Renewal { card: card.map(str::to_owned), still_works, link })
}

#[test]
fn an_invoice_reads_as_a_letter_does() {
    let letter = letter(Lang::Es, &Content::InvoiceIssued(issued()));
    assert_eq!(letter.subject, "Nueva factura: Factura B 00003-00001234 · Fibra Sur");
    assert_eq!(
        letter.bodies.text.lines().take(10).collect::<Vec<_>>(),
        [
            "Nueva factura: Factura B 00003-00001234",
            "",
            "Hola, Ana:",
            "",
            "Fibra Sur emitió a su nombre este documento: Factura B 00003-00001234, por $ 12.100,00.",
            "",
            "Ver la factura:",
            "https://panel/portal/invoices/inv_1",
            "",
            "Vence el 10 mar 2026.",
        ]
    );
    assert!(!letter.is_secret && letter.expires_at.is_none(), "its page asks for a sign-in");
}

#[test]
fn without_a_portal_there_is_no_link() {
    let issued = Issued { place: None, due: None, ..issued() };
    let text = text(&Content::InvoiceIssued(issued));
    assert!(!text.contains("http") && !text.contains("Ver la factura"), "{text}");
}

#[test]
fn a_credit_note_says_what_it_corrects_and_that_nothing_is_to_be_paid() {
    let corrects = Some("Factura B 00003-00001200".to_owned());
    let text = text(&Content::CreditNoteIssued(Issued { corrects, due: None, ..issued() }));
    assert!(text.contains("No tiene que pagarlo.") && !text.contains("Vence"), "{text}");
    assert!(text.contains("Corrige este documento: Factura B 00003-00001200."), "{text}");
}

#[test]
fn a_receipt_says_what_was_paid_and_what_is_left_over() {
    let paid = Paid {
        amount: "$ 300,00".to_owned(),
        on: day(9),
        method: "transferencia".to_owned(),
        parts: vec![("Factura B 1".to_owned(), "$ 250,00".to_owned())],
        credit: Some("$ 50,00".to_owned()),
        place: None,
    };
    let letter = letter(Lang::Es, &Content::PaymentReceived(paid));
    let text = &letter.bodies.text;
    assert_eq!(letter.subject, "Recibimos su pago: $ 300,00 · Fibra Sur");
    assert!(text.contains("su pago de $ 300,00 del 9 mar 2026 (transferencia)"), "{text}");
    assert!(text.contains("Factura B 1: $ 250,00") && text.contains("Quedan $ 50,00"), "{text}");
}

#[test]
fn a_reminder_tells_what_is_due_from_what_is_overdue_and_one_from_many() {
    for (is_overdue, documents, said) in [
        (false, 1, "Una factura de Fibra Sur vence pronto"),
        (false, 2, "Varias facturas de Fibra Sur vencen pronto"),
        (true, 1, "Una factura de Fibra Sur está vencida"),
        (true, 3, "Varias facturas de Fibra Sur están vencidas"),
    ] {
        let text = text(&owed(is_overdue, documents));
        assert!(text.contains(said), "{text}");
        assert_eq!(text.matches("vencimiento 10 mar 2026").count(), documents);
    }
}

#[test]
fn a_renewal_is_a_door_and_rests_sealed() {
    let text = text(&renewal(Some("Visa 6623"), false));
    assert!(text.contains("su tarjeta Visa 6623") && text.contains("token=abc"), "{text}");
    assert!(self::text(&renewal(None, false)).contains("no tiene ninguna tarjeta suya"));
    let other = self::text(&renewal(Some("Visa 6623"), true));
    assert!(other.contains("le cobra a su tarjeta Visa 6623. Si prefiere"), "{other}");
    let letter = letter(Lang::Es, &renewal(None, false));
    assert!(letter.is_secret && letter.expires_at.is_some());
    assert!(letter.kind.replaces_former(), "the newest link is the one that works");
}

#[test]
fn every_letter_speaks_three_languages() {
    let all = [
        Content::InvoiceIssued(issued()),
        Content::CreditNoteIssued(issued()),
        owed(true, 2),
        renewal(None, false),
    ];
    for content in &all {
        let [es, pt, en] = Lang::ALL.map(|lang| letter(lang, content).bodies);
        assert!(es.text != pt.text && pt.text != en.text && es.text != en.text, "{}", es.text);
        assert!(pt.html.contains("lang=\"pt\"") && !en.text.contains("Fibra Sur emitió"));
    }
}
