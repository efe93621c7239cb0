//! The command as people's scripts use it.

use super::*;
use calamine::Reader;
use std::path::Path;
use std::process::{Command, Output, Stdio};

struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        Self::of(40)
    }

    fn of(customers: u32) -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        let customers = customers.to_string();
        let done = home.command("seed", &["--customers", &customers]).output().unwrap();
        assert!(done.status.success());
        std::fs::create_dir(home.temporary()).unwrap();
        home
    }

    fn temporary(&self) -> PathBuf {
        self.0.path().join("tmp")
    }

    fn url(&self) -> String {
        format!("sqlite:{}", self.0.path().join("c.db").display())
    }

    fn command(&self, name: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_padron"));
        command
            .arg(name)
            .args(arguments)
            .env("DATABASE_URL", self.url())
            .env("PADRON_DATA_DIR", self.0.path())
            .env("TMPDIR", self.temporary());
        command
    }

    fn export(&self, arguments: &[&str]) -> Output {
        self.command("export", arguments).output().unwrap()
    }

    /// Exit code, and what was said.
    fn refused(&self, arguments: &[&str]) -> (i32, String) {
        let done = self.export(arguments);
        assert!(done.stdout.is_empty());
        (done.status.code().unwrap(), String::from_utf8(done.stderr).unwrap())
    }
}

fn names(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap();
    names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn a_file_or_standard_output_gets_the_same_bytes() {
    let home = Home::new();
    let folder = home.0.path().join("out");
    std::fs::create_dir(&folder).unwrap();
    let path = folder.join("all.csv");
    let to_file = home.export(&["--out", path.to_str().unwrap()]);
    assert_eq!((to_file.status.code(), to_file.stdout.as_slice()), (Some(0), &[] as &[u8]));
    assert!(String::from_utf8(to_file.stderr).unwrap().contains("Clientes exportados: 40"));
    let to_stdout = home.export(&[]);
    assert!(to_stdout.status.success());
    assert_eq!(std::fs::read(&path).unwrap(), to_stdout.stdout);
    let rows = table(&to_stdout.stdout);
    assert_eq!((rows.len(), rows[0].join(";").as_str()), (41, HEADERS));
    assert_eq!(names(&folder), ["all.csv"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn flags_reach_the_export_and_no_temporary_file_stays() {
    let home = Home::new();
    let path = home.0.path().join("some.xlsx");
    let some = ["--format", "xlsx", "--query", "id__lte=3&sort=-id", "--columns", "iban,id"];
    assert!(
        home.export(&[&some[..], &["--out", path.to_str().unwrap()]].concat()).status.success()
    );
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(&path).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    let ids: Vec<String> = range.rows().map(|row| row[1].to_string()).collect();
    assert_eq!(ids, ["ID cliente", "3", "2", "1"]);
    assert_eq!(names(&home.temporary()), [] as [String; 0]);
}

#[test]
fn what_is_not_understood_exports_nothing() {
    let home = Home::new();
    let (code, said) = home.refused(&["--columns", "id,nombre,fono", "--query", "zona=3&q=a"]);
    assert_eq!(code, 2);
    assert!(said.contains("nombre, fono") && said.contains("«zona»"), "{said}");
    for query in ["zone_id=", "zone_id=x", "view=3", "page=2", "sort=x", "q=%25", "q=%FF", "id"] {
        assert_eq!(home.refused(&["--query", query]).0, 2, "{query}");
    }
}

#[test]
fn a_preset_that_everybody_shares_is_used_by_its_name() {
    use diesel::prelude::*;
    use padron::db::schema::{saved_views, staff};
    let home = Home::new();
    let db = Database::open(&home.url()).unwrap();
    let mut add = home
        .command("staff", &["add", "--email", "ana@x.test", "--name", "Ana", "--role", "admin"]);
    let mut child = add.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), b"tren lento hacia el sur\n")
        .unwrap();
    assert!(child.wait().unwrap().success());
    let save = |name: &str, visibility: &str, keys: &str| {
        db.write_now(|conn| {
            let owner: i64 = staff::table.select(staff::id).first(conn)?;
            diesel::insert_into(saved_views::table)
                .values((
                    saved_views::staff_id.eq(owner),
                    saved_views::name.eq(name),
                    saved_views::visibility.eq(visibility),
                    saved_views::role.eq(""),
                    saved_views::kind.eq("preset"),
                    saved_views::query.eq(format!("format=xlsx&columns={keys}")),
                    saved_views::created_at.eq(padron::clock::now()),
                ))
                .execute(conn)?;
            Ok::<_, AppError>(())
        })
        .unwrap();
    };
    save("De cobro", "all", "city,id");
    save("Mía", "own", "id");
    save("Vieja", "all", "id,shoe_size");
    let path = home.0.path().join("preset.xlsx");
    let done = home.export(&["--preset", " De cobro", "--out", path.to_str().unwrap()]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(&path).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    let header: Vec<String> =
        range.rows().next().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!((header, range.height()), (vec!["Ciudad".to_owned(), "ID cliente".to_owned()], 41));
    for (name, why) in [("Mía", "«Mía»"), ("Otra", "«Otra»"), ("Vieja", "shoe_size")] {
        let (code, said) = home.refused(&["--preset", name]);
        assert!(code == 2 && said.contains(why), "{name}: {said}");
    }
    assert_eq!(home.refused(&["--preset", "De cobro", "--columns", "id"]).0, 2);
    let help = home.export(&["--help"]);
    assert!(String::from_utf8(help.stdout).unwrap().contains("--preset <NAME>"));
}

#[test]
fn what_fails_on_the_way_leaves_what_was_there() {
    let home = Home::new();
    let missing = home.0.path().join("no/such/folder.csv");
    assert_eq!(home.refused(&["--out", missing.to_str().unwrap()]).0, 1);
    #[cfg(target_os = "linux")]
    {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let done = home.command("export", &[]).stdout(Stdio::from(full)).output().unwrap();
        assert_eq!(done.status.code(), Some(1));
        assert_eq!(home.refused(&["--out", "/dev/null"]).0, 1);
    }
}

#[cfg(unix)]
#[test]
fn who_stops_it_finds_no_half_file() {
    let home = Home::of(2_000);
    let folder = home.0.path().join("out");
    std::fs::create_dir(&folder).unwrap();
    let path = folder.join("all.xlsx");
    let arguments = ["--format", "xlsx", "--out", path.to_str().unwrap()];
    let mut child = home.command("export", &arguments).stderr(Stdio::null()).spawn().unwrap();
    while names(&folder).is_empty() {
        assert!(child.try_wait().unwrap().is_none());
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    let stopped = Command::new("kill").arg(child.id().to_string()).status().unwrap();
    assert!(stopped.success());
    assert_eq!(child.wait().unwrap().code(), Some(1));
    assert_eq!(names(&folder), [] as [String; 0]);
    assert_eq!(names(&home.temporary()), [] as [String; 0]);
}
