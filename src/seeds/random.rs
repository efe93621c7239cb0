//! Chance that is the same on every machine: SplitMix64, and a shuffle that needs no memory.

/// The mixing step of SplitMix64.
fn mix(mut x: u64) -> u64 {
    x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// A run of chance that belongs to one customer.
pub(super) struct Dice(u64);

impl Dice {
    /// The dice of one customer.
    pub(super) fn of(seed: u64, index: u64) -> Self {
        Self(mix(mix(seed) ^ index))
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    /// A number from 0 to `size` - 1; 0 when `size` is 0.
    pub(super) fn below(&mut self, size: u64) -> u64 {
        self.roll().checked_rem(size).unwrap_or(0)
    }

    /// True so many times in a thousand.
    pub(super) fn in_thousand(&mut self, times: u64) -> bool {
        self.below(1_000) < times
    }

    /// One of a list, all alike.
    pub(super) fn pick<T: Copy + Default>(&mut self, list: &[T]) -> T {
        let at = self.below(list.len() as u64);
        nth(list, at)
    }

    /// One of a list, the first ones more often.
    pub(super) fn pick_early<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let size = list.len() as u64;
        let at = self.below(size).min(self.below(size));
        list.get(usize::try_from(at).unwrap_or(0))
    }
}

/// An element by number, or the empty one behind the end.
pub(super) fn nth<T: Copy + Default>(list: &[T], at: u64) -> T {
    let at = usize::try_from(at).unwrap_or(usize::MAX);
    list.get(at).copied().unwrap_or_default()
}

/// Shuffles 0..`size`: every index below `size` has a place of its own there. Higher indexes go
/// through the same places again, in another order.
pub(super) fn shuffle(index: u64, size: u64, key: u64) -> u64 {
    if size < 2 {
        return 0;
    }
    let key = mix(key ^ (index / size));
    let half = (64 - (size - 1).leading_zeros()).div_ceil(2).max(1);
    let mut at = index % size;
    // What falls outside is sent on: the walk ends inside, as the rounds only change places.
    loop {
        at = rounds(at, half, key);
        if at < size {
            return at;
        }
    }
}

/// A Feistel network over twice `half` bits.
fn rounds(at: u64, half: u32, key: u64) -> u64 {
    let mask = (1 << half) - 1;
    let (mut left, mut right) = (at >> half, at & mask);
    for round in 0..4 {
        (left, right) = (right, left ^ (mix(key ^ (right << 3) ^ round) & mask));
    }
    (left << half) | right
}

/// A number without visible order, of no more digits than the index needs (four at least), and of no
/// other index.
pub(super) fn tag(index: u64, key: u64) -> u64 {
    let (mut low, mut high) = (0, 10_000);
    while index >= high {
        (low, high) = (high, high.saturating_mul(10));
    }
    low + shuffle(index - low, high - low, key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn a_shuffle_loses_and_repeats_nothing() {
        for size in [1, 2, 3, 10, 97, 1_000, 4_097] {
            let places: HashSet<u64> = (0..size).map(|i| shuffle(i, size, 7)).collect();
            assert_eq!(places.len() as u64, size);
            assert!(places.iter().all(|place| *place < size));
        }
        assert_ne!(
            (0..50).map(|i| shuffle(i, 100, 1)).collect::<Vec<_>>(),
            (0..50).map(|i| shuffle(i, 100, 2)).collect::<Vec<_>>()
        );
    }

    #[test]
    fn tags_are_of_one_index_each() {
        let tags: HashSet<u64> = (0..120_000).map(|i| tag(i, 3)).collect();
        assert_eq!(tags.len(), 120_000);
        assert!((0..10_000).all(|i| tag(i, 3) < 10_000));
    }

    #[test]
    fn the_numbers_are_those_of_every_machine() {
        let mut dice = Dice::of(1, 2);
        let rolled = [dice.below(1_000), dice.below(1_000), dice.below(1_000)];
        assert_eq!((rolled, shuffle(5, 1_000, 9)), ([436, 653, 417], 203));
    }
}
