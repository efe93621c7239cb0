//! Work beside the requests: a thread that waits for its bell, works, and ends when it is told to.

use std::sync::Arc;
use std::thread::{self, Builder};
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
    /// What is asked of payment gateways.
    pub gateways: Bell,
}

/// Ends a bell when dropped, also by a panic.
struct Ending(Bell);

impl Drop for Ending {
    fn drop(&mut self) {
        self.0.end();
    }
}

/// Does work that blocks, and beside it every so often something short: telling that it goes on.
pub fn with_heartbeat<T>(every: Duration, beat: impl Fn() + Send, work: impl FnOnce() -> T) -> T {
    thread::scope(|scope| {
        let ending = Ending(Bell::default());
        let bell = ending.0.clone();
        let beats = move || {
            while bell.wait(every) {
                beat();
            }
        };
        if let Err(error) = Builder::new().name("beat".to_owned()).spawn_scoped(scope, beats) {
            tracing::warn!(%error, "work goes on without a heartbeat");
        }
        work()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

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

    #[test]
    fn a_heart_beats_as_long_as_the_work_takes_also_into_a_panic() {
        let beats = AtomicUsize::new(0);
        let beat = || {
            beats.fetch_add(1, Ordering::Relaxed);
        };
        let done = with_heartbeat(Duration::from_millis(1), beat, || {
            while beats.load(Ordering::Relaxed) < 3 {
                std::thread::yield_now();
            }
            "done"
        });
        assert_eq!(done, "done");
        let after = beats.load(Ordering::Relaxed);
        std::thread::sleep(Duration::from_millis(20));
        assert_eq!(beats.load(Ordering::Relaxed), after, "it beats no more");
        let work = || with_heartbeat(Duration::from_secs(60), beat, || panic!("in the middle"));
        assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).is_err());
    }
}
