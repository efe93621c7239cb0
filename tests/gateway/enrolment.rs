//! Enrolling a card and removing it.

use padron::gateways::{
    Account, Answer, Begun, CardKind, End, Fault, Oneclick, Token, Trouble, Who,
};

use crate::stand_in::StandIn;

const BACK: &str = "https://panel.example/cards/return";

pub fn begun(end: &Oneclick, username: &str) -> Begun {
    let who = Who { username: username.into(), email: "ana@example.cl".into() };
    end.begin(&who, BACK).unwrap()
}

fn unknown<T: std::fmt::Debug>(result: &Result<T, Fault>) -> Trouble {
    match result {
        Err(Fault::Unknown(trouble)) => *trouble,
        other => panic!("{other:?}"),
    }
}

fn refused<T: std::fmt::Debug>(result: &Result<T, Fault>) -> (u16, String) {
    match result {
        Err(Fault::Refused { status, words }) => (*status, words.clone()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_card_is_enrolled_and_removed() {
    let stand_in = StandIn::start();
    let end = stand_in.client();
    let begun = begun(&end, "car_1");
    assert_eq!(begun.field, "TBK_TOKEN");
    assert!(begun.url.starts_with(&end.page_origin().unwrap()));
    let (status, page) = stand_in.page(&format!("/page?TBK_TOKEN={}", begun.token.reveal()));
    assert!(status == 200 && page.contains("value=approve"), "{page}");
    let back = stand_in.answer(begun.token.reveal(), "approve&card=Redcompra+7763");
    assert_eq!(back, format!("{BACK}?TBK_TOKEN={}", begun.token.reveal()));

    let Answer::Approved(card) = end.confirm(&begun.token).unwrap() else { panic!("no card") };
    assert_eq!((card.brand.as_str(), card.last4.as_str()), ("Redcompra", "7763"));
    assert_eq!((card.kind, card.expires), (CardKind::Debit, None));
    // The gateway ends an enrolment once, and its words lose the token on their way.
    let (status, words) = refused(&end.confirm(&begun.token));
    assert_eq!((status, words.as_str()), (422, "the inscription … was confirmed already"));

    end.remove("car_1", &card.token).unwrap();
    end.remove("car_1", &card.token).expect("one that is gone is removed");
    assert_eq!(stand_in.count("DELETE", "/inscriptions"), 2);
}

#[test]
fn one_that_was_not_approved_leaves_no_card() {
    let stand_in = StandIn::start();
    let end = stand_in.client();
    for (act, code) in [("refuse", -4), ("timeout", -1)] {
        let begun = begun(&end, act);
        stand_in.answer(begun.token.reveal(), act);
        assert_eq!(end.confirm(&begun.token), Ok(Answer::Refused(code)), "{act}");
    }
    let begun = begun(&end, "car_2");
    let back = stand_in.answer(begun.token.reveal(), "cancel");
    assert!(back.contains("TBK_ORDEN_COMPRA=") && back.contains("TBK_ID_SESION="), "{back}");
}

#[test]
fn the_sixty_seconds_are_kept() {
    let stand_in = StandIn::start();
    let end = stand_in.client();
    let begun = begun(&end, "car_1");
    assert_eq!(refused(&end.confirm(&begun.token)).0, 422, "nobody came back yet");
    stand_in.tell("/settings?within_ms=1");
    stand_in.answer(begun.token.reveal(), "approve");
    std::thread::sleep(std::time::Duration::from_millis(20));
    assert_eq!(refused(&end.confirm(&begun.token)).0, 422);
}

#[test]
fn one_username_holds_one_card() {
    let stand_in = StandIn::start();
    let end = stand_in.client();
    let enrol = |username: &str| {
        let begun = begun(&end, username);
        stand_in.answer(begun.token.reveal(), "approve");
        match end.confirm(&begun.token).unwrap() {
            Answer::Approved(card) => card.token,
            Answer::Refused(code) => panic!("{code}"),
        }
    };
    let (first, second) = (enrol("car_1"), enrol("car_1"));
    assert!(first != second);
    let other = enrol("car_2");
    end.remove("car_1", &second).unwrap();
    end.remove("car_2", &other).unwrap();
}

#[test]
fn every_way_to_misbehave_is_told_apart() {
    let stand_in = StandIn::start();
    let end = stand_in.client();
    let who = Who { username: "car_1".into(), email: "ana@example.cl".into() };
    let begin = |how: &str| {
        stand_in.force("POST", "/inscriptions", how);
        end.begin(&who, BACK).map(|_| ())
    };
    assert_eq!(refused(&begin("400")).0, 400);
    assert_eq!(refused(&begin("401")).0, 401);
    assert_eq!(refused(&begin("422")).0, 422);
    assert_eq!(unknown(&begin("500")), Trouble::Failed(500));
    assert_eq!(unknown(&begin("503")), Trouble::Failed(503));
    assert_eq!(unknown(&begin("late")), Trouble::Late);
    assert_eq!(unknown(&begin("cut")), Trouble::Cut);
    assert_eq!(unknown(&begin("gone")), Trouble::Cut);
    assert_eq!(unknown(&begin("not_json")), Trouble::NotUnderstood);
    assert_eq!(unknown(&begin("huge")), Trouble::NotUnderstood);
    assert_eq!(unknown(&begin("redirect")), Trouble::NotUnderstood);
    assert!(stand_in.seen().iter().all(|call| call["path"] != "/seen"), "a redirect was followed");
    end.begin(&who, BACK).expect("and then it behaves again");
    let address = stand_in.account();
    drop(stand_in);
    let gone = Oneclick::open(&address).unwrap();
    assert_eq!(unknown(&gone.begin(&who, BACK).map(|_| ())), Trouble::Cut, "nobody listens");
}

#[test]
fn the_end_of_an_enrolment_may_be_asked_again_after_every_fault() {
    let stand_in = StandIn::start();
    let end = stand_in.client();
    for how in ["401", "422", "500", "cut", "gone", "not_json"] {
        let begun = begun(&end, how);
        stand_in.answer(begun.token.reveal(), "approve");
        stand_in.force("PUT", "/inscriptions", how);
        end.confirm(&begun.token).unwrap_err();
        assert!(matches!(end.confirm(&begun.token), Ok(Answer::Approved(_))), "{how}");
    }
}

#[test]
fn a_customer_is_not_led_to_somebody_elses_page() {
    let stand_in = StandIn::start();
    let end = stand_in.client();
    let who = Who { username: "car_1".into(), email: "ana@example.cl".into() };
    for (pointer, value) in [
        ("/url_webpay", "\"https://evil.example/page\""),
        ("/url_webpay", "\"javascript:alert(1)\""),
        ("/token", "\"../transactions\""),
        ("/token", "null"),
    ] {
        stand_in.force("POST", "/inscriptions", &format!("set&pointer={pointer}&value={value}"));
        let begun = end.begin(&who, BACK).map(|_| ());
        assert_eq!(unknown(&begun), Trouble::NotUnderstood, "{value}");
    }
}

#[test]
fn another_key_is_refused() {
    let stand_in = StandIn::start();
    let account = Account { secret: Token::new("another"), ..stand_in.account() };
    let end = Oneclick::open(&account).unwrap();
    let who = Who { username: "car_1".into(), email: "ana@example.cl".into() };
    assert_eq!(refused(&end.begin(&who, BACK).map(|_| ())), (401, "Not Authorized".into()));
}
