//! What the process counts of its requests, in the text format that Prometheus reads. No label holds
//! what people send: a route is its pattern, and a method that the panel does not know is `other`.

use std::sync::Arc;
use std::time::Duration;

use actix_web::http::{Method, StatusCode};
use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

/// The media type of what [`Metrics::render`] returns.
pub const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Upper bounds of the times that are counted, in seconds.
const SECONDS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 5.0];

const METHODS: [Method; 7] = [
    Method::GET,
    Method::HEAD,
    Method::POST,
    Method::PUT,
    Method::PATCH,
    Method::DELETE,
    Method::OPTIONS,
];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: String,
    route: String,
    status: u16,
}

/// The counters of one server. Cheap to clone.
#[derive(Clone)]
pub struct Metrics {
    registry: Arc<Registry>,
    requests: Family<Answered, Counter>,
    seconds: Histogram,
}

impl Default for Metrics {
    fn default() -> Self {
        let requests = Family::default();
        let seconds = Histogram::new(SECONDS);
        let mut registry = Registry::with_prefix("padron");
        registry.register("requests", "Requests answered", requests.clone());
        registry.register(
            "request_seconds",
            "Time to the first byte of an answer",
            seconds.clone(),
        );
        Self { registry: Arc::new(registry), requests, seconds }
    }
}

impl Metrics {
    /// Counts one answer.
    pub fn answered(&self, method: &Method, route: &str, status: StatusCode, took: Duration) {
        let method = if METHODS.contains(method) { method.as_str() } else { "other" };
        let labels = Answered {
            method: method.to_owned(),
            route: route.to_owned(),
            status: status.as_u16(),
        };
        self.requests.get_or_create(&labels).inc();
        self.seconds.observe(took.as_secs_f64());
    }

    /// All counters as text.
    ///
    /// # Errors
    /// Never in practice: it is written to memory.
    pub fn render(&self) -> Result<String, std::fmt::Error> {
        let mut out = String::new();
        text::encode(&mut out, &self.registry)?;
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_that_people_invent_are_one_label() {
        let metrics = Metrics::default();
        for name in ["GET", "BREW", "PROPFIND"] {
            let method = Method::from_bytes(name.as_bytes()).unwrap();
            metrics.answered(&method, "/customers", StatusCode::OK, Duration::from_millis(3));
        }
        let text = metrics.render().unwrap();
        let line = |method: &str, count: u8| {
            format!(
                "padron_requests_total{{method=\"{method}\",route=\"/customers\",status=\"200\"}} {count}\n"
            )
        };
        assert!(text.contains(&line("GET", 1)), "{text}");
        assert!(text.contains(&line("other", 2)), "{text}");
        assert!(text.contains("padron_request_seconds_bucket{le=\"0.005\"} 3\n"), "{text}");
    }
}
