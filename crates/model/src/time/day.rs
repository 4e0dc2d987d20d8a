//! Days of the calendar.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Timestamp, civil};
use crate::name::NameError;

/// A day in UTC: days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Day(pub i64);

const MILLISECONDS: i64 = 86_400_000;

impl Day {
    /// Reads a day as browsers send it, `2026-11-20`, from the year 1 to the year 9999.
    ///
    /// # Errors
    /// [`NameError`] when the text is no such day.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        let problem = NameError { noun: "day", problem: "year, month and day are expected, such as 2026-11-20" };
        let number = |part: Option<&str>, digits: usize| -> Option<i64> {
            part.filter(|part| part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()))?.parse().ok()
        };
        let mut parts = text.split('-');
        let read = (number(parts.next(), 4), number(parts.next(), 2), number(parts.next(), 2), parts.next());
        let (Some(year), Some(month), Some(day), None) = read else { return Err(problem) };
        let found = Self(days(year, month, day));
        // A day that its month does not have becomes one of another month.
        if year > 0 && civil(found.0) == (year, month, day) { Ok(found) } else { Err(problem) }
    }

    /// Its first moment.
    pub const fn start(self) -> Timestamp {
        Timestamp(self.0.saturating_mul(MILLISECONDS))
    }

    /// The first moment that is no longer part of it.
    pub const fn end(self) -> Timestamp {
        Timestamp(self.0.saturating_add(1).saturating_mul(MILLISECONDS))
    }
}

impl std::str::FromStr for Day {
    type Err = NameError;
    fn from_str(text: &str) -> Result<Self, NameError> {
        Self::parse(text)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.start().date())
    }
}

/// The count of days since 1970-01-01; the inverse of [`civil`].
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_is_read_as_it_is_written() {
        for number in (-700_000..2_900_000).step_by(89) {
            assert_eq!(Day::parse(&Day(number).to_string()), Ok(Day(number)));
        }
        assert_eq!(Day::parse("1970-01-01"), Ok(Day(0)));
        assert_eq!(Day::parse("2000-02-29"), Ok(Day(11_016)));
    }

    #[test]
    fn a_day_that_does_not_exist_is_refused() {
        for text in [
            "",
            "2026-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-01-00",
            "0000-01-01",
            "26-1-1",
            "2026-11-2x",
            "2026-11-20-1",
        ] {
            assert!(Day::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_day_ends_where_the_next_begins() {
        assert_eq!(Day(3).end(), Day(4).start());
        assert_eq!(Day(1).start(), Timestamp(86_400_000));
    }
}
