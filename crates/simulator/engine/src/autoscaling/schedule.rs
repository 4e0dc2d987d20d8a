//! Schedules: `at(…)`, `rate(…)` and `cron(…)`.
//!
//! <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html>

use super::cron::Cron;
use crate::Millis;
use crate::calendar::Zone;
use crate::time::{hours, minutes};
use jiff::civil::DateTime;

/// When something is to happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Schedule {
    /// Once, when clocks in its time zone show this.
    At(DateTime),
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
    pub fn next(&self, zone: &Zone, anchor: Millis, after: Millis) -> Option<Millis> {
        match self {
            Self::At(local) => zone.moment(*local).filter(|at| *at > after),
            Self::Rate(_) if after < anchor => Some(anchor),
            Self::Rate(every) => Some(anchor + ((after - anchor) / every + 1) * every),
            Self::Cron(cron) => {
                // A clock that is set back shows an hour twice: what was due the first time is over the second time.
                let mut local = zone.local(after);
                loop {
                    local = cron.next(local)?;
                    let at = zone.moment(local)?;
                    if at > after {
                        return Some(at);
                    }
                }
            }
        }
    }
}

/// `2026-01-31T12:00:00`, and nothing less exact.
fn moment(text: &str) -> Option<DateTime> {
    let moment = DateTime::strptime("%Y-%m-%dT%H:%M:%S", text).ok()?;
    (moment.to_string() == text && moment.year() >= 1970).then_some(moment)
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
        next_after("2026-06-01T12:00:00Z", expression, zone, expect);
    }

    #[track_caller]
    fn next_after(now: &str, expression: &str, zone: &str, expect: &str) {
        let now = Millis::of_timestamp(now.parse().unwrap()).unwrap();
        let next = Schedule::parse(expression).unwrap().next(&Zone::named(zone).unwrap(), now.before(minutes(7)), now);
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
        check("at(2026-06-02T09:00:00)", "Australia/Sydney", "2026-06-01T23:00:00.000Z");
        check("cron(0 8 * * ? *)", "America/Phoenix", "2026-06-01T15:00:00.000Z");
        check("cron(0 8 * * ? *)", "Pacific/Auckland", "2026-06-01T20:00:00.000Z");
        check("cron(0 8 * * ? *)", "America/Mexico_City", "2026-06-01T14:00:00.000Z");
    }

    #[test]
    fn an_hour_that_clocks_show_twice_or_never_counts_once() {
        let cron = "cron(30 2 * * ? *)";
        next_after("2026-10-24T12:00:00Z", cron, BERLIN, "2026-10-25T00:30:00.000Z");
        next_after("2026-10-25T00:30:00Z", cron, BERLIN, "2026-10-26T01:30:00.000Z");
        next_after("2026-10-25T01:10:00Z", cron, BERLIN, "2026-10-26T01:30:00.000Z");
        next_after("2026-03-28T12:00:00Z", cron, BERLIN, "2026-03-29T01:30:00.000Z");
        next_after("2026-03-29T01:30:00Z", cron, BERLIN, "2026-03-30T00:30:00.000Z");
    }

    #[test]
    fn what_is_no_schedule_is_none() {
        for text in [
            "",
            "at()",
            "at(2026-13-01T00:00:00)",
            "at(2026-02-29T00:00:00)",
            "at(2026-06-01)",
            "at(2026-6-01T00:00:00)",
            "at(2026-06-01T00:00:00Z)",
            "at(2026-06-01T00:00:60)",
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
