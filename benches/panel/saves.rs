//! Saves of a customer each, with the history they leave.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::{COUNTED, Panel, stamp};

impl Panel {
    /// One after another, with nothing beside them.
    pub fn measure_saves(&self, first: u64) {
        let open: Vec<(u64, String)> = self.open(first).take(COUNTED as usize).collect();
        self.time("save of one field, with history", (COUNTED, 0), |n| {
            let (id, version) = &open[n as usize];
            self.save(*id, version);
        });
    }

    /// One after another until the others are done: how long each took.
    pub fn save_until(&self, first: u64, done: &AtomicBool) -> Vec<Duration> {
        let mut walls = Vec::new();
        for (id, version) in self.open(first) {
            if done.load(Ordering::Relaxed) {
                break;
            }
            let began = Instant::now();
            self.save(id, &version);
            walls.push(began.elapsed());
        }
        walls.sort_unstable();
        walls
    }

    /// Customers that have a form, which archived ones have not, and their versions.
    fn open(&self, first: u64) -> impl Iterator<Item = (u64, String)> {
        (first..).filter_map(|id| {
            let mut answer = self.ask(&format!("/customers/{id}/edit"));
            let page = answer.body_mut().read_to_string().unwrap();
            let (_, rest) = page.split_once("name=\"version\" value=\"")?;
            Some((id, rest.split('"').next().unwrap().to_owned()))
        })
    }

    fn save(&self, id: u64, version: &str) {
        let street = format!("Medida {version}, {}", stamp());
        let changes = [("version", version), ("address", street.as_str())];
        self.post(&format!("/customers/{id}"), &changes);
    }
}
