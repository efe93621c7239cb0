//! A mail server on this machine that does what a test tells it to, mail by mail.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// What the server does with the next mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plan {
    /// Takes it.
    Accept,
    /// 451: not now.
    NotNow,
    /// 550: not ever.
    Refuse,
    /// 554 after DATA, with the last line of the mail that has this text.
    Quote(&'static str),
    /// Connects and says nothing.
    Hang,
    /// Hangs up in the middle of DATA.
    Cut,
}

/// A mail as the server was given it.
#[derive(Clone, Debug)]
pub struct Received {
    /// The recipients of the envelope.
    pub to: Vec<String>,
    /// The message as it came.
    pub raw: String,
    /// Whether the server said yes.
    pub taken: bool,
}

#[derive(Default)]
struct Desk {
    plans: VecDeque<Plan>,
    received: Vec<Received>,
    connections: usize,
}

/// The server; without a plan it accepts. Ends with the test.
pub struct MailServer {
    address: SocketAddr,
    desk: Arc<Mutex<Desk>>,
    over: Arc<AtomicBool>,
}

impl MailServer {
    /// A server on a port of its own.
    pub fn new() -> Self {
        Self::with(&[])
    }

    /// The same, with plans for the first mails.
    pub fn with(plans: &[Plan]) -> Self {
        let server = Self::away();
        server.desk.lock().unwrap().plans.extend(plans);
        server.come_back();
        server
    }

    /// A server that is not there yet: whoever calls is refused.
    pub fn away() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        Self {
            address: listener.local_addr().unwrap(),
            desk: Arc::default(),
            over: Arc::new(AtomicBool::new(false)),
        }
    }

    /// It answers from now on.
    pub fn come_back(&self) {
        let listener = TcpListener::bind(self.address).unwrap();
        let (theirs, end) = (self.desk.clone(), self.over.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if end.load(Ordering::Relaxed) {
                    break;
                }
                let (desk, end) = (theirs.clone(), end.clone());
                std::thread::spawn(move || serve(stream.unwrap(), &desk, &end));
            }
        });
    }

    /// As `PADRON_SMTP_URL` has it; waits three seconds for an answer.
    pub fn url(&self) -> String {
        format!("smtp://{}?timeout=3", self.address)
    }

    /// Everything that came, taken or not.
    pub fn received(&self) -> Vec<Received> {
        self.desk.lock().unwrap().received.clone()
    }

    /// What was taken.
    pub fn taken(&self) -> Vec<Received> {
        self.received().into_iter().filter(|mail| mail.taken).collect()
    }

    /// How many connections there were.
    pub fn connections(&self) -> usize {
        self.desk.lock().unwrap().connections
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        // Wakes the thread that waits for a connection.
        let _ = TcpStream::connect(self.address);
    }
}

fn serve(stream: TcpStream, desk: &Mutex<Desk>, over: &AtomicBool) {
    desk.lock().unwrap().connections += 1;
    let plan = next_plan(desk, over);
    let mut talk = Talk { reader: BufReader::new(stream.try_clone().unwrap()), writer: stream };
    // A client that hangs up is no fault of the server.
    let _ = talk.hold(plan, desk, over);
}

/// What to do with the next mail; hangs here if that is it.
fn next_plan(desk: &Mutex<Desk>, over: &AtomicBool) -> Plan {
    let plan = desk.lock().unwrap().plans.pop_front().unwrap_or(Plan::Accept);
    while plan == Plan::Hang && !over.load(Ordering::Relaxed) {
        std::thread::sleep(Duration::from_millis(20));
    }
    plan
}

struct Talk {
    reader: BufReader<TcpStream>,
    writer: TcpStream,
}

impl Talk {
    fn say(&mut self, line: &str) -> std::io::Result<()> {
        self.writer.write_all(format!("{line}\r\n").as_bytes())
    }

    fn hear(&mut self) -> std::io::Result<Option<String>> {
        let mut line = String::new();
        let read = self.reader.read_line(&mut line)?;
        Ok((read > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned()))
    }

    fn hold(&mut self, plan: Plan, desk: &Mutex<Desk>, over: &AtomicBool) -> std::io::Result<()> {
        // The plan of the first mail; each further one on the line has its own.
        let mut plan = Some(plan);
        let mut now = Plan::Accept;
        self.say("220 test.example ESMTP")?;
        let mut to = Vec::new();
        while let Some(line) = self.hear()? {
            let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
            match verb.as_str() {
                "EHLO" => {
                    self.say("250-test.example")?;
                    self.say("250 8BITMIME")?;
                }
                "MAIL" => {
                    now = plan.take().unwrap_or_else(|| next_plan(desk, over));
                    self.say("250 OK")?;
                }
                "RCPT" if now == Plan::NotNow => self.say("451 4.7.1 Greylisted, come back")?,
                "RCPT" if now == Plan::Refuse => self.say("550 5.1.1 Nobody here by that name")?,
                "RCPT" => {
                    to.push(line);
                    self.say("250 OK")?;
                }
                "DATA" => {
                    self.say("354 Go on")?;
                    if !self.take(now, std::mem::take(&mut to), desk)? {
                        return Ok(());
                    }
                }
                "QUIT" => return self.say("221 Bye"),
                _ => self.say("250 OK")?,
            }
        }
        Ok(())
    }

    /// Reads the mail; false when the server hangs up on it.
    fn take(&mut self, plan: Plan, to: Vec<String>, desk: &Mutex<Desk>) -> std::io::Result<bool> {
        let mut raw = String::new();
        while let Some(line) = self.hear()? {
            if line == "." {
                break;
            }
            raw.push_str(&line);
            raw.push('\n');
        }
        let taken = plan == Plan::Accept;
        desk.lock().unwrap().received.push(Received { to, raw: raw.clone(), taken });
        match plan {
            Plan::Accept => self.say("250 Taken")?,
            Plan::Quote(text) => {
                let decoded = decode(&raw);
                let line = decoded.lines().rfind(|line| line.contains(text)).unwrap_or_default();
                self.say(&format!("554 5.7.1 Looks like spam: {}", line.trim()))?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// A message with its quoted-printable parts undone.
pub fn decode(raw: &str) -> String {
    let joined = raw.replace("=\n", "");
    let mut bytes = Vec::new();
    let mut rest = joined.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let byte = code.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        if let Some(byte) = byte.filter(|_| *first == b'=') {
            bytes.push(byte);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

impl Received {
    /// The value of a header, as it was sent.
    pub fn header(&self, name: &str) -> String {
        let head = self.raw.split("\n\n").next().unwrap().replace("\n ", " ");
        let line = head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        });
        line.unwrap_or_default()
    }

    /// The message as a person reads it.
    pub fn text(&self) -> String {
        decode(&self.raw)
    }
}

/// Waits until something is so; fails after a while.
#[track_caller]
pub fn eventually(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < Duration::from_secs(20), "never came true: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}
