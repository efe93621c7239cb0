//! Long work: a durable queue in the database, written with its cause. What a job does is known to
//! the room that made it; here is how it is queued, claimed, told about and ended.

mod item;
mod items;
mod list;
mod pace;
mod queue;
mod words;

use crate::db::prelude::*;
use chrono::{Duration, NaiveDateTime};

use crate::clock;
use crate::db::schema::jobs;

pub use item::{Fate, Item, Ready};
pub use items::{
    Heritage, add_all, changed, clear_some, decide, decide_waiting, forget_customer, inherit,
    items_among, learn_sizes, left_by, page, ready, still_ready,
};
pub use list::{
    KEPT_DAYS, Page, TakenBack, begun, find, find_to_change, finished_before, made_since, newest,
    newest_page, retried_by, sweep_some, taken_back, undone_by,
};
pub use pace::Pace;
pub use queue::{
    Claim, Fault, New, ask_stop, claim, create, fail, finish, give_up, hold_on, keep_result,
    release, renew, set_payload, set_total, start,
};

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Many customers get new values.
    BulkUpdate,
    /// A bulk update is taken back.
    BulkUndo,
    /// Customers are written into a file.
    Export,
    /// Many customers are mailed a new way into the portal.
    PortalPasswords,
    /// Contracts are invoiced.
    BillingRun,
    /// What a day brings.
    Daily,
    /// Categories follow a decision of the organisation.
    Categories,
    /// Subscriptions are billed for the day on which they were written.
    Charging,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::BulkUpdate,
        Self::BulkUndo,
        Self::Export,
        Self::PortalPasswords,
        Self::BillingRun,
        Self::Daily,
        Self::Categories,
        Self::Charging,
    ];

    /// As stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::BulkUpdate => "bulk_update",
            Self::BulkUndo => "bulk_undo",
            Self::Export => "export",
            Self::PortalPasswords => "portal_passwords",
            Self::BillingRun => "billing_run",
            Self::Daily => "daily",
            Self::Categories => "categories",
            Self::Charging => "charging",
        }
    }

    /// From the stored code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// What it would do is being looked at.
    Checking,
    /// It waits for somebody to say yes.
    Draft,
    /// It waits for its turn.
    Queued,
    /// It runs.
    Running,
    /// It came to its end.
    Done,
    /// It could not go on.
    Failed,
    /// Somebody stopped it.
    Cancelled,
}

impl State {
    /// All states.
    pub const ALL: [Self; 7] = [
        Self::Checking,
        Self::Draft,
        Self::Queued,
        Self::Running,
        Self::Done,
        Self::Failed,
        Self::Cancelled,
    ];

    /// As stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Checking => "checking",
            Self::Draft => "draft",
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// From the stored code; what is unknown has failed.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|state| state.code() == code).unwrap_or(Self::Failed)
    }

    /// Whether a worker has it, or will take it.
    #[must_use]
    pub fn is_moving(self) -> bool {
        matches!(self, Self::Checking | Self::Queued | Self::Running)
    }

    /// Whether nothing more will happen to it.
    #[must_use]
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Failed | Self::Cancelled)
    }
}

/// Hours within which a job can be taken back.
pub const UNDO_HOURS: i64 = 24;

/// A job as it stands in the table.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = jobs)]
pub struct Job {
    /// Number.
    pub id: i64,
    kind: String,
    state: String,
    /// What to do, as JSON that its kind understands.
    pub payload: String,
    /// Whose it is; none for the command line.
    pub owner_id: Option<i64>,
    /// Their name at the time.
    pub owner_name: String,
    /// The job that it takes back.
    pub undoes: Option<i64>,
    /// Customers in its set.
    pub total: i64,
    /// Those that it changed, or would change.
    pub changed: i64,
    /// Those that had the values already.
    pub unchanged: i64,
    /// Those that it could not change.
    pub failed: i64,
    /// Why it could not go on, as it is kept for its readers.
    pub error: Option<String>,
    /// What came of it, as JSON that its kind understands.
    pub result: Option<String>,
    /// Whether somebody asked it to stop.
    pub stop_asked: bool,
    /// How often a worker began or went on with it.
    pub attempts: i64,
    /// When it was made, in UTC.
    pub created_at: NaiveDateTime,
    /// When it began to run.
    pub started_at: Option<NaiveDateTime>,
    /// When it was over.
    pub finished_at: Option<NaiveDateTime>,
    /// The job whose failed customers it tries again.
    pub retries: Option<i64>,
    /// Whether its owner is told by mail when it is over.
    pub tells: bool,
}

impl Job {
    /// What is done; none for a kind that this version does not know.
    #[must_use]
    pub fn kind(&self) -> Option<Kind> {
        Kind::from_code(&self.kind)
    }

    /// How far it is.
    #[must_use]
    pub fn state(&self) -> State {
        State::from_code(&self.state)
    }

    /// Customers that it is through with.
    #[must_use]
    pub fn treated(&self) -> i64 {
        self.changed + self.unchanged + self.failed
    }

    /// Seconds after which it is worth another look, if it moves: what begins may be over in a moment.
    #[must_use]
    pub fn look_again(&self) -> Option<u16> {
        let since = self.started_at.unwrap_or(self.created_at);
        let is_young = clock::now() - since < Duration::seconds(10);
        self.state().is_moving().then_some(if is_young { 1 } else { 5 })
    }

    /// Whether it is nobody's: the day asks for it, or what was decided before. Nobody stops it half-way.
    #[must_use]
    pub fn is_of_the_house(&self) -> bool {
        matches!(self.kind(), Some(Kind::Daily | Kind::Categories | Kind::Charging))
    }

    /// Whether the customers that it failed with can be tried again.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        let is_bulk = matches!(self.kind(), Some(Kind::BulkUpdate | Kind::PortalPasswords));
        is_bulk && self.started_at.is_some() && self.state().is_over() && self.failed > 0
    }

    /// Until when it can be taken back, if it changed anything.
    #[must_use]
    pub fn undo_until(&self) -> Option<NaiveDateTime> {
        let is_bulk = self.kind() == Some(Kind::BulkUpdate);
        let until = self.finished_at? + Duration::hours(UNDO_HOURS);
        let has_run = self.started_at.is_some();
        (is_bulk && has_run && self.state().is_over() && self.changed > 0 && clock::now() < until)
            .then_some(until)
    }
}
