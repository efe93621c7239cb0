//! Where in a list one is, what a page of it holds, and how many rows there are.

/// Results that are sorted without an index, at most.
pub const SORTABLE: i64 = 10_000;

/// Where a page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The first page.
    Start,
    /// Behind this record.
    After(i64),
    /// Before this record.
    Before(i64),
    /// The page of this number, from 1.
    Number(i64),
}

/// The ids of one page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slice {
    /// In the order of the list.
    pub ids: Vec<i64>,
    /// Whether something comes before.
    pub has_previous: bool,
    /// Whether something comes behind.
    pub has_next: bool,
    /// Set when the search stopped for time: the last record that was looked at.
    pub stopped_at: Option<i64>,
}

impl Slice {
    /// What was read, one more than the page holds if there is more.
    #[must_use]
    pub fn of(mut ids: Vec<i64>, size: i64, has_previous: bool, stopped_at: Option<i64>) -> Self {
        let size = usize::try_from(size).unwrap_or(0);
        // A full page needs no going on: the next one begins where it ends.
        let has_next = ids.len() > size || ids.len() == size && stopped_at.is_some();
        ids.truncate(size);
        let stopped_at = stopped_at.filter(|_| ids.len() < size);
        Self { ids, has_previous, has_next, stopped_at }
    }
}

/// A count that may have stopped early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// So many.
    Exactly(i64),
    /// So many were found before the counting stopped.
    MoreThan(i64),
}

impl Count {
    /// The number known.
    #[must_use]
    pub fn known(self) -> i64 {
        match self {
            Self::Exactly(n) | Self::MoreThan(n) => n,
        }
    }

    /// The number, when it is exact.
    #[must_use]
    pub fn exact(self) -> Option<i64> {
        match self {
            Self::Exactly(n) => Some(n),
            Self::MoreThan(_) => None,
        }
    }
}

/// A page of a list that is wholly known.
#[must_use]
pub fn cut(all: &[i64], size: i64, place: Place) -> Slice {
    let size = usize::try_from(size).unwrap_or(0);
    let at = |id: i64| all.iter().position(|&other| other == id);
    let (from, to) = match place {
        Place::Start => (0, size),
        Place::Number(page) => {
            let page = usize::try_from(page.max(1) - 1).unwrap_or(0);
            (page.saturating_mul(size), page.saturating_add(1).saturating_mul(size))
        }
        Place::After(id) => at(id).map_or((0, size), |at| (at + 1, at + 1 + size)),
        Place::Before(id) => {
            let end = at(id).unwrap_or(0);
            (end.saturating_sub(size), end)
        }
    };
    let ids = all.iter().copied().take(to).skip(from).collect();
    Slice { ids, has_previous: from > 0, has_next: to < all.len(), stopped_at: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_list_is_cut_at_any_place() {
        let all = [10, 20, 30, 40, 50];
        let page = |place| cut(&all, 2, place);
        assert_eq!(page(Place::Start).ids, [10, 20]);
        assert!(page(Place::Start).has_next && !page(Place::Start).has_previous);
        assert_eq!(page(Place::Number(3)).ids, [50]);
        assert!(!page(Place::Number(3)).has_next);
        assert_eq!(page(Place::Number(i64::MAX)).ids, [] as [i64; 0]);
        assert_eq!(page(Place::After(20)).ids, [30, 40]);
        assert_eq!(page(Place::Before(30)).ids, [10, 20]);
        assert_eq!(page(Place::Before(10)).ids, [] as [i64; 0]);
    }

    #[test]
    fn a_full_page_that_stopped_for_time_has_a_next_one() {
        let stopped = |ids: &[i64]| Slice::of(ids.to_vec(), 2, false, Some(7));
        assert_eq!((stopped(&[9, 8]).has_next, stopped(&[9, 8]).stopped_at), (true, None));
        assert_eq!((stopped(&[9]).has_next, stopped(&[9]).stopped_at), (false, Some(7)));
    }
}
