//! Work beside the requests: a thread that waits for its bell, works, and ends when it is told to.

use std::sync::Arc;
use std::time::{Duration, Instant};

use parking_lot::{Condvar, Mutex};

#[derive(Debug, Default)]
struct State {
    is_rung: bool,
    is_over: bool,
}

/// Wakes one kind of work. Cheap to clone; all clones are one bell.
#[derive(Clone, Debug, Default)]
pub struct Bell(Arc<(Mutex<State>, Condvar)>);

impl Bell {
    /// There is something to do: after the transaction that wrote it.
    pub fn ring(&self) {
        self.0.0.lock().is_rung = true;
        self.0.1.notify_all();
    }

    /// The process ends: whoever waits or works stops at the next good place.
    pub fn end(&self) {
        self.0.0.lock().is_over = true;
        self.0.1.notify_all();
    }

    /// Whether the process ends.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.0.0.lock().is_over
    }

    /// Waits until it rings, but not longer: other processes write too. False when the process ends.
    #[must_use]
    pub fn wait(&self, at_most: Duration) -> bool {
        let until = Instant::now() + at_most;
        let mut state = self.0.0.lock();
        while !state.is_rung && !state.is_over {
            if self.0.1.wait_until(&mut state, until).timed_out() {
                break;
            }
        }
        state.is_rung = false;
        !state.is_over
    }
}

/// The bells of a process: one for each kind of work.
#[derive(Clone, Debug, Default)]
pub struct Bells {
    /// The queue of jobs.
    pub jobs: Bell,
    /// The mails that wait to be sent.
    pub mail: Bell,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bell_that_rang_before_is_heard_once() {
        let bell = Bell::default();
        bell.ring();
        let began = Instant::now();
        assert!(bell.wait(Duration::from_secs(60)));
        assert!(bell.wait(Duration::from_millis(1)), "the second time nobody rang");
        assert!(began.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn the_end_wakes_whoever_waits() {
        let bell = Bell::default();
        let other = bell.clone();
        let waiting = std::thread::spawn(move || other.wait(Duration::from_secs(60)));
        bell.end();
        assert!(!waiting.join().unwrap());
        assert!(bell.is_over());
    }
}
