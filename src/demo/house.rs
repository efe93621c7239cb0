//! The company of the demo, and who of its staff created its customers.

use crate::db::prelude::*;

use crate::access::{Actor, Role, Scope, Via};
use crate::catalogues::starting;
use crate::db::Db;
use crate::db::schema::customers;
use crate::error::AppError;
use crate::fields::Lookup;
use crate::seeds::list_names;
use crate::settings::{Organisation, lookups, organisation};
use crate::staff::{Account, query};
use crate::text;

/// How many customers there are.
pub(super) fn size(conn: &mut Db) -> Result<u64, AppError> {
    let count: i64 = customers::table.count().get_result(conn)?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// Names the company, makes its lists, and answers whose work its customers are.
pub(super) fn furnish(conn: &mut Db) -> Result<Vec<Actor>, AppError> {
    let members = query::all(conn)?;
    if size(conn)? == 0 {
        let house = Organisation { name: "Nodo Austral".to_owned(), ..Organisation::default() };
        organisation::store(conn, &house)?;
        starting::ship(conn, &Actor::command(Via::Command), &house)?;
        lists(conn, &members)?;
    }
    Ok(authors(&members))
}

/// The seller and the collector who are members are linked to them.
fn lists(conn: &mut Db, members: &[Account]) -> Result<(), AppError> {
    let actor = Actor::command(Via::Command);
    for list in Lookup::KEPT {
        for name in list_names(list) {
            if lookups::find_by_name(conn, list, name)?.is_some() {
                continue;
            }
            let same = |member: &&Account| text::fold(&member.name) == text::fold(name);
            let is_person = matches!(list, Lookup::Sellers | Lookup::Collectors);
            let member = members.iter().find(same).filter(|_| is_person);
            lookups::create(conn, &actor, list, name, member.map(|member| member.id))?;
        }
    }
    Ok(())
}

/// Those who may create and edit, most of all sales; some customers came with an import.
fn authors(members: &[Account]) -> Vec<Actor> {
    let turns = [
        (Role::Sales, Via::Panel),
        (Role::Billing, Via::Panel),
        (Role::Sales, Via::Panel),
        (Role::Admin, Via::Import),
        (Role::Sales, Via::Panel),
        (Role::Billing, Via::Panel),
        (Role::Admin, Via::Panel),
    ];
    turns
        .into_iter()
        .filter_map(|(role, via)| {
            let member = members.iter().find(|member| member.role() == role)?;
            Some(Actor {
                id: Some(member.id),
                name: member.name.as_str().into(),
                role,
                scope: Scope::All,
                via,
            })
        })
        .collect()
}
