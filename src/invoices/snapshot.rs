//! What is taken down of both sides on the day of issue. Whoever is renamed or moves later leaves it as it is.

use crate::catalogues::tables::{InvoiceType, LegalEntity, TaxCondition};
use crate::customers::record::Record;
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::{invoice_papers, invoice_types};
use crate::error::AppError;
use crate::i18n::Text;
use crate::identity::geo;
use crate::identity::tax_id::{self, IdKind};
use crate::on_backend;
use crate::papers::{Heading, Party};

use super::Writing;
use super::desk::{Prepared, Terms};

/// Rows of one statement: SQLite takes 32,766 values in one.
const TOGETHER: usize = 5_000;

/// Both sides, and what the type says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshots {
    /// Who issues.
    pub issuer: Party,
    /// Who receives.
    pub receiver: Party,
    /// What the type says.
    pub heading: Heading,
}

impl Snapshots {
    /// As they were taken down.
    ///
    /// # Errors
    /// When the database fails.
    pub fn of(conn: &mut Db, id: i64) -> QueryResult<Self> {
        let found: Option<(String, String, String)> = invoice_papers::table
            .find(id)
            .select((invoice_papers::issuer, invoice_papers::receiver, invoice_papers::paper))
            .first(conn)
            .optional()?;
        let (issuer, receiver, heading) = found.unwrap_or_default();
        Ok(Self {
            issuer: serde_json::from_str(&issuer).unwrap_or_default(),
            receiver: serde_json::from_str(&receiver).unwrap_or_default(),
            heading: serde_json::from_str(&heading).unwrap_or_default(),
        })
    }

    /// Takes down both sides of documents that are issued.
    pub(super) fn insert<'p>(
        conn: &mut Db,
        documents: impl Iterator<Item = (i64, &'p Prepared)>,
    ) -> Result<(), AppError> {
        let mut rows = Vec::new();
        for (id, prepared) in documents {
            let (issuer, receiver, paper) =
                prepared.snapshots.stored().map_err(|error| AppError::Bug(error.into()))?;
            rows.push((
                invoice_papers::invoice_id.eq(id),
                invoice_papers::issuer.eq(issuer),
                invoice_papers::receiver.eq(receiver),
                invoice_papers::paper.eq(paper),
                invoice_papers::notes.eq(prepared.draft.notes.as_deref()),
            ));
        }
        for some in rows.chunks(TOGETHER) {
            let new = diesel::insert_into(invoice_papers::table).values(some.to_vec());
            on_backend!(conn, c => new.execute(c))?;
        }
        Ok(())
    }

    /// As they are kept: issuer, receiver, heading.
    pub(super) fn stored(&self) -> serde_json::Result<(String, String, String)> {
        Ok((
            serde_json::to_string(&self.issuer)?,
            serde_json::to_string(&self.receiver)?,
            serde_json::to_string(&self.heading)?,
        ))
    }
}

/// The name of a type today.
///
/// # Errors
/// When the database fails.
pub fn type_name(conn: &mut Db, id: i64) -> QueryResult<String> {
    invoice_types::table.find(id).select(invoice_types::name).first(conn)
}

/// What a type says.
pub(super) fn heading(kind: &InvoiceType) -> Heading {
    Heading {
        name: kind.name.clone(),
        letter: kind.letter.clone(),
        code: kind.code.clone(),
        country: kind.country.clone(),
        shows_tax: kind.shows_tax,
        is_fantasy: kind.is_fantasy,
    }
}

impl Writing<'_> {
    /// Who issues.
    pub(super) fn issuer(&self, entity: &LegalEntity, condition: Option<&TaxCondition>) -> Party {
        let kind = IdKind::for_country(&entity.country).0.first().copied();
        let (tax_label, tax_id) = self.number(kind, entity.tax_id.as_deref());
        Party {
            name: entity.name.clone(),
            tax_label,
            tax_id,
            condition: condition.map(|condition| condition.name.clone()),
            address: address(
                [entity.address.as_deref(), None],
                [entity.postal_code.as_deref(), entity.city.as_deref()],
                entity.state.as_deref(),
            ),
            others: Vec::new(),
            contact: [&entity.email, &entity.phone].into_iter().flatten().cloned().collect(),
        }
    }

    /// Who receives.
    pub(super) fn receiver(
        &self,
        record: &Record,
        condition: &TaxCondition,
        terms: &Terms,
    ) -> Party {
        let customer = &record.customer;
        let (code, number) = match &customer.tax_id {
            Some(_) => (&customer.tax_id_type, &customer.tax_id),
            None => (&customer.doc_type, &customer.doc_number),
        };
        let kind = code.as_deref().and_then(IdKind::from_code);
        let (tax_label, tax_id) = self.number(kind, number.as_deref());
        let name = record.legal.legal_name.as_deref().or(record.display_name());
        Party {
            name: name.unwrap_or_default().to_owned(),
            tax_label,
            tax_id,
            condition: Some(condition.name.clone()),
            address: self.address_of(record),
            others: others(Text(self.settings.organisation.lang()), terms),
            contact: Vec::new(),
        }
    }

    fn address_of(&self, record: &Record) -> Vec<String> {
        let details = &record.details;
        let mut lines = match &record.legal.legal_address {
            Some(address) => vec![address.clone()],
            None => address(
                [details.address.as_deref(), details.district.as_deref()],
                [details.postal_code.as_deref(), details.city.as_deref()],
                details.state.as_deref(),
            ),
        };
        let organisation = &self.settings.organisation;
        let abroad =
            record.customer.country.as_deref().filter(|country| *country != organisation.country);
        let country = abroad.and_then(|code| geo::country_name(code, organisation.lang().code()));
        lines.extend(country.map(str::to_owned));
        lines
    }

    /// What a number is called, and the number as its country writes it.
    fn number(
        &self,
        kind: Option<IdKind>,
        number: Option<&str>,
    ) -> (Option<String>, Option<String>) {
        let Some(number) = number else { return (None, None) };
        let language = self.settings.organisation.lang().code();
        match kind {
            Some(kind) => {
                (Some(kind.label(language).to_owned()), Some(tax_id::format(kind, number)))
            }
            None => (None, Some(number.to_owned())),
        }
    }
}

fn address(street: [Option<&str>; 2], city: [Option<&str>; 2], state: Option<&str>) -> Vec<String> {
    let street = street.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let city = city.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let state = state.map(|code| geo::state_name(code).unwrap_or(code).to_owned());
    let place = Some(city).filter(|city| !city.is_empty()).into_iter().chain(state);
    let place = place.collect::<Vec<_>>().join(", ");
    [street, place].into_iter().filter(|line| !line.is_empty()).collect()
}

/// What the country asks for besides.
fn others(t: Text, terms: &Terms) -> Vec<(String, String)> {
    let said = [
        (t.paper_tax_regime(), &terms.tax_regime),
        (t.paper_cfdi_use(), &terms.cfdi_use),
        (t.paper_fiscal_postal_code(), &terms.fiscal_postal_code),
        (t.paper_tax_responsibilities(), &terms.tax_responsibilities),
        (t.paper_business_activity(), &terms.business_activity),
        (t.paper_commune(), &terms.commune),
    ];
    said.into_iter().filter_map(|(label, value)| Some((label.to_owned(), value.clone()?))).collect()
}
