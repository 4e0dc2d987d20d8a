//! Cron expressions with six fields: minutes, hours, day of month, month, day of week, year.
//!
//! croner does the reckoning. What AWS asks beyond it is checked here.
//!
//! <https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html>

use chrono::{DateTime, Utc};
use croner::parser::{CronParser, Seconds, Year};
use jiff::Timestamp;
use jiff::civil;
use jiff::tz::TimeZone;
use std::ops::RangeInclusive;

/// The years that an expression may name.
const YEARS: RangeInclusive<u32> = 1_970..=2_199;

/// Days of the week: 1 is Sunday.
const WEEKDAYS: RangeInclusive<u32> = 1..=7;

/// When something is to happen, again and again.
#[derive(Clone, Debug, PartialEq)]
pub struct Cron(croner::Cron);

impl Cron {
    /// Reads the six fields; `None` when they make no sense.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let fields: Vec<_> = text.split_whitespace().collect();
        let [minutes, hours, day, month, weekday, year] = fields[..] else { return None };
        // One of the two day fields must be left open.
        if (day == "?") == (weekday == "?") && !(day == "*" && weekday == "*") {
            return None;
        }
        let is_odd = |item: &str| item.is_empty() || item.contains('+');
        if fields.iter().flat_map(|field| field.split(',')).any(is_odd) {
            return None;
        }
        let (weekday, year) = (within(weekday, WEEKDAYS)?, within(year, YEARS)?);
        let parser =
            CronParser::builder().seconds(Seconds::Required).year(Year::Required).alternative_weekdays(true).build();
        parser.parse(&format!("0 {minutes} {hours} {day} {month} {weekday} {year}")).ok().map(Self)
    }

    /// The first minute after that local time that matches.
    #[must_use]
    pub fn next(&self, after: civil::DateTime) -> Option<civil::DateTime> {
        // Local time is reckoned as if it were UTC, whose clocks never change.
        let seconds = after.to_zoned(TimeZone::UTC).ok()?.timestamp().as_second();
        let next = self.0.find_next_occurrence(&DateTime::<Utc>::from_timestamp(seconds, 0)?, false).ok()?;
        Some(TimeZone::UTC.to_datetime(Timestamp::from_second(next.timestamp()).ok()?))
    }
}

/// Writes a field whose numbers begin and end elsewhere than croner's; `None` when one of them is out of its range.
fn within(field: &str, range: RangeInclusive<u32>) -> Option<String> {
    let all = format!("{}-{}", range.start(), range.end());
    let item = |item: &str| {
        // How often (`#3`) and the step (`/2`) are no numbers of the field.
        let named = item.split(['#', '/']).next().unwrap_or_default();
        let numbers = named.split(|character: char| !character.is_ascii_digit());
        let fits = numbers.filter_map(|number| number.parse().ok()).all(|number: u32| range.contains(&number));
        fits.then(|| match item.strip_prefix('*') {
            Some(step) => format!("{all}{step}"),
            None if item == "L" => range.end().to_string(),
            None => item.to_owned(),
        })
    };
    field.split(',').map(item).collect::<Option<Vec<_>>>().map(|items| items.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The times after Saturday, 2026-02-28T10:00, until they are as many as expected.
    #[track_caller]
    fn check(fields: &str, expect: &[&str]) {
        let cron = Cron::parse(fields).unwrap();
        let mut at = civil::date(2026, 2, 28).at(10, 0, 0, 0);
        for expect in expect {
            at = cron.next(at).unwrap();
            assert_eq!(&at.to_string()[..16], *expect, "{fields}");
        }
    }

    #[test]
    fn the_next_times_are_those_of_the_expression() {
        check("0 10 * * ? *", &["2026-03-01T10:00", "2026-03-02T10:00"]);
        check("0 10 * * * *", &["2026-03-01T10:00", "2026-03-02T10:00"]);
        check("15 7,19 ? * MON-FRI *", &["2026-03-02T07:15", "2026-03-02T19:15", "2026-03-03T07:15"]);
        check("0/20 10 * * ? *", &["2026-02-28T10:20", "2026-02-28T10:40", "2026-03-01T10:00"]);
        check("5/20 10 * * ? *", &["2026-02-28T10:05", "2026-02-28T10:25", "2026-02-28T10:45"]);
        check("*/30 * * * ? *", &["2026-02-28T10:30", "2026-02-28T11:00"]);
        check("10-14/2 10 * * ? *", &["2026-02-28T10:10", "2026-02-28T10:12", "2026-02-28T10:14"]);
        check("30 8 L * ? *", &["2026-03-31T08:30", "2026-04-30T08:30"]);
        check("0 0 29 2 ? *", &["2028-02-29T00:00"]);
        check("0 0 1 JAN ? 2027-2030/2", &["2027-01-01T00:00", "2029-01-01T00:00"]);
        check("0 0 1 3 ? */2", &["2026-03-01T00:00", "2028-03-01T00:00"]);
        check("0 0 1 3 ? 2028", &["2028-03-01T00:00"]);
        check("0 0 1 3 ? 2027,2031", &["2027-03-01T00:00", "2031-03-01T00:00"]);
    }

    #[test]
    fn the_nearest_weekday_stays_within_its_month() {
        check("0 9 1W * ? *", &["2026-03-02T09:00", "2026-04-01T09:00", "2026-05-01T09:00", "2026-06-01T09:00"]);
        check("0 9 15W 3,8 ? *", &["2026-03-16T09:00", "2026-08-14T09:00"]);
        check("0 9 1W 8 ? *", &["2026-08-03T09:00"]);
        check("0 9 31W 5 ? *", &["2026-05-29T09:00"]);
    }

    #[test]
    fn days_of_the_week_count_from_sunday() {
        check("0 9 ? * 1 *", &["2026-03-01T09:00"]);
        check("0 9 ? * SUN *", &["2026-03-01T09:00"]);
        check("0 9 ? * 2 *", &["2026-03-02T09:00"]);
        check("0 9 ? * 7 *", &["2026-03-07T09:00"]);
        check("0 9 ? * L *", &["2026-03-07T09:00"]);
        check("0 9 ? * */3 *", &["2026-03-01T09:00", "2026-03-04T09:00", "2026-03-07T09:00", "2026-03-08T09:00"]);
        check("0 9 ? * 2-6 *", &["2026-03-02T09:00", "2026-03-03T09:00"]);
        check("0 9 ? * 6#3 *", &["2026-03-20T09:00", "2026-04-17T09:00"]);
        check("0 9 ? * FRI#3 *", &["2026-03-20T09:00"]);
        check("0 9 ? * 6L *", &["2026-03-27T09:00", "2026-04-24T09:00"]);
        check("0 9 ? * 3#5 *", &["2026-03-31T09:00", "2026-06-30T09:00"]);
    }

    #[test]
    fn what_is_over_has_no_next_time() {
        let new_year = civil::date(2026, 1, 1).at(0, 0, 0, 0);
        assert_eq!(Cron::parse("0 0 1 1 ? 2020").unwrap().next(new_year), None);
        assert_eq!(Cron::parse("0 0 30 2 ? *").unwrap().next(new_year), None);
    }

    #[test]
    fn expressions_that_make_no_sense_are_refused() {
        for fields in [
            "",
            "* * * * *",
            "0 * * * * ? *",
            "60 0 * * ? *",
            "0 24 * * ? *",
            "0 0 0 * ? *",
            "0 0 32 * ? *",
            "0 0 1 13 ? *",
            "0 0 ? * ? *",
            "0 0 1 * MON *",
            "a 0 * * ? *",
            "5-1 0 * * ? *",
            "*/0 0 * * ? *",
            "0 0 ? * 0 *",
            "0 0 ? * 8 *",
            "0 0 ? * 6#6 *",
            "0 0 * * ? 1969",
            "0 0 * * ? 2200",
            "0 0 1,,2 * ? *",
            "0 0 ? * +MON *",
            "@daily",
        ] {
            assert_eq!(Cron::parse(fields), None, "{fields}");
        }
    }
}
