//! Phones and e-mails of a customer that others carry too: the value is the same, not merely alike.
//! Only customers that the actor may see are told.

use std::collections::{BTreeSet, HashMap};

use crate::db::prelude::*;

use super::query;
use super::record::Record;
use crate::access::Actor;
use crate::db::schema::{customer_notify_emails, customer_phones, customers};
use crate::db::{Db, among_texts};
use crate::identity::{email, phone};

/// Rows that are looked at for one customer: a number that hundreds carry says nothing more.
const MOST: i64 = 200;

/// Another customer with the same value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// Its number.
    pub id: i64,
    /// Its name, if it has one.
    pub name: Option<String>,
}

/// Who carries what a customer carries, by the phone in E.164 or the folded address.
#[derive(Clone, Debug, Default)]
pub struct Likeness(HashMap<String, Vec<Other>>);

impl Other {
    /// The number, for a customer that has no name.
    #[must_use]
    pub fn number(&self) -> String {
        self.id.to_string()
    }
}

impl Likeness {
    /// Finds them.
    ///
    /// # Errors
    /// When the database fails.
    pub fn find(conn: &mut Db, actor: &Actor, record: &Record) -> QueryResult<Self> {
        let id = record.customer.id;
        let mut carried = phones(conn, id, record)?;
        carried.extend(addresses(conn, id, record)?);
        let ids: BTreeSet<i64> = carried.iter().map(|(_, id)| *id).collect();
        let ids: Vec<i64> = ids.into_iter().collect();
        let visible: HashMap<i64, Option<String>> = query::visible_names(conn, actor, &ids)?;
        let mut found: HashMap<String, Vec<Other>> = HashMap::new();
        for (value, id) in carried {
            let Some(name) = visible.get(&id).cloned() else {
                continue;
            };
            let others = found.entry(value).or_default();
            let other = Other { id, name };
            if !others.contains(&other) {
                others.push(other);
            }
        }
        Ok(Self(found))
    }

    /// Who else has this phone in E.164.
    #[must_use]
    pub fn of_phone(&self, e164: &str) -> &[Other] {
        self.0.get(e164).map_or(&[], Vec::as_slice)
    }

    /// Who else has this address.
    #[must_use]
    pub fn of_email(&self, address: &str) -> &[Other] {
        self.0.get(&email::fold(address)).map_or(&[], Vec::as_slice)
    }
}

fn phones(conn: &mut Db, id: i64, record: &Record) -> QueryResult<Vec<(String, i64)>> {
    // Others may have it with or without the digit before the area.
    let mut own: HashMap<String, Vec<&str>> = HashMap::new();
    for e164 in record.all_phones().filter_map(|entry| entry.e164.as_deref()) {
        for spelling in phone::spellings(e164) {
            own.entry(spelling).or_default().push(e164);
        }
    }
    if own.is_empty() {
        return Ok(Vec::new());
    }
    let spellings: Vec<&String> = own.keys().collect();
    let rows: Vec<(Option<String>, i64)> = customer_phones::table
        .filter(among_texts(customer_phones::e164.assume_not_null(), &spellings))
        .filter(customer_phones::customer_id.ne(id))
        .select((customer_phones::e164, customer_phones::customer_id))
        .limit(MOST)
        .load(conn)?;
    let carried = rows.into_iter().filter_map(|(e164, id)| Some((own.get(&e164?)?, id)));
    Ok(carried.flat_map(|(own, id)| own.iter().map(move |e164| ((*e164).to_owned(), id))).collect())
}

fn addresses(conn: &mut Db, id: i64, record: &Record) -> QueryResult<Vec<(String, i64)>> {
    let main = record.customer.email.iter();
    let own: Vec<String> =
        main.chain(&record.notify_emails).map(|address| email::fold(address)).collect();
    if own.is_empty() {
        return Ok(Vec::new());
    }
    let mains: Vec<(Option<String>, i64)> = customers::table
        .filter(among_texts(customers::email_folded.assume_not_null(), &own))
        .filter(customers::id.ne(id))
        .select((customers::email_folded, customers::id))
        .limit(MOST)
        .load(conn)?;
    let notified: Vec<(String, i64)> = customer_notify_emails::table
        .filter(among_texts(customer_notify_emails::email_folded, &own))
        .filter(customer_notify_emails::customer_id.ne(id))
        .select((customer_notify_emails::email_folded, customer_notify_emails::customer_id))
        .limit(MOST)
        .load(conn)?;
    let mains = mains.into_iter().filter_map(|(address, id)| Some((address?, id)));
    Ok(mains.chain(notified).collect())
}
