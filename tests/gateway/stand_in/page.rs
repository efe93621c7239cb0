//! The gateway's own page, on which the customer enrols a card.

use std::sync::Mutex;
use std::time::Instant;

use super::http::{Answer, Request};
use super::state::State;

/// The page, and what is pressed on it.
pub fn answer(request: &Request, state: &Mutex<State>) -> Answer {
    let mut state = state.lock().unwrap();
    let back_by_post = state.back_by_post;
    let token = request.field("TBK_TOKEN").unwrap_or_default();
    let Some(inscription) = state.inscriptions.get_mut(&token) else {
        return Answer::error(404, "no such inscription");
    };
    let Some(act) = request.field("act") else { return Answer::html(draw(&token)) };
    if let Some(card) = request.field("card") {
        inscription.card = card;
    }
    inscription.returned_at = Some(Instant::now());
    let mut fields = vec![("TBK_TOKEN", token.as_str())];
    if act == "cancel" {
        fields.extend([("TBK_ORDEN_COMPRA", "1"), ("TBK_ID_SESION", "1")]);
    }
    inscription.act = Some(act);
    let url = inscription.response_url.clone();
    if back_by_post {
        return Answer::html(posted(&url, &fields));
    }
    let query: String =
        form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let joint = if url.contains('?') { '&' } else { '?' };
    Answer::to(format!("{url}{joint}{query}"))
}

fn draw(token: &str) -> String {
    let buttons: String = ["approve", "refuse", "cancel", "timeout"]
        .iter()
        .map(|act| format!("<button name=act value={act}>{act}</button>"))
        .collect();
    format!(
        "<!doctype html><title>Oneclick</title><h1>Webpay Oneclick (stand-in)</h1>\
         <form method=post action=/page/answer><input type=hidden name=TBK_TOKEN value={token}>\
         <label>Card <select name=card><option>Visa 6623<option>AmericanExpress 2032<option>Redcompra 7763\
         <option>Prepago 6590</select></label>{buttons}</form>"
    )
}

fn posted(url: &str, fields: &[(&str, &str)]) -> String {
    let inputs: String = fields
        .iter()
        .map(|(name, value)| format!("<input type=hidden name={name} value={value}>"))
        .collect();
    format!(
        "<!doctype html><title>Oneclick</title><form method=post action='{url}'>{inputs}<button>Back</button></form>"
    )
}
