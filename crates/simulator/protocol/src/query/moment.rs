//! Moments as XML writes them.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// A moment in UTC from seconds since 1970: `2026-01-31T12:00:00Z`.
#[must_use]
pub fn seconds(seconds: u64) -> String {
    let moment = i64::try_from(seconds).ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    moment.unwrap_or(Timestamp::MAX).to_string()
}

/// Seconds since 1970 of a moment that a client has written: `2026-01-31T12:00:00Z`, with a fraction or without, or a
/// number.
#[must_use]
pub fn read(text: &str) -> Option<f64> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let moment = text.parse().ok().or_else(|| without_zone(text))?;
    let seconds = moment.as_duration().as_secs_f64();
    (seconds >= 0.0).then_some(seconds)
}

/// A moment without its zone is one in UTC. A date alone is none.
fn without_zone(text: &str) -> Option<Timestamp> {
    let local = text.contains('T').then(|| text.parse::<DateTime>().ok())??;
    TimeZone::UTC.to_timestamp(local).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_in_utc() {
        for (moment, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_827_696, "2000-02-29T12:34:56Z"),
            (1_767_225_599, "2025-12-31T23:59:59Z"),
            (1_772_323_200, "2026-03-01T00:00:00Z"),
        ] {
            assert_eq!(seconds(moment), text);
        }
    }

    #[test]
    fn a_moment_is_read_as_clients_write_it() {
        for (text, expect) in [
            ("2000-02-29T12:34:56Z", Some(951_827_696.0)),
            ("2000-02-29T12:34:56.500Z", Some(951_827_696.5)),
            ("2000-02-29T12:34:56+00:00", Some(951_827_696.0)),
            ("2000-02-29T12:34:56", Some(951_827_696.0)),
            ("2000-02-29T14:34:56+02:00", Some(951_827_696.0)),
            ("951827696", Some(951_827_696.0)),
            ("2001-02-29T12:34:56Z", None),
            ("2000-02-29", None),
            ("yesterday", None),
        ] {
            assert_eq!(read(text), expect, "{text}");
        }
    }
}
