//! What every room of the panel stands on: values and texts, the database, the settings, mail, the queue of long
//! work, and HTTP without any screen of a feature. A crate of its own, so that it is compiled beside the rooms
//! ([decision 17](../../docs/decisions/0017-two-crates.md)).

/// Who may do what.
pub mod access;
/// What customers owe and have, derived.
pub mod accounts;
/// Who did what.
pub mod audit;
/// Work beside the requests.
pub mod background;
/// What fiscal documents and services are made of.
pub mod catalogues;
/// The one place that knows the time.
pub mod clock;
/// Settings of the installation.
pub mod config;
/// Connections, pools, migrations.
pub mod db;
/// The one error of requests.
pub mod error;
/// The vocabulary of the field catalogue.
pub mod fields;
/// Files that only their owner reads.
pub mod files;
/// What is typed, and what stands in an address.
pub mod form;
/// Whoever keeps the customers' cards.
pub mod gateways;
/// What changed, by whom and when.
pub mod history;
/// Languages, texts and formats.
pub mod i18n;
/// Numbers and names by which the world knows a person or company.
pub mod identity;
/// The queue of long work.
pub mod jobs;
/// What the pages of a list of anything share.
pub mod lists;
/// Mail that leaves the house.
pub mod mail;
/// Amounts, rounding and taxes.
pub mod money;
/// What fiscal documents look like.
pub mod papers;
/// Passwords.
pub mod password;
/// The customers' way into their portal.
pub mod portal;
/// The installation's secret.
pub mod secret;
/// What the organisation decides.
pub mod settings;
/// Files of sheets.
pub mod sheets;
/// Cleaning and folding of text.
pub mod text;
/// Random texts and their hashes.
pub mod token;
/// HTTP that belongs to no feature.
pub mod web;
