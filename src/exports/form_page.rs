//! The form of an export: whom, by which preset, which columns.

use actix_web::web;
use askama::Template;

use super::ask::{is_usual, keys};
use super::presets::{self, Preset, REIMPORTABLE};
use crate::access::Permission;
use crate::customers::bulk::{Seen, Selection};
use crate::customers::export::{self, Column, Format};
use crate::customers::form_view::Choice;
use crate::customers::{Query, sentence};
use crate::error::AppError;
use crate::i18n::{Lang, Text};
use crate::lists::Count;
use crate::settings::Display;
use crate::web::{App, Form, Page, Signed};

/// A field of the form and what is wrong with it.
pub(super) type Problem = (String, String);

/// A column to tick.
struct Tick {
    key: &'static str,
    label: &'static str,
    is_ticked: bool,
}

#[derive(Template)]
#[template(path = "exports/new.html")]
pub(super) struct AskPage {
    page: Page,
    /// `held`, `matching` or `all`.
    scope: String,
    held: String,
    has_held: bool,
    /// Which ticked ones it shows, as it sends that along.
    seen: String,
    list: String,
    is_narrowed: bool,
    matching: String,
    matching_count: String,
    archived: Option<String>,
    may_all: bool,
    all_count: String,
    presets: Vec<Choice>,
    preset: String,
    /// What the form that chooses a preset sends along.
    place: Vec<(String, String)>,
    /// What is missing of the preset.
    warning: Option<String>,
    format: &'static str,
    /// Those that were chosen, unless they are the usual ones.
    chosen: Vec<Tick>,
    usual: Vec<Tick>,
    further: Vec<Tick>,
    email: String,
    errors: Vec<Problem>,
    password_error: String,
}

/// The form: as an address asks for it, or as it was typed where something is wrong with it.
///
/// # Errors
/// When the database fails.
pub(super) async fn drawn(
    page: Page,
    signed: &Signed,
    app: &web::Data<App>,
    form: &Form,
    errors: Vec<Problem>,
) -> Result<AskPage, AppError> {
    let (actor, settings) = (signed.actor.clone(), signed.settings.clone());
    let list = Form::parse(form.text("list").as_bytes()).unwrap_or_default();
    let (query, _) = Query::visible_to(&signed.actor).narrowed_by(&list, &signed.settings);
    let (shown, all) = (query.clone(), query.clone().with_archived());
    let everybody = Query::visible_to(&signed.actor).with_everybody();
    let may_all = page.may(Permission::ExportAll);
    let counted = app.db.read(move |conn| {
        let held = Selection::held().ids(conn, &actor, &settings)?.unwrap_or_default();
        let presets = presets::visible(conn, &actor)?;
        let everybody = if may_all { Some(everybody.count(conn)?) } else { None };
        let counts = (all.count(conn)?, shown.count(conn)?, everybody);
        Ok::<_, AppError>((held, counts, presets))
    });
    let (held, (matching, shown, everybody), presets) = counted.await?;
    let (has_held, seen) = (!held.is_empty(), Seen::of(&held));
    let display = Display::new(page.t.0, &signed.settings);
    let is_narrowed = query.is_narrowed();
    let scope = match form.text("selection") {
        "" if form.text("scope") == "held" && has_held => "held",
        "" if is_narrowed => "matching",
        "" if has_held => "held",
        "" => "all",
        asked => asked,
    };
    let file = match form.last("order") {
        Some(key) => File::typed(form).with_raised(key),
        None if errors.is_empty() => File::of(form, &presets, page.t),
        None => File::typed(form),
    };
    let [chosen, usual, further] = ticks(&file.keys, file.is_in_order, page.language());
    let password_error =
        errors.iter().find(|(key, _)| key == "password").map(|(_, text)| text.clone());
    Ok(AskPage {
        scope: scope.to_owned(),
        held: display.number(i64::try_from(held.len()).unwrap_or(i64::MAX)),
        has_held,
        seen: seen.code(),
        place: place(&list, scope),
        list: list.encode(),
        is_narrowed,
        matching: sentence::sentence(&query, &display),
        archived: archived(&page, matching, shown),
        matching_count: count(&page, matching),
        may_all,
        all_count: everybody.map(|everybody| count(&page, everybody)).unwrap_or_default(),
        presets: choices(&presets, form.text("preset"), page.t),
        preset: form.text("preset").to_owned(),
        warning: file.warning,
        format: file.format.code(),
        chosen,
        usual,
        further,
        email: signed.member.email.clone(),
        errors,
        password_error: password_error.unwrap_or_default(),
        page,
    })
}

/// As which file, with which columns.
struct File {
    format: Format,
    keys: Vec<String>,
    /// Whether their order is looked at, that of the usual ones too.
    is_in_order: bool,
    warning: Option<String>,
}

impl File {
    fn typed(form: &Form) -> Self {
        let format = Format::from_code(form.text("format")).unwrap_or_default();
        Self { format, keys: keys(form), is_in_order: false, warning: None }
    }

    /// The same with one of the columns a place further up.
    fn with_raised(mut self, key: &str) -> Self {
        if self.keys.is_empty() {
            self.keys = export::usual().iter().map(|column| column.key.to_owned()).collect();
        }
        let at = self.keys.iter().position(|known| known == key);
        if let Some(at) = at.filter(|at| *at > 0) {
            self.keys.swap(at - 1, at);
        }
        Self { is_in_order: true, ..self }
    }

    /// By the preset that an address names, or as it says itself.
    fn of(form: &Form, presets: &[Preset], t: Text) -> Self {
        let known = |columns: &[Column]| columns.iter().map(|c| c.key.to_owned()).collect();
        let typed = Self::typed(form);
        let code = form.text("preset");
        let saved = presets.iter().find(|preset| preset.id.to_string() == code);
        match (code, saved) {
            ("", _) => typed,
            (REIMPORTABLE, _) => Self { keys: known(&export::reimportable()), ..typed },
            (_, Some(preset)) => {
                let (columns, gone) = preset.columns();
                let warning = (!gone.is_empty()).then(|| t.preset_gone(&gone.join(", ")));
                Self { format: preset.format(), keys: known(&columns), warning, ..typed }
            }
            (_, None) => Self { warning: Some(t.preset_unknown().to_owned()), ..typed },
        }
    }
}

fn choices(presets: &[Preset], asked: &str, t: Text) -> Vec<Choice> {
    let choice = |value: String, label: String| Choice { selected: value == asked, value, label };
    let shipped = [
        choice(String::new(), t.export_usual_columns().to_owned()),
        choice(REIMPORTABLE.to_owned(), t.preset_reimportable().to_owned()),
    ];
    let saved = presets.iter().map(|preset| choice(preset.id.to_string(), preset.name.clone()));
    shipped.into_iter().chain(saved).collect()
}

/// The list that one comes from, and whether the ticked customers were meant.
fn place(list: &Form, scope: &str) -> Vec<(String, String)> {
    let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    let mut place: Vec<_> = list.pairs().map(owned).collect();
    if scope == "held" {
        place.push(owned(("scope", scope)));
    }
    place
}

/// Columns that were chosen, in their order, unless they are the usual ones and nobody looks at that; then
/// the usual ones and the others.
fn ticks(asked: &[String], is_in_order: bool, lang: Lang) -> [Vec<Tick>; 3] {
    let usual = export::usual();
    let by_default = !is_in_order && (asked.is_empty() || is_usual(asked));
    let is_asked = |column: &Column| !by_default && asked.iter().any(|key| key == column.key);
    let is_usual = |column: &Column| usual.iter().any(|one| one.key == column.key);
    let tick =
        |column: &Column, is_ticked| Tick { key: column.key, label: column.label(lang), is_ticked };
    let all = export::available();
    let found = asked.iter().filter_map(|key| all.iter().find(|column| column.key == key));
    let chosen = found.filter(|column| is_asked(column)).map(|column| tick(column, true));
    let rest = || all.iter().filter(|column| !is_asked(column));
    [
        chosen.collect(),
        rest().filter(|column| is_usual(column)).map(|column| tick(column, by_default)).collect(),
        rest().filter(|column| !is_usual(column)).map(|column| tick(column, false)).collect(),
    ]
}

/// «más de 1.000».
fn count(page: &Page, count: Count) -> String {
    let number = page.display().number(count.known());
    if count.exact().is_some() { number } else { page.t.list_more_than(&number) }
}

/// How many of the matches are archived: the list does not show them, the file has them.
fn archived(page: &Page, all: Count, shown: Count) -> Option<String> {
    match (all.exact(), shown.exact()) {
        (Some(all), Some(shown)) if all == shown => None,
        (Some(all), Some(shown)) => {
            Some(page.t.export_archived_too(&page.display().number(all - shown)))
        }
        _ => Some(page.t.export_may_be_archived().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys_of(ticks: &[Tick]) -> Vec<&str> {
        ticks.iter().map(|tick| tick.key).collect()
    }

    #[test]
    fn chosen_columns_stand_first_in_their_order_and_once() {
        let asked = ["iban", "id", "email"].map(str::to_owned);
        let [chosen, usual, further] = ticks(&asked, false, Lang::Es);
        assert_eq!(keys_of(&chosen), ["iban", "id", "email"]);
        assert!(chosen.iter().all(|tick| tick.is_ticked));
        assert_eq!(usual.len(), 19);
        assert!(!further.iter().any(|tick| tick.key == "iban"));
        assert!(!usual.iter().chain(&further).any(|tick| tick.is_ticked));
    }

    #[test]
    fn the_usual_columns_need_no_group_of_their_own() {
        let usual: Vec<String> = export::usual().iter().map(|c| c.key.to_owned()).collect();
        for asked in [vec![], usual] {
            let [chosen, usual, further] = ticks(&asked, false, Lang::Es);
            assert!(chosen.is_empty() && usual.iter().all(|tick| tick.is_ticked));
            assert_eq!((usual.len(), further.iter().any(|tick| tick.is_ticked)), (21, false));
        }
    }

    #[test]
    fn a_column_goes_up_one_place_and_the_first_stays() {
        let form = Form::parse(b"columns=iban&columns=id&columns=email").unwrap();
        let raised = |key: &str| File::typed(&form).with_raised(key).keys;
        assert_eq!(raised("email"), ["iban", "email", "id"]);
        for key in ["iban", "", "city"] {
            assert_eq!(raised(key), ["iban", "id", "email"], "{key}");
        }
        let usual = File::typed(&Form::default()).with_raised("name");
        assert_eq!((usual.keys.len(), usual.keys[0].as_str()), (21, "name"));
        assert_eq!(ticks(&usual.keys, usual.is_in_order, Lang::Es)[0].len(), 21);
    }
}
