//! The result of an import as JSON for programs, and as text for people. The last line of the text
//! is for programs as well.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::customers::import::report::{Counts, Note, Notes, Report};
use crate::customers::import::source::Format;
use crate::customers::import::source::{Layout, LineList, Note as FileNote};
use crate::i18n::Text;
use crate::identity::geo;

/// Notes of one sort that a person is shown; JSON has more.
const SHOWN: usize = 25;

/// Everything, for programs.
pub fn json(report: &Report, t: Text) -> Value {
    let Counts { created, updated, unchanged, skipped, failed } = report.counts;
    let not_taken = report.not_taken.iter().map(
        |(header, why)| json!({"header": header, "reason": why.code(), "message": why.text(t)}),
    );
    let lookups =
        report.lookups.iter().map(|(list, name)| json!({"list": list.code(), "name": name}));
    json!({
        "dry_run": report.is_dry_run,
        "rows": report.counts.rows(),
        "created": created,
        "updated": updated,
        "unchanged": unchanged,
        "skipped": skipped,
        "failed": failed,
        "layout": layout_json(&report.layout, t),
        "presumed_country": report.presumed_country,
        "columns_not_taken": not_taken.collect::<Vec<_>>(),
        "lookups_created": lookups.collect::<Vec<_>>(),
        "failures": notes_json(&report.failures, t),
        "skips": notes_json(&report.skips, t),
        "warnings": notes_json(&report.warnings, t),
        "failures_by_reason": report.failures.by_reason,
        "skips_by_reason": report.skips.by_reason,
        "warnings_by_reason": report.warnings.by_reason,
        "warnings_total": report.warnings.total(),
    })
}

fn notes_json(notes: &Notes, t: Text) -> Value {
    let one = |note: &Note| {
        json!({
            "row": note.line,
            "column": note.column,
            "value": note.typed,
            "reason": note.reason.code(),
            "message": note.reason.text(t),
            "kept_in_remarks": note.is_kept,
        })
    };
    notes.first.iter().map(one).collect()
}

fn layout_json(layout: &Layout, t: Text) -> Value {
    let notes: Vec<String> = layout.notes.iter().map(|note| file_note(note, t)).collect();
    json!({
        "format": match layout.format { Format::Csv => "csv", Format::Xlsx => "xlsx" },
        "encoding": layout.encoding,
        "separator": layout.separator,
        "sheet": layout.sheet,
        "header_line": layout.header_line,
        "headers": layout.headers,
        "notes": notes,
    })
}

/// What a person reads.
pub fn text(report: &Report, t: Text) -> String {
    let mut out = String::new();
    head(&mut out, report, t);
    for (title, notes) in [
        (t.import_failures(), &report.failures),
        (t.import_skips(), &report.skips),
        (t.import_warnings(), &report.warnings),
    ] {
        notes_text(&mut out, title, notes, t);
    }
    lists(&mut out, report, t);
    let Counts { created, updated, unchanged, skipped, failed } = report.counts;
    let names = if report.is_dry_run { would(t) } else { did(t) };
    for (name, count) in names.into_iter().zip([created, updated, unchanged, skipped, failed]) {
        line(&mut out, &format!("{name}: {count}"));
    }
    if report.is_dry_run {
        line(&mut out, t.import_was_dry());
    }
    line(
        &mut out,
        &format!(
            "created={created} updated={updated} unchanged={unchanged} skipped={skipped} failed={failed}"
        ),
    );
    out
}

/// What becomes of the rows: created, updated, unchanged, skipped, failed.
fn did(t: Text) -> [&'static str; 5] {
    [
        t.import_created(),
        t.import_updated(),
        t.import_unchanged(),
        t.import_skipped(),
        t.import_failed(),
    ]
}

/// The same of a dry run.
fn would(t: Text) -> [&'static str; 5] {
    [
        t.import_would_create(),
        t.import_would_update(),
        t.import_would_leave(),
        t.import_would_skip(),
        t.import_would_fail(),
    ]
}

fn line(out: &mut String, text: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{text}");
}

fn head(out: &mut String, report: &Report, t: Text) {
    let layout = &report.layout;
    let separator = layout.separator.map(|sign| match sign {
        '\t' => t.import_tab().to_owned(),
        sign => format!("«{sign}»"),
    });
    let parts = [layout.encoding.clone(), separator, layout.sheet.clone()];
    let known: Vec<String> = parts.into_iter().flatten().collect();
    if report.counts.rows() == 0 {
        line(out, t.import_no_rows());
    }
    if !layout.headers.is_empty() {
        line(out, &t.import_layout(&known.join(", "), layout.header_line));
    }
    for note in &layout.notes {
        line(out, &file_note(note, t));
    }
    if let Some(code) = report.presumed_country {
        let name = geo::country_name(code, t.0.code()).unwrap_or(code);
        line(out, &t.import_presumed_country(name));
    }
}

fn notes_text(out: &mut String, title: &str, notes: &Notes, t: Text) {
    if notes.total() == 0 {
        return;
    }
    line(out, &format!("{title}: {}", notes.total()));
    for note in notes.first.iter().take(SHOWN) {
        line(out, &format!("  {}: {}", t.import_row(note.line), note.text(t)));
    }
    let shown = u64::try_from(notes.first.len().min(SHOWN)).unwrap_or_default();
    if notes.total() > shown {
        line(out, &format!("  {}", t.import_and_more(notes.total() - shown)));
    }
}

fn lists(out: &mut String, report: &Report, t: Text) {
    if !report.not_taken.is_empty() {
        line(out, t.import_columns_not_taken());
        for (header, why) in &report.not_taken {
            line(out, &format!("  {header}: {}", why.text(t)));
        }
    }
    if !report.lookups.is_empty() {
        let names: Vec<&str> = report.lookups.iter().map(|(_, name)| name.as_str()).collect();
        line(out, &format!("{}: {}", t.import_lookups(), names.join(", ")));
    }
}

fn file_note(note: &FileNote, t: Text) -> String {
    match note {
        FileNote::SeparatorLine => t.import_separator_line().to_owned(),
        FileNote::TitleRows(count) => t.import_title_rows(*count),
        FileNote::MixedEncoding(lines) => t.import_mixed_encoding(&listed(lines)),
        FileNote::Mojibake(lines) => t.import_mojibake(&listed(lines)),
        FileNote::OtherSheets(names) => t.import_other_sheets(&names.join(", ")),
    }
}

fn listed(lines: &LineList) -> String {
    let first: Vec<String> = lines.first.iter().map(u64::to_string).collect();
    let known = u64::try_from(first.len()).unwrap_or_default();
    let more = if lines.total > known { "…" } else { "" };
    format!("{}{more}", first.join(", "))
}
