//! Rules of the house that a reader could only hope for: which part may use which, how long a file
//! may be, and where the texts of the screens stand. Each broken rule says why it is one.
#![allow(
    clippy::allow_attributes,
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "tests stop at the first surprise"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Lines of a file, at most. Tables of words and data are longer: they are read by looking up.
const LONGEST: usize = 400;
const TABLES: &[&str] = &["src/i18n/messages/", "src/seeds/nations/", "src/db/schema.rs"];

/// A part of the house, and the parts it may use. What stands in none of these rows may use all.
const ARROWS: &[(&str, &[&str])] = &[
    ("clock", &[]),
    ("background", &[]),
    ("token", &[]),
    ("text", &[]),
    ("config", &[]),
    ("identity", &["text"]),
    ("files", &[]),
    ("db", &["files", "text", "token"]),
    ("i18n", &["clock"]),
    ("money", &[]),
    ("papers", &["i18n", "money", "text"]),
    ("fields", &["i18n", "identity", "money", "text"]),
    ("error", &["db"]),
    ("form", &["error", "text"]),
    ("sheets", &[]),
    (
        "lists",
        &[
            "access", "clock", "db", "error", "fields", "form", "i18n", "identity", "settings",
            "text", "web",
        ],
    ),
    (
        "lists/screens",
        &[
            "access",
            "audit",
            "customers",
            "db",
            "error",
            "fields",
            "history",
            "i18n",
            "settings",
            "web",
        ],
    ),
    ("services", &["access", "accounts", "db", "fields", "history", "jobs", "money", "settings"]),
    (
        "contracts",
        &[
            "access",
            "catalogues",
            "clock",
            "customers",
            "db",
            "error",
            "fields",
            "history",
            "i18n",
            "identity",
            "lists",
            "money",
            "services",
            "settings",
            "token",
            "web",
        ],
    ),
    (
        "subscriptions",
        &[
            "access",
            "catalogues",
            "clock",
            "contracts",
            "customers",
            "db",
            "error",
            "fields",
            "history",
            "i18n",
            "lists",
            "money",
            "services",
            "settings",
            "text",
            "token",
            "web",
        ],
    ),
    ("access", &[]),
    ("password", &["error", "text"]),
    ("secret", &["config", "files"]),
    ("gateways", &["clock", "config", "db", "error", "money", "secret", "settings", "token"]),
    ("history", &["access", "clock", "db"]),
    ("audit", &["access", "clock", "db"]),
    (
        "audit/screens",
        &[
            "clock",
            "customers",
            "db",
            "error",
            "fields",
            "i18n",
            "jobs",
            "settings",
            "sheets",
            "web",
        ],
    ),
    ("jobs", &["access", "clock", "db", "error", "i18n"]),
    ("accounts", &["db", "settings"]),
    (
        "web",
        &[
            "access",
            "audit",
            "background",
            "clock",
            "config",
            "db",
            "error",
            "form",
            "gateways",
            "i18n",
            "mail",
            "password",
            "portal",
            "settings",
            "sheets",
            "text",
            "token",
        ],
    ),
    (
        "mail",
        &[
            "background",
            "clock",
            "config",
            "db",
            "error",
            "files",
            "i18n",
            "secret",
            "settings",
            "text",
            "token",
        ],
    ),
    (
        "notices",
        &[
            "access",
            "clock",
            "customers",
            "db",
            "error",
            "i18n",
            "invoices",
            "mail",
            "papers",
            "payments",
            "portal",
            "settings",
        ],
    ),
    (
        "notices/screens",
        &[
            "access",
            "clock",
            "customers",
            "db",
            "error",
            "fields",
            "history",
            "i18n",
            "invoices",
            "mail",
            "notices",
            "web",
        ],
    ),
    (
        "cards",
        &[
            "access",
            "accounts",
            "audit",
            "background",
            "clock",
            "customers",
            "db",
            "error",
            "gateways",
            "history",
            "invoices",
            "mail",
            "money",
            "notices",
            "payments",
            "portal",
            "settings",
            "token",
        ],
    ),
    (
        "cards/screens",
        &[
            "access",
            "account",
            "audit",
            "cards",
            "catalogues",
            "clock",
            "customers",
            "db",
            "error",
            "fields",
            "gateways",
            "history",
            "i18n",
            "mail",
            "notices",
            "settings",
            "web",
        ],
    ),
    ("mail/screens", &["access", "clock", "error", "i18n", "settings", "web"]),
    (
        "settings",
        &["access", "clock", "db", "error", "fields", "history", "i18n", "identity", "text"],
    ),
    (
        "settings/screens",
        &[
            "access",
            "audit",
            "catalogues",
            "clock",
            "customers",
            "daily",
            "db",
            "error",
            "fields",
            "history",
            "i18n",
            "identity",
            "settings",
            "text",
            "token",
            "web",
        ],
    ),
    (
        "catalogues",
        &[
            "access", "db", "error", "fields", "gateways", "history", "i18n", "identity",
            "settings", "text", "token",
        ],
    ),
    (
        "catalogues/screens",
        &[
            "access",
            "audit",
            "catalogues",
            "db",
            "error",
            "fields",
            "gateways",
            "history",
            "i18n",
            "identity",
            "money",
            "settings",
            "text",
            "web",
        ],
    ),
    (
        "customers",
        &[
            "access", "accounts", "audit", "clock", "db", "error", "fields", "form", "gateways",
            "history", "i18n", "identity", "jobs", "lists", "portal", "services", "settings",
            "sheets", "text", "token", "web",
        ],
    ),
    (
        "invoices",
        &[
            "access",
            "accounts",
            "catalogues",
            "customers",
            "db",
            "error",
            "fields",
            "history",
            "i18n",
            "identity",
            "jobs",
            "lists",
            "money",
            "papers",
            "services",
            "settings",
            "text",
            "token",
        ],
    ),
    (
        "invoices/screens",
        &[
            "access",
            "accounts",
            "cards",
            "clock",
            "customers",
            "db",
            "error",
            "fields",
            "history",
            "i18n",
            "identity",
            "invoices",
            "jobs",
            "lists",
            "money",
            "notices",
            "papers",
            "payments",
            "settings",
            "text",
            "web",
        ],
    ),
    (
        "payments/screens",
        &[
            "access",
            "cards",
            "clock",
            "customers",
            "db",
            "error",
            "fields",
            "history",
            "i18n",
            "identity",
            "invoices",
            "lists",
            "money",
            "notices",
            "payments",
            "settings",
            "text",
            "token",
            "web",
        ],
    ),
    (
        "payments",
        &[
            "access",
            "customers",
            "db",
            "error",
            "fields",
            "history",
            "i18n",
            "identity",
            "invoices",
            "lists",
            "money",
            "settings",
            "token",
        ],
    ),
    (
        "portal",
        &[
            "audit", "clock", "db", "error", "history", "i18n", "identity", "mail", "password",
            "settings", "token",
        ],
    ),
    (
        "portal/bulk",
        &["audit", "clock", "customers", "db", "error", "history", "jobs", "mail", "settings"],
    ),
    ("portal/undelivered", &["customers", "db", "error", "mail"]),
    (
        "portal/pages",
        &[
            "access",
            "audit",
            "cards",
            "clock",
            "contracts",
            "customers",
            "db",
            "error",
            "fields",
            "history",
            "i18n",
            "identity",
            "invoices",
            "lists",
            "mail",
            "papers",
            "password",
            "payments",
            "portal",
            "services",
            "settings",
            "sign_in",
            "subscriptions",
            "text",
            "web",
        ],
    ),
    (
        "portal/screens",
        &[
            "access",
            "audit",
            "clock",
            "customers",
            "db",
            "error",
            "history",
            "i18n",
            "jobs",
            "mail",
            "portal",
            "settings",
            "web",
        ],
    ),
    (
        "exports",
        &[
            "access",
            "account",
            "audit",
            "background",
            "clock",
            "config",
            "customers",
            "db",
            "error",
            "files",
            "i18n",
            "jobs",
            "lists",
            "mail",
            "settings",
            "staff",
            "web",
        ],
    ),
    (
        "daily",
        &[
            "access",
            "accounts",
            "cards",
            "clock",
            "contracts",
            "customers",
            "db",
            "error",
            "invoices",
            "jobs",
            "notices",
            "services",
            "settings",
            "subscriptions",
        ],
    ),
    (
        "processes",
        &[
            "access",
            "accounts",
            "audit",
            "cards",
            "clock",
            "customers",
            "daily",
            "db",
            "error",
            "exports",
            "fields",
            "i18n",
            "invoices",
            "jobs",
            "mail",
            "notices",
            "portal",
            "services",
            "settings",
            "sheets",
            "staff",
            "token",
            "web",
        ],
    ),
    (
        "staff",
        &[
            "access", "audit", "clock", "db", "error", "i18n", "identity", "mail", "password",
            "settings", "text", "token", "web",
        ],
    ),
    (
        "sign_in",
        &[
            "access",
            "audit",
            "catalogues",
            "clock",
            "db",
            "error",
            "i18n",
            "identity",
            "password",
            "settings",
            "staff",
            "text",
            "token",
            "web",
        ],
    ),
    (
        "account",
        &[
            "access", "audit", "clock", "db", "error", "i18n", "password", "settings", "sign_in",
            "staff", "text", "token", "web",
        ],
    ),
    (
        "figures",
        &[
            "access",
            "accounts",
            "clock",
            "contracts",
            "customers",
            "db",
            "error",
            "fields",
            "history",
            "i18n",
            "invoices",
            "lists",
            "payments",
            "portal",
            "services",
            "settings",
            "subscriptions",
            "web",
        ],
    ),
    ("health", &["db", "error", "web"]),
    (
        "search",
        &[
            "access",
            "contracts",
            "customers",
            "db",
            "error",
            "i18n",
            "invoices",
            "lists",
            "payments",
            "settings",
            "subscriptions",
            "text",
            "web",
        ],
    ),
    (
        "seeds",
        &[
            "access",
            "accounts",
            "catalogues",
            "clock",
            "contracts",
            "customers",
            "db",
            "error",
            "fields",
            "history",
            "identity",
            "invoices",
            "money",
            "payments",
            "services",
            "settings",
            "text",
            "token",
        ],
    ),
];

/// What reads or writes without a screen must not know HTTP: an import, an export and the API would else
/// drag a request along.
const WITHOUT_HTTP: &[&str] = &[
    "src/accounts/",
    "src/customers/save/",
    "src/customers/import/",
    "src/customers/export/",
    "src/customers/query/",
    "src/customers/links.rs",
    "src/customers/listing.rs",
    "src/customers/sentence.rs",
    "src/customers/typed.rs",
    "src/figures/charges.rs",
    "src/figures/chart.rs",
    "src/figures/read.rs",
    "src/form.rs",
    "src/sheets/",
    "src/portal/account.rs",
    "src/portal/bulk.rs",
    "src/portal/email.rs",
    "src/portal/issue.rs",
    "src/portal/secret.rs",
    "src/fields/",
    "src/money/",
    "src/papers/",
    "src/services/",
    "src/contracts/fields.rs",
    "src/contracts/list.rs",
    "src/contracts/check.rs",
    "src/contracts/save.rs",
    "src/subscriptions/act.rs",
    "src/subscriptions/check.rs",
    "src/subscriptions/fields.rs",
    "src/subscriptions/list.rs",
    "src/subscriptions/save.rs",
    "src/lists/condition.rs",
    "src/lists/entity.rs",
    "src/lists/kept.rs",
    "src/lists/order.rs",
    "src/lists/rows.rs",
    "src/lists/statement.rs",
    "src/customers/owned.rs",
    "src/invoices/",
    "src/payments/",
    "src/gateways/",
    "src/notices/",
    "src/cards/begin.rs",
    "src/cards/charged.rs",
    "src/cards/charges/",
    "src/cards/confirm.rs",
    "src/cards/enrol.rs",
    "src/cards/link.rs",
    "src/cards/states.rs",
    "src/cards/store.rs",
    "src/cards/work.rs",
    "src/db/",
    "src/identity/",
];

fn sources(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn short(path: &Path) -> String {
    let path = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap();
    path.to_str().unwrap().replace('\\', "/")
}

/// The code without its tests, which may use what they like.
fn code(path: &Path) -> String {
    if path.ends_with("tests.rs") {
        return String::new();
    }
    let text = std::fs::read_to_string(path).unwrap();
    match text.find("#[cfg(test)]\nmod tests {") {
        Some(at) => text[..at].to_owned(),
        None => text,
    }
}

/// The parts of the house that a text names.
fn used(code: &str) -> BTreeSet<&str> {
    let after = code.split("crate::").skip(1);
    after
        .map(|rest| {
            rest.split(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'))
                .next()
                .unwrap()
        })
        .filter(|name| !name.is_empty())
        .collect()
}

/// The row of a file: the longest part whose folder it is in.
fn row(file: &str) -> Option<&'static (&'static str, &'static [&'static str])> {
    ARROWS
        .iter()
        .filter(|(part, _)| {
            file == format!("src/{part}.rs") || file.starts_with(&format!("src/{part}/"))
        })
        .max_by_key(|(part, _)| part.len())
}

#[test]
fn every_room_uses_only_the_rooms_of_its_row() {
    let macros = [
        "on_backend",
        "field_table",
        "order",
        "condition",
        "list_order",
        "list_condition",
        "messages",
    ];
    let mut broken = Vec::new();
    for path in sources("src") {
        let (file, text) = (short(&path), code(&path));
        if text.contains("crate::{") {
            broken.push(format!("{file}: one `use` for each room, or its arrows cannot be seen"));
        }
        let Some((part, may)) = row(&file) else { continue };
        let own = part.split('/').next().unwrap();
        for name in used(&text) {
            if name != own && !may.contains(&name) && !macros.contains(&name) {
                broken.push(format!("{file} uses crate::{name}: {part} may use only {may:?}"));
            }
        }
    }
    assert!(
        broken.is_empty(),
        "a part that knows another cannot be moved without it:\n{}",
        broken.join("\n")
    );
}

#[test]
fn every_row_of_the_arrows_is_a_part_of_the_house() {
    let files: Vec<String> = sources("src").iter().map(|path| short(path)).collect();
    for (part, _) in ARROWS {
        let exists = files.iter().any(|file| row(file).is_some_and(|(found, _)| found == part));
        assert!(exists, "{part} is gone: take its row away");
    }
}

#[test]
fn what_works_without_a_screen_knows_no_http() {
    let mut broken = Vec::new();
    for path in sources("src") {
        let (file, text) = (short(&path), code(&path));
        if WITHOUT_HTTP.iter().any(|folder| file.starts_with(folder))
            && !file.contains("/screens/")
            && (text.contains("actix") || used(&text).contains("web"))
        {
            broken.push(file);
        }
    }
    assert!(broken.is_empty(), "these would drag a request into jobs and commands: {broken:?}");
}

#[test]
fn the_audit_log_is_only_ever_appended_to() {
    let mut writers = BTreeSet::new();
    for path in sources("src") {
        let (file, text) = (short(&path), code(&path));
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ").to_ascii_lowercase();
        for written in
            ["update(", "delete(", "update ", "delete from ", "replace into ", "truncate "]
        {
            for name in ["audit_log", "schema::audit_log", "dsl::audit_log"] {
                assert!(!flat.contains(&format!("{written}{name}")), "{file} changes the log");
            }
        }
        if words(&text).contains("audit_log") {
            writers.insert(file);
        }
    }
    // Whoever does not name the table cannot reach it by another word.
    let known = ["src/audit/mod.rs", "src/audit/query.rs", "src/db/schema.rs"];
    assert_eq!(writers, known.map(str::to_owned).into());
}

#[test]
fn files_can_be_read_at_a_glance() {
    let mut long = Vec::new();
    for path in sources("src") {
        let file = short(&path);
        if TABLES.iter().any(|table| file.starts_with(table)) {
            continue;
        }
        let lines = std::fs::read_to_string(&path).unwrap().lines().count();
        if lines > LONGEST {
            long.push(format!("{file}: {lines}"));
        }
    }
    assert!(long.is_empty(), "split what has more than {LONGEST} lines:\n{}", long.join("\n"));
}

/// Where words of a human language belong: the texts, the catalogue's labels, invented people, what is
/// looked for in other people's files, and the headers of ours.
const WORDS: &[&str] = &[
    "src/i18n/",
    "src/customers/fields.rs",
    "src/customers/debts.rs",
    "src/customers/listed.rs",
    "src/customers/services.rs",
    "src/customers/owned.rs",
    "src/contracts/fields.rs",
    "src/subscriptions/fields.rs",
    "src/services/machines.rs",
    "src/catalogues/tables.rs",
    "src/invoices/fields.rs",
    "src/invoices/states.rs",
    "src/payments/fields.rs",
    "src/payments/states.rs",
    "src/papers/tests.rs",
    "src/seeds/",
    "src/demo/",
    "src/identity/",
    "src/customers/import/",
    "src/customers/export/columns.rs",
    "src/text.rs",
];

#[test]
fn texts_of_the_screens_stand_in_the_messages() {
    let mut found = Vec::new();
    for path in sources("src") {
        let file = short(&path);
        if WORDS.iter().any(|place| file.starts_with(place)) {
            continue;
        }
        for (number, line) in code(&path).lines().enumerate() {
            let is_comment = line.trim_start().starts_with("//");
            let line = line.replace("Padrón", "");
            if !is_comment && line.chars().any(|c| "áéíóúñãõçÁÉÍÓÚÑÃÕÇ¿¡".contains(c))
            {
                found.push(format!("{file}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    assert!(
        found.is_empty(),
        "a text outside src/i18n exists in one language only:\n{}",
        found.join("\n")
    );
}

#[test]
fn templates_hold_no_words_of_their_own() {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("templates")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for (number, line) in text.lines().enumerate() {
                let line = line.replace("Padrón", "");
                if line.chars().any(|c| "áéíóúñãõçÁÉÍÓÚÑÃÕÇ¿¡".contains(c)) {
                    found.push(format!("{}:{}: {}", short(&path), number + 1, line.trim()));
                }
            }
        }
    }
    assert!(found.is_empty(), "a template speaks one language only:\n{}", found.join("\n"));
}

/// Everything that could name a class or a message.
fn users() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = String::new();
    let mut folders = vec![root.join("templates"), root.join("static/js")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                all.push_str(&std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    for path in sources("src") {
        if !short(&path).starts_with("src/i18n/messages/") {
            all.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
    all
}

/// The words of a text, as identifiers and classes are written.
fn words(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || "_-".contains(c))).collect()
}

#[test]
fn every_message_is_said_somewhere() {
    let users = users();
    let used = words(&users);
    let mut silent = Vec::new();
    for path in sources("src/i18n/messages") {
        let text = std::fs::read_to_string(&path).unwrap();
        for line in text.lines().filter(|line| line.starts_with("    ") && line.contains("\" | \""))
        {
            let name = line.trim().split(['(', ':']).next().unwrap();
            if !used.contains(name) {
                silent.push(format!("{}: {name}", short(&path)));
            }
        }
    }
    assert!(silent.is_empty(), "nobody says these:\n{}", silent.join("\n"));
}

#[test]
fn every_class_of_the_styles_is_on_some_page() {
    let users = users();
    let used = words(&users);
    // Classes whose end is written by the program: `status--{{ name }}`.
    let begun: Vec<&str> = used.iter().filter(|word| word.ends_with("--")).copied().collect();
    let mut idle = BTreeSet::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("static/css");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        for rule in text.split('}') {
            let Some((selectors, _)) = rule.rsplit_once('{') else { continue };
            for part in selectors.split('.').skip(1) {
                let end = |c: char| !(c.is_ascii_alphanumeric() || "_-".contains(c));
                let class = part.split(end).next().unwrap_or_default();
                let is_name = class.starts_with(|c: char| c.is_ascii_alphabetic());
                let is_begun = begun.iter().any(|start| class.starts_with(start));
                if is_name && !used.contains(class) && !is_begun {
                    idle.insert(format!("{}: .{class}", short(&path)));
                }
            }
        }
    }
    let idle: Vec<String> = idle.into_iter().collect();
    assert!(idle.is_empty(), "no page has these:\n{}", idle.join("\n"));
}
