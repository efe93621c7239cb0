//! The one place that knows the time, so that tests can hold it still.

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, NaiveDateTime, Utc};

/// Microseconds since 1970 at which a test stopped the clock; 0 lets it run.
static HELD: AtomicI64 = AtomicI64::new(0);

/// Now, in UTC, to the microsecond (what PostgreSQL keeps).
#[must_use]
pub fn now() -> NaiveDateTime {
    let held = HELD.load(Ordering::Relaxed);
    let micros = if held == 0 { Utc::now().timestamp_micros() } else { held };
    DateTime::from_timestamp_micros(micros).unwrap_or_default().naive_utc()
}

/// Holds the clock at an instant, or lets it run again.
pub fn hold(at: Option<NaiveDateTime>) {
    HELD.store(at.map_or(0, |at| at.and_utc().timestamp_micros()), Ordering::Relaxed);
}
