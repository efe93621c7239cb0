//! What Webpay Oneclick answers when it behaves.

use std::sync::Mutex;

use serde_json::{Value, json};

use super::STORE;
use super::http::{Answer, Request};
use super::state::{Inscription, State};

/// The answer to a call, whose effects are kept.
pub fn answer(request: &Request, state: &Mutex<State>) -> Answer {
    let mut state = state.lock().unwrap();
    let Some((_, path)) = request.path.split_once("/rswebpaytransaction/api/oneclick/v1.2") else {
        return Answer::error(404, "not found");
    };
    let header = |name: &str| request.headers.get(name).cloned().unwrap_or_default();
    if header("tbk-api-key-id") != state.key_id || header("tbk-api-key-secret") != state.key {
        return Answer::error(401, "Not Authorized");
    }
    if header("content-type") != "application/json" {
        return Answer::error(415, "Unsupported Media Type");
    }
    let body: Value = serde_json::from_str(&request.body).unwrap_or(Value::Null);
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    match (request.method.as_str(), parts.as_slice()) {
        ("POST", ["inscriptions"]) => begin(&mut state, &body),
        ("PUT", ["inscriptions", token]) => confirm(&mut state, token),
        ("DELETE", ["inscriptions"]) => remove(&mut state, &body),
        ("POST", ["transactions"]) => charge(&mut state, &body),
        ("GET", ["transactions", order]) => match state.transactions.get(*order) {
            Some(transaction) => Answer::json(200, transaction),
            None => Answer::error(404, "Transaction not found"),
        },
        ("POST", ["transactions", order, "refunds"]) => refund(&mut state, order, &body),
        _ => Answer::error(405, "Method Not Allowed"),
    }
}

fn text(body: &Value, name: &str) -> String {
    body[name].as_str().unwrap_or_default().to_owned()
}

fn begin(state: &mut State, body: &Value) -> Answer {
    let (username, email, url) =
        (text(body, "username"), text(body, "email"), text(body, "response_url"));
    for (name, value, most) in
        [("username", &username, 40), ("email", &email, 100), ("response_url", &url, 255)]
    {
        if value.is_empty() || value.len() > most {
            return Answer::error(422, &format!("{name} is required, {most} letters at most"));
        }
    }
    let token = state.token();
    let inscription = Inscription {
        username,
        response_url: url,
        card: "Visa 6623".into(),
        act: None,
        returned_at: None,
        is_confirmed: false,
    };
    state.inscriptions.insert(token.clone(), inscription);
    let page = format!("http://{}/page", state.address);
    Answer::json(200, &json!({ "token": token, "url_webpay": page }))
}

fn confirm(state: &mut State, token: &str) -> Answer {
    let within = state.within;
    let given = state.given;
    let Some(inscription) = state.inscriptions.get_mut(token) else {
        return Answer::error(404, "token not found");
    };
    if inscription.is_confirmed {
        return Answer::error(422, &format!("the inscription {token} was confirmed already"));
    }
    let is_in_time = inscription.returned_at.is_some_and(|at| at.elapsed() <= within);
    if !is_in_time {
        return Answer::error(422, "the inscription was dropped");
    }
    inscription.is_confirmed = true;
    if inscription.act.as_deref() != Some("approve") {
        let code = if inscription.act.as_deref() == Some("refuse") { -4 } else { -1 };
        return Answer::json(200, &json!({ "response_code": code }));
    }
    let (kind, last4) = inscription.card.split_once(' ').unwrap();
    let user = format!("b6bd6ba3-e718-4107-9386-d2b099{given:06}");
    let number = format!("XXXXXXXXXXXX{last4}");
    let answer = json!({ "response_code": 0, "tbk_user": user, "authorization_code": "1213",
        "card_type": kind, "card_number": number });
    let username = inscription.username.clone();
    state.cards.insert(username, (user, number));
    Answer::json(200, &answer)
}

fn remove(state: &mut State, body: &Value) -> Answer {
    let username = text(body, "username");
    match state.cards.get(&username) {
        Some((user, _)) if *user == text(body, "tbk_user") => {
            state.cards.remove(&username);
            Answer::empty(204)
        }
        _ => Answer::error(404, "not found"),
    }
}

fn charge(state: &mut State, body: &Value) -> Answer {
    let order = text(body, "buy_order");
    let detail = &body["details"][0];
    let amount = detail["amount"].as_i64().unwrap_or_default();
    if order.is_empty() || order.len() > 26 || text(detail, "buy_order").len() > 26 || amount < 1 {
        return Answer::error(422, "invalid buy_order or amount");
    }
    if text(detail, "commerce_code") != STORE {
        return Answer::error(422, "the store is not of this mall");
    }
    if state.transactions.contains_key(&order) {
        return Answer::error(422, "buy_order was used already");
    }
    let card = state.cards.get(&text(body, "username"));
    let is_known = card.is_some_and(|(user, _)| *user == text(body, "tbk_user"));
    let (status, code) = if is_known { ("AUTHORIZED", 0) } else { ("FAILED", -96) };
    let number = card.map_or_else(String::new, |(_, number)| number.replace('X', ""));
    let answer = json!({ "buy_order": order, "card_detail": { "card_number": number },
        "accounting_date": "0321", "transaction_date": "2026-03-21T15:43:48.523Z",
        "details": [{ "amount": amount, "status": status, "authorization_code": "1213",
            "payment_type_code": "VN", "response_code": code, "installments_number": 0,
            "commerce_code": STORE, "buy_order": text(detail, "buy_order") }] });
    state.transactions.insert(order, answer.clone());
    Answer::json(200, &answer)
}

fn refund(state: &mut State, order: &str, body: &Value) -> Answer {
    let Some(transaction) = state.transactions.get_mut(order) else {
        return Answer::error(404, "Transaction not found");
    };
    let detail = &mut transaction["details"][0];
    let (had, asked) = (detail["amount"].as_i64().unwrap(), body["amount"].as_i64().unwrap());
    if detail["status"] != "AUTHORIZED"
        || asked > had
        || body["detail_buy_order"] != detail["buy_order"]
    {
        return Answer::error(422, "cannot be refunded");
    }
    if asked == had {
        detail["status"] = json!("REVERSED");
        return Answer::json(200, &json!({ "type": "REVERSED" }));
    }
    detail["status"] = json!("PARTIALLY_NULLIFIED");
    Answer::json(
        200,
        &json!({ "type": "NULLIFIED", "authorization_code": "1213", "response_code": 0,
            "authorization_date": "2026-03-21T15:43:48.523Z", "nullified_amount": asked, "balance": had - asked }),
    )
}
