//! Schedules: `at(…)`, `rate(…)` and `cron(…)`.
//!
//! <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html>

use super::cron::Cron;
use crate::Millis;
use crate::calendar::Date;
use crate::calendar::zone::Zone;
use crate::time::{hours, minutes, seconds};

/// When something is to happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Schedule {
    /// Once, when clocks in its time zone show this.
    At(Millis),
    /// Every so many milliseconds.
    Rate(u64),
    /// As often as clocks in its time zone match.
    Cron(Box<Cron>),
}

impl Schedule {
    /// Reads an expression; `None` when it is none.
    #[must_use]
    pub fn parse(expression: &str) -> Option<Self> {
        let (kind, rest) = expression.trim().split_once('(')?;
        let inner = rest.strip_suffix(')')?.trim();
        match kind {
            "at" => moment(inner).map(Self::At),
            "rate" => rate(inner).map(Self::Rate),
            "cron" => Cron::parse(inner).map(|cron| Self::Cron(Box::new(cron))),
            _ => None,
        }
    }

    /// The first time after a moment, in that zone; a rate counts from `anchor`.
    #[must_use]
    pub fn next(&self, zone: Zone, anchor: Millis, after: Millis) -> Option<Millis> {
        match self {
            Self::At(local) => Some(zone.moment(*local)).filter(|at| *at > after),
            Self::Rate(_) if after < anchor => Some(anchor),
            Self::Rate(every) => Some(anchor + ((after - anchor) / every + 1) * every),
            Self::Cron(cron) => cron.next(zone.local(after)).map(|local| zone.moment(local)),
        }
    }
}

/// `2026-01-31T12:00:00`
fn moment(text: &str) -> Option<Millis> {
    let (date, time) = text.split_once('T')?;
    let [year, month, day] = numbers(date, '-', &[4, 2, 2])?[..] else { return None };
    let [hour, minute, second] = numbers(time, ':', &[2, 2, 2])?[..] else { return None };
    let first = Date { year, month, day: 1 };
    let is_date =
        (1970..=9999).contains(&year) && (1..=12).contains(&month) && (1..=first.month_length()).contains(&day);
    if !is_date || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let [hour, minute, second] = [hour, minute, second].map(u64::from);
    Some(Date { day, ..first }.midnight() + hours(hour) + minutes(minute) + seconds(second))
}

fn numbers(text: &str, separator: char, widths: &[usize]) -> Option<Vec<u32>> {
    let parts: Vec<_> = text.split(separator).collect();
    let fits = parts.iter().map(|part| part.len()).eq(widths.iter().copied());
    fits.then(|| parts.iter().map(|part| part.parse().ok()).collect())?
}

/// `5 minutes`
fn rate(text: &str) -> Option<u64> {
    let [value, unit] = text.split_whitespace().collect::<Vec<_>>()[..] else { return None };
    let unit = match unit {
        "minute" | "minutes" => minutes(1),
        "hour" | "hours" => hours(1),
        "day" | "days" => hours(24),
        _ => return None,
    };
    value.parse::<u64>().ok().filter(|value| *value > 0)?.checked_mul(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BERLIN: &str = "Europe/Berlin";

    #[track_caller]
    fn check(expression: &str, zone: &str, expect: &str) {
        let noon = Date { year: 2026, month: 6, day: 1 }.midnight() + hours(12);
        let anchor = noon.before(minutes(7));
        let next = Schedule::parse(expression).unwrap().next(Zone::named(zone).unwrap(), anchor, noon);
        assert_eq!(next.map(Millis::iso).as_deref().unwrap_or("never"), expect, "{expression}");
    }

    #[test]
    fn the_next_time_is_in_the_schedules_time_zone() {
        check("at(2026-06-01T14:30:00)", "UTC", "2026-06-01T14:30:00.000Z");
        check("at(2026-06-01T14:30:00)", BERLIN, "2026-06-01T12:30:00.000Z");
        check("at(2026-06-01T13:30:00)", BERLIN, "never");
        check("cron(0 8 ? * MON-FRI *)", BERLIN, "2026-06-02T06:00:00.000Z");
        check("rate(5 minutes)", "UTC", "2026-06-01T12:03:00.000Z");
        check("rate(1 day)", BERLIN, "2026-06-02T11:53:00.000Z");
    }

    #[test]
    fn what_is_no_schedule_is_none() {
        for text in [
            "",
            "at()",
            "at(2026-13-01T00:00:00)",
            "at(2026-02-29T00:00:00)",
            "at(2026-06-01)",
            "rate(0 minutes)",
            "rate(5 weeks)",
            "rate(5)",
            "cron(* * *)",
            "every(5 minutes)",
            "cron(0 8 * * ? *",
            "at(2026-06-01T24:00:00)",
        ] {
            assert_eq!(Schedule::parse(text), None, "{text}");
        }
    }
}
