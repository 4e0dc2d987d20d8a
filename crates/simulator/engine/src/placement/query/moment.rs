//! Dates in expressions.

use crate::Millis;

/// The first days of the months in a year without a leap day.
const MONTHS: [u64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/// Reads `2018-06-18T22:28:28+00:00` and what is left of it when its end is cut off, down to `2018-06-18`.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html>
pub(super) fn moment(text: &str) -> Option<Millis> {
    let (text, offset) = offset(text)?;
    let (date, time) = text.split_once('T').unwrap_or((text, "00"));
    let [year, month, day] = numbers::<3>(date, '-')?;
    let [hour, minute, second] = numbers::<3>(time, ':')?;
    let may_be = (1970..=9_999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    if !may_be || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let leap_days = (1970..year).filter(|year| leap(*year)).count() as u64 + u64::from(month > 2 && leap(year));
    let days = (year - 1_970) * 365 + leap_days + MONTHS[usize::try_from(month - 1).ok()?] + day - 1;
    let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second;
    Some(Millis(seconds.checked_add_signed(-offset)? * 1_000))
}

/// Cuts `Z` or `+02:00` off, and gives it in seconds.
fn offset(text: &str) -> Option<(&str, i64)> {
    if let Some(text) = text.strip_suffix('Z') {
        return Some((text, 0));
    }
    let Some(time) = text.find('T') else { return Some((text, 0)) };
    let Some(sign) = text[time..].find(['+', '-']).map(|at| at + time) else { return Some((text, 0)) };
    let [hours, minutes] = numbers::<2>(&text[sign + 1..], ':')?;
    let seconds = i64::try_from(hours * 3_600 + minutes * 60).ok()?;
    Some((&text[..sign], if text[sign..].starts_with('-') { -seconds } else { seconds }))
}

/// So many numbers; those that are missing at the end are 0.
fn numbers<const COUNT: usize>(text: &str, between: char) -> Option<[u64; COUNT]> {
    let mut numbers = [0; COUNT];
    let mut parts = text.split(between);
    for number in &mut numbers {
        match parts.next() {
            Some(part) if part.len() <= 4 => *number = part.parse().ok()?,
            Some(_) => return None,
            None => break,
        }
    }
    parts.next().is_none().then_some(numbers)
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
