//! Dates and times of day of the proleptic Gregorian calendar.

pub mod zone;

use super::Millis;
use super::time::{hours, minutes, seconds};

const DAY: u64 = hours(24);

/// A date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// 1970 or later.
    pub year: u32,
    /// 1–12.
    pub month: u32,
    /// 1–31.
    pub day: u32,
}

impl Date {
    /// The date that many days after 1970-01-01.
    #[must_use]
    pub fn of_day(days: u64) -> Self {
        // Days are counted from 1 March of year 0, so that leap days come last in their year.
        let days = days + 719_468;
        let (era, of_era) = (days / 146_097, days % 146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * of_year + 2) / 153;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = era * 400 + year_of_era + u64::from(month <= 2);
        Self { year: small(year), month: small(month), day: small(of_year - (153 * shifted + 2) / 5 + 1) }
    }

    /// How many days after 1970-01-01 it is.
    #[must_use]
    pub fn days(self) -> u64 {
        let year = u64::from(self.year) - u64::from(self.month <= 2);
        let (era, year_of_era) = (year / 400, year % 400);
        let shifted = u64::from(if self.month > 2 { self.month - 3 } else { self.month + 9 });
        let of_year = (153 * shifted + 2) / 5 + u64::from(self.day) - 1;
        let of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year;
        (era * 146_097 + of_era).saturating_sub(719_468)
    }

    /// The day of the week, as AWS's cron expressions count: 1 is Sunday, 7 is Saturday.
    #[must_use]
    pub fn weekday(self) -> u32 {
        small((self.days() + 4) % 7) + 1
    }

    /// How many days its month has.
    #[must_use]
    pub fn month_length(self) -> u32 {
        let next = match self.month {
            12 => Self { year: self.year + 1, month: 1, day: 1 },
            month => Self { month: month + 1, day: 1, ..self },
        };
        small(next.days() - Self { day: 1, ..self }.days())
    }

    /// Midnight at its beginning, in UTC.
    #[must_use]
    pub fn midnight(self) -> Millis {
        Millis(self.days() * DAY)
    }
}

impl Millis {
    /// The date in UTC.
    #[must_use]
    pub fn date(self) -> Date {
        Date::of_day(self.0 / DAY)
    }

    /// Milliseconds since midnight in UTC.
    #[must_use]
    pub fn of_day(self) -> u64 {
        self.0 % DAY
    }

    /// The moment in UTC, to the millisecond: `2026-01-31T12:00:00.000Z`.
    #[must_use]
    pub fn iso(self) -> String {
        let (date, of_day) = (self.date(), self.of_day());
        let (hour, minute) = (of_day / hours(1), of_day / minutes(1) % 60);
        let (second, fraction) = (of_day / seconds(1) % 60, of_day % 1_000);
        let Date { year, month, day } = date;
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{fraction:03}Z")
    }
}

fn small(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(seconds: u64, iso: &str, weekday: u32, length: u32) {
        let moment = Millis(seconds * 1_000);
        assert_eq!(moment.iso(), iso);
        assert_eq!(moment.date().days(), seconds / 86_400);
        assert_eq!((moment.date().weekday(), moment.date().month_length()), (weekday, length), "{iso}");
    }

    #[test]
    fn moments_have_a_date_a_weekday_and_a_month() {
        check(0, "1970-01-01T00:00:00.000Z", 5, 31);
        check(951_827_696, "2000-02-29T12:34:56.000Z", 3, 29);
        check(1_767_225_599, "2025-12-31T23:59:59.000Z", 4, 31);
        check(1_772_323_200, "2026-03-01T00:00:00.000Z", 1, 31);
        check(4_107_456_000, "2100-02-28T00:00:00.000Z", 1, 28);
    }
}
