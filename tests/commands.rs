//! The commands as scripts use them: the binary itself, in a folder of its own.
#![allow(
    clippy::allow_attributes,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "tests stop at the first surprise"
)]

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn padron(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_padron"));
    command
        .args(arguments)
        .env("DATABASE_URL", format!("sqlite:{}/padron.db", folder.display()))
        .env("PADRON_DATA_DIR", folder)
        .env("PADRON_LISTEN", "127.0.0.1:0");
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    padron(folder, arguments).output().unwrap()
}

#[track_caller]
fn succeed(folder: &Path, arguments: &[&str]) -> String {
    let done = run(folder, arguments);
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

#[test]
fn migrations_go_back_and_forth_without_losing_customers() {
    let folder = tempfile::tempdir().unwrap();
    assert!(succeed(folder.path(), &["migrate"]).contains("migrations applied"));
    succeed(folder.path(), &["seed", "--customers", "30"]);
    succeed(folder.path(), &["migrate", "--redo"]);
    assert!(succeed(folder.path(), &["migrate"]).starts_with("0 "));
    assert!(succeed(folder.path(), &["seed", "--customers", "5"]).contains("added 5"));
}

#[test]
fn a_backup_is_a_panel_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    succeed(folder.path(), &["seed", "--customers", "30"]);
    std::fs::write(folder.path().join("secret.key"), [7; 64]).unwrap();
    let archive = folder.path().join("copy.zip");
    let archive_name = archive.to_str().unwrap();
    succeed(folder.path(), &["backup", archive_name]);
    let again = run(folder.path(), &["backup", archive_name]);
    assert!(!again.status.success(), "a backup was written over another one");

    // In the data folder, by another spelling: the archive must not swallow itself.
    let inside = folder.path().join("../").join(folder.path().file_name().unwrap()).join("in.zip");
    succeed(folder.path(), &["backup", inside.to_str().unwrap()]);
    #[cfg(unix)]
    for name in ["copy.zip", "in.zip", "padron.db"] {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name} can be read by others");
    }

    let elsewhere = tempfile::tempdir().unwrap();
    zip::ZipArchive::new(std::fs::File::open(&archive).unwrap())
        .unwrap()
        .extract(elsewhere.path())
        .unwrap();
    assert_eq!(std::fs::read(elsewhere.path().join("secret.key")).unwrap(), [7; 64]);
    // Numbers go on behind the thirty that came along.
    succeed(elsewhere.path(), &["seed", "--customers", "1"]);
    let db = padron::db::Database::open(&format!(
        "sqlite:{}",
        elsewhere.path().join("padron.db").display()
    ));
    let found = db.unwrap().read_now(|conn| {
        Ok::<_, padron::error::AppError>(padron::customers::query::find(conn, 31)?)
    });
    assert!(found.unwrap().is_some());
    let left: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with('.'))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn doctor_says_what_is_well_and_fails_when_something_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let told = succeed(folder.path(), &["doctor", "--listen", "127.0.0.1:9099"]);
    assert!(
        told.contains("http://localhost:9099") && told.contains("does not exist yet"),
        "{told}"
    );
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "a check made something");
    succeed(folder.path(), &["migrate"]);
    let told = succeed(folder.path(), &["doctor"]);
    assert!(told.contains("ok     every migration is done"), "{told}");
    assert!(told.contains("ok     no series of documents misses a number"), "{told}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let secret = folder.path().join("secret.key");
        std::fs::write(&secret, [7; 64]).unwrap();
        std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o644)).unwrap();
        let done = run(folder.path(), &["doctor"]);
        assert!(!done.status.success());
        assert!(String::from_utf8_lossy(&done.stdout).contains("WRONG"));
    }
    let done = padron(folder.path(), &["doctor"])
        .env("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none")
        .output()
        .unwrap();
    assert!(!done.status.success());
}

#[test]
fn help_names_every_command_and_setting() {
    let folder = tempfile::tempdir().unwrap();
    let told = succeed(folder.path(), &["--help"]);
    for name in ["serve", "migrate", "import", "backup", "doctor", "demo", "seed", "staff"] {
        assert!(told.contains(&format!("  {name} ")), "{name}: {told}");
    }
    for name in ["DATABASE_URL", "PADRON_DATA_DIR", "PADRON_LISTEN", "PADRON_PUBLIC_URL"] {
        assert!(told.contains(name), "{name}: {told}");
    }
}

#[test]
fn the_panel_says_where_it_listens_and_stops_when_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = padron(folder.path(), &["serve"]);
    let mut panel = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(panel.stdout.take().unwrap());
    let mut line = String::new();
    lines.read_line(&mut line).unwrap();
    let address = line.trim_end().strip_prefix("Padrón listens on ").unwrap();
    let mut link = String::new();
    lines.read_line(&mut link).unwrap();
    assert!(link.contains("/setup?token="), "{link}");
    assert_eq!(ureq::get(format!("{address}/healthz")).call().unwrap().status(), 200);
    Command::new("kill").args(["-TERM", &panel.id().to_string()]).status().unwrap();
    assert!(panel.wait().unwrap().success());
    let mut rest = String::new();
    lines.read_to_string(&mut rest).unwrap();
}

#[test]
fn doctor_asks_the_mail_server_and_tells_no_password() {
    let folder = tempfile::tempdir().unwrap();
    assert!(succeed(folder.path(), &["doctor"]).contains("no mail leaves the house"));
    // Nobody listens where somebody just stopped to.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let url = format!("smtp://mailer:geheim123@127.0.0.1:{port}?tls=none");
    for url in [&*url, "smtp://mailer:geheim123@mail.example?tls=maybe"] {
        let done = padron(folder.path(), &["doctor"]).env("PADRON_SMTP_URL", url).output().unwrap();
        let said = format!("{done:?}");
        assert!(!done.status.success() && said.contains("WRONG"), "{said}");
        assert!(!said.contains("geheim123"), "{said}");
    }
}

#[test]
fn a_password_set_by_command_is_told_to_its_member() {
    use diesel::prelude::*;
    use padron::db::schema::mails;
    let folder = tempfile::tempdir().unwrap();
    let with_password = |arguments: &[&str]| {
        let mut command = padron(folder.path(), arguments);
        let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
        let password = b"tren lento hacia ningun lado\n";
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), password).unwrap();
        assert!(child.wait().unwrap().success(), "{arguments:?}");
    };
    with_password(&["staff", "add", "--email", "ana@x.test", "--name", "Ana", "--role", "admin"]);
    with_password(&["staff", "reset-password", "--email", "ana@x.test", "--second-factor"]);
    let url = format!("sqlite:{}/padron.db", folder.path().display());
    let queued: Vec<(String, String)> = padron::db::Database::open(&url)
        .unwrap()
        .read_now(|conn| {
            let columns = (mails::kind, mails::to_address);
            let found = mails::table.select(columns).order(mails::id).load(conn);
            found.map_err(padron::db::DbError::from)
        })
        .unwrap();
    let expected = [("second_factor_off", "ana@x.test"), ("password_changed", "ana@x.test")];
    assert_eq!(queued, expected.map(|(kind, to)| (kind.to_owned(), to.to_owned())));
}
