//! The geometry of twelve months. Pure: it knows no words, and all it makes are attributes.

use chrono::{Datelike, Months, NaiveDate};

/// Months that are shown.
pub const MONTHS: usize = 12;

/// The drawing is 320 units wide and 68 high, the letters below the bars on the 65th. In tenths of one, so that no fraction is lost and none is written at length.
const WIDTH: i64 = 3_200;
const TOP: i64 = 160;
const BOTTOM: i64 = 540;
const BAR: i64 = 160;
/// What was sold is seen, however little it was.
const LEAST: i64 = 10;

/// The first days of the last twelve months, the running one last.
#[must_use]
pub fn months(today: NaiveDate) -> Vec<NaiveDate> {
    let running = today.with_day(1).unwrap_or(today);
    let back = (0..MONTHS).rev().filter_map(|back| u32::try_from(back).ok());
    back.filter_map(|back| running.checked_sub_months(Months::new(back))).collect()
}

/// A bar, and where its month is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Its left edge.
    pub x: String,
    /// Its upper edge.
    pub y: String,
    /// How high it is; none for a month in which nothing was sold.
    pub height: Option<String>,
    /// Its middle.
    pub middle: String,
}

/// The largest month, which is written out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peak {
    /// Which of the months.
    pub at: usize,
    /// Where the text begins, is centred or ends.
    pub x: String,
    /// Its base line.
    pub y: String,
    /// `start`, `middle` or `end`: a long amount at the edge stays inside.
    pub anchor: &'static str,
}

/// The drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// Where nothing is.
    pub zero: String,
    /// One for each month.
    pub bars: Vec<Bar>,
    /// Of the largest, if anything was sold.
    pub peak: Option<Peak>,
}

/// Draws amounts, the oldest first. What was taken back hangs below the line.
#[must_use]
pub fn draw(amounts: &[i64]) -> Chart {
    let most = amounts.iter().copied().max().unwrap_or(0).max(0);
    let least = amounts.iter().copied().min().unwrap_or(0).min(0);
    let span = (i128::from(most) - i128::from(least)).max(1);
    let scaled = |amount: i64| {
        let part = i128::from(amount.unsigned_abs()) * i128::from(BOTTOM - TOP) / span;
        i64::try_from(part).unwrap_or(BOTTOM - TOP)
    };
    let zero = BOTTOM - scaled(least);
    let slot = WIDTH / i64::try_from(amounts.len().max(1)).unwrap_or(1);
    let left = |at: usize| i64::try_from(at).unwrap_or(0) * slot + (slot - BAR) / 2;
    let bar = |(at, amount): (usize, &i64)| {
        let height = scaled(*amount).max(LEAST);
        let above = if *amount > 0 { zero - height } else { zero };
        Bar {
            x: unit(left(at)),
            y: unit(above),
            height: (*amount != 0).then(|| unit(height)),
            middle: unit(left(at) + BAR / 2),
        }
    };
    let peak = amounts.iter().position(|amount| most > 0 && *amount == most);
    let last = amounts.len().saturating_sub(1);
    Chart {
        zero: unit(zero),
        bars: amounts.iter().enumerate().map(bar).collect(),
        peak: peak.map(|at| {
            let (x, anchor) = match at {
                0 | 1 => (left(at), "start"),
                at if at + 1 >= last => (left(at) + BAR, "end"),
                _ => (left(at) + BAR / 2, "middle"),
            };
            Peak { at, x: unit(x), y: unit(zero - scaled(most) - 48), anchor }
        }),
    }
}

/// Tenths as an attribute.
fn unit(tenths: i64) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn heights(chart: &Chart) -> Vec<&str> {
        chart.bars.iter().map(|bar| bar.height.as_deref().unwrap_or("none")).collect()
    }

    #[test]
    fn the_months_go_back_over_the_turn_of_the_year() {
        let found = months(day("2026-01-31"));
        assert_eq!(found.len(), MONTHS);
        assert_eq!((found[0], found[11]), (day("2025-02-01"), day("2026-01-01")));
        assert!(found.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(months(day("2028-02-29"))[0], day("2027-03-01"));
        assert_eq!(months(day("2026-12-01"))[0], day("2026-01-01"));
    }

    #[test]
    fn bars_are_as_high_as_their_amounts() {
        let mut amounts = [0; MONTHS];
        amounts[4] = 20_000;
        amounts[5] = 10_000;
        let chart = draw(&amounts);
        assert_eq!(chart.zero, "54.0");
        assert_eq!(heights(&chart)[3..6], ["none", "38.0", "19.0"]);
        assert_eq!((chart.bars[4].y.as_str(), chart.bars[5].y.as_str()), ("16.0", "35.0"));
        let peak = chart.peak.unwrap();
        assert_eq!((peak.at, peak.anchor, peak.y.as_str()), (4, "middle", "11.2"));
        assert_eq!(peak.x, chart.bars[4].middle);
    }

    #[test]
    fn what_was_taken_back_hangs_below_the_line() {
        let chart = draw(&[30_000, -10_000, 0]);
        assert_eq!(chart.zero, "44.5");
        assert_eq!((chart.bars[0].y.as_str(), heights(&chart)[0]), ("16.0", "28.5"));
        assert_eq!((chart.bars[1].y.as_str(), heights(&chart)[1]), ("44.5", "9.5"));
        assert_eq!(draw(&[-5, -5]).peak, None);
    }

    #[test]
    fn a_little_is_seen_and_nothing_is_not() {
        let chart = draw(&[i64::MAX, 1, 0]);
        assert_eq!(heights(&chart), ["38.0", "1.0", "none"]);
        let nothing = draw(&[0; MONTHS]);
        assert!(nothing.peak.is_none() && nothing.bars.iter().all(|bar| bar.height.is_none()));
        assert_eq!(nothing.zero, "54.0");
        assert_eq!(draw(&[]).bars, []);
    }

    #[test]
    fn nothing_leaves_the_drawing() {
        for at in 0..MONTHS {
            let mut amounts = [100; MONTHS];
            amounts[at] = 999;
            let chart = draw(&amounts);
            let number = |text: &str| text.replace('.', "").parse::<i64>().unwrap();
            for bar in &chart.bars {
                assert!(number(&bar.x) >= 0 && number(&bar.x) + BAR <= WIDTH);
                assert!(number(&bar.y) >= TOP);
            }
            let peak = chart.peak.unwrap();
            let anchor = match at {
                0 | 1 => "start",
                10 | 11 => "end",
                _ => "middle",
            };
            assert_eq!((peak.at, peak.anchor), (at, anchor));
        }
    }
}
