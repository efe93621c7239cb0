//! The application: state, middleware in order, and the server. `main` and the tests build the
//! same one.

use std::net::SocketAddr;
use std::sync::Arc;
use std::thread::JoinHandle;

use actix_session::SessionMiddleware;
use actix_session::config::{CookieContentSecurity, PersistentSession};
use actix_web::cookie::{Key, SameSite, time};
use actix_web::dev::Server;
use actix_web::middleware::{Compress, from_fn};
use actix_web::{HttpServer, Scope, web};
use anyhow::Context;

use crate::background::Bells;
use crate::cards;
use crate::catalogues::starting;
use crate::config::Config;
use crate::customers::Counts;
use crate::db::{Database, Db, migrate};
use crate::error::AppError;
use crate::gateways::Gateways;
use crate::mail::{self, Post, Undelivered};
use crate::notices;
use crate::portal;
use crate::routes;
use crate::settings::Cache;
use crate::staff;
use crate::web::metrics::Metrics;
use crate::web::session::{Customers, DbStore, Keeping, Staff};
use crate::web::{App, csrf, errors, headers, lifetime, observe};

/// Bytes of a form, at most.
const FORM_LIMIT: usize = 1024 * 1024;

/// Seconds that requests get to end when the server stops.
const GRACE: u64 = 20;

/// A server that listens and is about to run.
pub struct Application {
    /// What its requests reach.
    pub app: App,
    /// Where it listens.
    pub address: SocketAddr,
    server: Server,
}

impl Application {
    /// Migrates, reads the settings and listens.
    ///
    /// # Errors
    /// When the database, the secret or the address cannot be had.
    pub fn build(config: Config) -> anyhow::Result<Self> {
        let key = crate::secret::load_or_make(&config)?;
        let app = prepared(config, &key)?;
        let listen = app.config.listen.clone();
        let state = app.clone();
        let counts = Counts::default();
        let server = HttpServer::new(move || service(state.clone(), counts.clone(), key.clone()))
            .workers(workers())
            .shutdown_timeout(GRACE)
            .bind(&listen)
            .with_context(|| format!("cannot listen on {listen}"))?;
        let address = *server.addrs().first().context("the server listens nowhere")?;
        Ok(Self { app, address, server: server.run() })
    }

    /// A handle that stops it.
    #[must_use]
    pub fn handle(&self) -> actix_web::dev::ServerHandle {
        self.server.handle()
    }

    /// Runs until it is told to stop.
    ///
    /// # Errors
    /// When the server fails.
    pub async fn run(self) -> std::io::Result<()> {
        self.server.await
    }
}

/// What requests and jobs reach, over a migrated database.
///
/// # Errors
/// When the database cannot be had or migrated, or the way of mail cannot be read.
pub fn prepared(config: Config, key: &Key) -> anyhow::Result<App> {
    let db = Database::open(&config.database_url)?;
    migrate::run(&db).context("the database could not be migrated")?;
    starting::ship_at_start(&db).context("the catalogues could not be filled")?;
    let mail = Post::open(&config, key, PANEL)?;
    Ok(App {
        gateways: Gateways::new(db.clone(), key),
        db,
        settings: Cache::default(),
        metrics: Metrics::default(),
        config: Arc::new(config),
        bells: Bells::default(),
        mail,
    })
}

/// What the post office leaves to the panel.
pub const PANEL: mail::Panel = mail::Panel { end_secret, draw: notices::paper::draw };

/// Ends what a letter carries that reaches nobody, whoever it was to.
///
/// # Errors
/// When the database fails.
pub fn end_secret(conn: &mut Db, letter: &Undelivered) -> Result<(), AppError> {
    portal::undelivered::end(conn, letter)?;
    cards::link::undelivered(conn, letter)?;
    staff::undelivered::end(conn, letter)
}

/// Starts the thread that sends mail; `app.bells.mail.end()` ends it.
///
/// # Errors
/// When the system gives no thread.
pub fn start_mail(app: &App) -> std::io::Result<JoinHandle<()>> {
    mail::start(app.db.clone(), app.mail.clone(), app.bells.mail.clone())
}

/// Starts the thread that asks payment gateways; `app.bells.gateways.end()` ends it.
///
/// # Errors
/// When the system gives no thread.
pub fn start_gateways(app: &App) -> std::io::Result<JoinHandle<()>> {
    let public_url = app.config.public_url.clone();
    cards::work::start(app.gateways.clone(), app.mail.clone(), public_url, app.bells.clone())
}

/// Threads that answer; the database does most of the work on threads of its own.
fn workers() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 16)
}

fn service(
    state: App,
    counts: Counts,
    key: Key,
) -> actix_web::App<
    impl actix_web::dev::ServiceFactory<
        actix_web::dev::ServiceRequest,
        Config = (),
        Response = actix_web::dev::ServiceResponse<impl actix_web::body::MessageBody>,
        Error = actix_web::Error,
        InitError = (),
    >,
> {
    let (portal, panel) = routes::table().parts();
    // The last one wrapped is the first one asked.
    actix_web::App::new()
        .app_data(web::Data::new(state.clone()))
        .app_data(web::Data::new(counts))
        .app_data(web::PayloadConfig::new(FORM_LIMIT))
        // The scope of everything stands last: it would answer for the portal too.
        .service(door::<Customers>(portal, &state, &key))
        .service(door::<Staff>(panel, &state, &key))
        .wrap(from_fn(headers::add))
        .wrap(Compress::default())
        .wrap(from_fn(observe::observe))
}

/// Routes behind the sessions of those for whom they are.
fn door<K: Keeping>(
    routes: Scope,
    state: &App,
    key: &Key,
) -> Scope<
    impl actix_web::dev::ServiceFactory<
        actix_web::dev::ServiceRequest,
        Config = (),
        Response = actix_web::dev::ServiceResponse<impl actix_web::body::MessageBody + use<K>>,
        Error = actix_web::Error,
        InitError = (),
    > + use<K>,
> {
    let cookie = K::cookie(&state.config);
    routes
        .wrap(from_fn(csrf::check))
        .wrap(from_fn(errors::draw))
        .wrap(from_fn(lifetime::mark))
        .wrap(session::<K>(state, key))
        .wrap(from_fn(move |request, next| lifetime::shorten(cookie, request, next)))
}

fn session<K: Keeping>(state: &App, key: &Key) -> SessionMiddleware<DbStore<K>> {
    let longest = time::Duration::days(K::LONGEST_DAYS);
    SessionMiddleware::builder(DbStore::new(state.db.clone()), key.clone())
        .cookie_name(K::cookie(&state.config).to_owned())
        .cookie_secure(state.config.is_https())
        .cookie_http_only(true)
        .cookie_same_site(SameSite::Lax)
        .cookie_content_security(CookieContentSecurity::Signed)
        .session_lifecycle(PersistentSession::default().session_ttl(longest))
        .build()
}
