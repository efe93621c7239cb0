//! Padrón: a panel in which the staff of billing, subscription and internet-service companies run
//! their customers. The table of contents:

/// Who may do what.
pub mod access;
/// What members keep for themselves.
pub mod account;
/// The application and its server.
pub mod app;
/// Who did what.
pub mod audit;
/// Work beside the requests.
pub mod background;
/// What fiscal documents and services are made of.
pub mod catalogues;
/// The commands.
pub mod cli;
/// The one place that knows the time.
pub mod clock;
/// Settings of the installation.
pub mod config;
/// Customers: fields, queries, writes and screens.
pub mod customers;
/// Connections, pools, migrations.
pub mod db;
/// The invented company that people try the panel on.
pub mod demo;
/// The one error of requests.
pub mod error;
/// Exports in the panel.
pub mod exports;
/// The vocabulary of the field catalogue.
pub mod fields;
/// Files that only their owner reads.
pub mod files;
/// What is typed, and what stands in an address.
pub mod form;
/// For machines that watch.
pub mod health;
/// What changed, by whom and when.
pub mod history;
/// Languages, texts and formats.
pub mod i18n;
/// Numbers and names by which the world knows a person or company.
pub mod identity;
/// The queue of long work.
pub mod jobs;
/// Mail that leaves the house.
pub mod mail;
/// Amounts, rounding and taxes.
pub mod money;
/// Passwords.
pub mod password;
/// The customers' way into their portal.
pub mod portal;
/// The work beside the requests, and who does it.
pub mod processes;
/// All routes.
pub mod routes;
/// The search of the whole panel.
pub mod search;
/// The installation's secret.
pub mod secret;
/// Invented customers.
pub mod seeds;
/// What the organisation decides.
pub mod settings;
/// Files of sheets.
pub mod sheets;
/// Getting in: signing in and out, set-up, one-time links.
pub mod sign_in;
/// Members.
pub mod staff;
/// Cleaning and folding of text.
pub mod text;
/// Random texts and their hashes.
pub mod token;
/// HTTP that belongs to no feature.
pub mod web;
