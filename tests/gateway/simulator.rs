//! The gateway beside the panel: it answers as the others do.

use padron::gateways::{
    Answer, Charged, End, Fault, Order, Token, Trouble, Who,
    simulator::{self, Simulator},
};
use padron::money::Amount;

use crate::common::Scratch;

fn begin(end: &Simulator) -> Token {
    let who = Who { username: "car_1".into(), email: "ana@x.test".into() };
    end.begin(&who, "https://panel.example/cards/return").unwrap().token
}

fn press(scratch: &Scratch, token: &Token, answer: &str) -> bool {
    let pressed = scratch.db.write_now(|conn| {
        Ok::<_, padron::error::AppError>(simulator::answer(conn, token.reveal(), answer)?)
    });
    pressed.unwrap()
}

fn order(token: &Token, name: &str, amount: i64) -> Order {
    Order {
        buy_order: name.into(),
        username: "car_1".into(),
        token: token.clone(),
        amount: Amount(amount),
        currency: "ARS".into(),
    }
}

fn refused<T: std::fmt::Debug>(result: Result<T, Fault>) -> u16 {
    match result {
        Err(Fault::Refused { status, .. }) => status,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_enrolment_is_answered_once_and_ended_once() {
    let scratch = Scratch::new();
    let end = Simulator::new(scratch.db.clone());
    let token = begin(&end);
    assert_eq!(refused(end.confirm(&token)), 422, "nobody pressed anything");
    assert!(press(&scratch, &token, "approve"));
    assert!(!press(&scratch, &token, "refuse"));
    assert!(matches!(end.confirm(&token), Ok(Answer::Approved(_))));
    assert_eq!(refused(end.confirm(&token)), 422);
    assert_eq!(refused(end.confirm(&Token::new("abc"))), 404);
    for (answer, code) in [("refuse", -4), ("timeout", -1)] {
        let token = begin(&end);
        press(&scratch, &token, answer);
        assert_eq!(end.confirm(&token), Ok(Answer::Refused(code)));
    }
}

#[test]
fn a_card_is_charged_once_for_each_order_until_it_is_removed() {
    let scratch = Scratch::new();
    let end = Simulator::new(scratch.db.clone());
    let token = begin(&end);
    press(&scratch, &token, "approve");
    let Ok(Answer::Approved(card)) = end.confirm(&token) else { panic!("no card") };
    let approved = Charged::Approved { authorization: "1213".into() };

    let first = order(&card.token, "P1-1", 1_000);
    assert_eq!(end.asked(&first), Ok(None));
    assert_eq!(end.charge(&first), Ok(approved.clone()));
    assert_eq!(refused(end.charge(&first)), 422);
    assert_eq!(end.asked(&first), Ok(Some(approved.clone())));
    assert_eq!(end.refund(&first, Amount(400)), Ok(Charged::Undone));
    assert_eq!(end.asked(&first), Ok(Some(approved)));
    assert_eq!(refused(end.refund(&first, Amount(601))), 422);
    assert_eq!(end.refund(&first, Amount(600)), Ok(Charged::Undone));
    assert_eq!(end.asked(&first), Ok(Some(Charged::Undone)));

    for (cents, answer) in
        [(1_066, Ok(Charged::Refused { code: -5 })), (1_077, Err(Fault::Unknown(Trouble::Late)))]
    {
        let one = order(&card.token, &format!("P5-{cents}"), cents);
        end.charge(&one).unwrap();
        assert_eq!(end.refund(&one, Amount(cents)), answer);
        let is_back = end.asked(&one) == Ok(Some(Charged::Undone));
        assert_eq!(is_back, answer.is_err(), "only the answer was lost: {cents}");
    }

    let large = order(&card.token, "P2-1", 100_000_001);
    assert_eq!(end.charge(&large), Ok(Charged::Refused { code: -98 }));
    let others = Order { username: "car_2".into(), ..order(&card.token, "P3-1", 1) };
    assert_eq!(end.charge(&others), Ok(Charged::Refused { code: -96 }));
    end.remove("car_1", &card.token).unwrap();
    end.remove("car_1", &card.token).expect("one that is gone is removed");
    let after = order(&card.token, "P4-1", 1);
    assert_eq!(end.charge(&after), Ok(Charged::Refused { code: -96 }));
}
