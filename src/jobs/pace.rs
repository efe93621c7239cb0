//! How many customers a step of long work takes at once: as many as keep the writer for a moment. Whoever
//! saves meanwhile waits for one step at most, however long the work is and however slow the machine.

use std::time::Duration;

/// How long a step keeps the writer, but for its end on the disk.
const MOMENT: Duration = Duration::from_millis(15);
/// Customers of the first step, and of the smallest and the largest.
const FIRST: i64 = 50;
const FEWEST: i64 = 10;
const MOST: i64 = 1_000;

/// The pace of a job.
#[derive(Debug)]
pub struct Pace(i64);

impl Default for Pace {
    fn default() -> Self {
        Self(FIRST)
    }
}

impl Pace {
    /// Customers of the next step.
    #[must_use]
    pub fn customers(&self) -> i64 {
        self.0
    }

    /// Learns from a step over so many customers. It grows by steps, for some customers are quick.
    pub fn learn(&mut self, customers: usize, took: Duration) {
        let customers = u32::try_from(customers).unwrap_or(u32::MAX);
        if customers == 0 {
            return;
        }
        let wanted = MOMENT.as_secs_f64() * f64::from(customers) / took.as_secs_f64().max(1e-6);
        #[expect(clippy::cast_possible_truncation, reason = "it is bounded right after")]
        let wanted = wanted as i64;
        self.0 = wanted.min(self.0 * 2).clamp(FEWEST, MOST);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_takes_as_many_as_fit_into_a_moment() {
        let mut pace = Pace::default();
        // 50 microseconds each: it grows until a moment is full.
        for _ in 0..5 {
            let customers = usize::try_from(pace.customers()).unwrap();
            pace.learn(customers, Duration::from_micros(50) * u32::try_from(customers).unwrap());
        }
        assert_eq!(pace.customers(), 300);
        pace.learn(300, Duration::from_millis(150));
        assert_eq!(pace.customers(), 30, "the next are slow");
        pace.learn(30, Duration::from_secs(9));
        assert_eq!(pace.customers(), FEWEST);
        pace.learn(0, Duration::ZERO);
        assert_eq!(pace.customers(), FEWEST, "nobody is no measure");
    }
}
