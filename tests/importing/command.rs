//! The command as people's scripts use it, and what a killed one leaves behind.

use super::*;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn url(&self) -> String {
        format!("sqlite:{}", self.0.path().join("c.db").display())
    }

    fn padron(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_padron"));
        command
            .arg("import")
            .args(arguments)
            .env("DATABASE_URL", self.url())
            .env("PADRON_DATA_DIR", self.0.path());
        command
    }

    /// Exit code and what was printed.
    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let done = self.padron(arguments).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (done.status.code().unwrap(), text(done.stdout), text(done.stderr))
    }

    fn customers(&self) -> usize {
        let db = Database::open(&self.url()).unwrap();
        let query = Query::visible_to(&Actor::command(Via::Command));
        let ids = db.read_now(|conn| Ok::<_, AppError>(query.few(conn, 100_000)?));
        ids.map_or(0, |ids| ids.len())
    }

    fn many(&self, rows: usize) -> PathBuf {
        let path = self.0.path().join("many.csv");
        let mut file = std::io::BufWriter::new(std::fs::File::create(&path).unwrap());
        writeln!(file, "codigo;nombre;email;celular;zona").unwrap();
        for row in 0..rows {
            let zone = row % 9;
            let phone = 40_000_000 + row;
            writeln!(file, "K{row};Cliente {row};c{row}@example.com;11 {phone};Zona {zone}")
                .unwrap();
        }
        path
    }
}

fn path(name: &str) -> String {
    data(name).display().to_string()
}

#[test]
fn exit_codes_and_counts_tell_scripts_what_came_of_it() {
    let home = Home::new();
    let file = path("import_cases/broken_rows.csv");
    let (code, out, _) = home.run(&[&file, "--json", "--dry-run"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &json["created"], &json["failed"]), (1, &2.into(), &3.into()));
    assert_eq!(json["dry_run"], true);
    assert_eq!(json["failures"][0]["row"], 3);

    let (code, out, _) = home.run(&[&path("import_cases/header_only.csv")]);
    assert_eq!(code, 0);
    let last = "created=0 updated=0 unchanged=0 skipped=0 failed=0";
    assert_eq!(out.lines().last(), Some(last));

    let (code, out, err) = home.run(&["no/such/file.csv"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("No se pudo leer el archivo"), "{err}");
    assert_eq!(home.run(&[&file, "--mode", "update"]).0, 2);
    assert_eq!(home.customers(), 0);
}

#[test]
fn flags_reach_the_import() {
    let home = Home::new();
    let file = home.0.path().join("own.txt");
    std::fs::write(&file, "título\n\nquién|de|x=y\nAna|Chile|1\n").unwrap();
    let file = file.display().to_string();
    let (code, out, err) = home.run(&[
        &file,
        "--separator",
        "|",
        "--header-line",
        "3",
        "--map",
        "quién=name",
        "--map",
        "de=country",
        "--map",
        "x=y=-",
        "--json",
    ]);
    assert_eq!(code, 0, "{err}");
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json["created"], 1);
    assert_eq!(json["columns_not_taken"][0]["reason"], "by_choice");
    assert_eq!(home.customers(), 1);
}

#[test]
fn a_killed_import_leaves_whole_chunks() {
    let home = Home::new();
    let file = home.many(4_000).display().to_string();
    let mut child = home.padron(&[&file]).stdout(Stdio::null()).spawn().unwrap();
    let patience = Instant::now() + Duration::from_secs(120);
    while home.customers() < 500 {
        assert!(Instant::now() < patience && child.try_wait().unwrap().is_none());
        std::thread::sleep(Duration::from_millis(20));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let kept = home.customers();
    assert!(kept >= 500 && kept % 500 == 0, "{kept}");
    // What is missing comes in with the same file.
    let (code, out, _) = home.run(&[&file, "--match", "custom_id", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &json["skipped"]), (0, &kept.into()));
    assert_eq!(json["created"].as_u64().unwrap() as usize, 4_000 - kept);
}
