//! What no log may show.

use std::fmt::Write as _;
use std::io::Write;
use std::sync::{Arc, Mutex};

use padron::gateways::{Answer, End, Order};
use padron::money::Amount;

use crate::enrolment::begun;
use crate::stand_in::{KEY, StandIn};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn no_token_and_no_key_is_in_the_log_or_in_a_fault() {
    let log = Log::default();
    let written = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || written.clone())
        .finish();
    let stand_in = StandIn::start();
    let end = stand_in.client();
    let (mut tokens, mut told) = (vec![KEY.to_owned()], String::new());
    tracing::subscriber::with_default(subscriber, || {
        for how in ["401", "422", "500", "late", "cut", "gone", "not_json"] {
            let begun = begun(&end, how);
            stand_in.answer(begun.token.reveal(), "approve");
            stand_in.force("PUT", "/inscriptions", how);
            write!(told, "{:?}", end.confirm(&begun.token)).unwrap();
            tokens.push(begun.token.reveal().to_owned());
            // After a late answer the enrolment is over.
            let Ok(Answer::Approved(card)) = end.confirm(&begun.token) else { continue };
            let order = Order {
                buy_order: format!("P-{how}").replace('_', "-"),
                username: how.into(),
                token: card.token.clone(),
                amount: Amount(990),
                currency: "CLP".into(),
            };
            stand_in.force("POST", "/transactions", how);
            write!(told, "{order:?} {:?}", end.charge(&order)).unwrap();
            stand_in.force("DELETE", "/inscriptions", how);
            write!(told, "{:?}", end.remove(how, &card.token)).unwrap();
            tokens.push(card.token.reveal().to_owned());
        }
    });
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("confirm") && log.contains("charge"), "the log tells of them: {log}");
    for token in &tokens {
        assert!(!log.contains(token.as_str()), "{token} is in the log");
        assert!(!told.contains(token.as_str()), "{token} is told: {told}");
    }
    assert!(tokens.len() > 10);
}
