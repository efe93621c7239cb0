//! Who receives what, on the customer's page of billing; and the page that asks before a letter goes out once more.

pub mod of_customer;
pub mod sending;
mod words;

use super::Mailing;
use crate::web::App;

/// How letters leave the panel.
pub fn mailing(app: &App) -> Mailing<'_> {
    Mailing { post: &app.mail, public_url: &app.config.public_url }
}
