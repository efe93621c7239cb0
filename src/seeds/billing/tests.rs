use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::*;
use crate::contracts::{Contract, Contracts};
use crate::db::migrate;
use crate::db::schema::{contracts, invoice_lines, invoices, payments};
use crate::identity::tax_id::{self, IdKind};
use crate::invoices::checks::Disagreements;
use crate::invoices::store::Invoice;
use crate::lists::Entity as _;
use crate::seeds::Filling;

/// A database with customers who have up to three documents each.
fn filled(folder: &tempfile::TempDir, seed: u64, count: u64) -> Database {
    let db = Database::open(&format!("sqlite:{}", folder.path().join("b.db").display())).unwrap();
    migrate::run(&db).unwrap();
    let filling = Filling { seed, count, authors: Vec::new(), has_stories: true, invoices: 3 };
    let done = filling.run(&db, |_| ()).unwrap();
    assert_eq!((done.added, done.refused), (count, 0));
    db
}

fn documents(conn: &mut Db) -> Vec<Invoice> {
    invoices::table.order(invoices::id).select(columns::<Invoice>()).load(conn).unwrap()
}

fn all_contracts(conn: &mut Db) -> Vec<Contract> {
    contracts::table.order(contracts::id).select(columns::<Contract>()).load(conn).unwrap()
}

/// Whatever is drawn by lot for each row, such as the numbers that others see, is left out.
fn told(db: &Database) -> Vec<String> {
    db.read_now(|conn| {
        let documents = documents(conn).into_iter().map(|one| {
            let (number, total) = (one.full_number, one.total);
            format!(
                "{} {number:?} {:?} {total} {} {}",
                one.customer_id, one.issue_date, one.status, one.balance
            )
        });
        let documents: Vec<String> = documents.collect();
        let contracts = all_contracts(conn).into_iter().map(|one| {
            format!(
                "{} {} {} {:?} {:?}",
                one.customer_id, one.plan_id, one.state, one.start_date, one.ip
            )
        });
        let paid: Vec<(i64, i64, i64, String)> = payments::table
            .order(payments::id)
            .select((payments::customer_id, payments::amount, payments::applied, payments::method))
            .load(conn)?;
        let paid = paid.into_iter().map(|one| format!("{one:?}"));
        Ok::<_, AppError>(documents.into_iter().chain(contracts).chain(paid).collect())
    })
    .unwrap()
}

#[test]
fn the_same_seed_makes_the_same_documents() {
    let folders = [(); 3].map(|()| tempfile::tempdir().unwrap());
    let [one, same, other] = [(&folders[0], 1), (&folders[1], 1), (&folders[2], 2)]
        .map(|(folder, seed)| told(&filled(folder, seed, 150)));
    assert!(one.len() > 300, "{}", one.len());
    assert_eq!(one, same);
    assert_ne!(one, other);
}

#[test]
fn amounts_follow_the_plan_and_dates_the_contract() {
    let folder = tempfile::tempdir().unwrap();
    let db = filled(&folder, 1, 300);
    db.read_now(|conn| {
        let ids: Vec<i64> = all_contracts(conn).iter().map(|one| one.id).collect();
        let contracts: HashMap<i64, _> = Contracts::load(conn, &ids)?
            .into_iter()
            .map(|record| (record.contract.id, record))
            .collect();
        let lines: HashMap<i64, i64> = invoice_lines::table
            .select((invoice_lines::invoice_id, invoice_lines::amount))
            .load::<(i64, i64)>(conn)?
            .into_iter()
            .collect();
        for document in documents(conn).iter().filter(|one| one.kind == "recurring") {
            let record = &contracts[&document.contract_id.unwrap()];
            let contract = &record.contract;
            assert_eq!(lines[&document.id], record.amount().0);
            assert_eq!(document.subtotal, record.amount().0);
            assert_eq!(document.currency, contract.currency);
            let (first, last) = (document.period_start.unwrap(), document.period_end.unwrap());
            assert!(
                first >= contract.start_date && contract.end_date.is_none_or(|end| first <= end)
            );
            // What is void can be billed again.
            assert!(document.status == "voided" || contract.billed_until >= Some(last));
            assert_eq!(document.issue_date, Some(first));
            assert!(document.due_date > document.issue_date);
        }
        Ok::<_, AppError>(())
    })
    .unwrap();
}

#[test]
fn figures_numbers_and_settlements_agree() {
    let folder = tempfile::tempdir().unwrap();
    let db = filled(&folder, 1, 700);
    db.read_now(|conn| {
        let settings = Settings::load(conn)?;
        let rules = Rules::of(&settings, clock::now());
        let (differences, last) = accounts::compare(conn, 0, 2_000, &rules)?;
        assert_eq!((differences, last), (Vec::new(), Some(700)));
        let found = Disagreements::find(conn)?;
        assert!(found.documents.is_empty() && found.payments.is_empty());
        assert!(found.series.is_empty(), "{:?}", found.series);
        let documents = documents(conn);
        let of =
            |kind: fn(&Invoice) -> &str| -> BTreeSet<&str> { documents.iter().map(kind).collect() };
        assert!(of(|one| &one.status).is_superset(&BTreeSet::from([
            "paid",
            "partially_paid",
            "pending",
            "voided"
        ])));
        assert!(of(|one| &one.kind).contains("credit_note") && of(|one| &one.currency).len() > 5);
        // In each series the numbers are in the order of the days, but for what was taken back later.
        let mut series: BTreeMap<Option<i64>, Vec<(Option<i64>, Option<NaiveDate>)>> =
            BTreeMap::new();
        for one in &documents {
            series.entry(one.series_id).or_default().push((one.number, one.issue_date));
        }
        assert!(series.values().all(|rows| rows.is_sorted()));
        let states: BTreeSet<String> =
            all_contracts(conn).into_iter().map(|one| one.state).collect();
        assert_eq!(states.len(), 5);
        let all = customers::table.select(customers::id).load::<i64>(conn)?.len();
        let billed = contracts::table.select(contracts::customer_id).distinct();
        let billed = billed.load::<i64>(conn)?.len();
        assert!(billed > all / 2 && billed < all, "{billed} of {all}");
        Ok::<_, AppError>(())
    })
    .unwrap();
}

#[test]
fn customers_are_those_of_the_seed_whoever_bills_them() {
    let names = |invoices: u32| {
        let folder = tempfile::tempdir().unwrap();
        let db =
            Database::open(&format!("sqlite:{}", folder.path().join("c.db").display())).unwrap();
        migrate::run(&db).unwrap();
        let filling =
            Filling { seed: 4, count: 80, authors: Vec::new(), has_stories: true, invoices };
        filling.run(&db, |_| ()).unwrap();
        db.read_now(|conn| {
            let rows: Vec<(i64, String, String, Option<String>, Option<i64>)> = customers::table
                .order(customers::id)
                .select((
                    customers::id,
                    customers::search_text,
                    customers::status,
                    customers::tax_id,
                    customers::zone_id,
                ))
                .load(conn)?;
            Ok::<_, AppError>(rows)
        })
        .unwrap()
    };
    assert_eq!(names(0), names(2));
}

#[test]
fn every_issuer_has_a_number_that_is_right() {
    let folder = tempfile::tempdir().unwrap();
    let db = filled(&folder, 1, 1);
    let rows: Vec<(String, Option<String>, bool)> = db
        .read_now(|conn| {
            use crate::db::schema::legal_entities as it;
            Ok::<_, AppError>(
                it::table.select((it::country, it::tax_id, it::is_fantasy)).load(conn)?,
            )
        })
        .unwrap();
    assert_eq!(rows.len(), 9);
    for (country, number, _) in rows.iter().filter(|row| !row.2) {
        let kinds = IdKind::for_country(country).0;
        let number = number.as_deref().unwrap();
        assert!(
            kinds.iter().any(|kind| tax_id::check(*kind, number).is_ok()),
            "{country} {number}"
        );
    }
}
