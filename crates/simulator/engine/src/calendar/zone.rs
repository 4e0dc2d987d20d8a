//! Time zones: what clocks on the wall show.

use super::{Date, small};
use crate::Millis;
use crate::time::{hours, minutes};

/// A time zone, by its rule of today; former rules are forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone {
    /// Minutes east of Greenwich in winter.
    offset: i32,
    summer: Summer,
}

/// When clocks are an hour ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Summer {
    /// Never.
    Never,
    /// From the last Sunday of March to the last Sunday of October, at 01:00 UTC.
    Europe,
    /// From the second Sunday of March to the first Sunday of November, at 02:00 local time.
    America,
}

/// Zones by offset in minutes and rule.
///
/// <https://www.iana.org/time-zones>
const ZONES: [(i32, Summer, &[&str]); 20] = [
    (0, Summer::Never, &["UTC", "GMT", "Etc/UTC", "Etc/GMT", "Atlantic/Reykjavik", "Africa/Abidjan"]),
    (0, Summer::Europe, &["Europe/London", "Europe/Dublin", "Europe/Lisbon"]),
    (
        60,
        Summer::Europe,
        &[
            "CET",
            "Europe/Amsterdam",
            "Europe/Belgrade",
            "Europe/Berlin",
            "Europe/Brussels",
            "Europe/Budapest",
            "Europe/Copenhagen",
            "Europe/Luxembourg",
            "Europe/Madrid",
            "Europe/Oslo",
            "Europe/Paris",
            "Europe/Prague",
            "Europe/Rome",
            "Europe/Stockholm",
            "Europe/Vienna",
            "Europe/Warsaw",
            "Europe/Zurich",
        ],
    ),
    (
        120,
        Summer::Europe,
        &["Europe/Athens", "Europe/Bucharest", "Europe/Helsinki", "Europe/Kiev", "Europe/Sofia", "Europe/Tallinn"],
    ),
    (60, Summer::Never, &["Africa/Lagos"]),
    (120, Summer::Never, &["Africa/Johannesburg"]),
    (180, Summer::Never, &["Europe/Istanbul", "Europe/Moscow", "Africa/Nairobi", "Asia/Riyadh"]),
    (240, Summer::Never, &["Asia/Dubai"]),
    (300, Summer::Never, &["Asia/Karachi"]),
    (330, Summer::Never, &["Asia/Kolkata", "Asia/Calcutta"]),
    (420, Summer::Never, &["Asia/Bangkok", "Asia/Jakarta", "Asia/Ho_Chi_Minh"]),
    (480, Summer::Never, &["Asia/Shanghai", "Asia/Hong_Kong", "Asia/Singapore", "Asia/Manila", "Australia/Perth"]),
    (540, Summer::Never, &["Asia/Tokyo", "Asia/Seoul"]),
    (600, Summer::Never, &["Australia/Brisbane"]),
    (-180, Summer::Never, &["America/Sao_Paulo", "America/Argentina/Buenos_Aires"]),
    (-300, Summer::America, &["America/New_York", "America/Toronto", "America/Detroit"]),
    (-300, Summer::Never, &["America/Bogota", "America/Lima"]),
    (-360, Summer::America, &["America/Chicago"]),
    (-420, Summer::America, &["America/Denver"]),
    (-480, Summer::America, &["America/Los_Angeles", "America/Vancouver"]),
];

impl Zone {
    /// Greenwich, the whole year.
    pub const UTC: Self = Self { offset: 0, summer: Summer::Never };

    /// The zone of that canonical IANA name; `None` for a name that is not in the table.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        // The sign of these names is that of POSIX: Etc/GMT+9 is nine hours west.
        if let Some(west) = name.strip_prefix("Etc/GMT").and_then(|hours| hours.parse::<i32>().ok()) {
            return (-14..=12).contains(&west).then_some(Self { offset: -60 * west, summer: Summer::Never });
        }
        let found = ZONES.iter().find(|(_, _, names)| names.contains(&name));
        found.map(|&(offset, summer, _)| Self { offset, summer })
    }

    /// What a clock there shows at that moment, as if it were UTC.
    #[must_use]
    pub fn local(self, at: Millis) -> Millis {
        shift(at, self.offset_at(at))
    }

    /// The moment when a clock there shows that; the first one when it shows it twice, an hour later when it never does.
    #[must_use]
    pub fn moment(self, local: Millis) -> Millis {
        let in_summer = shift(local, -(self.offset + 60));
        match self.offset_at(in_summer) == self.offset + 60 {
            true => in_summer,
            false => shift(local, -self.offset),
        }
    }

    fn offset_at(self, at: Millis) -> i32 {
        let year = at.date().year;
        let (from, to) = match self.summer {
            Summer::Never => return self.offset,
            Summer::Europe => (
                Date { year, month: 3, day: last_sunday(year, 3) }.midnight() + hours(1),
                Date { year, month: 10, day: last_sunday(year, 10) }.midnight() + hours(1),
            ),
            Summer::America => {
                let local =
                    |month, sunday: u32| Date { year, month, day: first_sunday(year, month) + 7 * sunday }.midnight();
                (shift(local(3, 1) + hours(2), -self.offset), shift(local(11, 0) + hours(1), -self.offset))
            }
        };
        if (from..to).contains(&at) { self.offset + 60 } else { self.offset }
    }
}

fn shift(at: Millis, by: i32) -> Millis {
    let distance = minutes(u64::from(by.unsigned_abs()));
    if by < 0 { at.before(distance) } else { at + distance }
}

fn first_sunday(year: u32, month: u32) -> u32 {
    let weekday = Date { year, month, day: 1 }.weekday();
    1 + (8 - weekday) % 7
}

fn last_sunday(year: u32, month: u32) -> u32 {
    let first = Date { year, month, day: 1 };
    let weeks = (first.month_length() - first_sunday(year, month)) / 7;
    small(u64::from(first_sunday(year, month) + 7 * weeks))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(zone: &str, utc: (u32, u32, u32, u64), local: &str) {
        let (year, month, day, minute) = utc;
        let at = Date { year, month, day }.midnight() + minutes(minute);
        let zone = Zone::named(zone).unwrap();
        assert_eq!(zone.local(at).iso(), local);
        assert_eq!(zone.moment(zone.local(at)), at);
    }

    #[test]
    fn clocks_go_forward_and_back_on_their_sundays() {
        check("UTC", (2026, 7, 1, 600), "2026-07-01T10:00:00.000Z");
        check("Europe/Berlin", (2026, 3, 29, 59), "2026-03-29T01:59:00.000Z");
        check("Europe/Berlin", (2026, 3, 29, 60), "2026-03-29T03:00:00.000Z");
        check("Europe/Berlin", (2026, 10, 24, 600), "2026-10-24T12:00:00.000Z");
        check("Europe/Berlin", (2026, 10, 25, 600), "2026-10-25T11:00:00.000Z");
        check("America/New_York", (2026, 3, 8, 419), "2026-03-08T01:59:00.000Z");
        check("America/New_York", (2026, 3, 8, 420), "2026-03-08T03:00:00.000Z");
        check("America/New_York", (2026, 11, 1, 720), "2026-11-01T07:00:00.000Z");
        check("Asia/Kolkata", (2026, 6, 1, 0), "2026-06-01T05:30:00.000Z");
        check("Etc/GMT+9", (2026, 6, 2, 0), "2026-06-01T15:00:00.000Z");
    }

    #[test]
    fn a_name_that_is_no_zone_is_none() {
        for name in ["", "Berlin", "Mars/Phobos", "Etc/GMT+13", "europe/berlin"] {
            assert_eq!(Zone::named(name), None, "{name}");
        }
    }
}
