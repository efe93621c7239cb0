//! Cards: enrolled at the simulator and at a gateway that speaks HTTP, chosen, removed; the way back without a
//! session; and what becomes of it all when the gateway misbehaves.

pub mod charges;
mod doubt;
mod enrolment;
mod gateway;
mod leaving;
mod refunds;
mod removal;
mod renewal;

use diesel::prelude::*;
use padron::access::Role;
use padron::cards::work::Desk;
use padron::clock;
use padron::db::schema::{
    card_enrolments, card_removals, cards, charges as charges_rows, customer_accounts, gateways,
    refunds as refunds_rows,
};

use crate::stand_in::{KEY, MALL, STORE, StandIn};
use crate::support::{Client, MailServer, PASSWORD, Response, TestApp};

pub struct House {
    pub app: TestApp,
    pub admin: Client,
    pub gateway: i64,
    pub customer: i64,
}

/// A panel with a gateway of this kind, and a customer.
fn house(typed: &[(&str, &str)]) -> House {
    house_of(TestApp::new(), typed)
}

fn house_of(app: TestApp, typed: &[(&str, &str)]) -> House {
    let customer = app.customer(&[("name", "Ana Sosa"), ("email", "ana@x.test")]);
    house_with(app, customer, typed)
}

fn house_with(app: TestApp, customer: i64, typed: &[(&str, &str)]) -> House {
    let mut admin = app.sign_in(Role::Admin);
    admin.post("/settings/gateways", typed).expect_to("/settings/gateways");
    let gateway = app.read(|conn| Ok(gateways::table.select(gateways::id).first(conn)?));
    House { app, admin, gateway, customer }
}

const SIMULATED: [(&str, &str); 3] =
    [("name", "Prueba"), ("end_kind", "simulator"), ("currency", "ARS")];

pub fn simulated() -> House {
    house(&SIMULATED)
}

/// With a gateway of the simulator, around a customer who is there already.
pub fn simulated_for(app: TestApp, customer: i64) -> House {
    house_with(app, customer, &SIMULATED)
}

/// With a gateway of the simulator, and mail that arrives somewhere.
pub fn mailing(server: &MailServer) -> House {
    house_of(TestApp::mailing(server), &SIMULATED)
}

pub fn oneclick(stand_in: &StandIn) -> House {
    let mut house = house(&[
        ("name", "Webpay"),
        ("end_kind", "webpay_oneclick"),
        ("currency", "CLP"),
        ("base_url", &stand_in.address),
        ("commerce_code", MALL),
        ("store_code", STORE),
    ]);
    let secret = format!("/settings/gateways/{}/secret", house.gateway);
    let typed = [("key", KEY), ("current_password", PASSWORD)];
    house.admin.post(&secret, &typed).expect_to("/settings/gateways");
    house
}

impl House {
    pub fn cards(&self) -> String {
        format!("/customers/{}/cards", self.customer)
    }

    /// Begins; the page that leads to the gateway.
    pub fn begin(&mut self) -> Response {
        let path = format!("{}/new", self.cards());
        self.admin.post(&path, &[("gateway", &self.gateway.to_string())])
    }

    pub fn token(&mut self) -> String {
        token(&self.begin().expect(200))
    }

    /// Enrols at the simulator; the title of the page that says how it ended.
    pub fn enrol(&mut self, answer: &str) -> String {
        let token = self.token();
        let mut browser = self.app.client();
        let back = browser.post(&format!("/simulator/{token}"), &[("answer", answer)]).expect(303);
        result(&mut browser, &back.location)
    }

    pub fn labels(&mut self) -> Vec<String> {
        let path = self.cards();
        self.admin.get(&path).expect(200).texts("tbody th")
    }

    /// Has the customer come back from the gateway with an approved card, which was asked for so.
    pub fn come_back(&mut self, stand_in: &StandIn) -> String {
        let token = self.token();
        let back = stand_in.answer(&token, "approve");
        result(&mut self.app.client(), &back)
    }

    /// Does what is asked of gateways beside the requests, all of it as if its time had come.
    pub fn work(&self) {
        self.app.write(|conn| {
            let past = clock::now() - chrono::Duration::seconds(1);
            let asked = card_enrolments::table.filter(card_enrolments::next_at.is_not_null());
            diesel::update(asked).set(card_enrolments::next_at.eq(past)).execute(conn)?;
            diesel::update(card_removals::table)
                .set(card_removals::next_at.eq(past))
                .execute(conn)?;
            Ok(())
        });
        while self.work_once() {}
    }

    /// One round of it, of what is due now.
    pub fn work_once(&self) -> bool {
        self.at_desk(padron::cards::work::work).unwrap()
    }

    /// Does something where gateways are spoken to.
    pub fn at_desk<T>(&self, job: impl FnOnce(&Desk<'_>) -> T) -> T {
        let padron::web::App { gateways, mail, config, .. } = &self.app.app;
        job(&Desk { gateways, post: mail, public_url: &config.public_url })
    }

    /// Lets the time of every charge and refund come, and does one round.
    pub fn step(&self) {
        self.app.write(|conn| {
            let past = clock::now() - chrono::Duration::seconds(1);
            let waiting = charges_rows::table.filter(charges_rows::next_at.is_not_null());
            diesel::update(waiting).set(charges_rows::next_at.eq(past)).execute(conn)?;
            let waiting = refunds_rows::table.filter(refunds_rows::next_at.is_not_null());
            diesel::update(waiting).set(refunds_rows::next_at.eq(past)).execute(conn)?;
            Ok(())
        });
        self.work_once();
    }

    /// What the customer's figures say of the default card.
    pub fn card_state(&self) -> String {
        let state = customer_accounts::table.find(self.customer);
        self.app.read(|conn| Ok(state.select(customer_accounts::card_state).first(conn)?))
    }

    /// Removals that gateways have not heard.
    pub fn owed(&self) -> i64 {
        let open = card_removals::table.filter(card_removals::done_at.is_null()).count();
        self.app.read(|conn| Ok(open.get_result(conn)?))
    }

    pub fn ids(&self) -> Vec<i64> {
        let there = cards::table.filter(cards::status.ne("removed")).order(cards::id);
        self.app.read(|conn| Ok(there.select(cards::id).load(conn)?))
    }

    pub fn states(&self) -> Vec<String> {
        let all = card_enrolments::table.order(card_enrolments::id);
        self.app.read(|conn| Ok(all.select(card_enrolments::status).load(conn)?))
    }
}

pub fn token(page: &Response) -> String {
    page.attribute("input[name=TBK_TOKEN]", "value").unwrap()
}

/// Comes back, and reads how it ended.
pub fn result(browser: &mut Client, back: &str) -> String {
    let back = back
        .split_once("/cards/return")
        .map_or(back.to_owned(), |(_, rest)| format!("/cards/return{rest}"));
    let answer = browser.get(&back).expect(303);
    browser.get(&answer.location).expect(200).texts("h1").remove(0)
}
