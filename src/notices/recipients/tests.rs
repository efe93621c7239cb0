use super::Event::{CardRenewal, CreditNote, Invoice, Payment, Reminder};
use super::*;

fn contact(name: &str, unit: Option<i64>, wants: &str) -> Contact {
    Contact {
        name: name.to_owned(),
        email: format!("{name}@x.test"),
        unit,
        invoices: wants.contains('i'),
        payments: wants.contains('p'),
        reminders: wants.contains('r'),
    }
}

fn party() -> Party {
    Party {
        status: "active".to_owned(),
        main: Some("main@x.test".to_owned()),
        listed: vec!["one@x.test".to_owned(), "two@x.test".to_owned()],
        switches: Switches { invoice: true, payment: true, reminder: true, manual: true },
        unit: None,
        contacts: vec![],
    }
}

/// As `main, one=list, ana=person`.
fn told(event: Event, party: &Party) -> String {
    said(recipients(event, party))
}

fn said(told: Result<Vec<Addressee>, Silence>) -> String {
    match told {
        Err(silence) => format!("{silence:?}"),
        Ok(told) => {
            let one = |addressee: &Addressee| {
                let name = addressee.address.trim_end_matches("@x.test").to_owned();
                match &addressee.why {
                    Why::Main => name,
                    Why::Listed => name + "=list",
                    Why::Contact { name: of } => format!("{name}={of}"),
                }
            };
            told.iter().map(one).collect::<Vec<_>>().join(", ")
        }
    }
}

type Row = (&'static str, fn(&mut Party), [(Event, &'static str); 5]);

fn same(text: &'static str) -> [(Event, &'static str); 5] {
    Event::ALL.map(|event| (event, text))
}

const LISTED: &str = "main, one=list, two=list";

fn plain(
    invoice: &'static str,
    payment: &'static str,
    reminder: &'static str,
) -> [(Event, &'static str); 5] {
    [
        (Invoice, invoice),
        (CreditNote, invoice),
        (Payment, payment),
        (Reminder, reminder),
        (CardRenewal, "main"),
    ]
}

/// Event × address × reason, a row for each thing that a customer may be like.
fn table() -> Vec<Row> {
    let off = "SwitchedOff";
    vec![
        ("as most are", |_| {}, plain(LISTED, "main", "main")),
        ("no main e-mail", |p| p.main = None, same("NoMain")),
        ("an empty main e-mail", |p| p.main = Some("  ".to_owned()), same("NoMain")),
        ("no list", |p| p.listed.clear(), plain("main", "main", "main")),
        ("inactive", |p| p.status = "inactive".to_owned(), plain(LISTED, "main", "main")),
        ("archived", |p| p.status = "archived".to_owned(), same("Gone")),
        ("anonymised", |p| p.status = "anonymized".to_owned(), same("Gone")),
        ("no invoices", |p| p.switches.invoice = false, plain(off, "main", "main")),
        ("no payments", |p| p.switches.payment = false, plain(LISTED, off, "main")),
        ("no reminders", |p| p.switches.reminder = false, plain(LISTED, "main", off)),
        ("nothing by hand", |p| p.switches.manual = false, plain(LISTED, "main", "main")),
    ]
}

/// The same of customers with people.
fn people() -> Vec<Row> {
    let off = "SwitchedOff";
    vec![
        (
            "people, each for something",
            |p| {
                p.listed.clear();
                p.contacts = vec![
                    contact("ana", None, "i"),
                    contact("bo", None, "p"),
                    contact("cy", None, "r"),
                ];
            },
            plain("main, ana=ana", "main, bo=bo", "main, cy=cy"),
        ),
        (
            "people, and nobody wants anything",
            |p| p.contacts = vec![contact("ana", None, "")],
            plain(LISTED, "main", "main"),
        ),
        (
            "a switch is off for everybody",
            |p| {
                p.switches.invoice = false;
                p.contacts = vec![contact("ana", None, "ipr")];
            },
            plain(off, "main, ana=ana", "main, ana=ana"),
        ),
        (
            "about a unit: its people and those of none",
            |p| {
                p.listed.clear();
                p.unit = Some(1);
                p.contacts = vec![
                    contact("ana", Some(1), "ipr"),
                    contact("bo", Some(2), "ipr"),
                    contact("cy", None, "ipr"),
                ];
            },
            plain("main, ana=ana, cy=cy", "main, ana=ana, cy=cy", "main, ana=ana, cy=cy"),
        ),
        (
            "about no unit: all people",
            |p| {
                p.listed.clear();
                p.contacts = vec![contact("ana", Some(1), "i"), contact("bo", Some(2), "i")];
            },
            plain("main, ana=ana, bo=bo", "main", "main"),
        ),
        (
            "the same address several times",
            |p| {
                p.listed =
                    ["MAIN@x.test", " one@x.test", "One@X.test", ""].map(str::to_owned).to_vec();
                p.contacts = vec![contact("one", None, "ip")];
            },
            plain("main, one=list", "main, one=one", "main"),
        ),
    ]
}

#[test]
fn everybody_is_told_what_is_theirs_and_why() {
    for (case, change, expected) in table().into_iter().chain(people()) {
        let mut party = party();
        change(&mut party);
        for (event, expected) in expected {
            assert_eq!(told(event, &party), expected, "{case}: {event:?}");
        }
    }
}

#[test]
fn what_is_mailed_by_hand_goes_to_the_same_addresses_if_its_own_switch_is_on() {
    let all_off = Switches { invoice: false, payment: false, reminder: false, manual: true };
    for event in Event::ALL {
        let usual = told(event, &party());
        let by = |switches| said(by_hand(event, &Party { switches, ..party() }));
        assert_eq!(by(party().switches), usual, "{event:?}");
        assert_eq!(by(all_off), usual, "{event:?}: the other switches are of other letters");
        let none = Switches { manual: false, ..party().switches };
        assert_eq!(by(none), "SwitchedOff", "{event:?}");
        let gone = Party { status: "archived".to_owned(), ..party() };
        assert_eq!(said(by_hand(event, &gone)), "Gone", "{event:?}");
    }
}
