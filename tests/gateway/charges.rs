//! Charging a card.

use padron::gateways::{Answer, Charged, End, Fault, Oneclick, Order, Token, Trouble};
use padron::money::Amount;

use crate::enrolment::begun;
use crate::stand_in::StandIn;

fn enrolled() -> (StandIn, Oneclick, Token) {
    let stand_in = StandIn::start();
    let end = stand_in.client();
    let begun = begun(&end, "car_1");
    stand_in.answer(begun.token.reveal(), "approve");
    let Answer::Approved(card) = end.confirm(&begun.token).unwrap() else { panic!("no card") };
    (stand_in, end, card.token)
}

fn order(name: &str, token: &Token) -> Order {
    Order {
        buy_order: name.into(),
        username: "car_1".into(),
        token: token.clone(),
        amount: Amount(19_990),
        currency: "CLP".into(),
    }
}

fn approved() -> Charged {
    Charged::Approved { authorization: "1213".into() }
}

#[test]
fn a_card_is_charged_asked_about_and_paid_back() {
    let (stand_in, end, token) = enrolled();
    let order = order("P1-1", &token);
    assert_eq!(end.asked(&order), Ok(None));
    assert_eq!(end.charge(&order), Ok(approved()));
    assert_eq!(end.asked(&order), Ok(Some(approved())));
    let sent = stand_in.seen().into_iter().find(|call| call["path"] == "/transactions").unwrap();
    assert_eq!(sent["body"]["details"][0]["amount"], 19_990, "pesos are whole");
    assert_eq!(end.refund(&order, Amount(19_990)), Ok(Charged::Undone));
    assert_eq!(end.asked(&order), Ok(Some(Charged::Undone)));
}

#[test]
fn a_part_is_paid_back() {
    let (_stand_in, end, token) = enrolled();
    let order = order("P1-1", &token);
    end.charge(&order).unwrap();
    assert_eq!(end.refund(&order, Amount(990)), Ok(Charged::Undone));
    assert_eq!(end.asked(&order), Ok(Some(approved())), "most of it is still charged");
}

#[test]
fn a_refund_that_was_made_although_nothing_came_back_is_found_again() {
    let (stand_in, end, token) = enrolled();
    for how in ["late", "500", "cut", "gone", "not_json"] {
        let order = order(&format!("P1-{how}").replace('_', "-"), &token);
        end.charge(&order).unwrap();
        stand_in.force("POST", "/transactions/", how);
        assert!(matches!(end.refund(&order, order.amount), Err(Fault::Unknown(_))), "{how}");
        assert_eq!(end.asked(&order), Ok(Some(approved())), "it never arrived: {how}");
        stand_in.force("POST", "/transactions/", &format!("{how}&after=1"));
        assert!(matches!(end.refund(&order, order.amount), Err(Fault::Unknown(_))), "{how}");
        assert_eq!(end.asked(&order), Ok(Some(Charged::Undone)), "{how}");
        // Asked for once more it is refused: nothing is left to give back.
        let again = end.refund(&order, order.amount);
        assert!(matches!(again, Err(Fault::Refused { status: 422, .. })), "{how}");
    }
}

#[test]
fn a_charge_that_was_made_although_nothing_came_back_is_found_again() {
    let (stand_in, end, token) = enrolled();
    for how in ["late", "500", "cut", "gone", "not_json"] {
        let order = order(&format!("P1-{how}").replace('_', "-"), &token);
        stand_in.force("POST", "/transactions", &format!("{how}&after=1"));
        assert!(matches!(end.charge(&order), Err(Fault::Unknown(_))), "{how}");
        assert_eq!(end.asked(&order), Ok(Some(approved())), "{how}");
        // Sent once more it is refused: the name of a charge is used once.
        assert!(matches!(end.charge(&order), Err(Fault::Refused { status: 422, .. })), "{how}");
    }
}

#[test]
fn a_charge_that_never_arrived_is_unknown_to_the_gateway() {
    let (stand_in, end, token) = enrolled();
    for how in ["500", "cut", "gone", "not_json"] {
        let order = order(&format!("P2-{how}").replace('_', "-"), &token);
        stand_in.force("POST", "/transactions", how);
        assert!(matches!(end.charge(&order), Err(Fault::Unknown(_))), "{how}");
        assert_eq!(end.asked(&order), Ok(None), "{how}");
    }
    stand_in.force("GET", "/transactions", "500");
    let asked = end.asked(&order("P3-1", &token));
    assert_eq!(asked, Err(Fault::Unknown(Trouble::Failed(500))), "not to ask is not to know");
}

#[test]
fn codes_of_refusal_are_kept() {
    let (stand_in, end, token) = enrolled();
    let stranger = Order { username: "car_9".into(), ..order("P9-1", &token) };
    assert_eq!(end.charge(&stranger), Ok(Charged::Refused { code: -96 }));
    for code in [-1, -4, -5, -97, -98, -99] {
        let order = order(&format!("P1{code}"), &token);
        let details = format!(
            "[{{\"amount\":19990,\"status\":\"FAILED\",\"response_code\":{code},\"commerce_code\":\"597055555542\",\"buy_order\":\"P1{code}-1\"}}]"
        );
        stand_in.force("POST", "/transactions", &format!("set&pointer=/details&value={details}"));
        assert_eq!(end.charge(&order), Ok(Charged::Refused { code }));
    }
}

#[test]
fn each_detail_is_checked() {
    let (stand_in, end, token) = enrolled();
    for (number, (pointer, value)) in [
        ("/details/0/amount", "19991"),
        ("/details/0/amount", "19990.5"),
        ("/details/0/commerce_code", "\"597055555543\""),
        ("/details/0/buy_order", "\"P9-9-1\""),
        ("/details/0/status", "\"FAILED\""),
        ("/details/0/status", "\"SOMETHING\""),
        ("/details/0/response_code", "-4"),
        ("/details/0/response_code", "null"),
        ("/details", "[]"),
        ("/buy_order", "\"P9-9\""),
    ]
    .into_iter()
    .enumerate()
    {
        let order = order(&format!("P1-{number}"), &token);
        stand_in.force("POST", "/transactions", &format!("set&pointer={pointer}&value={value}"));
        let charged = end.charge(&order);
        assert_eq!(charged, Err(Fault::Unknown(Trouble::NotUnderstood)), "{pointer} {value}");
        assert_eq!(end.asked(&order), Ok(Some(approved())), "it was charged all the same");
    }
    stand_in.force("GET", "/transactions", "set&pointer=/details/0/status&value=\"INITIALIZED\"");
    assert_eq!(end.asked(&order("P1-0", &token)), Err(Fault::Unknown(Trouble::Undecided)));
}
