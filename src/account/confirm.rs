//! Asks a signed-in member for the password again, before something that outlives the session.

use crate::db::Db;
use crate::error::AppError;
use crate::password::{self, Verdict};
use crate::sign_in::throttle::{self, Subject};
use crate::staff::form::Errors;
use crate::staff::query;
use crate::web::{App, Form, Page, Signed};

/// What came of it.
pub enum Confirmation {
    /// It is.
    Right,
    /// Not the password.
    Wrong,
    /// Too many tries.
    Blocked,
}

/// Compares what was typed with the member's password.
pub async fn password(app: &App, member: i64, typed: &str) -> Result<Confirmation, AppError> {
    let counted = app
        .db
        .write(move |conn| {
            if throttle::count(conn, &Subject::confirmation(member))?.is_some() {
                return Ok::<_, AppError>(None);
            }
            Ok(Some(query::find(conn, member)?))
        })
        .await?;
    let Some(account) = counted else {
        return Ok(Confirmation::Blocked);
    };
    let stored = Some(account.password_hash.clone());
    let compared = password::verify(typed.to_owned(), stored).await;
    if matches!(compared, Ok(Verdict::Wrong)) {
        return Ok(Confirmation::Wrong);
    }
    let is_right = compared.is_ok();
    app.db.write(move |conn| Ok::<_, AppError>(settle(conn, member, is_right)?)).await?;
    compared.map(|_| Confirmation::Right)
}

/// What stands against going on, beside the field: nothing when the member's password was typed.
pub(super) async fn refusals(
    page: &Page,
    signed: &Signed,
    form: &Form,
    app: &App,
) -> Result<Errors, AppError> {
    let text = match password(app, signed.member.id, form.text("current_password")).await? {
        Confirmation::Right => return Ok(Errors::default()),
        Confirmation::Wrong => page.t.account_password_wrong(),
        Confirmation::Blocked => page.t.account_password_blocked(),
    };
    Ok(Errors::of_field("current_password", text))
}

/// A right password forgives the wrong ones; what could not be compared was no try.
fn settle(conn: &mut Db, member: i64, is_right: bool) -> diesel::QueryResult<()> {
    let subject = Subject::confirmation(member);
    if is_right { throttle::forgive(conn, &subject) } else { throttle::give_back(conn, &subject) }
}
