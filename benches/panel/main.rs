//! Server CPU per request at a million customers: `cargo bench --bench panel`.
//!
//! The panel runs as its own process, in release, over its own database; the figures are that
//! process's CPU time (user and system, from /proc) divided by the requests, and the median wall
//! time. Bulk updates run while somebody else saves one customer after another. An export is a
//! process of its own, with its peak of memory. The first run seeds the database, which takes some
//! minutes; later runs reuse it.
//! `PADRON_BENCH_CUSTOMERS` (1,000,000) and `PADRON_BENCH_DATABASE` (a file under target/bench)
//! choose another size or place. Linux only.
#![allow(
    clippy::allow_attributes,
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a benchmark stops at the first surprise"
)]

mod bulk;
mod files;
mod run;
mod saves;

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const BINARY: &str = env!("CARGO_BIN_EXE_padron");
const EMAIL: &str = "bench@example.com";
const PASSWORD: &str = "a long password for the benchmark";
/// Requests that warm the caches, and requests that count.
const WARM: u32 = 10;
const COUNTED: u32 = 300;

/// How many documents a customer has at most: not everybody has Facturación, and who came late has fewer.
const INVOICES: &str = "4";

struct Panel {
    process: Child,
    address: String,
    agent: ureq::Agent,
    cookie: String,
}

fn main() {
    let customers: u64 = setting("PADRON_BENCH_CUSTOMERS", "1000000").parse().unwrap();
    let folder = format!("{}/bench", setting("CARGO_TARGET_DIR", "target"));
    std::fs::create_dir_all(&folder).unwrap();
    let database = setting("PADRON_BENCH_DATABASE", &format!("sqlite:{folder}/{customers}.db"));
    let command = |arguments: &[&str]| {
        let mut command = Command::new(BINARY);
        command
            .args(arguments)
            .env("DATABASE_URL", &database)
            .env("PADRON_DATA_DIR", &folder)
            .env("PADRON_LISTEN", "127.0.0.1:0")
            .env("PADRON_LOG", "error");
        command
    };
    prepare(&command, customers, &format!("{folder}/{customers}.seeded"));
    let contracts = (customers / 10).min(100_000);
    run::prepare(&database, contracts);
    let mut panel = Panel::start(command(&["serve"]));
    run::wait_for_the_day(&database);
    panel.sign_in();
    println!("{customers} customers, {COUNTED} requests each");
    println!("{:<44} {:>10} {:>10} {:>9}", "request", "CPU ms", "median ms", "bytes");
    for (name, path) in paths(customers) {
        if is_asked(name) {
            panel.measure(name, &path);
        }
    }
    if is_asked("saves") {
        panel.measure_saves(customers / 3);
    }
    for rows in [1_000, 100_000] {
        if is_asked(&format!("bulk of {rows}")) {
            panel.measure_bulk(rows.min(customers / 2), customers / 2 + 1);
        }
    }
    if is_asked("run") {
        panel.measure_run(&database, contracts, customers / 2 + 1);
    }
    println!("resident memory {} MB", panel.resident_kib() / 1024);
    drop(panel);
    let everybody = ["export", "--format", "csv"];
    let some = ["export", "--format", "xlsx", "--query", "id__lte=100000"];
    for (name, what) in [("everybody to CSV", &everybody[..]), ("100,000 to XLSX", &some)] {
        if is_asked(name) {
            files::measure(name, command(what), &folder);
        }
    }
}

/// Whether a measure is among those that the command names, by a part of its name; all of them where it
/// names none.
fn is_asked(name: &str) -> bool {
    let mut parts = std::env::args().skip(1).filter(|part| !part.starts_with('-')).peekable();
    parts.peek().is_none() || parts.any(|part| name.contains(&part))
}

/// Seconds of CPU of a process, from two fields of its `stat` behind its name.
fn cpu_fields(process: &str, first: usize) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    let ticks: f64 =
        fields[first].parse::<f64>().unwrap() + fields[first + 1].parse::<f64>().unwrap();
    ticks / 100.0
}

/// A line of a process's memory; none once it has ended.
fn memory_kib(process: u32, name: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with(name))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn setting(name: &str, default: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| default.to_owned())
}

/// Never the same text twice, so that every save changes something.
fn stamp() -> u128 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.unwrap().as_micros()
}

fn paths(customers: u64) -> Vec<(&'static str, String)> {
    let middle = customers / 2;
    vec![
        ("list, first page", "/customers".into()),
        ("list, page 10,000 by number", "/customers?page=10000".into()),
        ("list, next page in the middle", format!("/customers?after={middle}&page=2")),
        ("list, active only", "/customers?category=active".into()),
        ("list, newest first", "/customers?sort=-created_at".into()),
        ("list, from Z to A", "/customers?sort=-name".into()),
        ("list, page 10,000 from Z to A", "/customers?sort=-name&page=10000".into()),
        ("search, rare word", "/customers?q=zubizarreta".into()),
        ("search, common word", "/customers?q=maria".into()),
        ("search, two words", "/customers?q=gonzalez+maria".into()),
        ("search, exact identifier", format!("/customers?q={middle}")),
        ("filter, zone and status", "/customers?zone_id=1&status=active".into()),
        ("filter, words in a city", "/customers?city__contains=rosa".into()),
        ("list with debts", "/customers?columns=name,unpaid_count,unpaid_balance".into()),
        (
            "morosos of a zone with two or more unpaid",
            "/customers?zone_id=1&category=delinquent&unpaid_count__gte=2".into(),
        ),
        ("invoices, newest first", "/invoices".into()),
        ("invoices, to be paid", "/invoices?status=pending".into()),
        ("invoices, page 1,000", "/invoices?page=1000".into()),
        ("payments, newest first", "/payments".into()),
        ("contracts, newest first", "/contracts".into()),
        ("invoices of a customer", format!("/customers/{middle}/invoices")),
        ("detail", format!("/customers/{middle}")),
        ("edit form", format!("/customers/{middle}/edit")),
    ]
}

/// Seeds once, and makes the member who signs in.
fn prepare(command: &dyn Fn(&[&str]) -> Command, customers: u64, mark: &str) {
    if std::path::Path::new(mark).exists() {
        return;
    }
    let began = Instant::now();
    let count = customers.to_string();
    let seed = ["seed", "--customers", count.as_str(), "--invoices", INVOICES];
    assert!(command(&seed).status().unwrap().success());
    println!("seeded in {:.0} s", began.elapsed().as_secs_f64());
    let mut staff =
        command(&["staff", "add", "--email", EMAIL, "--name", "Bench", "--role", "admin"])
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
    staff.stdin.take().unwrap().write_all(PASSWORD.as_bytes()).unwrap();
    assert!(staff.wait().unwrap().success());
    std::fs::write(mark, "").unwrap();
}

impl Panel {
    fn start(mut command: Command) -> Self {
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let line = lines.next().unwrap().unwrap();
        let address = line.rsplit(' ').next().unwrap().to_owned();
        let agent = ureq::Agent::config_builder()
            .max_redirects(0)
            .http_status_as_error(false)
            .build()
            .new_agent();
        Self { process, address, agent, cookie: String::new() }
    }

    fn sign_in(&mut self) {
        let answer = self
            .agent
            .post(format!("{}/login", self.address))
            .header("sec-fetch-site", "same-origin")
            .send_form([("email", EMAIL), ("password", PASSWORD)])
            .unwrap();
        assert_eq!(answer.status(), 303, "the benchmark could not sign in");
        let cookie = answer.headers()["set-cookie"].to_str().unwrap();
        cookie.split(';').next().unwrap().clone_into(&mut self.cookie);
    }

    fn ask(&self, path: &str) -> ureq::http::Response<ureq::Body> {
        let request = self.agent.get(format!("{}{path}", self.address));
        request.header("cookie", &self.cookie).call().unwrap()
    }

    fn get(&self, path: &str) -> String {
        let mut answer = self.ask(path);
        assert_eq!(answer.status(), 200, "{path}");
        answer.body_mut().read_to_string().unwrap()
    }

    fn measure(&self, name: &str, path: &str) {
        for _ in 0..WARM {
            self.get(path);
        }
        // What takes long is asked less often.
        let began = Instant::now();
        let bytes = self.get(path).len();
        let is_long = began.elapsed() > Duration::from_millis(30);
        let times = if is_long { COUNTED / 10 } else { COUNTED };
        self.time(name, (times, bytes), |_| drop(self.get(path)));
    }

    fn post(&self, path: &str, pairs: &[(&str, &str)]) -> ureq::http::Response<ureq::Body> {
        let answer = self
            .agent
            .post(format!("{}{path}", self.address))
            .header("sec-fetch-site", "same-origin")
            .header("cookie", &self.cookie)
            .send_form(pairs.iter().copied())
            .unwrap();
        assert_eq!(answer.status(), 303, "{path}");
        answer
    }

    /// CPU of the panel's process, as the kernel accounts it, and the median wall time.
    fn time(&self, name: &str, (counted, bytes): (u32, usize), request: impl Fn(u32)) {
        let before = self.cpu();
        let mut walls: Vec<Duration> = (0..counted)
            .map(|n| {
                let began = Instant::now();
                request(n);
                began.elapsed()
            })
            .collect();
        let cpu = (self.cpu() - before) * 1_000.0 / f64::from(counted);
        walls.sort_unstable();
        let median = walls[walls.len() / 2].as_secs_f64() * 1_000.0;
        println!("{name:<44} {cpu:>10.2} {median:>10.2} {bytes:>9}");
    }

    /// Seconds of CPU that the panel has used.
    fn cpu(&self) -> f64 {
        cpu_fields(&self.process.id().to_string(), 11)
    }

    fn resident_kib(&self) -> u64 {
        memory_kib(self.process.id(), "VmRSS").unwrap()
    }
}

impl Drop for Panel {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
