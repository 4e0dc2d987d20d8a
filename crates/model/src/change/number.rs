//! Whole numbers as people type them.

use crate::field::Problem;

/// Reads a whole number from `least` to `most`: no sign, no fraction, no exponent. What AWS takes is what was typed.
pub(super) fn number(text: &str, least: u32, most: u32) -> Result<u32, Problem> {
    let number = text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    number.filter(|number| (least..=most).contains(number)).ok_or(Problem::NotBetween(least, most))
}
