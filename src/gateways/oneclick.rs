//! Webpay Oneclick of Transbank (Chile), REST API 1.2, in its only form: a mall whose one store charges.

use std::time::Duration;

use serde::Serialize;
use url::Url;

use super::answers::{self, Asked, Finished, NOT_UNDERSTOOD, Opened, Refunded, Transaction};
use super::end::{Answer, Begun, Charged, End, Fault, Order, Token, Unfit, Who};
use super::http::{self, Method, Reply, Wire};
use crate::money::Amount;

/// Behind the host, unless the base address says another path.
const PREFIX: &str = "/rswebpaytransaction/api/oneclick/v1.2";

/// The only currency that it charges.
const CURRENCY: &str = "CLP";

/// The largest amount that it takes, in pesos; the store's own limit is usually lower.
const MOST: i64 = 99_999_999;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// A commerce's account, as the settings have it.
#[derive(Clone, Debug)]
pub struct Account {
    /// Where the gateway answers: https, or http on this very machine.
    pub base_url: String,
    /// The mall's code, which is also the name of the key.
    pub mall: String,
    /// The code of the store that charges.
    pub store: String,
    /// The key.
    pub secret: Token,
    /// How long an answer may take, if not the usual ten seconds.
    pub patience: Option<Duration>,
}

/// The client.
pub struct Oneclick {
    wire: Wire,
    origin: String,
    store: String,
    secret: Token,
}

#[derive(Serialize)]
struct Enrol<'a> {
    username: &'a str,
    email: &'a str,
    response_url: &'a str,
}

#[derive(Serialize)]
struct Removal<'a> {
    tbk_user: &'a str,
    username: &'a str,
}

#[derive(Serialize)]
struct Charge<'a> {
    username: &'a str,
    tbk_user: &'a str,
    buy_order: &'a str,
    details: [ChargeDetail<'a>; 1],
}

#[derive(Serialize)]
struct ChargeDetail<'a> {
    commerce_code: &'a str,
    buy_order: &'a str,
    amount: i64,
    installments_number: i64,
}

#[derive(Serialize)]
struct Refund<'a> {
    commerce_code: &'a str,
    detail_buy_order: &'a str,
    amount: i64,
}

/// What has no body.
const NOTHING: Option<&()> = None;

impl Oneclick {
    /// Of an account whose settings are complete.
    ///
    /// # Errors
    /// [`Fault::NotConfigured`] when a code or the key is missing, or the address is neither https nor this
    /// machine's own.
    pub fn open(account: &Account) -> Result<Self, Fault> {
        let is_code = |code: &str| !code.is_empty() && code.chars().all(|c| c.is_ascii_digit());
        let key = account.secret.reveal();
        if !is_code(&account.mall)
            || !is_code(&account.store)
            || key.is_empty()
            || !key.chars().all(|c| c.is_ascii_graphic())
        {
            return Err(Fault::NotConfigured);
        }
        let url = Url::parse(&account.base_url).map_err(|_| Fault::NotConfigured)?;
        if !is_safe(&url) {
            return Err(Fault::NotConfigured);
        }
        let origin = url.origin().ascii_serialization();
        let path = match url.path().trim_end_matches('/') {
            "" => PREFIX,
            path => path,
        };
        let patience = account.patience.unwrap_or(PATIENCE);
        let base = format!("{origin}{path}");
        let wire = Wire::new(base, account.mall.clone(), account.secret.clone(), patience);
        Ok(Self { wire, origin, store: account.store.clone(), secret: account.secret.clone() })
    }

    /// A refusal in the gateway's words, without what must not be shown.
    fn refusal(&self, reply: &Reply, tokens: &[&str]) -> Fault {
        let secrets: Vec<&str> = tokens.iter().copied().chain([self.secret.reveal()]).collect();
        Fault::Refused { status: reply.status, words: http::words(&reply.body, &secrets) }
    }

    /// The answer's body, if the gateway agreed.
    fn agreed(&self, reply: Reply, tokens: &[&str]) -> Result<Vec<u8>, Fault> {
        match reply.status {
            200 => Ok(reply.body),
            400.. => Err(self.refusal(&reply, tokens)),
            _ => Err(NOT_UNDERSTOOD),
        }
    }

    fn charged(&self, body: &[u8], order: &Order) -> Result<Charged, Fault> {
        let detail = detail(order);
        let asked = Asked {
            buy_order: &order.buy_order,
            detail: &detail,
            store: &self.store,
            amount: order.amount.0,
        };
        answers::read::<Transaction>(body)?.charged(&asked)
    }
}

impl End for Oneclick {
    fn begin(&self, who: &Who, return_url: &str) -> Result<Begun, Fault> {
        fits(&who.username, 40, Unfit::Username)?;
        fits(&who.email, 100, Unfit::Email)?;
        fits(return_url, 255, Unfit::ReturnUrl)?;
        let body = Enrol { username: &who.username, email: &who.email, response_url: return_url };
        let reply = self.wire.call("begin", Method::Post, "/inscriptions", Some(&body))?;
        let opened: Opened = answers::read(&self.agreed(reply, &[])?)?;
        let token = Token::new(opened.token);
        path_safe(&token).map_err(|_| NOT_UNDERSTOOD)?;
        // The customer is led only to where the gateway itself stands.
        match Url::parse(&opened.url_webpay) {
            Ok(url) if url.origin().ascii_serialization() == self.origin => {}
            _ => return Err(NOT_UNDERSTOOD),
        }
        Ok(Begun { token, url: opened.url_webpay, field: "TBK_TOKEN" })
    }

    fn confirm(&self, token: &Token) -> Result<Answer, Fault> {
        let path = format!("/inscriptions/{}", path_safe(token)?);
        let reply = self.wire.call("confirm", Method::Put, &path, NOTHING)?;
        let body = self.agreed(reply, &[token.reveal()])?;
        answers::read::<Finished>(&body)?.answer()
    }

    fn remove(&self, username: &str, token: &Token) -> Result<(), Fault> {
        let body = Removal { tbk_user: token.reveal(), username };
        let reply = self.wire.call("remove", Method::Delete, "/inscriptions", Some(&body))?;
        match reply.status {
            200 | 204 | 404 => Ok(()),
            400.. => Err(self.refusal(&reply, &[token.reveal()])),
            _ => Err(NOT_UNDERSTOOD),
        }
    }

    fn charge(&self, order: &Order) -> Result<Charged, Fault> {
        check(order)?;
        let detail = detail(order);
        let body = Charge {
            username: &order.username,
            tbk_user: order.token.reveal(),
            buy_order: &order.buy_order,
            details: [ChargeDetail {
                commerce_code: &self.store,
                buy_order: &detail,
                amount: order.amount.0,
                installments_number: 1,
            }],
        };
        let reply = self.wire.call("charge", Method::Post, "/transactions", Some(&body))?;
        self.charged(&self.agreed(reply, &[order.token.reveal()])?, order)
    }

    fn asked(&self, order: &Order) -> Result<Option<Charged>, Fault> {
        check(order)?;
        let path = format!("/transactions/{}", order.buy_order);
        let reply = self.wire.call("asked", Method::Get, &path, NOTHING)?;
        if reply.status == 404 {
            return Ok(None);
        }
        self.charged(&self.agreed(reply, &[])?, order).map(Some)
    }

    fn refund(&self, order: &Order, amount: Amount) -> Result<Charged, Fault> {
        check(order)?;
        if !(1..=order.amount.0).contains(&amount.0) {
            return Err(Fault::Unfit(Unfit::Amount));
        }
        let detail = detail(order);
        let body =
            Refund { commerce_code: &self.store, detail_buy_order: &detail, amount: amount.0 };
        let path = format!("/transactions/{}/refunds", order.buy_order);
        let reply = self.wire.call("refund", Method::Post, &path, Some(&body))?;
        answers::read::<Refunded>(&self.agreed(reply, &[])?)?.charged(amount.0)
    }

    fn page_origin(&self) -> Option<String> {
        Some(self.origin.clone())
    }
}

/// Whether a key may travel to an address: encrypted, or not off the machine.
#[must_use]
pub fn is_safe_address(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| is_safe(&url))
}

fn is_safe(url: &Url) -> bool {
    let is_plain = url.username().is_empty() && url.password().is_none();
    let is_here = match url.host() {
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost",
        None => false,
    };
    let is_way = url.scheme() == "https" || (url.scheme() == "http" && is_here);
    is_plain && is_way && url.query().is_none() && url.fragment().is_none()
}

fn fits(text: &str, most: usize, unfit: Unfit) -> Result<(), Fault> {
    if text.is_empty() || text.chars().count() > most { Err(Fault::Unfit(unfit)) } else { Ok(()) }
}

/// A token as part of a path, which it must not leave.
fn path_safe(token: &Token) -> Result<&str, Fault> {
    let text = token.reveal();
    let is_safe = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if text.is_empty() || text.len() > 128 || !text.chars().all(is_safe) {
        return Err(Fault::Unfit(Unfit::Token));
    }
    Ok(text)
}

/// The name of a charge's one detail.
fn detail(order: &Order) -> String {
    format!("{}-1", order.buy_order)
}

fn check(order: &Order) -> Result<(), Fault> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    // 26 letters with what the detail's name adds.
    if order.buy_order.is_empty()
        || order.buy_order.len() > 24
        || !order.buy_order.chars().all(is_name)
    {
        return Err(Fault::Unfit(Unfit::BuyOrder));
    }
    if order.currency != CURRENCY {
        return Err(Fault::Unfit(Unfit::Currency));
    }
    if !(1..=MOST).contains(&order.amount.0) {
        return Err(Fault::Unfit(Unfit::Amount));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(base_url: &str) -> Account {
        Account {
            base_url: base_url.into(),
            mall: "597055555541".into(),
            store: "597055555542".into(),
            secret: Token::new("579B532A"),
            patience: None,
        }
    }

    #[test]
    fn keys_leave_the_machine_encrypted_or_not_at_all() {
        for (base, is_taken) in [
            ("https://webpay3gint.transbank.cl", true),
            ("http://127.0.0.1:9000", true),
            ("http://localhost:9000/", true),
            ("http://[::1]:9000", true),
            ("http://webpay3gint.transbank.cl", false),
            ("http://127.0.0.1.example.com", false),
            ("https://user:pass@webpay3gint.transbank.cl", false),
            ("https://webpay3gint.transbank.cl?x=1", false),
            ("ftp://127.0.0.1", false),
            ("webpay3gint.transbank.cl", false),
            ("", false),
        ] {
            assert_eq!(Oneclick::open(&account(base)).is_ok(), is_taken, "{base}");
        }
        let usual = account("https://webpay3gint.transbank.cl");
        for broken in [
            Account { mall: String::new(), ..usual.clone() },
            Account { store: "x".into(), ..usual.clone() },
            Account { secret: Token::new(""), ..usual.clone() },
            Account { secret: Token::new("a\r\nb"), ..usual.clone() },
        ] {
            assert!(Oneclick::open(&broken).is_err());
        }
        let end = Oneclick::open(&usual).unwrap();
        assert_eq!(end.page_origin().unwrap(), "https://webpay3gint.transbank.cl");
    }

    #[test]
    fn what_the_gateway_does_not_take_is_not_sent() {
        // Nobody listens there: whatever were sent would end in another fault.
        let end = Oneclick::open(&account("http://127.0.0.1:1")).unwrap();
        let who =
            |username: &str, email: &str| Who { username: username.into(), email: email.into() };
        let begin = |who: Who, url: &str| end.begin(&who, url).map(|_| ());
        let long = "a".repeat(101);
        let unfit = |unfit| Err(Fault::Unfit(unfit));
        assert_eq!(begin(who("", "a@x.cl"), "https://x"), unfit(Unfit::Username));
        assert_eq!(begin(who("c-1", &long), "https://x"), unfit(Unfit::Email));
        assert_eq!(begin(who("c-1", ""), "https://x"), unfit(Unfit::Email));
        assert_eq!(begin(who("c-1", "a@x.cl"), &"a".repeat(256)), unfit(Unfit::ReturnUrl));
        let confirm = end.confirm(&Token::new("../transactions/P1"));
        assert_eq!(confirm, Err(Fault::Unfit(Unfit::Token)));
        let order = |buy_order: &str, amount, currency: &str| Order {
            buy_order: buy_order.into(),
            username: "c-1".into(),
            token: Token::new("u"),
            amount: Amount(amount),
            currency: currency.into(),
        };
        assert_eq!(end.charge(&order("P1", 1, "ARS")), Err(Fault::Unfit(Unfit::Currency)));
        assert_eq!(end.charge(&order("P1", 0, "CLP")), Err(Fault::Unfit(Unfit::Amount)));
        assert_eq!(end.charge(&order("P1", MOST + 1, "CLP")), Err(Fault::Unfit(Unfit::Amount)));
        assert_eq!(end.charge(&order("P/1", 1, "CLP")), Err(Fault::Unfit(Unfit::BuyOrder)));
        let long = order(&"P".repeat(25), 1, "CLP");
        assert_eq!(end.charge(&long), Err(Fault::Unfit(Unfit::BuyOrder)));
        let refund = end.refund(&order("P1", 10, "CLP"), Amount(11));
        assert_eq!(refund, Err(Fault::Unfit(Unfit::Amount)));
    }
}
