//! Just enough of HTTP/1.1, and every way to do it wrongly.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Mutex;
use std::time::Duration;

use serde_json::Value;

use super::state::{Force, State};
use super::{page, transbank};

/// A call.
pub struct Request {
    pub method: String,
    pub path: String,
    pub query: HashMap<String, String>,
    pub headers: HashMap<String, String>,
    pub body: String,
}

impl Request {
    /// A field of the address or of a form.
    pub fn field(&self, name: &str) -> Option<String> {
        let posted = || {
            form_urlencoded::parse(self.body.as_bytes())
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.into_owned())
        };
        self.query.get(name).cloned().or_else(posted)
    }
}

/// An answer.
pub struct Answer {
    pub status: u16,
    pub location: Option<String>,
    pub kind: &'static str,
    pub body: String,
}

impl Answer {
    pub fn json(status: u16, body: &Value) -> Self {
        let body = body.to_string();
        Self { status, location: None, kind: "application/json", body }
    }

    pub fn empty(status: u16) -> Self {
        Self { status, location: None, kind: "application/json", body: String::new() }
    }

    pub fn html(body: String) -> Self {
        Self { status: 200, location: None, kind: "text/html; charset=utf-8", body }
    }

    pub fn to(location: String) -> Self {
        Self { status: 303, location: Some(location), kind: "text/plain", body: String::new() }
    }

    pub fn error(status: u16, words: &str) -> Self {
        Self::json(status, &serde_json::json!({ "error_message": words }))
    }
}

/// Reads one call and answers it.
pub fn serve(mut stream: TcpStream, state: &Mutex<State>) {
    let Some(request) = read(&stream) else { return };
    let own = match request.path.as_str() {
        "/force" => Some(state.lock().unwrap().force(&request)),
        "/settings" => Some(state.lock().unwrap().set(&request)),
        "/seen" => Some(Answer::json(200, &Value::Array(state.lock().unwrap().seen.clone()))),
        path if path.starts_with("/page") => Some(page::answer(&request, state)),
        _ => None,
    };
    if let Some(answer) = own {
        write(&mut stream, &answer);
        return;
    }
    let force = state.lock().unwrap().seen(&request);
    match force {
        None => write(&mut stream, &transbank::answer(&request, state)),
        Some(force) => misbehave(&mut stream, &request, state, &force),
    }
}

fn misbehave(stream: &mut TcpStream, request: &Request, state: &Mutex<State>, force: &Force) {
    let done = force.after.then(|| transbank::answer(request, state));
    match force.how.as_str() {
        "late" => {
            std::thread::sleep(Duration::from_millis(1500));
            let late = done.unwrap_or_else(|| transbank::answer(request, state));
            write(stream, &late);
        }
        "gone" => drop(stream.shutdown(Shutdown::Both)),
        "cut" => {
            let head =
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n";
            drop(stream.write_all(format!("{head}{{\"token\":\"e12").as_bytes()));
            drop(stream.shutdown(Shutdown::Both));
        }
        "not_json" => write(stream, &Answer::html("<h1>It works!</h1>".into())),
        "huge" => write(stream, &Answer::html("a".repeat(1_000_000))),
        "redirect" => {
            write(stream, &Answer::to(format!("http://{}/seen", request.headers["host"])));
        }
        "set" => {
            let answer = done.unwrap_or_else(|| transbank::answer(request, state));
            let mut body: Value = serde_json::from_str(&answer.body).unwrap();
            *body.pointer_mut(&force.pointer).unwrap() =
                serde_json::from_str(&force.value).unwrap();
            write(stream, &Answer::json(answer.status, &body));
        }
        status => {
            let words = format!("forced: {} {}", request.path, request.body);
            write(stream, &Answer::error(status.parse().unwrap(), &words));
        }
    }
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let mut first = String::new();
    reader.read_line(&mut first).ok()?;
    let (method, rest) = first.split_once(' ')?;
    let (target, _) = rest.split_once(' ')?;
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let mut headers = HashMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let length = headers.get("content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let query = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let body = String::from_utf8_lossy(&body).into_owned();
    Some(Request { method: method.into(), path: path.into(), query, headers, body })
}

fn write(stream: &mut TcpStream, answer: &Answer) {
    let location =
        answer.location.as_ref().map_or_else(String::new, |to| format!("Location: {to}\r\n"));
    let (status, kind, body) = (answer.status, answer.kind, &answer.body);
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status} .\r\n{location}Content-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    // Whoever lost patience is gone.
    drop(stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes())));
}
