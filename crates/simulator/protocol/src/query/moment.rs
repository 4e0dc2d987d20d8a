//! Moments as XML writes them.

use simulator_engine::Millis;
use simulator_engine::calendar::Date;

/// A moment in UTC from seconds since 1970: `2026-01-31T12:00:00Z`.
#[must_use]
pub fn seconds(seconds: u64) -> String {
    Millis(seconds.saturating_mul(1_000)).iso().replace(".000Z", "Z")
}

/// Seconds since 1970 of a moment that a client has written: `2026-01-31T12:00:00Z`, with a fraction or without, or a number.
#[must_use]
pub fn read(text: &str) -> Option<f64> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let (date, time) =
        text.strip_suffix('Z').or_else(|| text.strip_suffix("+00:00")).unwrap_or(text).split_once('T')?;
    let number = |part: &str| part.parse::<u32>().ok();
    let [year, month, day] = three(date, '-')?;
    let [hour, minute, second] = three(time, ':')?;
    let date = Date { year: number(year)?, month: number(month)?, day: number(day)? };
    let (hour, minute, second) = (number(hour)?, number(minute)?, second.parse::<f64>().ok()?);
    let valid = (1_970..=9_999).contains(&date.year)
        && (1..=12).contains(&date.month)
        && (1..=date.month_length()).contains(&date.day)
        && hour < 24
        && minute < 60
        && (0.0..60.0).contains(&second);
    valid.then(|| date.midnight().as_seconds() + f64::from(hour * 3_600 + minute * 60) + second)
}

fn three(text: &str, mark: char) -> Option<[&str; 3]> {
    text.splitn(3, mark).collect::<Vec<_>>().try_into().ok()
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
            ("951827696", Some(951_827_696.0)),
            ("2001-02-29T12:34:56Z", None),
            ("2000-02-29", None),
            ("yesterday", None),
        ] {
            assert_eq!(read(text), expect, "{text}");
        }
    }
}
