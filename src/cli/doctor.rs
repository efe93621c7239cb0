//! `padron doctor`: is the installation well? One line per check; exit 1 when something is wrong.

use std::collections::HashSet;

use crate::accounts::{self, Difference, Rules};
use crate::clock;
use crate::config::Config;
use crate::customers::fields;
use crate::db::{Database, DbError, Url, migrate};
use crate::invoices::checks::Disagreements;
use crate::mail::Way;
use crate::routes;
use crate::settings::Settings;

/// Customers whose figures are recomputed at once.
const COMPARED: i64 = 2_000;

/// Customers who are named when theirs are wrong.
const NAMED: usize = 20;

/// What a check found.
enum Finding {
    Good(String),
    /// Works, but is worth a look.
    Look(String),
    Wrong(String),
}

/// Runs every check.
pub(super) fn run(config: &Config) -> anyhow::Result<()> {
    let mut findings = vec![public_address(config), secret(config)];
    findings.extend(database(config));
    findings.extend([mail(config), catalogue(), table()]);
    let mut wrong = 0;
    for finding in findings {
        match finding {
            Finding::Good(text) => println!("ok     {text}"),
            Finding::Look(text) => println!("look   {text}"),
            Finding::Wrong(text) => {
                wrong += 1;
                println!("WRONG  {text}");
            }
        }
    }
    if wrong > 0 {
        anyhow::bail!("{wrong} of the checks found something wrong");
    }
    Ok(())
}

fn public_address(config: &Config) -> Finding {
    let address = &config.public_url;
    if config.is_https() {
        return Finding::Good(format!("the panel is reached over https: {address}"));
    }
    let host = config.public_authority().split(':').next().unwrap_or_default();
    if matches!(host, "localhost" | "127.0.0.1") {
        return Finding::Good(format!("the panel is reached on this machine only: {address}"));
    }
    Finding::Look(format!("{address} is plain http: passwords cross the network unencrypted"))
}

#[cfg(unix)]
fn secret(config: &Config) -> Finding {
    use std::os::unix::fs::PermissionsExt;
    let path = config.data_file("secret.key");
    match std::fs::metadata(&path) {
        Ok(meta) if meta.permissions().mode() & 0o077 != 0 => {
            Finding::Wrong(format!("{} can be read by others: chmod 600", path.display()))
        }
        Ok(_) => Finding::Good(format!("{} is only its owner's", path.display())),
        Err(_) => Finding::Look(format!("{} is made at the first start", path.display())),
    }
}

#[cfg(not(unix))]
fn secret(config: &Config) -> Finding {
    Finding::Look(format!("check who may read {}", config.data_file("secret.key").display()))
}

fn database(config: &Config) -> Vec<Finding> {
    if let Ok(Url::Sqlite(path)) = Url::parse(&config.database_url)
        && !path.exists()
    {
        let path = path.display();
        return vec![Finding::Look(format!(
            "{path} does not exist yet: it is made at the first start"
        ))];
    }
    let db = match Database::open(&config.database_url) {
        Ok(db) => db,
        Err(error) => return vec![Finding::Wrong(format!("the database: {error:#}"))],
    };
    let reached = db.read_now(|conn| {
        use crate::db::prelude::RunQueryDsl;
        diesel::sql_query("SELECT 1").execute(conn).map_err(DbError::from)
    });
    if let Err(error) = reached {
        return vec![Finding::Wrong(format!("the database does not answer: {error}"))];
    }
    let migrations = match migrate::is_current(&db) {
        Ok(true) => Finding::Good("every migration is done".to_owned()),
        Ok(false) => Finding::Look("migrations are pending: they are done at start".to_owned()),
        Err(error) => Finding::Wrong(format!("migrations: {error:#}")),
    };
    let mut findings =
        vec![Finding::Good(format!("the database answers ({:?})", db.kind())), migrations];
    // Tables that are still to be made cannot be asked.
    if matches!(findings.last(), Some(Finding::Good(_))) {
        findings.extend(documents(&db));
        findings.push(figures(&db));
    }
    findings
}

/// Documents, payments and what settles what, recomputed.
fn documents(db: &Database) -> Vec<Finding> {
    let found = db.snapshot(|conn| Disagreements::find(conn).map_err(DbError::from));
    let found = match found {
        Ok(found) => found,
        Err(error) => return vec![Finding::Wrong(format!("documents and payments: {error}"))],
    };
    let checks = [
        (found.documents, "what documents say is paid of them agrees with what settles them"),
        (found.payments, "what payments say they settle agrees with what they settle"),
        (found.series, "no series of documents misses a number"),
    ];
    let finding = |(rows, good): (Vec<i64>, &str)| {
        if rows.is_empty() {
            return Finding::Good(good.to_owned());
        }
        let rows: Vec<String> = rows.iter().map(i64::to_string).collect();
        Finding::Wrong(format!("it does not hold that {good}: rows {}", rows.join(", ")))
    };
    checks.map(finding).into()
}

/// What follows from documents, payments, services and cards, recomputed for every customer.
fn figures(db: &Database) -> Finding {
    match differences(db) {
        Ok(found) if found.is_empty() => {
            Finding::Good("categories, debts and sales are what the rows come to".to_owned())
        }
        Ok(found) => {
            let named = found.iter().take(NAMED);
            let named: Vec<String> =
                named.map(|one| format!("{} ({})", one.customer, one.what.join(", "))).collect();
            let (count, named) = (found.len(), named.join(", "));
            Finding::Wrong(format!("{count} customers have other figures than their rows: {named}"))
        }
        Err(error) => Finding::Wrong(format!("figures of customers: {error}")),
    }
}

fn differences(db: &Database) -> Result<Vec<Difference>, DbError> {
    let settings = db.read_now(|conn| Settings::load(conn).map_err(DbError::from))?;
    let rules = Rules::of(&settings, clock::now());
    let (mut found, mut after) = (Vec::new(), 0);
    loop {
        let (some, last) = db.snapshot(|conn| {
            accounts::compare(conn, after, COMPARED, &rules).map_err(DbError::from)
        })?;
        found.extend(some);
        let Some(last) = last else { return Ok(found) };
        after = last;
    }
}

/// Where mail goes, and whether the server answers. Its password is not said.
fn mail(config: &Config) -> Finding {
    let way = match Way::of(config) {
        Ok(way) => way,
        Err(error) => return Finding::Wrong(format!("{error:#}")),
    };
    let Some(server) = way.server() else {
        return Finding::Look(
            "no mail leaves the house: it is written into files; set PADRON_SMTP_URL".to_owned(),
        );
    };
    let place = format!("{}:{}", server.host, server.port);
    if server.is_exposed() {
        return Finding::Wrong(format!(
            "mail to {place} crosses the network in the clear: letters that open a door are not sent; \
             take tls=none out of PADRON_SMTP_URL"
        ));
    }
    match server.try_connection() {
        Ok(()) => Finding::Good(format!("the mail server {place} answers")),
        Err(error) => Finding::Wrong(format!("the mail server {place}: {error:#}")),
    }
}

/// The declarations of fields do not contradict each other.
fn catalogue() -> Finding {
    let mut keys = HashSet::new();
    for field in fields::all() {
        if !keys.insert(field.key.as_ref()) {
            return Finding::Wrong(format!("the field {} is declared twice", field.key));
        }
        if field.labels.iter().any(|label| label.trim().is_empty()) {
            return Finding::Wrong(format!("the field {} lacks a label", field.key));
        }
    }
    Finding::Good(format!("{} fields are declared", keys.len()))
}

/// Each method and path is served once.
fn table() -> Finding {
    let lines = routes::table().lines();
    let mut seen = HashSet::new();
    for line in &lines {
        if !seen.insert((line.method.clone(), line.path)) {
            return Finding::Wrong(format!("{} {} is routed twice", line.method, line.path));
        }
    }
    Finding::Good(format!("{} routes, each with its permission", lines.len()))
}
