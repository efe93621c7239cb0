//! The stand-in of Webpay Oneclick as tests use it: started as a process of its own, told how to misbehave,
//! asked what it has seen.
//!
//! By hand: `STAND_IN=8099 cargo test --test gateway stand_in::it_ -- --nocapture`, then
//! a gateway with the address `http://127.0.0.1:8099`, the codes 597055555541 and 597055555542 and the key
//! `stand-in-key`.

mod http;
mod page;
mod state;
mod transbank;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use padron::gateways::{Account, Oneclick, Token};
use serde_json::Value;

/// The mall's code, which is the name of its key.
pub const MALL: &str = "597055555541";
/// The store's code.
pub const STORE: &str = "597055555542";
/// The key.
pub const KEY: &str = "stand-in-key";

/// The test that is the process.
const ITSELF: &str =
    "stand_in::it_answers_in_a_process_of_its_own_and_ends_with_whoever_started_it";

/// Says where it listens.
const LISTENING: &str = "stand-in listens on ";

/// The process itself where `STAND_IN` names a port: it ends when its standard input does, with whoever started it.
#[test]
fn it_answers_in_a_process_of_its_own_and_ends_with_whoever_started_it() {
    if let Ok(port) = std::env::var("STAND_IN") {
        return serve(&port);
    }
    let stand_in = StandIn::start();
    assert_ne!(stand_in.process.id(), std::process::id());
    assert!(stand_in.seen().is_empty());
    let place = stand_in.address.replace("http://", "");
    drop(stand_in);
    assert!(TcpStream::connect(place).is_err());
}

fn serve(port: &str) {
    let listener = TcpListener::bind(format!("127.0.0.1:{port}")).unwrap();
    let address = listener.local_addr().unwrap();
    let mut told = std::io::stdout();
    writeln!(told, "\n{LISTENING}{address}").unwrap();
    std::thread::spawn(|| {
        // A terminal never ends; a test's pipe does.
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        std::process::exit(0);
    });
    let state = Arc::new(Mutex::new(state::State::new(address)));
    for stream in listener.incoming() {
        let state = state.clone();
        std::thread::spawn(move || http::serve(stream.unwrap(), &state));
    }
}

/// A running stand-in; it ends with this value.
pub struct StandIn {
    process: Child,
    /// `http://127.0.0.1:PORT`.
    pub address: String,
}

impl StandIn {
    /// Starts one.
    pub fn start() -> Self {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "--nocapture", ITSELF])
            .env("STAND_IN", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let address = lines
            .map(|line| line.unwrap())
            .find_map(|line| line.strip_prefix(LISTENING).map(|at| format!("http://{at}")))
            .expect("the stand-in listens");
        Self { process, address }
    }

    /// A client of it that waits half a second for an answer.
    pub fn client(&self) -> Oneclick {
        Oneclick::open(&self.account()).unwrap()
    }

    /// What its client is told.
    pub fn account(&self) -> Account {
        Account {
            base_url: self.address.clone(),
            mall: MALL.into(),
            store: STORE.into(),
            secret: Token::new(KEY),
            patience: Some(std::time::Duration::from_millis(500)),
        }
    }

    /// Makes it misbehave at the next call of this method and path: `late`, `cut`, `gone`, `not_json`, `huge`,
    /// a status, or `set` with `pointer` and `value`. With `after` it first does what was asked.
    pub fn force(&self, method: &str, path: &str, how: &str) {
        let how = how.replace('"', "%22").replace('{', "%7B").replace('}', "%7D");
        self.tell(&format!("/force?method={method}&path={path}&how={how}"));
    }

    /// Tells it something by a path of its own.
    pub fn tell(&self, path: &str) {
        Self::agent().post(format!("{}{path}", self.address)).send_empty().unwrap();
    }

    /// The calls that came so far, each with method, path and body.
    pub fn seen(&self) -> Vec<Value> {
        let url = format!("{}/seen", self.address);
        let text = Self::agent().get(url).call().unwrap().body_mut().read_to_string().unwrap();
        serde_json::from_str(&text).unwrap()
    }

    /// How often this was called.
    pub fn count(&self, method: &str, path: &str) -> usize {
        let is = |call: &&Value| {
            call["method"] == method && call["path"].as_str().unwrap().starts_with(path)
        };
        self.seen().iter().filter(is).count()
    }

    /// What the customer does on the gateway's page; answers where the browser is sent back to.
    pub fn answer(&self, token: &str, act: &str) -> String {
        let url = format!("{}/page/answer?TBK_TOKEN={token}&act={act}", self.address);
        let response = Self::agent().get(url).call().unwrap();
        assert_eq!(response.status(), 303);
        response.headers()["location"].to_str().unwrap().to_owned()
    }

    /// A page of it.
    pub fn page(&self, path: &str) -> (u16, String) {
        let mut response = Self::agent().get(format!("{}{path}", self.address)).call().unwrap();
        (response.status().as_u16(), response.body_mut().read_to_string().unwrap())
    }

    fn agent() -> ureq::Agent {
        ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .build()
            .new_agent()
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}
