//! A browser without a window: keeps cookies, follows no redirect, says that it is on our own pages.

use std::collections::BTreeMap;
use std::time::Duration;

use scraper::{Html, Selector};
use ureq::http::{self, Method};
use ureq::{Agent, SendBody};

/// Longest wait for an answer.
const PATIENCE: Duration = Duration::from_secs(60);
/// Largest answer that is read.
const LIMIT: u64 = 64 * 1024 * 1024;

/// A browser.
#[derive(Clone)]
pub struct Client {
    base: String,
    agent: Agent,
    /// Cookies by name.
    pub cookies: BTreeMap<String, String>,
}

/// An answer.
pub struct Response {
    /// Status.
    pub status: u16,
    /// Where it sends to, or nothing.
    pub location: String,
    /// The body as text.
    pub body: String,
    /// All headers.
    pub headers: http::HeaderMap,
}

impl Client {
    /// A browser without cookies.
    pub fn new(base: String) -> Self {
        let agent = Agent::config_builder()
            .max_redirects(0)
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .timeout_global(Some(PATIENCE))
            .build()
            .into();
        Self { base, agent, cookies: BTreeMap::new() }
    }

    /// Asks for a page.
    pub fn get(&mut self, path: &str) -> Response {
        self.send(Method::GET, path, &[], Vec::new())
    }

    /// Sends a form, as a page of ours would.
    pub fn post(&mut self, path: &str, pairs: &[(&str, &str)]) -> Response {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(pairs);
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("sec-fetch-site", "same-origin"),
        ];
        self.send(Method::POST, path, &headers, body.finish().into_bytes())
    }

    /// Sends anything.
    pub fn send(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Response {
        let mut request =
            http::Request::builder().method(method).uri(format!("{}{path}", self.base));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if !self.cookies.is_empty() {
            request = request.header("cookie", self.cookie_header());
        }
        let body = if body.is_empty() {
            SendBody::none()
        } else {
            SendBody::from_owned_reader(std::io::Cursor::new(body))
        };
        let answer = self.agent.run(request.body(body).unwrap());
        let answer = answer.unwrap_or_else(|error| panic!("{path}: {error}"));
        self.read(answer)
    }

    fn read(&mut self, answer: http::Response<ureq::Body>) -> Response {
        let (parts, mut body) = answer.into_parts();
        let bytes = body.with_config().limit(LIMIT).read_to_vec().unwrap();
        for cookie in parts.headers.get_all("set-cookie") {
            self.keep(cookie.to_str().unwrap());
        }
        let location = parts.headers.get("location");
        Response {
            status: parts.status.as_u16(),
            location: location.map_or_else(String::new, |to| to.to_str().unwrap().to_owned()),
            body: String::from_utf8_lossy(&bytes).into_owned(),
            headers: parts.headers,
        }
    }

    fn keep(&mut self, header: &str) {
        let pair = header.split(';').next().unwrap();
        let (name, value) = pair.split_once('=').unwrap();
        if value.is_empty() || header.contains("Max-Age=0") {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }

    fn cookie_header(&self) -> String {
        let pairs: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("; ")
    }
}

impl Response {
    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The page.
    pub fn html(&self) -> Html {
        Html::parse_document(&self.body)
    }

    /// The texts of the elements that a selector finds, blanks joined.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        self.html()
            .select(&selector)
            .map(|element| {
                let text: String = element.text().collect();
                text.split_whitespace().collect::<Vec<_>>().join(" ")
            })
            .collect()
    }

    /// An attribute of the first element that a selector finds.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let selector = Selector::parse(selector).unwrap();
        let html = self.html();
        let element = html.select(&selector).next()?;
        element.value().attr(name).map(str::to_owned)
    }

    /// How many elements a selector finds.
    pub fn count(&self, selector: &str) -> usize {
        let selector = Selector::parse(selector).unwrap();
        self.html().select(&selector).count()
    }

    /// Fails with the body when the status is another one.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }

    /// Fails unless it sends to this path.
    #[track_caller]
    pub fn expect_to(self, path: &str) -> Self {
        let answer = self.expect(303);
        assert_eq!(answer.location, path);
        answer
    }
}
