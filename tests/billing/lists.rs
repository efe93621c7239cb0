//! Every list proves itself: each filter finds what it says and nothing else, each order is one, and whoever leafs
//! through meets every row once. No field is named here, so that a new one is tested by being declared.

use std::collections::BTreeSet;

use padron::access::{Actor, Role, Scope, Via};
use padron::contracts::{Contract, Contracts};
use padron::db::Db;
use padron::db::schema::{contracts, plans, subscriptions};
use padron::error::AppError;
use padron::fields::filter::{Op, join_name};
use padron::fields::{Kind, Uses, Value};
use padron::lists::entity::Field;
use padron::lists::{Count, Entity, Links, Place, Query, Sortable};
use padron::subscriptions::{Subscription, Subscriptions};
use padron::text::fold;
use padron::web::Form;

use diesel::prelude::*;

use super::house::House;

/// Rows of a list, read by nothing of it.
pub struct Sample<E: Entity> {
    pub house: House,
    pub records: Vec<(i64, E::Record)>,
}

impl<E: Entity> Sample<E> {
    pub fn new(house: House, ids: Vec<i64>) -> Self {
        let wanted = ids.clone();
        let read = house.db.read_now(|conn| Ok::<_, AppError>(E::load(conn, &wanted)?)).unwrap();
        assert_eq!(read.len(), ids.len());
        Self { house, records: ids.into_iter().zip(read).collect() }
    }

    fn rows<T>(
        &self,
        actor: &Actor,
        address: &str,
        job: impl FnOnce(&mut Db, &padron::lists::Rows) -> diesel::QueryResult<T>,
    ) -> T {
        let form = Form::parse(address.as_bytes()).unwrap();
        let query = Query::<E>::visible_to(actor).narrowed_by(&form, &self.house.settings);
        let (query, ignored) = query;
        assert_eq!(ignored, [], "{address}");
        let read = self.house.db.read_now(|conn| {
            let rows = query.rows(conn)?;
            Ok::<_, AppError>(job(conn, &rows)?)
        });
        read.unwrap()
    }

    pub fn page(&self, address: &str, size: i64, place: Place) -> padron::lists::Slice {
        let page = |conn: &mut Db, rows: &padron::lists::Rows| rows.page(conn, size, place);
        self.rows(&self.house.actor, address, page)
    }

    fn count(&self, address: &str, exactly: bool) -> Count {
        self.rows(&self.house.actor, address, |conn, rows| rows.count(conn, exactly))
    }

    /// A value as somebody types it.
    fn typed(&self, field: &Field<E::Record>, value: &Value) -> String {
        let display = padron::settings::Display::new(padron::i18n::Lang::Es, &self.house.settings);
        match (&field.kind, value) {
            (Kind::Percent, Value::Number(n)) => display.percent(*n),
            (Kind::Amount, Value::Number(n)) => {
                display.amount(*n, &self.house.settings.organisation.currency)
            }
            (Kind::Degrees(_), _) => display.value(&field.kind, value),
            (_, Value::Moment(at)) => {
                use chrono::TimeZone;
                let there = reading_zone(&self.house).from_utc_datetime(at);
                there.format("%Y-%m-%d").to_string()
            }
            _ => value.canonical().unwrap(),
        }
    }

    pub fn every_filter_finds_what_it_says(&self) {
        let reading = self.house.settings.organisation.reading();
        let mut asked = 0;
        for field in E::fields().iter().filter(|field| field.is_used_in(Uses::FILTER)) {
            let kept: Vec<Value> =
                self.records.iter().map(|(_, record)| (field.get)(record)).collect();
            let filled: Vec<&Value> = kept.iter().filter(|value| !value.is_empty()).collect();
            assert!(!filled.is_empty(), "no row of the sample has {}", field.key);
            for op in field.kind.ops() {
                let typed: BTreeSet<String> = if op.takes_value() {
                    filled.iter().map(|value| self.typed(field, value)).collect()
                } else {
                    let flag = if *op == Op::Empty { "1" } else { "0" };
                    BTreeSet::from([flag.to_owned()])
                };
                for typed in typed {
                    let wanted = if op.takes_value() {
                        field.kind.parse_filter(*op, &typed, reading).unwrap()
                    } else {
                        Vec::new()
                    };
                    let holds =
                        |(_, record): &&(i64, E::Record)| holds(*op, &(field.get)(record), &wanted);
                    let expected: BTreeSet<i64> =
                        self.records.iter().filter(holds).map(|(id, _)| *id).collect();
                    let name = join_name(&field.key, *op);
                    let address = Form::default().with(&name, typed).encode();
                    let found = self.page(&address, 100, Place::Start).ids;
                    assert_eq!(
                        found.iter().copied().collect::<BTreeSet<_>>(),
                        expected,
                        "{address}"
                    );
                    let count = i64::try_from(expected.len()).unwrap();
                    assert_eq!(self.count(&address, false), Count::Exactly(count), "{address}");
                    assert_eq!(self.count(&address, true), Count::Exactly(count), "{address}");
                    // What the address says is what a link to it says.
                    let form = Form::parse(address.as_bytes()).unwrap();
                    let href = Links::of(E::vocabulary().path, &form).href();
                    assert_eq!(href, format!("{}?{address}", E::vocabulary().path));
                    asked += 1;
                }
            }
        }
        assert!(asked > 50, "only {asked} filters were asked");
    }

    pub fn every_order_meets_each_row_once(&self) {
        let mut orders = vec![String::new()];
        for entry in E::vocabulary().entries.iter().filter(|entry| entry.sortable != Sortable::No) {
            orders.extend([format!("sort={}", entry.key), format!("sort=-{}", entry.key)]);
        }
        assert!(orders.len() > 10);
        for order in &orders {
            let all = self.page(order, 100, Place::Start).ids;
            assert_eq!(all.len(), self.records.len(), "{order}");
            self.is_in_order(order, &all);
            assert_eq!(self.leafed(order), all, "{order}");
            assert_eq!(
                self.leafed_back(order, all[all.len() - 1]),
                all[..all.len() - 1],
                "{order}"
            );
            let third = self.page(order, 2, Place::Number(2));
            assert_eq!((third.ids.as_slice(), third.has_previous), (&all[2..4], true), "{order}");
            assert!(self.page(order, 2, Place::Number(99)).ids.is_empty());
        }
    }

    fn leafed(&self, order: &str) -> Vec<i64> {
        let (mut seen, mut place) = (Vec::new(), Place::Start);
        loop {
            let page = self.page(order, 2, place);
            assert_eq!(page.has_previous, !seen.is_empty());
            seen.extend(&page.ids);
            match page.ids.last() {
                Some(id) if page.has_next => place = Place::After(*id),
                _ => return seen,
            }
        }
    }

    fn leafed_back(&self, order: &str, last: i64) -> Vec<i64> {
        let (mut seen, mut place) = (Vec::new(), Place::Before(last));
        loop {
            let page = self.page(order, 2, place);
            seen = page.ids.iter().copied().chain(seen).collect();
            match page.ids.first() {
                Some(id) if page.has_previous => place = Place::Before(*id),
                _ => return seen,
            }
        }
    }

    /// Numbers, days and instants stand in order, and what is empty stands behind, both ways.
    fn is_in_order(&self, order: &str, ids: &[i64]) {
        let Some(key) = order.strip_prefix("sort=") else { return };
        let descends = key.starts_with('-');
        let key = key.trim_start_matches('-');
        let field = E::fields().iter().find(|field| field.key == key).unwrap();
        let value = |id: &i64| {
            let (_, record) = self.records.iter().find(|(known, _)| known == id).unwrap();
            (field.get)(record)
        };
        let values: Vec<Value> = ids.iter().map(value).collect();
        for pair in values.windows(2) {
            let (first, second) = (&pair[0], &pair[1]);
            assert!(!first.is_empty() || second.is_empty(), "{order}: {values:?}");
            if let (Some(a), Some(b)) = (measure(first), measure(second)) {
                assert!(if descends { a >= b } else { a <= b }, "{order}: {values:?}");
            }
        }
    }

    pub fn every_column_and_label_is_there() {
        for field in E::fields() {
            assert!(field.labels.iter().all(|label| !label.is_empty()), "{}", field.key);
        }
        let vocabulary = E::vocabulary();
        let known = |key: &str| vocabulary.find(key).is_some();
        assert!(vocabulary.usual.iter().all(|key| known(key)));
        assert!(vocabulary.common.iter().all(|key| known(key)));
        assert!(vocabulary.standing.iter().all(|key| known(key)));
        assert!(E::LEADS.iter().all(|(key, column)| known(key) && known(column)));
    }

    /// Whoever sees only their own customers sees nothing of the others', wherever they begin.
    pub fn shows_only_what_one_may_see(&self, customer: i64) {
        let scope = Scope::Oneself(customer);
        let own: Vec<i64> = self
            .records
            .iter()
            .filter(|(_, record)| E::customer(record).0 == customer)
            .map(|(id, _)| *id)
            .collect();
        assert!(!own.is_empty() && own.len() < self.records.len());
        let actor = Actor { scope, role: Role::Sales, ..Actor::command(Via::Panel) };
        let page = |address: &str, place| {
            let mut ids = self.rows(&actor, address, |conn, rows| rows.page(conn, 100, place)).ids;
            ids.sort_unstable();
            ids
        };
        let others = self.records.iter().map(|(id, _)| *id).find(|id| !own.contains(id)).unwrap();
        for place in [Place::Start, Place::After(others), Place::Number(1)] {
            assert_eq!(page("", place), own);
            assert_eq!(page("sort=customer", Place::Start), own);
        }
        let count = self.rows(&actor, "", |conn, rows| rows.count(conn, false));
        assert_eq!(count, Count::Exactly(i64::try_from(own.len()).unwrap()));
        let hidden = format!("id={others}");
        assert!(page(&hidden, Place::Start).is_empty());
        assert!(page(&format!("q={others}"), Place::Start).iter().all(|id| own.contains(id)));
    }
}

pub fn holds(op: Op, value: &Value, wanted: &[Value]) -> bool {
    let text = || value.text().map(fold).unwrap_or_default();
    let compare = |wanted: &Value| Some(measure(value)?.cmp(&measure(wanted)?));
    match op {
        Op::Empty => value.is_empty(),
        Op::Filled => !value.is_empty(),
        Op::Not => !holds(Op::Eq, value, wanted),
        Op::Contains => wanted.iter().any(|w| text().contains(&fold(w.text().unwrap()))),
        Op::Starts => wanted.iter().any(|w| text().starts_with(&fold(w.text().unwrap()))),
        _ if value.is_empty() => false,
        _ => match (value, wanted) {
            (Value::Moment(at), [Value::Moment(from), Value::Moment(to)]) => match op {
                Op::Eq => at >= from && at < to,
                Op::Gt => at >= to,
                Op::Gte => at >= from,
                Op::Lt => at < from,
                _ => at < to,
            },
            (Value::Text(_), _) => wanted.iter().any(|w| text() == fold(w.text().unwrap())),
            (value, [wanted]) => match op {
                Op::Eq => value == wanted,
                Op::Gt => compare(wanted).unwrap().is_gt(),
                Op::Gte => compare(wanted).unwrap().is_ge(),
                Op::Lt => compare(wanted).unwrap().is_lt(),
                _ => compare(wanted).unwrap().is_le(),
            },
            other => panic!("{op:?} {other:?}"),
        },
    }
}

/// What of a value can be more or less.
fn measure(value: &Value) -> Option<i64> {
    use chrono::Datelike;
    match value {
        Value::Number(n) => Some(*n),
        Value::Date(day) => Some(i64::from(day.num_days_from_ce())),
        Value::Moment(at) => at.and_utc().timestamp_micros().into(),
        _ => None,
    }
}

fn reading_zone(house: &House) -> chrono_tz::Tz {
    house.settings.organisation.zone()
}

pub fn plan(conn: &mut Db, name: &str, price: i64) -> i64 {
    diesel::insert_into(plans::table)
        .values((
            plans::name.eq(name),
            plans::name_folded.eq(name),
            plans::currency.eq("ARS"),
            plans::price.eq(price),
            plans::every.eq(1),
            plans::unit.eq("month"),
            plans::trial_days.eq(0),
        ))
        .returning(plans::id)
        .get_result(conn)
        .unwrap()
}

fn some_contracts() -> (Sample<Contracts>, i64) {
    let house = House::new();
    let owners = ["Zulma Ñandú", "Ána Díaz", "Bruno 100% _s"].map(|name| house.customer(name));
    let day = |text: &str| text.parse().unwrap();
    let ids = house.write(|conn| {
        let plans = [plan(conn, "fibra 100", 1_999_000), plan(conn, "fibra 300", 2_999_050)];
        let server: i64 =
            diesel::sql_query("INSERT INTO servers (name, name_folded) VALUES ('norte', 'norte')")
                .execute(conn)
                .map(|_| 1)?;
        diesel::sql_query("INSERT INTO coverages (name, name_folded) VALUES ('centro', 'centro')")
            .execute(conn)?;
        let states = ["enabled", "alerted", "disabled", "draft", "ended", "enabled", "enabled"];
        let mut ids = Vec::new();
        for (at, state) in states.into_iter().enumerate() {
            let number = i64::try_from(at).unwrap();
            let odd = at % 2 == 1;
            let text = |value: &str| odd.then(|| value.to_owned());
            let row = Contract {
                public_id: format!("con_{at}"),
                version: 1,
                customer_id: owners[at % 3],
                number: (at != 2).then(|| format!("C-{at:04}")),
                plan_id: plans[at % 2],
                server_id: odd.then_some(server),
                coverage_id: (at > 3).then_some(1),
                node: text("Nodo Ñuñoa"),
                state: state.to_owned(),
                start_date: day(["2026-01-05", "2026-03-01", "2026-01-05"][at % 3]),
                end_date: odd.then(|| day("2027-01-05")),
                address: Some(format!("Güemes {at}")),
                district: text("Barrio Sur"),
                city: text("Rosario"),
                region: text("AR-S"),
                postal_code: text("S2000"),
                latitude: odd.then_some(-32_946_820 + number),
                longitude: odd.then_some(-60_639_320),
                ip: text("10.0.0.7"),
                mac: text("00:11:22:33:44:55"),
                notes: text("Atiende por la tarde"),
                currency: (if odd { "ARS" } else { "USD" }).to_owned(),
                price: odd.then_some(1_500_000 + number),
                discount_bp: 250 * number,
                billed_until: (at > 4).then(|| day("2026-02-04")),
                created_at: "2026-02-03T12:00:00".parse().unwrap(),
                updated_at: "2026-02-04T12:00:00".parse().unwrap(),
                ..Contract::default()
            };
            ids.push(
                diesel::insert_into(contracts::table)
                    .values(&row)
                    .returning(contracts::id)
                    .get_result(conn)?,
            );
        }
        Ok(ids)
    });
    (Sample::new(house, ids), owners[1])
}

#[test]
fn contracts_are_found_by_every_filter_in_every_order() {
    let (sample, owner) = some_contracts();
    sample.every_filter_finds_what_it_says();
    sample.every_order_meets_each_row_once();
    Sample::<Contracts>::every_column_and_label_is_there();
    sample.shows_only_what_one_may_see(owner);
}

#[test]
fn a_search_finds_contracts_by_their_number_and_by_their_customer() {
    let (sample, owner) = some_contracts();
    let found = |typed: &str| {
        let address = Form::default().with("q", typed).encode();
        let mut ids = sample.page(&address, 100, Place::Start).ids;
        ids.sort_unstable();
        ids
    };
    let of_owner: Vec<i64> = sample
        .records
        .iter()
        .filter(|(_, record)| record.contract.customer_id == owner)
        .map(|(id, _)| *id)
        .collect();
    assert_eq!(found("c-0003"), [sample.records[3].0]);
    assert_eq!(found("Contrato C-0003"), [sample.records[3].0]);
    // One without a number of its own is called by ours.
    let unnumbered = sample.records[2].0;
    assert_eq!(found(&format!("Contrato {unnumbered}")), [unnumbered]);
    assert_eq!(found(&format!("contract no. {unnumbered}")), [unnumbered]);
    assert_eq!(found("ana diaz"), of_owner);
    assert_eq!(found("nadie se llama asi"), [] as [i64; 0]);
    // The words go on where conditions go on.
    let address = Form::default().with("q", "ana").with("state", "alerted").encode();
    assert_eq!(sample.page(&address, 100, Place::Start).ids, [sample.records[1].0]);
}

fn some_subscriptions() -> (Sample<Subscriptions>, i64) {
    let house = House::new();
    let owners = ["Zulma Ñandú", "Ána Díaz", "Bruno 100% _s"].map(|name| house.customer(name));
    let day = |text: &str| text.parse().unwrap();
    let ids = house.write(|conn| {
        let plans = [plan(conn, "fibra 100", 1_999_000), plan(conn, "fibra 300", 2_999_050)];
        let contract = Contract {
            public_id: "con_1".to_owned(),
            version: 1,
            customer_id: owners[0],
            plan_id: plans[0],
            state: "enabled".to_owned(),
            start_date: day("2026-01-05"),
            currency: "ARS".to_owned(),
            ..Contract::default()
        };
        let contract: i64 = diesel::insert_into(contracts::table)
            .values(&contract)
            .returning(contracts::id)
            .get_result(conn)?;
        let states = ["active", "trialing", "paused", "canceled", "retrying", "unpaid", "active"];
        let mut ids = Vec::new();
        for (at, status) in states.into_iter().enumerate() {
            let number = i64::try_from(at).unwrap();
            let odd = at % 2 == 1;
            let row = Subscription {
                public_id: format!("sub_{at}"),
                version: 1,
                customer_id: owners[at % 3],
                plan_id: plans[at % 2],
                status: status.to_owned(),
                attention_reason: odd.then(|| "no_card".to_owned()),
                quantity: number + 1,
                start_at: day(["2026-01-05", "2026-03-01", "2026-01-05"][at % 3]),
                cycles: odd.then_some(12),
                contract_id: odd.then_some(contract),
                trial_end: odd.then(|| day("2026-03-04")),
                next_charge_on: (at % 3 > 0).then(|| day("2026-12-05")),
                anchor_day: 5,
                cycles_done: number,
                cancel_at: odd.then(|| day("2026-12-04")),
                cancel_reason: odd.then(|| "Se muda".to_owned()),
                price: odd.then_some(1_500_000 + number),
                discount_bp: 250 * number,
                payment_method: odd.then(|| "card".to_owned()),
                currency: (if odd { "ARS" } else { "USD" }).to_owned(),
                created_at: "2026-02-03T12:00:00".parse().unwrap(),
                updated_at: "2026-02-04T12:00:00".parse().unwrap(),
                ..Subscription::default()
            };
            ids.push(
                diesel::insert_into(subscriptions::table)
                    .values(&row)
                    .returning(subscriptions::id)
                    .get_result(conn)?,
            );
        }
        Ok(ids)
    });
    (Sample::new(house, ids), owners[1])
}

#[test]
fn subscriptions_are_found_by_every_filter_in_every_order() {
    let (sample, owner) = some_subscriptions();
    sample.every_filter_finds_what_it_says();
    sample.every_order_meets_each_row_once();
    Sample::<Subscriptions>::every_column_and_label_is_there();
    sample.shows_only_what_one_may_see(owner);
}

#[test]
fn a_search_finds_subscriptions_by_what_their_page_calls_them() {
    let (sample, owner) = some_subscriptions();
    let found = |typed: &str| super::document_lists::found(&sample, typed);
    let one = sample.records[3].0;
    for typed in [
        one.to_string(),
        format!("N.º {one}"),
        format!("fibra 300 · N.º {one}"),
        format!("Suscripción {one}"),
        format!("assinatura n.º {one}"),
    ] {
        assert_eq!(found(&typed), [one], "{typed}");
    }
    let of = |keep: &dyn Fn(&padron::subscriptions::Record) -> bool| {
        let kept = sample.records.iter().filter(|(_, record)| keep(record));
        kept.map(|(id, _)| *id).collect::<Vec<i64>>()
    };
    assert_eq!(found("Fibra 300"), of(&|record| record.plan.name == "fibra 300"));
    assert_eq!(found("ana diaz"), of(&|record| record.subscription.customer_id == owner));
}
