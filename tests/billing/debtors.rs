//! Customers by what they owe, have and pay with: every filter is recounted from the rows that it is about, on
//! either database.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use chrono::{Days, NaiveDate};
use diesel::connection::{Instrumentation, InstrumentationEvent};
use diesel::prelude::*;
use diesel::sql_types::Text;
use padron::accounts::{self, Rules};
use padron::contracts::Contract;
use padron::customers::{Query, fields};
use padron::db::Db;
use padron::db::schema::{
    contracts, customer_accounts, customer_gateways, customers, gateways, invoices, subscriptions,
};
use padron::error::AppError;
use padron::fields::filter::{Op, join_name};
use padron::fields::{Group, Kind, Lookup, Uses, Value};
use padron::lists::{Count, Place};
use padron::settings::{Display, Settings, lookups};
use padron::subscriptions::Subscription;
use padron::web::Form;

use super::house::House;
use super::lists::{holds, plan};

const PEOPLE: i64 = 16;
const FACTS: [Group; 3] = [Group::Account, Group::Services, Group::Gateways];

/// What the rows say of a customer, read by no query of the customers'.
struct Fact {
    id: i64,
    zone: Option<i64>,
    category: String,
    unpaid: i64,
    balance: i64,
    overdue: Vec<NaiveDate>,
    card: (String, Option<NaiveDate>),
    contracts: Vec<Contract>,
    subscriptions: Vec<(String, i64)>,
    gateways: Vec<i64>,
}

struct Sample {
    house: House,
    today: NaiveDate,
    zones: [i64; 2],
    facts: Vec<Fact>,
}

/// A gateway that plays one.
pub fn gateway(conn: &mut Db, name: &str) -> QueryResult<i64> {
    diesel::insert_into(gateways::table)
        .values((
            gateways::name.eq(name),
            gateways::name_folded.eq(name),
            gateways::end_kind.eq("simulator"),
            gateways::currency.eq("ARS"),
        ))
        .returning(gateways::id)
        .get_result(conn)
}

impl Sample {
    fn new() -> Self {
        let mut house = House::new();
        let ids: Vec<i64> =
            (0..PEOPLE).map(|at| house.customer(&format!("Persona {at:02}"))).collect();
        let today = house.writing().today();
        for (at, id) in (0_i64..).zip(&ids) {
            for nth in 0..at % 4 {
                let document = house.invoice(*id, 10_000 * (nth + 1) + at, 10);
                if at % 3 != 2 {
                    let back = u64::try_from(4 * at + nth + 1).unwrap();
                    house.write(|conn| {
                        let row = diesel::update(invoices::table.find(document));
                        let due = today.checked_sub_days(Days::new(back));
                        row.set(invoices::due_date.eq(due)).execute(conn)?;
                        Ok(())
                    });
                }
            }
        }
        let zones = house.write(|conn| furnish(conn, &house, &ids, today));
        house.settings =
            house.db.read_now(|conn| Ok::<_, AppError>(Settings::load(conn)?)).unwrap();
        house.write(|conn| {
            accounts::refresh(conn, &ids, &Rules::of(&house.settings, house.writing().at))?;
            Ok(())
        });
        let facts = ids.iter().map(|id| house.write(|conn| Ok(fact(conn, *id, today)?)));
        Self { facts: facts.collect(), house, today, zones }
    }

    fn query(&self, address: &str) -> Query {
        let form = Form::parse(address.as_bytes()).unwrap();
        let query = Query::visible_to(&self.house.actor);
        query.narrowed_exactly(&form, &self.house.settings).unwrap()
    }

    /// Whom an address finds; counted as well.
    fn found(&self, address: &str) -> Vec<i64> {
        let query = self.query(address);
        let read = |conn: &mut Db| {
            let page = query.page(conn, 100, Place::Start)?;
            assert_eq!(page.stopped_at, None);
            Ok::<_, AppError>((page.ids, query.count(conn)?))
        };
        let (ids, count) = self.house.db.read_now(read).unwrap();
        assert_eq!(count, Count::Exactly(i64::try_from(ids.len()).unwrap()), "{address}");
        ids
    }

    #[track_caller]
    fn is(&self, address: &str, wanted: impl Fn(&Fact) -> bool) -> usize {
        let expected: BTreeSet<i64> =
            self.facts.iter().filter(|fact| wanted(fact)).map(|fact| fact.id).collect();
        let found: BTreeSet<i64> = self.found(address).into_iter().collect();
        assert_eq!(found, expected, "{address}");
        expected.len()
    }

    /// What a field is of a customer: of each row, where it is asked of rows.
    fn values(&self, fact: &Fact, key: &str) -> Vec<Value> {
        let since = fact.overdue.iter().min().copied();
        let day = |day: Option<NaiveDate>| day.map_or(Value::Empty, Value::Date);
        let link = |id: Option<i64>| id.map_or(Value::Empty, Value::Ref);
        let of_contracts = |read: &dyn Fn(&Contract) -> Value| -> Vec<Value> {
            fact.contracts.iter().map(read).collect()
        };
        match key {
            "unpaid_count" => vec![Value::Number(fact.unpaid)],
            "unpaid_balance" => vec![Value::Number(fact.balance)],
            "overdue_count" => {
                vec![Value::Number(i64::try_from(fact.overdue.len()).unwrap())]
            }
            "overdue_since" => vec![day(since)],
            "days_overdue" => vec![
                since.map_or(Value::Empty, |since| Value::Number((self.today - since).num_days())),
            ],
            "card_state" => vec![Value::Text(fact.card.0.clone())],
            "card_expires_on" => vec![day(fact.card.1)],
            "contract_state" => of_contracts(&|one| Value::Text(one.state.clone())),
            "contract_plan_id" => of_contracts(&|one| Value::Ref(one.plan_id)),
            "contract_server_id" => of_contracts(&|one| link(one.server_id)),
            "contract_coverage_id" => of_contracts(&|one| link(one.coverage_id)),
            "contract_node" => of_contracts(&|one| one.node.clone().into()),
            "contract_start_date" => of_contracts(&|one| Value::Date(one.start_date)),
            "subscription_status" => {
                fact.subscriptions.iter().map(|(code, _)| Value::Text(code.clone())).collect()
            }
            "subscription_plan_id" => {
                fact.subscriptions.iter().map(|(_, plan)| Value::Ref(*plan)).collect()
            }
            "gateway_id" => fact.gateways.iter().map(|id| Value::Ref(*id)).collect(),
            other => panic!("how is {other} recounted?"),
        }
    }
}

/// Zones, services, cards and gateways, of each customer others.
fn furnish(
    conn: &mut Db,
    house: &House,
    ids: &[i64],
    today: NaiveDate,
) -> Result<[i64; 2], AppError> {
    let zone = |conn: &mut Db, name: &str| {
        lookups::create(conn, &house.actor, Lookup::Zones, name, None).unwrap()
    };
    let zones = [zone(conn, "Norte"), zone(conn, "Sur")];
    let plans = [plan(conn, "fibra 100", 1_999_000), plan(conn, "fibra 300", 2_999_050)];
    for sql in [
        "INSERT INTO servers (name, name_folded) VALUES ('uno', 'uno'), ('dos', 'dos')",
        "INSERT INTO coverages (name, name_folded) VALUES ('centro', 'centro')",
    ] {
        diesel::sql_query(sql).execute(conn)?;
    }
    let ends = [gateway(conn, "simulador")?, gateway(conn, "otra")?];
    for (at, id) in ids.iter().copied().enumerate() {
        if at % 5 != 4 {
            let own = customers::table.find(id);
            diesel::update(own).set(customers::zone_id.eq(zones[at / 4 % 2])).execute(conn)?;
        }
        serve(conn, (at, id), plans, today)?;
        if at % 5 < 3 {
            let status = if at % 5 == 1 { "removed" } else { "active" };
            diesel::insert_into(customer_gateways::table)
                .values((
                    customer_gateways::customer_id.eq(id),
                    customer_gateways::gateway_id.eq(ends[at % 2]),
                    customer_gateways::external_id.eq(format!("pad-{id}")),
                    customer_gateways::status.eq(status),
                ))
                .execute(conn)?;
        }
        if at % 5 == 0 {
            let (status, year) = [("active", 2031), ("active", 2020), ("failed", 2032)][at / 5 % 3];
            let sql = format!(
                "INSERT INTO cards (public_id, customer_id, gateway_id, username, token_sealed, brand, last4, \
                 kind, exp_month, exp_year, is_default, status, created_at) VALUES ('car_{at}', {id}, {}, \
                 'u{at}', 'x', 'Visa', '4417', 'credit', 5, {year}, TRUE, '{status}', '2026-01-01 00:00:00')",
                ends[0]
            );
            diesel::sql_query(sql).execute(conn)?;
        }
    }
    Ok(zones)
}

/// Contracts and subscriptions of the customer at a place.
fn serve(
    conn: &mut Db,
    (at, id): (usize, i64),
    plans: [i64; 2],
    today: NaiveDate,
) -> QueryResult<()> {
    for nth in 0..at % 3 {
        let state = ["enabled", "disabled", "draft", "ended", "alerted"][(at + nth) % 5];
        let row = Contract {
            public_id: format!("con_{at}_{nth}"),
            version: 1,
            customer_id: id,
            plan_id: plans[(at / 3 + nth) % 2],
            server_id: (nth == 1).then_some(1 + i64::try_from(at % 2).unwrap()),
            coverage_id: (at > 8).then_some(1),
            node: (at % 2 == 1).then(|| format!("Nodo Ñuñoa {nth}")),
            state: state.to_owned(),
            start_date: today - Days::new(u64::try_from(10 * at + nth).unwrap()),
            currency: "ARS".to_owned(),
            ..Contract::default()
        };
        diesel::insert_into(contracts::table).values(&row).execute(conn)?;
    }
    if at % 4 == 1 {
        let row = Subscription {
            public_id: format!("sub_{at}"),
            version: 1,
            customer_id: id,
            plan_id: plans[at % 3 % 2],
            status: ["active", "unpaid", "paused"][at % 3].to_owned(),
            start_at: today,
            anchor_day: 1,
            quantity: 1,
            currency: "ARS".to_owned(),
            ..Subscription::default()
        };
        diesel::insert_into(subscriptions::table).values(&row).execute(conn)?;
    }
    Ok(())
}

fn fact(conn: &mut Db, id: i64, today: NaiveDate) -> QueryResult<Fact> {
    let open: Vec<(i64, Option<NaiveDate>)> = invoices::table
        .filter(invoices::customer_id.eq(id).and(invoices::balance.gt(0)))
        .filter(invoices::status.eq_any(["pending", "partially_paid", "rejected"]))
        .select((invoices::balance, invoices::due_date))
        .load(conn)?;
    let (zone, category) = customers::table
        .find(id)
        .select((customers::zone_id, customers::category))
        .first::<(Option<i64>, String)>(conn)?;
    let card = customer_accounts::table
        .find(id)
        .select((customer_accounts::card_state, customer_accounts::card_expires_on))
        .first::<(String, Option<NaiveDate>)>(conn)?;
    let late = |(_, due): &(i64, Option<NaiveDate>)| due.filter(|due| *due < today);
    Ok(Fact {
        id,
        zone,
        category,
        unpaid: i64::try_from(open.len()).unwrap(),
        balance: open.iter().map(|(balance, _)| balance).sum(),
        overdue: open.iter().filter_map(late).collect(),
        card,
        contracts: contracts::table
            .filter(contracts::customer_id.eq(id))
            .select(Contract::as_select())
            .load(conn)?,
        subscriptions: subscriptions::table
            .filter(subscriptions::customer_id.eq(id))
            .select((subscriptions::status, subscriptions::plan_id))
            .load(conn)?,
        gateways: customer_gateways::table
            .filter(customer_gateways::customer_id.eq(id))
            .filter(customer_gateways::status.eq("active"))
            .select(customer_gateways::gateway_id)
            .load(conn)?,
    })
}

#[test]
fn delinquents_of_a_zone_with_two_or_more() {
    let sample = Sample::new();
    for zone in sample.zones {
        for least in [1, 2, 3] {
            let address = format!("zone_id={zone}&category=delinquent&unpaid_count__gte={least}");
            let is_one = |fact: &Fact| {
                fact.zone == Some(zone) && fact.category == "delinquent" && fact.unpaid >= least
            };
            let many = sample.is(&address, is_one);
            assert!(least > 2 || (1..sample.facts.len()).contains(&many), "{address}: {many}");
            let sorted = sample.found(&format!("{address}&sort=-unpaid_count"));
            let of = |id: &i64| sample.facts.iter().find(|fact| fact.id == *id).unwrap().unpaid;
            assert!(sorted.windows(2).all(|pair| of(&pair[0]) >= of(&pair[1])));
        }
    }
    // Everybody who is late is late by a document, or by a subscription.
    sample.is("days_overdue__gte=1&category=delinquent", |fact| !fact.overdue.is_empty());
}

#[test]
fn every_filter_on_debts_services_and_cards_finds_what_it_says() {
    let sample = Sample::new();
    let display = Display::new(padron::i18n::Lang::Es, &sample.house.settings);
    let mut asked = 0;
    let about =
        |field: &&fields::Field| FACTS.contains(&field.group) && field.is_used_in(Uses::FILTER);
    for field in fields::all().iter().filter(about) {
        let of = |fact: &Fact| sample.values(fact, &field.key);
        let kept: Vec<Value> = sample.facts.iter().flat_map(of).collect();
        let filled: Vec<&Value> = kept.iter().filter(|value| !value.is_empty()).collect();
        assert!(!filled.is_empty(), "nobody of the sample has {}", field.key);
        // A row that always has it says nothing by being «without» it: then there is no row.
        let is_of_rows = field.part == "services";
        let always = is_of_rows && kept.len() == filled.len();
        for op in field.kind.ops() {
            let typed: BTreeSet<String> = match op {
                Op::Empty => BTreeSet::from(["1".to_owned()]),
                Op::Filled => BTreeSet::from(["0".to_owned()]),
                _ => filled
                    .iter()
                    .map(|value| match (&field.kind, value) {
                        (Kind::Amount, Value::Number(n)) => display.amount(*n, "ARS"),
                        _ => value.canonical().unwrap(),
                    })
                    .collect(),
            };
            for typed in typed {
                let reading = sample.house.settings.organisation.reading();
                let wanted = if op.takes_value() {
                    field.kind.parse_filter(*op, &typed, reading).unwrap()
                } else {
                    Vec::new()
                };
                let address = Form::default().with(&join_name(&field.key, *op), typed).encode();
                sample.is(&address, |fact| {
                    let values = of(fact);
                    match op {
                        Op::Empty if always => values.is_empty(),
                        Op::Filled if always => !values.is_empty(),
                        _ => values.iter().any(|value| holds(*op, value, &wanted)),
                    }
                });
                asked += 1;
            }
        }
    }
    assert!(asked > 300, "only {asked} filters were asked");
}

#[test]
fn what_is_asked_of_contracts_is_asked_of_the_same_one() {
    let sample = Sample::new();
    let plans: BTreeSet<i64> =
        sample.facts.iter().flat_map(|fact| &fact.contracts).map(|one| one.plan_id).collect();
    let (mut found, mut apart) = (0, 0);
    for plan in &plans {
        for state in ["enabled", "disabled", "ended", "alerted"] {
            let address = format!("contract_plan_id={plan}&contract_state={state}");
            let of = |one: &Contract| one.plan_id == *plan && one.state == state;
            found += sample.is(&address, |fact| fact.contracts.iter().any(of));
            let both = |fact: &&Fact| {
                fact.contracts.iter().any(|one| one.plan_id == *plan)
                    && fact.contracts.iter().any(|one| one.state == state)
                    && !fact.contracts.iter().any(of)
            };
            apart += sample.facts.iter().filter(both).count();
            sample.is(&format!("{address}&contract_server_id__empty=1"), |fact| {
                fact.contracts.iter().any(|one| of(one) && one.server_id.is_none())
            });
            // Of other tables, and of none, it is asked beside.
            sample.is(&format!("{address}&subscription_status=active"), |fact| {
                fact.contracts.iter().any(of)
                    && fact.subscriptions.iter().any(|(status, _)| status == "active")
            });
        }
        sample.is(
            &format!(
                "contract_node__contains=nodo&contract_plan_id={plan}&contract_start_date__empty=1"
            ),
            |_| false,
        );
    }
    assert!(found > 0 && apart > 0, "{found} {apart}: the sample tells nothing apart");
    let either = "contract_state=enabled&contract_state=ended";
    sample.is(either, |fact| {
        fact.contracts.iter().any(|one| matches!(one.state.as_str(), "enabled" | "ended"))
    });
}

#[derive(QueryableByName)]
struct Plan {
    #[diesel(sql_type = Text)]
    detail: String,
}

/// How SQLite reads the page and the number of an address; nothing on another database.
fn plans(sample: &Sample, address: &str) -> Vec<String> {
    let query = sample.query(address);
    plans_of(&sample.house, |conn| {
        query.page(conn, 25, Place::Start)?;
        query.count(conn)?;
        Ok(())
    })
}

/// How SQLite reads what is asked of it; nothing on another database.
pub fn plans_of(house: &House, ask: impl FnOnce(&mut Db) -> Result<(), AppError>) -> Vec<String> {
    let read = |conn: &mut Db| {
        let log: Arc<Mutex<Vec<String>>> = Arc::default();
        let Db::Sqlite(sqlite) = conn else { return Ok(Vec::new()) };
        let heard = Arc::clone(&log);
        sqlite.set_instrumentation(move |event: InstrumentationEvent<'_>| {
            if let InstrumentationEvent::StartQuery { query, .. } = event {
                heard.lock().unwrap().push(query.to_string());
            }
        });
        ask(conn)?;
        let Db::Sqlite(sqlite) = conn else { return Ok(Vec::new()) };
        sqlite.set_instrumentation(None::<Box<dyn Instrumentation>>);
        let said = log.lock().unwrap().clone();
        let plan = |said: &String| {
            let sql = said.split("-- binds").next().unwrap();
            let plan: Vec<Plan> =
                diesel::sql_query(format!("EXPLAIN QUERY PLAN {sql}")).load(sqlite)?;
            Ok(plan.into_iter().map(|step| step.detail).collect::<Vec<_>>().join("; "))
        };
        said.iter().map(plan).collect::<Result<Vec<String>, AppError>>()
    };
    house.db.read_now(read).unwrap()
}

#[test]
fn delinquents_of_a_zone_are_read_from_one_index() {
    let sample = Sample::new();
    let zone = sample.zones[0];
    for (address, index) in [
        (
            format!("zone_id={zone}&category=delinquent&unpaid_count__gte=2"),
            "COVERING INDEX customers_zone_category (zone_id=? AND category=?)",
        ),
        (
            "category=delinquent&unpaid_count__gte=2".to_owned(),
            "COVERING INDEX customers_category (category=?)",
        ),
    ] {
        let plans = plans(&sample, &address);
        assert_eq!(plans.len(), if std::env::var("TEST_DATABASE").is_ok() { 0 } else { 2 });
        for plan in plans {
            assert!(plan.contains(index) && !plan.contains("TEMP B-TREE"), "{address}: {plan}");
        }
    }
}
