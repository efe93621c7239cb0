//! The rows of texts, by area.

mod account;
mod audit;
mod bulk;
mod catalogues;
mod contracts;
mod customer_form;
mod detail;
mod errors;
mod export;
mod import;
mod list;
mod mail;
mod notices;
mod organisation;
mod papers;
mod portal;
mod portal_pages;
mod portal_settings;
mod problems;
mod processes;
mod search;
mod settings;
mod shared;
mod sign_in;
mod staff;
mod values;
