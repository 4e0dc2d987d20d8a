//! Dates in expressions.

use crate::Millis;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// Reads `2018-06-18T22:28:28+00:00` and what is left of it when its end is cut off, down to `2018-06-18`.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html>
pub(super) fn moment(text: &str) -> Option<Millis> {
    let utc = || TimeZone::UTC.to_timestamp(text.trim_end_matches('Z').parse::<DateTime>().ok()?).ok();
    text.parse().ok().or_else(utc).and_then(Millis::of_timestamp)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: Option<u64>) {
        assert_eq!(moment(text).map(|moment| moment.0 / 1_000), expect, "{text}");
    }

    #[test]
    fn dates_are_read_down_to_the_day() {
        check("1970-01-01", Some(0));
        check("2018-06-18T22:28:28+00:00", Some(1_529_360_908));
        check("2018-06-18T22:28:28", Some(1_529_360_908));
        check("2018-06-19T00:28:28+02:00", Some(1_529_360_908));
        check("2018-06-18T22:28", Some(1_529_360_880));
        check("2018-06-18T22", Some(1_529_359_200));
        check("2018-06-18", Some(1_529_280_000));
        check("2024-02-29", Some(1_709_164_800));
        check("2024-03-01Z", Some(1_709_251_200));
        check("2018-13-01", None);
        check("yesterday", None);
        check("2018-06-18T25", None);
        check("", None);
    }
}
