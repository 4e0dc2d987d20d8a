//! Cron expressions with six fields: minutes, hours, day of month, month, day of week, year.
//!
//! <https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html>

use crate::Millis;
use crate::calendar::Date;
use crate::time::{hours, minutes};
use std::collections::BTreeSet;

const MONTHS: [&str; 12] = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/// How far ahead a next time is looked for: a leap day can be eight years away.
const HORIZON_DAYS: u64 = 3_000;

/// When something is to happen, again and again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cron {
    minutes: BTreeSet<u32>,
    hours: BTreeSet<u32>,
    days: Vec<Day>,
    months: BTreeSet<u32>,
    weekdays: Vec<Weekday>,
    years: BTreeSet<u32>,
}

/// Days of a month that match.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Day {
    Any,
    Of(BTreeSet<u32>),
    /// `L`
    Last,
    /// `15W`: the weekday (Monday to Friday) of the month nearest to that day.
    Nearest(u32),
}

/// Days of a week that match; 1 is Sunday.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Weekday {
    Any,
    Of(BTreeSet<u32>),
    /// `6L`: the last Friday of the month.
    Last(u32),
    /// `6#3`: the third Friday of the month.
    Nth(u32, u32),
}

impl Cron {
    /// Reads the six fields; `None` when they make no sense.
    #[must_use]
    pub fn parse(fields: &str) -> Option<Self> {
        let [minutes, hours, day, month, weekday, year] = fields.split_whitespace().collect::<Vec<_>>()[..] else {
            return None;
        };
        // One of the two day fields must be left open.
        if (day == "?") == (weekday == "?") && !(day == "*" && weekday == "*") {
            return None;
        }
        Some(Self {
            minutes: set(minutes, 0, 59, &[])?,
            hours: set(hours, 0, 23, &[])?,
            days: day.split(',').map(days).collect::<Option<_>>()?,
            months: set(month, 1, 12, &MONTHS)?,
            weekdays: weekday.split(',').map(weekdays).collect::<Option<_>>()?,
            years: set(year, 1970, 2199, &[])?,
        })
    }

    /// The first minute after that local time that matches.
    #[must_use]
    pub fn next(&self, after: Millis) -> Option<Millis> {
        let today = after.date().days();
        (today..today + HORIZON_DAYS).map(Date::of_day).filter(|date| self.has_day(*date)).find_map(|date| {
            let midnight = date.midnight();
            self.times().map(|time| midnight + time).find(|moment| *moment > after)
        })
    }

    fn times(&self) -> impl Iterator<Item = u64> {
        self.hours
            .iter()
            .flat_map(|hour| self.minutes.iter().map(|minute| hours(u64::from(*hour)) + minutes(u64::from(*minute))))
    }

    fn has_day(&self, date: Date) -> bool {
        self.years.contains(&date.year)
            && self.months.contains(&date.month)
            && self.days.iter().any(|day| day.matches(date))
            && self.weekdays.iter().any(|weekday| weekday.matches(date))
    }
}

impl Day {
    fn matches(&self, date: Date) -> bool {
        match self {
            Self::Any => true,
            Self::Of(days) => days.contains(&date.day),
            Self::Last => date.day == date.month_length(),
            Self::Nearest(day) => date.day == nearest_weekday(Date { day: (*day).min(date.month_length()), ..date }),
        }
    }
}

impl Weekday {
    fn matches(&self, date: Date) -> bool {
        match self {
            Self::Any => true,
            Self::Of(days) => days.contains(&date.weekday()),
            Self::Last(weekday) => date.weekday() == *weekday && date.day + 7 > date.month_length(),
            Self::Nth(weekday, nth) => date.weekday() == *weekday && date.day.div_ceil(7) == *nth,
        }
    }
}

fn nearest_weekday(date: Date) -> u32 {
    match (date.weekday(), date.day) {
        (7, 1) => 3,
        (7, day) => day - 1,
        (1, day) if day == date.month_length() => day - 2,
        (1, day) => day + 1,
        (_, day) => day,
    }
}

fn days(item: &str) -> Option<Day> {
    match item {
        "*" | "?" => Some(Day::Any),
        "L" => Some(Day::Last),
        _ => match item.strip_suffix('W') {
            Some(day) => number(day, 1, 31, &[]).map(Day::Nearest),
            None => set(item, 1, 31, &[]).map(Day::Of),
        },
    }
}

fn weekdays(item: &str) -> Option<Weekday> {
    let weekday = |text: &str| number(text, 1, 7, &WEEKDAYS);
    if matches!(item, "*" | "?") {
        return Some(Weekday::Any);
    }
    if let Some((day, nth)) = item.split_once('#') {
        return Some(Weekday::Nth(weekday(day)?, number(nth, 1, 5, &[])?));
    }
    match item.strip_suffix('L') {
        Some("") => Some(Weekday::Of(BTreeSet::from([7]))),
        Some(day) => weekday(day).map(Weekday::Last),
        None => set(item, 1, 7, &WEEKDAYS).map(Weekday::Of),
    }
}

/// A list of numbers, names, ranges and steps.
fn set(field: &str, least: u32, most: u32, names: &[&str]) -> Option<BTreeSet<u32>> {
    let mut all = BTreeSet::new();
    for item in field.split(',') {
        let (range, step) = match item.split_once('/') {
            Some((range, step)) => (range, step.parse().ok().filter(|step| *step > 0)?),
            None => (item, 1),
        };
        let (from, to) = match range.split_once('-') {
            _ if range == "*" => (least, most),
            Some((from, to)) => (number(from, least, most, names)?, number(to, least, most, names)?),
            None => {
                let from = number(range, least, most, names)?;
                (from, if item.contains('/') { most } else { from })
            }
        };
        if from > to {
            return None;
        }
        all.extend((from..=to).step_by(step));
    }
    Some(all)
}

fn number(text: &str, least: u32, most: u32, names: &[&str]) -> Option<u32> {
    let named = names.iter().position(|name| name.eq_ignore_ascii_case(text));
    let number = match named {
        Some(position) => least + u32::try_from(position).ok()?,
        None => text.parse().ok()?,
    };
    (least..=most).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The times after Saturday, 2026-02-28T10:00, until they are as many as expected.
    #[track_caller]
    fn check(fields: &str, expect: &[&str]) {
        let cron = Cron::parse(fields).unwrap();
        let mut at = Date { year: 2026, month: 2, day: 28 }.midnight() + hours(10);
        for expect in expect {
            at = cron.next(at).unwrap();
            assert_eq!(&at.iso()[..16], *expect, "{fields}");
        }
    }

    #[test]
    fn the_next_times_are_those_of_the_expression() {
        check("0 10 * * ? *", &["2026-03-01T10:00", "2026-03-02T10:00"]);
        check("15 7,19 ? * MON-FRI *", &["2026-03-02T07:15", "2026-03-02T19:15", "2026-03-03T07:15"]);
        check("0/20 10 * * ? *", &["2026-02-28T10:20", "2026-02-28T10:40", "2026-03-01T10:00"]);
        check("30 8 L * ? *", &["2026-03-31T08:30", "2026-04-30T08:30"]);
        check("0 9 1W * ? *", &["2026-03-02T09:00", "2026-04-01T09:00", "2026-05-01T09:00", "2026-06-01T09:00"]);
        check("0 9 ? * 6#3 *", &["2026-03-20T09:00"]);
        check("0 9 ? * 6L *", &["2026-03-27T09:00"]);
        check("0 0 29 2 ? *", &["2028-02-29T00:00"]);
        check("0 0 1 JAN ? 2027-2030/2", &["2027-01-01T00:00", "2029-01-01T00:00"]);
    }

    #[test]
    fn what_is_over_has_no_next_time() {
        assert_eq!(Cron::parse("0 0 1 1 ? 2020").unwrap().next(Date { year: 2026, month: 1, day: 1 }.midnight()), None);
    }

    #[test]
    fn expressions_that_make_no_sense_are_refused() {
        for fields in [
            "",
            "* * * * *",
            "60 0 * * ? *",
            "0 24 * * ? *",
            "0 0 0 * ? *",
            "0 0 ? * ? *",
            "0 0 1 * MON *",
            "a 0 * * ? *",
            "5-1 0 * * ? *",
            "*/0 0 * * ? *",
            "0 0 ? * 8 *",
            "0 0 * * ? 1969",
        ] {
            assert_eq!(Cron::parse(fields), None, "{fields}");
        }
    }
}
