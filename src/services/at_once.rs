//! Subscriptions that fall due as they are written: what is made, moved or resumed for today is billed at once, and
//! does not wait for the next day to begin. The job is made in the transaction that writes them.

use serde::{Deserialize, Serialize};

use crate::access::Actor;
use crate::db::Db;
use crate::db::prelude::*;
use crate::jobs::{self, Job, Kind, New, State};

/// Which subscriptions, and how far it is: the payload of the job.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtOnce {
    /// All of them.
    pub subscriptions: Vec<i64>,
    /// How many of them were looked at.
    done: usize,
}

impl AtOnce {
    /// From what is stored; none of what this version does not understand.
    #[must_use]
    pub fn of(job: &Job) -> Option<Self> {
        serde_json::from_str(&job.payload).ok()
    }

    /// The next ones, at most so many, and what is kept once they were looked at.
    #[must_use]
    pub fn next(&self, most: usize) -> (&[i64], Self) {
        let left = self.subscriptions.get(self.done..).unwrap_or_default();
        let some = left.get(..most).unwrap_or(left);
        (some, Self { done: self.done + some.len(), ..self.clone() })
    }

    /// Whether all were looked at.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.done >= self.subscriptions.len()
    }

    /// As the job keeps it.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Has these subscriptions billed as soon as a worker is free, if there are any.
///
/// # Errors
/// When the database fails.
pub fn bill_at_once(conn: &mut Db, actor: &Actor, subscriptions: Vec<i64>) -> QueryResult<()> {
    if subscriptions.is_empty() {
        return Ok(());
    }
    let total = i64::try_from(subscriptions.len()).unwrap_or(i64::MAX);
    let new = New {
        kind: Kind::Charging,
        state: State::Queued,
        payload: AtOnce { subscriptions, done: 0 }.to_json(),
        owner: actor,
        undoes: None,
        retries: None,
        tells: false,
        total,
    };
    jobs::create(conn, &new).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_looked_at_once_and_in_their_order() {
        let mut left = AtOnce { subscriptions: vec![7, 8, 9], done: 0 };
        let mut seen = Vec::new();
        while !left.is_over() {
            let (some, after) = left.next(2);
            seen.push(some.to_vec());
            left = after;
        }
        assert_eq!(seen, [vec![7, 8], vec![9]]);
        assert_eq!(left.next(2).0, &[] as &[i64]);
    }
}
