//! An organisation in Argentina with a razón social, and customers who are invoiced.

use diesel::prelude::*;
use padron::access::{Actor, Via};
use padron::catalogues::starting;
use padron::clock;
use padron::customers::fields;
use padron::customers::save::{self, Outcome as Saving, Writing as Customers};
use padron::db::schema::{customer_billing, invoice_types, legal_entities, tax_conditions, taxes};
use padron::db::{Database, Db};
use padron::error::AppError;
use padron::fields::{Changes, Kind as FieldKind};
use padron::invoices::store::{self, Invoice};
use padron::invoices::totals::{Line, TaxOf};
use padron::invoices::{Draft, Kind, Of, Outcome, Saved, Writing, issue, prepare};
use padron::money::{Amount, Rate};
use padron::settings::Settings;

use super::database::TestDatabase;

pub struct House {
    pub db: Database,
    pub settings: Settings,
    pub actor: Actor,
    pub entity: i64,
    _database: TestDatabase,
}

impl House {
    /// With a responsable inscripto who issues.
    pub fn new() -> Self {
        let database = TestDatabase::new();
        let db = Database::open(&database.url).unwrap();
        let actor = Actor::command(Via::Command);
        let (settings, entity) = db
            .write_now(|conn| {
                let settings = Settings::load(conn)?;
                starting::ship(conn, &actor, &settings.organisation)?;
                let condition = condition(conn, "1")?;
                let entity = diesel::insert_into(legal_entities::table)
                    .values((
                        legal_entities::name.eq("Fibra del Ñandubay S. A."),
                        legal_entities::name_folded.eq("fibra del nandubay s. a."),
                        legal_entities::country.eq("AR"),
                        legal_entities::tax_id.eq("30712345671"),
                        legal_entities::tax_condition_id.eq(condition),
                        legal_entities::point_of_sale.eq(3),
                        legal_entities::city.eq("Rafaela"),
                    ))
                    .returning(legal_entities::id)
                    .get_result::<i64>(conn)?;
                Ok::<_, AppError>((settings, entity))
            })
            .unwrap();
        Self { db, settings, actor, entity, _database: database }
    }

    pub fn writing(&self) -> Writing<'_> {
        Writing::new(&self.actor, &self.settings, clock::now())
    }

    pub fn write<T>(&self, job: impl FnOnce(&mut Db) -> Result<T, AppError>) -> T {
        self.db.write_now(job).unwrap()
    }

    /// A customer who is a final consumer and gets factura B.
    pub fn customer(&self, name: &str) -> i64 {
        let id = self.write(|conn| {
            let mut changes = Changes::default();
            let reading = self.settings.organisation.reading();
            let kind: &FieldKind = &fields::find("name").unwrap().kind;
            changes.set("name", kind.parse(name, reading).unwrap());
            let writing = Customers::by_program(&self.actor, &self.settings, clock::now());
            match save::create(conn, &writing, &changes)? {
                Saving::Saved(saved) => Ok(saved.id),
                other => panic!("not created: {other:?}"),
            }
        });
        self.bill(id, "5", "6");
        id
    }

    /// Has a customer of a condition invoiced by a type.
    pub fn bill(&self, customer: i64, condition_code: &str, type_code: &str) {
        self.write(|conn| {
            let condition = condition(conn, condition_code)?;
            let kind = kind(conn, type_code)?;
            diesel::update(customer_billing::table.find(customer))
                .set((
                    customer_billing::billing_enabled.eq(true),
                    customer_billing::legal_entity_id.eq(self.entity),
                    customer_billing::tax_condition_id.eq(condition),
                    customer_billing::invoice_type_id.eq(kind),
                    customer_billing::payment_method.eq("transfer"),
                ))
                .execute(conn)?;
            Ok(())
        });
    }

    /// An invoice of so much without tax, to be paid in some days.
    pub fn invoice(&self, customer: i64, amount: i64, days: i64) -> i64 {
        let draft = self.draft(customer, vec![line("Internet", amount)], days);
        self.write(|conn| issued(conn, &self.writing(), draft))
    }

    pub fn draft(&self, customer: i64, lines: Vec<Line>, days: i64) -> Draft {
        let today = self.writing().today();
        Draft {
            customer,
            kind: Kind::OneOff,
            of: Of::Nothing,
            period: None,
            lines,
            currency: "ARS".to_owned(),
            issue_on: today,
            due_on: today + chrono::Duration::days(days),
            method: None,
            notes: None,
            once: None,
        }
    }

    pub fn row(&self, id: i64) -> Invoice {
        self.db.read_now(|conn| Ok::<_, AppError>(store::find(conn, id)?)).unwrap().unwrap()
    }

    /// The tax of 21 % that the country ships.
    pub fn iva(&self) -> TaxOf {
        self.db
            .read_now(|conn| {
                let (id, name, rate): (i64, String, i64) = taxes::table
                    .filter(taxes::rate_bp.eq(2_100))
                    .order(taxes::id)
                    .select((taxes::id, taxes::name, taxes::rate_bp))
                    .first(conn)?;
                Ok::<_, AppError>(TaxOf {
                    id,
                    name,
                    code: None,
                    kind: "rated".to_owned(),
                    rate: Rate::of_basis_points(rate).unwrap(),
                    is_inside: false,
                })
            })
            .unwrap()
    }
}

pub fn line(description: &str, amount: i64) -> Line {
    Line {
        description: description.to_owned(),
        quantity: 1_000,
        unit_price: Amount(amount),
        discount_bp: 0,
        tax: None,
    }
}

/// Issues a document of a customer who may have it.
pub fn issued(conn: &mut Db, w: &Writing, draft: Draft) -> Result<i64, AppError> {
    use padron::customers::query;
    let record = query::find_to_change(conn, w.actor, draft.customer)?.unwrap();
    let (ready, refused) = prepare(conn, w, &[record], vec![draft])?;
    assert!(refused.is_empty(), "{refused:?}");
    Ok(issue(conn, w, ready)?[0].id)
}

pub fn saved(outcome: Outcome) -> Saved {
    match outcome {
        Outcome::Saved(saved) => saved,
        other => panic!("not saved: {other:?}"),
    }
}

fn condition(conn: &mut Db, code: &str) -> QueryResult<i64> {
    tax_conditions::table
        .filter(tax_conditions::country.eq("AR"))
        .filter(tax_conditions::code.eq(code))
        .select(tax_conditions::id)
        .first(conn)
}

fn kind(conn: &mut Db, code: &str) -> QueryResult<i64> {
    invoice_types::table
        .filter(invoice_types::country.eq("AR"))
        .filter(invoice_types::code.eq(code))
        .select(invoice_types::id)
        .first(conn)
}
