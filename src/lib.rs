//! Padrón: a panel in which the staff of billing, subscription and internet-service companies run
//! their customers. The table of contents; what all of it stands on is `ground.rs`, a crate of its own.

pub use padron_ground::{
    access, accounts, background, clock, config, db, error, field_table, fields, files, form,
    gateways, history, i18n, identity, jobs, list_condition, list_order, messages, money,
    on_backend, papers, password, secret, services, sheets, text, token, web,
};

/// What members keep for themselves.
pub mod account;
/// The application and its server.
pub mod app;
/// Who did what.
pub mod audit {
    pub use padron_ground::audit::*;
    pub mod screens;
}
/// What fiscal documents and services are made of.
pub mod catalogues {
    pub use padron_ground::catalogues::*;
    pub mod screens;
}
/// Cards of customers.
pub mod cards;
/// The commands.
pub mod cli;
/// Contracts of customers.
pub mod contracts;
/// Customers: fields, queries, writes and screens.
pub mod customers;
/// What a day brings.
pub mod daily;
/// The invented company that people try the panel on.
pub mod demo;
/// Exports in the panel.
pub mod exports;
/// What a customer buys, owes and will be charged.
pub mod figures;
/// For machines that watch.
pub mod health;
/// Invoices, credit notes and debit notes.
pub mod invoices;
/// What the pages of a list of anything share.
pub mod lists {
    pub use padron_ground::lists::*;
    pub mod screens;
}
/// Mail that leaves the house.
pub mod mail {
    pub use padron_ground::mail::*;
    pub mod screens;
}
/// Who is written to about a customer.
pub mod notices;
/// Payments and what they settle.
pub mod payments;
/// The customers' way into their portal.
pub mod portal {
    pub use padron_ground::portal::*;
    pub mod bulk;
    pub mod pages;
    pub mod screens;
    pub mod undelivered;
}
/// The work beside the requests, and who does it.
pub mod processes;
/// All routes.
pub mod routes;
/// The search of the whole panel.
pub mod search;
/// Invented customers.
pub mod seeds;
/// What the organisation decides.
pub mod settings {
    pub use padron_ground::settings::*;
    pub mod screens;
}
/// Getting in: signing in and out, set-up, one-time links.
pub mod sign_in;
/// Members.
pub mod staff;
/// Subscriptions of customers.
pub mod subscriptions;
