//! Who may be sent what: what a document needs besides its lines, looked up once for many, and checked.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

use crate::catalogues::allowed;
use crate::catalogues::tables::{InvoiceType, LegalEntity, TaxCondition};
use crate::customers::query;
use crate::customers::record::Record;
use crate::db::prelude::*;
use crate::db::schema::{customer_billing, invoice_types, legal_entities, tax_conditions};
use crate::db::{Db, among};
use crate::error::AppError;
use crate::identity::geo;

use super::billed::Billed;
use super::draft::{Draft, Kind, Of};
use super::series::Key;
use super::snapshot::Snapshots;
use super::states::METHODS;
use super::store;
use super::totals::{Totals, Wrong, totals};
use super::{Refusal, Writing};

/// A document that may be issued.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// What it says.
    pub draft: Draft,
    /// What it comes to.
    pub totals: Totals,
    pub(super) series: Key,
    pub(super) snapshots: Snapshots,
    /// The draft that it was kept as: its row and version.
    pub(super) kept: Option<store::Invoice>,
}

/// How a customer is invoiced.
#[derive(Clone, Debug, Default, Queryable, Selectable)]
#[diesel(table_name = customer_billing)]
pub(super) struct Terms {
    customer_id: i64,
    billing_enabled: bool,
    legal_entity_id: Option<i64>,
    tax_condition_id: Option<i64>,
    invoice_type_id: Option<i64>,
    payment_method: Option<String>,
    pub(super) tax_regime: Option<String>,
    pub(super) cfdi_use: Option<String>,
    pub(super) fiscal_postal_code: Option<String>,
    pub(super) tax_responsibilities: Option<String>,
    pub(super) business_activity: Option<String>,
    pub(super) commune: Option<String>,
}

/// What is looked up once for all documents of a transaction.
struct Desk {
    entities: HashMap<i64, LegalEntity>,
    conditions: HashMap<i64, TaxCondition>,
    types: HashMap<i64, InvoiceType>,
    billing: HashMap<i64, Terms>,
    allowed: HashMap<i64, BTreeSet<allowed::Pair>>,
    billed: Billed,
}

/// Who is on both sides of a document, and of which type it is.
struct Sides<'a> {
    entity: &'a LegalEntity,
    condition: &'a TaxCondition,
    kind: &'a InvoiceType,
}

/// Checks what these documents need. The customers were locked by the caller, who may see them.
///
/// # Errors
/// When the database fails.
pub fn prepare(
    conn: &mut Db,
    w: &Writing,
    customers: &[Record],
    drafts: Vec<Draft>,
) -> Result<(Vec<Prepared>, Vec<(Draft, Refusal)>), AppError> {
    let mut desk = Desk::open(conn, customers)?;
    desk.billed = Billed::of(conn, &drafts)?;
    let known: HashMap<i64, &Record> =
        customers.iter().map(|record| (record.customer.id, record)).collect();
    let (mut ready, mut refused) = (Vec::new(), Vec::new());
    for draft in drafts {
        let Some(record) = known.get(&draft.customer) else { return Err(AppError::NotFound) };
        match desk.prepare(conn, w, record, &draft)? {
            Ok((totals, series, snapshots, method)) => {
                let draft = Draft { method, ..draft };
                ready.push(Prepared { draft, totals, series, snapshots, kept: None });
            }
            Err(refusal) => refused.push((draft, refusal)),
        }
    }
    Ok((ready, refused))
}

/// As [`prepare`], of one document, whose customer is locked here.
pub(super) fn prepare_one(
    conn: &mut Db,
    w: &Writing,
    draft: Draft,
) -> Result<Result<Prepared, Refusal>, AppError> {
    let record = query::find_to_change(conn, w.actor, draft.customer)?.ok_or(AppError::NotFound)?;
    if is_inactive(&record) && !matches!(draft.of, Of::Corrects(_)) {
        return Ok(Err(Refusal::Inactive));
    }
    let (ready, refused) = prepare(conn, w, &[record], vec![draft])?;
    match (ready.into_iter().next(), refused.into_iter().next()) {
        (Some(prepared), _) => Ok(Ok(prepared)),
        (None, Some((_, refusal))) => Ok(Err(refusal)),
        (None, None) => Err(AppError::NotFound),
    }
}

/// Whether nothing new is invoiced to a customer; what was issued before can be corrected.
pub(super) fn is_inactive(record: &Record) -> bool {
    record.customer.status == "inactive"
}

/// Both sides of a document of the customer as they are now, or why there can be none.
pub(super) fn sides(
    conn: &mut Db,
    w: &Writing,
    record: &Record,
) -> Result<Result<Snapshots, Refusal>, AppError> {
    if is_inactive(record) {
        return Ok(Err(Refusal::Inactive));
    }
    let mut desk = Desk::open(conn, std::slice::from_ref(record))?;
    Ok(desk.of_invoice(conn, w, record)?.map(|(_, snapshots)| snapshots))
}

type Checked = (Totals, Key, Snapshots, Option<String>);

impl Desk {
    fn open(conn: &mut Db, customers: &[Record]) -> QueryResult<Self> {
        let ids: Vec<i64> = customers.iter().map(|record| record.customer.id).collect();
        let entities: Vec<LegalEntity> =
            legal_entities::table.select(columns::<LegalEntity>()).load(conn)?;
        let conditions: Vec<TaxCondition> =
            tax_conditions::table.select(columns::<TaxCondition>()).load(conn)?;
        let types: Vec<InvoiceType> =
            invoice_types::table.select(columns::<InvoiceType>()).load(conn)?;
        let billing: Vec<Terms> = customer_billing::table
            .filter(among(customer_billing::customer_id, &ids))
            .select(columns::<Terms>())
            .load(conn)?;
        Ok(Self {
            entities: entities.into_iter().map(|row| (row.id, row)).collect(),
            conditions: conditions.into_iter().map(|row| (row.id, row)).collect(),
            types: types.into_iter().map(|row| (row.id, row)).collect(),
            billing: billing.into_iter().map(|row| (row.customer_id, row)).collect(),
            allowed: HashMap::new(),
            billed: Billed::default(),
        })
    }

    fn prepare(
        &mut self,
        conn: &mut Db,
        w: &Writing,
        record: &Record,
        draft: &Draft,
    ) -> Result<Result<Checked, Refusal>, AppError> {
        if let Err(refusal) = says_enough(draft) {
            return Ok(Err(refusal));
        }
        let totals = match totals(&draft.lines) {
            Ok(totals) => totals,
            Err(Wrong::Nothing) => return Ok(Err(Refusal::Nothing)),
            Err(Wrong::TooLarge) => return Ok(Err(Refusal::TooLarge)),
        };
        let sides = match draft.of {
            Of::Corrects(id) => self.of_note(conn, w, draft, id)?,
            Of::Nothing | Of::Contract(_) | Of::Subscription(_) => {
                self.of_invoice(conn, w, record)?
            }
        };
        let (series, snapshots) = match sides {
            Ok(sides) => sides,
            Err(refusal) => return Ok(Err(refusal)),
        };
        if self.billed.has(draft) {
            return Ok(Err(Refusal::BilledAlready));
        }
        let usual = self.billing.get(&draft.customer).and_then(|row| row.payment_method.clone());
        let method = draft.method.clone().or(usual);
        Ok(Ok((totals, series, snapshots, method)))
    }

    /// By the customer's Facturación as it is now.
    fn of_invoice(
        &mut self,
        conn: &mut Db,
        w: &Writing,
        record: &Record,
    ) -> QueryResult<Result<(Key, Snapshots), Refusal>> {
        let none = Terms::default();
        let billing = self.billing.get(&record.customer.id).unwrap_or(&none);
        if !record.customer.is_editable() {
            return Ok(Err(Refusal::Gone));
        }
        let sides = match self.sides(billing) {
            Ok(sides) => sides,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let series = key(sides.entity, sides.kind.id);
        let issuer = self.conditions.get(&sides.entity.tax_condition_id);
        let snapshots = Snapshots {
            issuer: w.issuer(sides.entity, issuer),
            receiver: w.receiver(record, sides.condition, billing),
            heading: super::snapshot::heading(sides.kind),
        };
        let (entity, condition, kind) =
            (sides.entity.clone(), sides.condition.clone(), sides.kind.clone());
        let sides = Sides { entity: &entity, condition: &condition, kind: &kind };
        if self.may_send(conn, &sides)? {
            Ok(Ok((series, snapshots)))
        } else {
            Ok(Err(Refusal::TypeNotAllowed))
        }
    }

    fn sides(&self, billing: &Terms) -> Result<Sides<'_>, Refusal> {
        if !billing.billing_enabled {
            return Err(Refusal::BillingOff);
        }
        let entity = billing.legal_entity_id.and_then(|id| self.entities.get(&id));
        let condition = billing.tax_condition_id.and_then(|id| self.conditions.get(&id));
        let kind = billing.invoice_type_id.and_then(|id| self.types.get(&id));
        Ok(Sides {
            entity: entity.ok_or(Refusal::NoIssuer)?,
            condition: condition.ok_or(Refusal::NoCondition)?,
            kind: kind.ok_or(Refusal::NoType)?,
        })
    }

    /// Whether the issuer may send this type to such a receiver. Without legal validity anything goes, as long
    /// as nothing of it has any.
    fn may_send(&mut self, conn: &mut Db, sides: &Sides) -> QueryResult<bool> {
        let Sides { entity, condition, kind } = *sides;
        if entity.is_fantasy || condition.is_fantasy || kind.is_fantasy {
            return Ok(entity.is_fantasy && condition.is_fantasy && kind.is_fantasy);
        }
        let pairs = match self.allowed.entry(entity.tax_condition_id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(allowed::of(conn, entity.tax_condition_id)?),
        };
        let offered: BTreeSet<i64> = pairs
            .iter()
            .filter(|(receiver, _)| *receiver == condition.id)
            .map(|(_, kind)| *kind)
            .collect();
        let letter = |id: &i64| self.types.get(id).and_then(|kind| kind.letter.as_deref());
        let has = |wanted: &str| offered.iter().any(|id| letter(id) == Some(wanted));
        // Of the classes A and M an issuer sends one: the agency says which.
        let other = if entity.sends_class_m { "A" } else { "M" };
        let is_other_class = has("A") && has("M") && kind.letter.as_deref() == Some(other);
        Ok(offered.contains(&kind.id) && !is_other_class)
    }

    /// A note has the sides of the document that it corrects, whatever became of the customer since.
    fn of_note(
        &self,
        conn: &mut Db,
        w: &Writing,
        draft: &Draft,
        corrects: i64,
    ) -> QueryResult<Result<(Key, Snapshots), Refusal>> {
        let Some(row) =
            store::find(conn, corrects)?.filter(|row| row.customer_id == draft.customer)
        else {
            return Ok(Err(Refusal::NoSuchInvoice));
        };
        if row.currency != draft.currency {
            return Ok(Err(Refusal::OtherCurrency));
        }
        let corrected = self.types.get(&row.invoice_type_id);
        let wanted = corrected.and_then(|kind| kind.credit_type_id);
        let kind = wanted.filter(|_| draft.kind == Kind::CreditNote);
        let (Some(kind), Some(entity)) =
            (kind.and_then(|id| self.types.get(&id)), self.entities.get(&row.legal_entity_id))
        else {
            return Ok(Err(Refusal::NoNoteType));
        };
        let issuer = self.conditions.get(&entity.tax_condition_id);
        let stored = Snapshots::of(conn, row.id)?;
        let snapshots = Snapshots {
            issuer: w.issuer(entity, issuer),
            receiver: stored.receiver,
            heading: super::snapshot::heading(kind),
        };
        Ok(Ok((key(entity, kind.id), snapshots)))
    }
}

fn key(entity: &LegalEntity, kind: i64) -> Key {
    Key { entity: entity.id, point_of_sale: entity.point_of_sale, kind }
}

/// What can be seen without looking anything up.
fn says_enough(draft: &Draft) -> Result<(), Refusal> {
    let is_reversed = draft.period.is_some_and(|(first, last)| last < first);
    if draft.due_on < draft.issue_on || is_reversed {
        return Err(Refusal::DaysReversed);
    }
    if geo::currency(&draft.currency).is_none() {
        return Err(Refusal::OtherCurrency);
    }
    let is_known = |method: &String| METHODS.iter().any(|known| known.code == method);
    if !draft.method.as_ref().is_none_or(is_known) {
        return Err(Refusal::NoSuchMethod);
    }
    if draft.lines.is_empty() || draft.lines.iter().any(|line| line.description.trim().is_empty()) {
        return Err(Refusal::NoLines);
    }
    Ok(())
}
