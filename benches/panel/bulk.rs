//! Bulk updates of three fields, and what those notice of them who save meanwhile.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::{Panel, stamp};

impl Panel {
    /// A bulk update of so many customers: looking at it, doing it, taking it back; and once more while
    /// others are saved, from `others` on.
    pub fn measure_bulk(&self, rows: u64, others: u64) {
        let name = format!("bulk of {rows}");
        let job = self.timed(&format!("{name}, looked at"), || self.propose(rows));
        self.timed(&format!("{name}, done"), || self.follow(&format!("{job}/start")));
        self.timed(&format!("{name}, taken back"), || self.follow(&format!("{job}/undo")));
        let job = self.propose(rows);
        let is_done = AtomicBool::new(false);
        let walls = std::thread::scope(|scope| {
            let saves = scope.spawn(|| self.save_until(others, &is_done));
            self.follow(&format!("{job}/start"));
            is_done.store(true, Ordering::Relaxed);
            saves.join().unwrap()
        });
        tell(&name, &walls);
    }

    pub fn timed(&self, name: &str, work: impl FnOnce() -> String) -> String {
        let (began, before) = (Instant::now(), self.cpu());
        let job = work();
        let (wall, cpu) = (began.elapsed().as_secs_f64(), self.cpu() - before);
        println!("{name}: {wall:.2} s, CPU {cpu:.2} s");
        job
    }

    /// Asks for a change that is another one each time, until it has been looked at: its job.
    fn propose(&self, rows: u64) -> String {
        let (value, code) = (format!("Masiva {}", stamp()), (stamp() % 10_000).to_string());
        let list = format!("id__lte={rows}");
        let fields = [
            ("selection", "matching"),
            ("list", list.as_str()),
            ("change", "city"),
            ("city", value.as_str()),
            ("change", "district"),
            ("district", value.as_str()),
            ("change", "postal_code"),
            ("postal_code", code.as_str()),
        ];
        self.settled(&self.post("/customers/bulk-update", &fields))
    }

    /// Presses a button of a job, until what it started has ended: its job.
    pub fn follow(&self, button: &str) -> String {
        self.settled(&self.post(button, &[]))
    }

    /// The job that an answer leads to, once its page no longer refreshes itself.
    pub fn settled<T>(&self, answer: &ureq::http::Response<T>) -> String {
        let job = answer.headers()["location"].to_str().unwrap().to_owned();
        while self.ask(&job).headers().contains_key("refresh") {
            std::thread::sleep(Duration::from_millis(20));
        }
        job
    }
}

/// How long others' saves took meanwhile.
pub fn tell(name: &str, walls: &[Duration]) {
    let Some(longest) = walls.last() else {
        println!("{name}: over before anybody saved");
        return;
    };
    let at = |share: usize| walls[(walls.len() * share / 100).min(walls.len() - 1)].as_millis();
    println!(
        "{name}, others' saves meanwhile: {} of them, median {} ms, p99 {} ms, longest {} ms",
        walls.len(),
        at(50),
        at(99),
        longest.as_millis()
    );
}
