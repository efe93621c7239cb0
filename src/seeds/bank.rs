//! Registration and bank data of companies and self-employed people.

use super::address;
use super::draft::{Draft, Kind, after_1950, digit};
use crate::identity::bank::{self, BankKind};

/// Fills it in for some.
pub(super) fn fill(draft: &mut Draft) {
    match draft.kind {
        Kind::Legal if draft.dice.in_thousand(350) => {
            registration(draft);
            account(draft);
        }
        Kind::SelfEmployed if draft.dice.in_thousand(250) => {
            certificate(draft);
            account(draft);
        }
        _ => {}
    }
}

fn registration(draft: &mut Draft) {
    let (name, number) = (draft.name.clone(), 1_000 + draft.tag);
    draft.set("legal_name", name);
    let street = address::street(draft);
    let city = draft.place.city;
    draft.set("legal_address", format!("{street}, {city}"));
    let year = draft.born().format("%Y").to_string();
    draft.set("registration_number", format!("{number}/{year}"));
}

fn certificate(draft: &mut Draft) {
    let number = draft.tag;
    draft.set("certificate_number", format!("CI-{number:06}"));
    let day = after_1950(24_000 + draft.dice.below(3_500));
    draft.set("certificate_on", day.format("%d/%m/%Y").to_string());
}

fn account(draft: &mut Draft) {
    let bank = draft.dice.pick(draft.nation.banks);
    draft.set("bank", bank);
    if draft.dice.in_thousand(300) {
        let address = address::street(draft);
        draft.set("bank_address", address);
        draft.set("correspondent_account", format!("CC {:09}", draft.own(999_999_937, 61)));
    }
    let number = account_number(draft);
    draft.set("bank_account", number);
    if draft.dice.in_thousand(400) {
        let bic =
            format!("NODO{}{}", draft.nation.code, draft.dice.pick(&["BA", "MM", "2X", "33XXX"]));
        draft.set("bic", bic);
    }
    if draft.nation.code == "BR" {
        let own = draft.own(9_999_999_967, 62);
        if let Some(iban) =
            completed(BankKind::Iban, 97, |n| format!("BR{:02}0036030500001{own:010}C1", n + 2))
        {
            draft.set("iban", bank::format(BankKind::Iban, &iban));
        }
    }
}

/// CBU in Argentina, CLABE in Mexico, elsewhere digits.
fn account_number(draft: &Draft) -> String {
    let own = draft.own(9_999_999_967, 63);
    match draft.nation.code {
        "AR" => cbu(own).unwrap_or_default(),
        "MX" => {
            completed(BankKind::MxClabe, 10, |n| format!("9021800{own:010}{n}")).unwrap_or_default()
        }
        _ => format!("{:03}-{:07}-{}", own % 900 + 100, own / 1_000 % 10_000_000, own % 10),
    }
}

/// Two blocks, each with its check digit.
fn cbu(own: u64) -> Option<String> {
    let last = |block: u64| digit(block);
    (0..10).find_map(|first| {
        completed(BankKind::ArCbu, 10, |n| format!("9990007{}000{own:010}{}", last(first), last(n)))
    })
}

/// The first of the candidates that the check accepts.
fn completed(kind: BankKind, candidates: u64, spell: impl Fn(u64) -> String) -> Option<String> {
    (0..candidates).find_map(|n| bank::check(kind, &spell(n)).ok())
}
