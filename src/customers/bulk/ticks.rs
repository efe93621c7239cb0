//! Ticks of the list: kept across pages for the member, and what is done with them next.

use actix_web::{HttpResponse, web};

use super::ask::{HELD, HELD_PASSWORDS};
use super::selection;
use crate::customers::links::{Links, PATH};
use crate::error::AppError;
use crate::web::{App, Form, Signed, respond};

/// POST /customers/selection: of the customers that a page showed exactly the ticked ones are held
/// afterwards. `then` says where to go: back to the list, or on to what is done with them.
///
/// # Errors
/// When the database fails.
pub async fn update(
    signed: Signed,
    app: web::Data<App>,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let list = Form::parse(form.text("list").as_bytes())?;
    let numbers =
        |key: &str| -> Vec<i64> { form.all(key).filter_map(|typed| typed.parse().ok()).collect() };
    let (shown, ticked) = (numbers("shown"), numbers("id"));
    let then = form.text("then").to_owned();
    let is_cleared = then == "clear";
    let member = signed.member.id;
    app.db
        .write(move |conn| {
            if is_cleared {
                selection::forget(conn, member)?;
            } else {
                selection::hold(conn, member, &shown, &ticked)?;
            }
            Ok::<_, AppError>(())
        })
        .await?;
    Ok(match then.as_str() {
        "quiet" => HttpResponse::NoContent().finish(),
        "bulk" => respond::see_other(HELD),
        "passwords" => respond::see_other(HELD_PASSWORDS),
        "export" => respond::see_other(&format!("{PATH}/export?scope=held")),
        "all" => {
            let asked = Form::default()
                .with("selection", "matching")
                .with("list", Links::of(&list).start().query());
            respond::see_other(&format!("{PATH}/bulk-update?{}", asked.encode()))
        }
        _ => respond::see_other(&Links::of(&list).href()),
    })
}
