//! «Generar facturas»: whose turn it is, what is billed, and that no period comes twice.

use std::sync::Barrier;

use chrono::{Datelike, Days, NaiveDate};
use diesel::prelude::*;
use padron::accounts::{Rules, compare};
use padron::db::Db;
use padron::db::schema::{
    contracts, customer_billing, customers, invoices, jobs as job_rows, plans, subscriptions,
};
use padron::error::AppError;
use padron::invoices::checks::Disagreements;
use padron::invoices::run::{self, Ask, Why};
use padron::invoices::{Act, Writing, act};
use padron::jobs::{self, Claim, Fate, Pace};

use super::house::{House, saved};

/// The first of a month, half a year ago: nothing of a run may depend on the day it is tested.
fn first(house: &House) -> NaiveDate {
    let today = house.writing().today();
    (today - chrono::Months::new(6)).with_day(1).unwrap()
}

impl House {
    /// A plan of so many months.
    fn plan(&self, price: i64, every: i64, unit: &str) -> i64 {
        let name = format!("Fibra {price}/{every}{unit}");
        self.write(|conn| {
            Ok(diesel::insert_into(plans::table)
                .values((
                    plans::name.eq(&name),
                    plans::name_folded.eq(name.to_lowercase()),
                    plans::currency.eq("ARS"),
                    plans::price.eq(price),
                    plans::every.eq(every),
                    plans::unit.eq(unit),
                    plans::trial_days.eq(0),
                ))
                .returning(plans::id)
                .get_result(conn)?)
        })
    }

    /// A customer who is billed on a day of the month.
    fn billed_on(&self, name: &str, day: i64) -> i64 {
        let customer = self.customer(name);
        self.write(|conn| {
            diesel::update(customer_billing::table.find(customer))
                .set(customer_billing::effective_billing_day.eq(Some(day)))
                .execute(conn)?;
            Ok(())
        });
        customer
    }

    /// An enabled contract that began long ago.
    fn contract(&self, customer: i64, plan: i64) -> i64 {
        let began = first(self) - chrono::Months::new(24);
        self.write(|conn| {
            let at = self.writing().at;
            let id = diesel::insert_into(contracts::table)
                .values((
                    contracts::public_id
                        .eq(format!("con_{customer}_{plan}_{}", padron::token::random_text(6))),
                    contracts::customer_id.eq(customer),
                    contracts::plan_id.eq(plan),
                    contracts::state.eq("enabled"),
                    contracts::start_date.eq(began),
                    contracts::currency.eq("ARS"),
                    contracts::created_at.eq(at),
                    contracts::updated_at.eq(at),
                ))
                .returning(contracts::id)
                .get_result(conn)?;
            self.writing().refresh(conn, &[customer])?;
            Ok(id)
        })
    }

    fn ask(&self, from: NaiveDate, to: NaiveDate) -> Ask {
        Ask {
            from,
            to,
            issue_on: self.writing().today(),
            entity: None,
            mails: false,
            is_open: true,
        }
    }

    /// Makes a run and looks at it: its number.
    fn looked_at(&self, ask: &Ask) -> i64 {
        let job = self.write(|conn| Ok(run::create(conn, &self.actor, ask)?));
        let mut claim = self.claim(job);
        let mut ask = ask.clone();
        assert!(run::freeze(&self.db, &mut claim, &mut ask, &|| false).unwrap());
        while run::look_some(&self.db, &claim, &self.writing().in_job(job), &ask).unwrap() {}
        job
    }

    fn claim(&self, job: i64) -> Claim {
        let holder = padron::token::random_text(16);
        self.write(|conn| Ok(jobs::claim(conn, &holder, Some(job))?)).unwrap()
    }

    /// Says yes to a run and does it; one that found nothing to issue asks for none.
    fn carry_out(&self, job: i64) {
        let has_some = self.fates(job).iter().any(|(_, fate, _)| *fate == Fate::Ready);
        assert_eq!(self.write(|conn| Ok(jobs::start(conn, job, false)?)), has_some);
        if !has_some {
            return;
        }
        let claim = self.claim(job);
        let mut pace = Pace::default();
        while self.step(&claim, &mut pace).unwrap() {}
    }

    fn step(&self, claim: &Claim, pace: &mut Pace) -> Result<bool, AppError> {
        let ask = Ask::of(&claim.job).unwrap();
        let w: Writing = self.writing().in_job(claim.job.id);
        self.db
            .write_now(|conn| run::issue_some(conn, claim, (&w, &ask), pace, &|_, _, _, _| Ok(())))
    }

    /// What became of the contracts of a run: fate, and why.
    fn fates(&self, job: i64) -> Vec<(i64, Fate, Option<Why>)> {
        self.write(|conn| {
            let mut all = Vec::new();
            for fate in [Fate::Waiting, Fate::Ready, Fate::Same, Fate::Refused, Fate::Changed] {
                for item in run::page(conn, job, fate, 0, 10_000)? {
                    all.push((item.contract_id, fate, item.reason.as_deref().and_then(Why::of)));
                }
            }
            all.sort_by_key(|(contract, ..)| *contract);
            Ok(all)
        })
    }

    /// Periods that a contract was billed, in the order of their documents.
    fn periods(&self, contract: i64) -> Vec<(NaiveDate, NaiveDate, i64)> {
        self.write(|conn| {
            let rows: Vec<(Option<NaiveDate>, Option<NaiveDate>, i64)> = invoices::table
                .filter(invoices::contract_id.eq(contract))
                .filter(invoices::status.ne("voided"))
                .order(invoices::id)
                .select((invoices::period_start, invoices::period_end, invoices::total))
                .load(conn)?;
            Ok(rows.into_iter().map(|row| (row.0.unwrap(), row.1.unwrap(), row.2)).collect())
        })
    }

    fn documents(&self) -> i64 {
        self.write(|conn| Ok(invoices::table.count().get_result(conn)?))
    }

    /// Nothing drifted: figures of customers, documents, and no gap in a series.
    fn is_sound(&self) {
        let today = self.writing().today();
        let rules = Rules { today, ..Rules::of(&self.settings, self.writing().at) };
        let found = self.write(|conn| Ok(compare(conn, 0, 10_000, &rules)?.0));
        assert_eq!(found, []);
        let found = self.write(|conn| Ok(Disagreements::find(conn)?));
        assert_eq!(found, Disagreements::default());
    }
}

#[test]
fn a_look_writes_nothing_and_a_run_bills_each_contract_once() {
    let house = House::new();
    let day = first(&house);
    let plan = house.plan(10_000, 1, "month");
    let (one, other) = (house.billed_on("Ana Díaz", 1), house.billed_on("Begoña Núñez", 2));
    let contracts = [house.contract(one, plan), house.contract(one, plan)];
    let tomorrow = house.contract(other, plan);
    let ask = house.ask(day, day);
    let job = house.looked_at(&ask);
    assert_eq!(house.documents(), 0);
    let ready = |id| (id, Fate::Ready, None);
    assert_eq!(house.fates(job), contracts.map(ready), "{tomorrow} is billed on another day");
    let sums = house.write(|conn| Ok(run::sums(conn, job, Fate::Ready)?));
    assert_eq!((sums[0].currency.as_str(), sums[0].documents, sums[0].total), ("ARS", 2, 20_000));
    house.carry_out(job);
    let month = (day, day + chrono::Months::new(1) - Days::new(1), 10_000);
    assert_eq!(contracts.map(|id| house.periods(id)), [vec![month], vec![month]]);
    assert!(house.fates(job).iter().all(|(_, fate, _)| *fate == Fate::Changed));
    house.is_sound();
    // Once more, by the same ask: nothing is left.
    let again = house.looked_at(&ask);
    let billed = |id| (id, Fate::Same, Some(Why::Billed(month.1)));
    assert_eq!(house.fates(again), contracts.map(billed));
    house.carry_out(again);
    assert_eq!(house.documents(), 2);
}

#[test]
fn a_run_over_several_days_begins_each_period_on_the_customers_day() {
    let house = House::new();
    let day = first(&house);
    let plan = house.plan(5_000, 1, "month");
    let made = [1, 5, 28].map(|on| house.contract(house.billed_on(&format!("Día {on}"), on), plan));
    // From the 28th of one month to the 5th of the next.
    let from = day - chrono::Months::new(1) + Days::new(27);
    let job = house.looked_at(&house.ask(from, day + Days::new(4)));
    house.carry_out(job);
    let begins = made.map(|id| house.periods(id).first().map(|period| period.0));
    assert_eq!(begins, [Some(day), Some(day + Days::new(4)), Some(from)]);
    let ends = made.map(|id| house.periods(id)[0].1.day());
    assert_eq!(ends[2], 27, "until the day before the next one");
}

/// A live subscription of a customer that charges a contract, on a plan.
fn subscribe(
    conn: &mut Db,
    house: &House,
    (customer, contract, plan): (i64, i64, i64),
    day: NaiveDate,
) -> QueryResult<usize> {
    diesel::insert_into(subscriptions::table)
        .values((
            subscriptions::public_id.eq("sub_1"),
            subscriptions::customer_id.eq(customer),
            subscriptions::contract_id.eq(contract),
            subscriptions::plan_id.eq(plan),
            subscriptions::status.eq("active"),
            subscriptions::start_at.eq(day),
            subscriptions::anchor_day.eq(1),
            subscriptions::currency.eq("ARS"),
            subscriptions::created_at.eq(house.writing().at),
            subscriptions::updated_at.eq(house.writing().at),
        ))
        .execute(conn)
}

#[test]
fn whoever_is_not_billed_is_named_with_the_reason() {
    let house = House::new();
    let day = first(&house);
    let monthly = house.plan(5_000, 1, "month");
    let (weekly, free) = (house.plan(900, 1, "week"), house.plan(0, 1, "month"));
    let ana = house.billed_on("Ana Díaz", 1);
    let contract = |plan| house.contract(ana, plan);
    let later = contract(monthly);
    let over = contract(monthly);
    let blocked = contract(monthly);
    let subscribed = contract(monthly);
    let (by_week, gratis) = (contract(weekly), contract(free));
    let repriced = contract(monthly);
    let ended = contract(monthly);
    let gap = contract(monthly);
    let unfit = house.contract(house.billed_on("Sin razón social", 1), monthly);
    let before = day - Days::new(1);
    house.write(|conn| {
        let of = |id| contracts::table.find(id);
        diesel::update(of(later))
            .set(contracts::start_date.eq(day + Days::new(1)))
            .execute(conn)?;
        diesel::update(of(over)).set(contracts::end_date.eq(before)).execute(conn)?;
        diesel::update(of(blocked)).set(contracts::state.eq("disabled")).execute(conn)?;
        diesel::update(of(repriced)).set(contracts::currency.eq("USD")).execute(conn)?;
        diesel::update(of(ended)).set(contracts::state.eq("ended")).execute(conn)?;
        diesel::update(of(gap))
            .set(contracts::billed_until.eq(before - Days::new(3)))
            .execute(conn)?;
        subscribe(conn, &house, (ana, subscribed, monthly), day)?;
        diesel::update(customer_billing::table.filter(customer_billing::customer_id.ne(ana)))
            .set(customer_billing::legal_entity_id.eq(None::<i64>))
            .execute(conn)?;
        house.writing().refresh(conn, &[ana])?;
        Ok(())
    });
    let job = house.looked_at(&house.ask(day, day));
    let wanted = [
        (later, Fate::Same, Some(Why::NotBegun(day + Days::new(1)))),
        (over, Fate::Same, Some(Why::Over(before))),
        (blocked, Fate::Same, Some(Why::Blocked)),
        (subscribed, Fate::Same, Some(Why::Subscribed)),
        (by_week, Fate::Refused, Some(Why::Rhythm)),
        (gratis, Fate::Same, Some(Why::Free)),
        (repriced, Fate::Refused, Some(Why::Repriced)),
        (gap, Fate::Ready, Some(Why::Gap(before - Days::new(2)))),
        (unfit, Fate::Refused, Some(Why::Refused(padron::invoices::Refusal::NoIssuer))),
    ];
    assert_eq!(house.fates(job), wanted);
    assert!(house.periods(ended).is_empty());
    house.carry_out(job);
    assert_eq!(house.documents(), 1);
    house.is_sound();
}

#[test]
fn what_changed_after_the_look_is_left_and_named() {
    let house = House::new();
    let day = first(&house);
    let plan = house.plan(5_000, 1, "month");
    let ana = house.billed_on("Ana Díaz", 1);
    let (dearer, blocked, same) =
        (house.contract(ana, plan), house.contract(ana, plan), house.contract(ana, plan));
    let job = house.looked_at(&house.ask(day, day));
    house.write(|conn| {
        let of = |id| contracts::table.find(id);
        diesel::update(of(dearer)).set(contracts::price.eq(9_000)).execute(conn)?;
        diesel::update(of(blocked)).set(contracts::state.eq("disabled")).execute(conn)?;
        Ok(())
    });
    house.carry_out(job);
    let wanted = [
        (dearer, Fate::Refused, Some(Why::Moved)),
        (blocked, Fate::Same, Some(Why::Blocked)),
        (same, Fate::Changed, None),
    ];
    assert_eq!(house.fates(job), wanted);
    let counts: (i64, i64, i64) = house.write(|conn| {
        let columns = (job_rows::changed, job_rows::unchanged, job_rows::failed);
        Ok(job_rows::table.find(job).select(columns).first(conn)?)
    });
    assert_eq!(counts, (1, 1, 1));
}

#[test]
fn a_period_that_was_voided_can_be_billed_again() {
    let house = House::new();
    let day = first(&house);
    let contract = house.contract(house.billed_on("Ana Díaz", 1), house.plan(5_000, 1, "month"));
    house.carry_out(house.looked_at(&house.ask(day, day)));
    let document: i64 = house.write(|conn| {
        let of = invoices::table.filter(invoices::contract_id.eq(contract));
        Ok(of.select(invoices::id).first(conn)?)
    });
    let version = house.row(document).version;
    house.write(|conn| {
        let void = Act::Void("precio equivocado".to_owned());
        saved(act(conn, &house.writing(), document, version, &void)?);
        Ok(())
    });
    assert!(house.periods(contract).is_empty());
    house.carry_out(house.looked_at(&house.ask(day, day)));
    assert_eq!(house.periods(contract).len(), 1);
    house.is_sound();
}

#[test]
fn an_earlier_period_that_was_voided_is_billed_though_later_ones_stand() {
    let house = House::new();
    let day = first(&house);
    let contract = house.contract(house.billed_on("Ana Díaz", 1), house.plan(5_000, 1, "month"));
    let next = day + chrono::Months::new(1);
    house.carry_out(house.looked_at(&house.ask(day, day)));
    house.carry_out(house.looked_at(&house.ask(next, next)));
    let document: i64 = house.write(|conn| {
        let of = invoices::table.filter(invoices::period_start.eq(day));
        Ok(of.select(invoices::id).first(conn)?)
    });
    house.write(|conn| {
        let void = Act::Void("precio equivocado".to_owned());
        saved(act(conn, &house.writing(), document, house.row(document).version, &void)?);
        Ok(())
    });
    house.carry_out(house.looked_at(&house.ask(day, day)));
    let begins: Vec<NaiveDate> = house.periods(contract).iter().map(|period| period.0).collect();
    assert_eq!(begins, [next, day]);
}

#[test]
fn a_late_run_bills_what_has_ended_since() {
    let house = House::new();
    let day = first(&house);
    let plan = house.plan(5_000, 1, "month");
    let ana = house.billed_on("Ana Díaz", 1);
    let (since, before) = (house.contract(ana, plan), house.contract(ana, plan));
    house.write(|conn| {
        for (id, end) in [(since, day + Days::new(5)), (before, day - Days::new(1))] {
            diesel::update(contracts::table.find(id))
                .set((contracts::state.eq("ended"), contracts::end_date.eq(end)))
                .execute(conn)?;
        }
        house.writing().refresh(conn, &[ana])?;
        Ok(())
    });
    house.carry_out(house.looked_at(&house.ask(day, day)));
    assert_eq!((house.periods(since).len(), house.periods(before).len()), (1, 0));
}

#[test]
fn a_contract_and_its_subscription_bill_no_day_twice_and_leave_none_out() {
    let house = House::new();
    let day = first(&house);
    let plan = house.plan(5_000, 1, "month");
    let ana = house.billed_on("Ana Díaz", 1);
    let contract = house.contract(ana, plan);
    // It charges from the next month on: this month is still the contract's.
    let next = day + chrono::Months::new(1);
    house.write(|conn| Ok(subscribe(conn, &house, (ana, contract, plan), next)?));
    house.carry_out(house.looked_at(&house.ask(day, day)));
    assert_eq!(house.periods(contract).len(), 1);
    // It charged a month, and was canceled then: that month stays its own.
    house.write(|conn| {
        let id: i64 = subscriptions::table.select(subscriptions::id).first(conn)?;
        diesel::update(subscriptions::table)
            .set(subscriptions::status.eq("canceled"))
            .execute(conn)?;
        let draft = padron::invoices::Draft {
            kind: padron::invoices::Kind::Recurring,
            of: padron::invoices::Of::Subscription(id),
            period: Some((next - Days::new(1), next + Days::new(20))),
            ..house.draft(ana, vec![super::house::line("Mensual", 5_000)], 5)
        };
        saved(padron::invoices::issue_now(conn, &house.writing(), draft)?);
        Ok(())
    });
    let job = house.looked_at(&house.ask(next, next));
    assert_eq!(house.fates(job), [(contract, Fate::Same, Some(Why::Billed(next + Days::new(20))))]);
}

#[test]
fn a_quarter_is_billed_when_the_last_one_is_over() {
    let house = House::new();
    let day = first(&house);
    let contract = house.contract(house.billed_on("Ana Díaz", 1), house.plan(12_000, 3, "month"));
    for month in 0..5 {
        let on = day + chrono::Months::new(month);
        house.carry_out(house.looked_at(&house.ask(on, on)));
    }
    let begins: Vec<NaiveDate> = house.periods(contract).iter().map(|period| period.0).collect();
    assert_eq!(begins, [day, day + chrono::Months::new(3)]);
}

#[test]
fn one_discount_counts_and_the_tax_is_the_customers_own() {
    let house = House::new();
    let day = first(&house);
    let ana = house.billed_on("Ana Díaz", 1);
    let contract = house.contract(ana, house.plan(10_000, 1, "month"));
    let iva = house.iva();
    house.write(|conn| {
        diesel::update(customer_billing::table.find(ana))
            .set((customer_billing::tax_id_fk.eq(iva.id), customer_billing::due_days.eq(7)))
            .execute(conn)?;
        diesel::update(contracts::table.find(contract))
            .set(contracts::discount_bp.eq(1_000))
            .execute(conn)?;
        Ok(())
    });
    house.carry_out(house.looked_at(&house.ask(day, day)));
    assert_eq!(house.periods(contract)[0].2, 10_890, "9,000 and 21 % of it");
    let due: Option<NaiveDate> =
        house.write(|conn| Ok(invoices::table.select(invoices::due_date).first(conn)?));
    assert_eq!(due, Some(house.writing().today() + Days::new(7)));
}

#[test]
fn two_runs_at_once_bill_once() {
    let house = House::new();
    let day = first(&house);
    let plan = house.plan(5_000, 1, "month");
    let made: Vec<i64> = (0..60)
        .map(|n| house.contract(house.billed_on(&format!("Cliente {n}"), 1), plan))
        .collect();
    let runs = [house.looked_at(&house.ask(day, day)), house.looked_at(&house.ask(day, day))];
    let start = Barrier::new(2);
    std::thread::scope(|scope| {
        for job in runs {
            let (house, start) = (&house, &start);
            scope.spawn(move || {
                assert!(house.write(|conn| Ok(jobs::start(conn, job, false)?)));
                let claim = house.claim(job);
                start.wait();
                let mut pace = Pace::default();
                while house.step(&claim, &mut pace).unwrap() {}
            });
        }
    });
    assert_eq!(house.documents(), 60);
    assert!(made.iter().all(|id| house.periods(*id).len() == 1));
    let both: Vec<(i64, i64)> = house.write(|conn| {
        let of = job_rows::table.filter(job_rows::id.eq_any(runs)).order(job_rows::id);
        Ok(of.select((job_rows::changed, job_rows::unchanged)).load(conn)?)
    });
    assert_eq!(both.iter().map(|(changed, _)| changed).sum::<i64>(), 60, "{both:?}");
    assert_eq!(both.iter().map(|(_, same)| same).sum::<i64>(), 60, "{both:?}");
    house.is_sound();
}

#[test]
fn a_step_that_fails_leaves_neither_number_nor_document() {
    let house = House::new();
    let day = first(&house);
    let plan = house.plan(5_000, 1, "month");
    for n in 0..3 {
        house.contract(house.billed_on(&format!("Cliente {n}"), 1), plan);
    }
    let job = house.looked_at(&house.ask(day, day));
    assert!(house.write(|conn| Ok(jobs::start(conn, job, false)?)));
    let claim = house.claim(job);
    let ask = Ask::of(&claim.job).unwrap();
    let w = house.writing().in_job(job);
    let mut pace = Pace::default();
    let failed = house.db.write_now(|conn| {
        run::issue_some(conn, &claim, (&w, &ask), &mut pace, &|_, _, _, issued| {
            assert_eq!(issued.len(), 3);
            Err(AppError::BadRequest)
        })
    });
    assert!(failed.is_err());
    assert_eq!(house.documents(), 0);
    while house.step(&claim, &mut pace).unwrap() {}
    assert_eq!(house.documents(), 3);
    house.is_sound();
}

#[test]
fn a_run_goes_on_after_whoever_had_it_is_gone() {
    let house = House::new();
    let day = first(&house);
    let plan = house.plan(5_000, 1, "month");
    for n in 0..80 {
        house.contract(house.billed_on(&format!("Cliente {n}"), 1), plan);
    }
    let job = house.looked_at(&house.ask(day, day));
    assert!(house.write(|conn| Ok(jobs::start(conn, job, false)?)));
    let lost = house.claim(job);
    let mut pace = Pace::default();
    assert!(house.step(&lost, &mut pace).unwrap(), "fifty of eighty");
    house.write(|conn| {
        let past = house.writing().at - chrono::Duration::hours(1);
        diesel::update(job_rows::table.find(job))
            .set(job_rows::locked_until.eq(past))
            .execute(conn)?;
        Ok(())
    });
    let claim = house.claim(job);
    let late = house.step(&lost, &mut pace);
    assert!(matches!(late, Err(AppError::ClaimLost)), "{late:?}");
    while house.step(&claim, &mut pace).unwrap() {}
    assert_eq!(house.documents(), 80);
    house.is_sound();
}

#[test]
fn an_inactive_customer_is_not_billed_and_is_named() {
    let house = House::new();
    let day = first(&house);
    let still = house.billed_on("En pausa", 1);
    let contract = house.contract(still, house.plan(5_000, 1, "month"));
    house.write(|conn| {
        diesel::update(customers::table.find(still))
            .set(customers::status.eq("inactive"))
            .execute(conn)?;
        Ok(())
    });
    let job = house.looked_at(&house.ask(day, day));
    let why = Some(Why::Refused(padron::invoices::Refusal::Inactive));
    assert_eq!(house.fates(job), [(contract, Fate::Same, why)]);
    let draft = house.draft(still, vec![super::house::line("Instalación", 100)], 5);
    let by_hand =
        house.write(|conn| padron::invoices::issue_now(conn, &house.writing(), draft.clone()));
    let refused = padron::invoices::Outcome::Refused(padron::invoices::Refusal::Inactive);
    assert_eq!(by_hand, refused);
}

#[test]
fn an_archived_customer_and_one_without_facturacion_are_not_billed() {
    let house = House::new();
    let day = first(&house);
    let plan = house.plan(5_000, 1, "month");
    let (gone, off) = (house.billed_on("Se fue", 1), house.billed_on("Sin facturación", 1));
    let made = [house.contract(gone, plan), house.contract(off, plan)];
    let job = house.looked_at(&house.ask(day, day));
    house.write(|conn| {
        diesel::update(customers::table.find(gone))
            .set(customers::status.eq("archived"))
            .execute(conn)?;
        diesel::update(customer_billing::table.find(off))
            .set(customer_billing::billing_enabled.eq(false))
            .execute(conn)?;
        Ok(())
    });
    house.carry_out(job);
    let because = |refusal| Some(Why::Refused(refusal));
    let wanted = [
        (made[0], Fate::Refused, because(padron::invoices::Refusal::Gone)),
        (made[1], Fate::Refused, because(padron::invoices::Refusal::BillingOff)),
    ];
    assert_eq!(house.fates(job), wanted);
    assert_eq!(house.documents(), 0);
}
