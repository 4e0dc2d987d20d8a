//! Moments and spans. The clock itself is always an argument.

mod day;

pub use day::Day;

use std::fmt;

use serde::{Deserialize, Serialize};

/// A moment: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Timestamp(pub i64);

/// A length of time in milliseconds; negative when clocks disagree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span(pub i64);

impl Timestamp {
    /// The span from `earlier` to this moment.
    pub fn since(self, earlier: Self) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }

    /// The moment this long before.
    pub fn before(self, span: Span) -> Self {
        Self(self.0.saturating_sub(span.0))
    }

    /// The time of day in UTC: `14:02:11`.
    pub fn clock(self) -> String {
        let second = self.0.div_euclid(1000).rem_euclid(86_400);
        format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60)
    }

    /// The date in UTC: `2026-11-20`.
    pub fn date(self) -> String {
        let (year, month, day) = civil(self.0.div_euclid(86_400_000));
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// Date and time in UTC as ISO 8601 writes them: `2026-11-20T14:02:11Z`.
    pub fn iso(self) -> String {
        format!("{}T{}Z", self.date(), self.clock())
    }
}

impl Span {
    /// A span of whole seconds.
    pub const fn seconds(seconds: i64) -> Self {
        Self(seconds * 1000)
    }

    /// A span of whole minutes.
    pub const fn minutes(minutes: i64) -> Self {
        Self(minutes * 60_000)
    }

    /// The shortest and the longest span that read the same as this one, as [`fmt::Display`] writes them.
    pub fn reads_as(self) -> (Self, Self) {
        const IN_SECONDS: i64 = 100_000;
        let step = if self.0 < IN_SECONDS {
            1_000
        } else if self.0 < 172_800_000 {
            60_000
        } else if self.0 < 864_000_000 {
            3_600_000
        } else {
            86_400_000
        };
        let shortest = self.0.max(0) / step * step;
        let longest = Self(shortest + step - 1);
        (Self(if step == 60_000 { shortest.max(IN_SECONDS) } else { shortest }), longest)
    }

    /// Whole seconds, rounded down, never negative.
    pub fn whole_seconds(self) -> i64 {
        (self.0 / 1000).max(0)
    }
}

/// The span in its largest sensible unit: `4 s`, `12 min`, `3 h 5 min`, `2 d 4 h`.
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.whole_seconds();
        let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86_400);
        match () {
            () if seconds < 100 => write!(f, "{seconds} s"),
            () if minutes < 100 => write!(f, "{minutes} min"),
            () if hours < 48 && minutes % 60 == 0 => write!(f, "{hours} h"),
            () if hours < 48 => write!(f, "{hours} h {} min", minutes % 60),
            () if days < 10 && hours % 24 > 0 => write!(f, "{days} d {} h", hours % 24),
            () => write!(f, "{days} d"),
        }
    }
}

/// Year, month and day of a count of days since 1970-01-01, in the proleptic Gregorian calendar.
///
/// The calendar repeats every 400 years (146 097 days); years are counted from 1 March so that the leap day is the
/// last.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_as_iso_8601() {
        assert_eq!(Timestamp(0).iso(), "1970-01-01T00:00:00Z");
        assert_eq!(Timestamp(951_782_400_000).iso(), "2000-02-29T00:00:00Z");
        assert_eq!(Timestamp(1_795_210_931_500).iso(), "2026-11-20T21:42:11Z");
        assert_eq!(Timestamp(-1000).iso(), "1969-12-31T23:59:59Z");
    }

    #[test]
    fn spans_are_written_in_their_largest_sensible_unit() {
        for (seconds, text) in [
            (-5, "0 s"),
            (4, "4 s"),
            (99, "99 s"),
            (100, "1 min"),
            (720, "12 min"),
            (7200, "2 h"),
            (11_100, "3 h 5 min"),
            (187_200, "2 d 4 h"),
            (950_400, "11 d"),
        ] {
            assert_eq!(Span::seconds(seconds).to_string(), text);
        }
    }

    #[test]
    fn spans_that_read_the_same_have_the_same_bounds() {
        for span in [0, 999, 1_000, 99_999, 100_000, 119_999, 120_000, 5_999_999, 172_799_999, 172_800_000, 900_000_000]
        {
            let (shortest, longest) = Span(span).reads_as();
            assert!(shortest.0 <= span && span <= longest.0);
            for bound in [shortest, longest] {
                assert_eq!(bound.to_string(), Span(span).to_string(), "{span}");
            }
            assert_ne!(Span(longest.0 + 1).to_string(), Span(span).to_string(), "{span}");
        }
    }
}
