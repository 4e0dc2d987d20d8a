//! Dates, times of day and time zones, from jiff and the IANA database that comes with it.

use crate::Millis;
use jiff::civil::DateTime;
use jiff::tz::{Disambiguation, TimeZone, TimeZoneDatabase};
use jiff::{Timestamp, Zoned};

impl Millis {
    /// The date and time of day in UTC.
    #[must_use]
    pub fn utc(self) -> DateTime {
        self.zoned(TimeZone::UTC).datetime()
    }

    /// The moment in UTC, to the millisecond: `2026-01-31T12:00:00.000Z`.
    #[must_use]
    pub fn iso(self) -> String {
        format!("{:.3}", self.timestamp())
    }

    fn zoned(self, zone: TimeZone) -> Zoned {
        self.timestamp().to_zoned(zone)
    }

    /// The same for jiff, whose time ends with the year 9999.
    fn timestamp(self) -> Timestamp {
        i64::try_from(self.0).ok().and_then(|millis| Timestamp::from_millisecond(millis).ok()).unwrap_or(Timestamp::MAX)
    }

    /// The moment, unless it lies before 1970.
    pub(crate) fn of_timestamp(timestamp: Timestamp) -> Option<Self> {
        u64::try_from(timestamp.as_millisecond()).ok().map(Self)
    }
}

/// A time zone of the IANA database, with the rules it has had and will have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(TimeZone);

impl Zone {
    /// Greenwich, the whole year.
    pub const UTC: Self = Self(TimeZone::UTC);

    /// The zone of that IANA name, for example `Australia/Sydney`; `None` for a name that the database does not have.
    ///
    /// The case of its letters matters, as it does to AWS.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let zone = TimeZoneDatabase::bundled().get(name).ok()?;
        (zone.iana_name() == Some(name) && !zone.is_unknown()).then_some(Self(zone))
    }

    /// What a clock there shows at that moment.
    #[must_use]
    pub fn local(&self, at: Millis) -> DateTime {
        at.zoned(self.0.clone()).datetime()
    }

    /// The moment when a clock there shows that; the first one when it shows it twice, later by the gap when it never
    /// does.
    #[must_use]
    pub fn moment(&self, local: DateTime) -> Option<Millis> {
        let zoned = self.0.to_ambiguous_zoned(local).disambiguate(Disambiguation::Compatible).ok()?;
        Millis::of_timestamp(zoned.timestamp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn shows(zone: &str, utc: &str, local: &str) {
        let at = Millis::of_timestamp(utc.parse().unwrap()).unwrap();
        let zone = Zone::named(zone).unwrap();
        assert_eq!(zone.local(at).to_string(), local);
        assert_eq!(zone.moment(zone.local(at)), Some(at));
    }

    #[test]
    fn moments_are_written_to_the_millisecond() {
        for (seconds, iso) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_827_696, "2000-02-29T12:34:56.000Z"),
            (1_772_323_200, "2026-03-01T00:00:00.000Z"),
            (4_107_456_000, "2100-02-28T00:00:00.000Z"),
        ] {
            assert_eq!(Millis(seconds * 1_000).iso(), iso);
        }
        assert_eq!(Millis(1_234).iso(), "1970-01-01T00:00:01.234Z");
    }

    #[test]
    fn clocks_go_forward_and_back_where_and_when_they_do() {
        shows("UTC", "2026-07-01T10:00:00Z", "2026-07-01T10:00:00");
        shows("Europe/Berlin", "2026-03-29T00:59:00Z", "2026-03-29T01:59:00");
        shows("Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-29T03:00:00");
        shows("Europe/Berlin", "2026-10-25T11:00:00Z", "2026-10-25T12:00:00");
        shows("America/New_York", "2026-03-08T06:59:00Z", "2026-03-08T01:59:00");
        shows("America/New_York", "2026-03-08T07:00:00Z", "2026-03-08T03:00:00");
        shows("Australia/Sydney", "2026-01-15T00:00:00Z", "2026-01-15T11:00:00");
        shows("Australia/Sydney", "2026-07-15T00:00:00Z", "2026-07-15T10:00:00");
        shows("Australia/Lord_Howe", "2026-01-15T00:00:00Z", "2026-01-15T11:00:00");
        shows("Australia/Lord_Howe", "2026-07-15T00:00:00Z", "2026-07-15T10:30:00");
        shows("America/Phoenix", "2026-07-15T12:00:00Z", "2026-07-15T05:00:00");
        shows("America/Mexico_City", "2026-07-15T12:00:00Z", "2026-07-15T06:00:00");
        shows("America/St_Johns", "2026-07-15T12:00:00Z", "2026-07-15T09:30:00");
        shows("Pacific/Auckland", "2026-01-15T00:00:00Z", "2026-01-15T13:00:00");
        shows("Pacific/Chatham", "2026-07-15T00:00:00Z", "2026-07-15T12:45:00");
        shows("Asia/Kolkata", "2026-06-01T00:00:00Z", "2026-06-01T05:30:00");
        shows("Asia/Kathmandu", "2026-06-01T00:00:00Z", "2026-06-01T05:45:00");
        shows("Africa/Cairo", "2026-07-01T00:00:00Z", "2026-07-01T03:00:00");
        shows("Etc/GMT+9", "2026-06-02T00:00:00Z", "2026-06-01T15:00:00");
    }

    #[test]
    fn every_zone_of_the_database_has_a_name_that_is_taken() {
        let names: Vec<_> = TimeZoneDatabase::bundled().available().map(|name| name.to_string()).collect();
        assert!(names.len() > 400, "{}", names.len());
        for name in names {
            assert!(Zone::named(&name).is_some(), "{name}");
        }
    }

    #[test]
    fn a_clock_shows_some_times_twice_and_some_never() {
        let berlin = Zone::named("Europe/Berlin").unwrap();
        let moment = |local: &str| berlin.moment(local.parse().unwrap()).unwrap().iso();
        assert_eq!(moment("2026-10-25T02:30:00"), "2026-10-25T00:30:00.000Z");
        assert_eq!(moment("2026-03-29T02:30:00"), "2026-03-29T01:30:00.000Z");
    }

    #[test]
    fn a_name_that_is_no_zone_is_none() {
        for name in ["", "Berlin", "Mars/Phobos", "Etc/GMT+13", "europe/berlin", "Etc/Unknown"] {
            assert_eq!(Zone::named(name), None, "{name}");
        }
    }
}
