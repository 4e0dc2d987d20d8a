//! How many checks held and how many did not.

use std::fmt;
use std::iter::Sum;

use anyhow::Result;

/// Counts of checks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many held.
    pub passed: usize,
    /// How many did not.
    pub failed: usize,
}

impl Tally {
    /// One check that held.
    pub const PASSED: Self = Self { passed: 1, failed: 0 };
    /// One check that did not.
    pub const FAILED: Self = Self { passed: 0, failed: 1 };

    /// One check that holds when `outcome` is good; what is wrong is told.
    pub fn of<T>(outcome: Result<T>) -> Self {
        match outcome {
            Ok(_) => Self::PASSED,
            Err(error) => {
                eprintln!("error: {error:#}");
                Self::FAILED
            }
        }
    }

    /// Whether something was checked and everything held.
    pub fn is_good(self) -> bool {
        self.failed == 0 && self.passed > 0
    }

    /// The counts of a program that ended with or without `success`.
    ///
    /// One that failed without a failed check (it did not compile, it crashed) counts as a failed check, and so does
    /// one that succeeded without having checked anything.
    pub fn unless_silent(self, success: bool) -> Self {
        let silent = self.failed == 0 && (!success || self.passed == 0);
        if silent { Self { failed: 1, ..self } } else { self }
    }
}

impl Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        tallies.fold(Self::default(), |sum, tally| Self {
            passed: sum.passed + tally.passed,
            failed: sum.failed + tally.failed,
        })
    }
}

/// The line that everything ends with.
impl fmt::Display for Tally {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counts_are_summed_and_written_as_one_line() {
        let total: Tally = [Tally::PASSED, Tally { passed: 40, failed: 2 }, Tally::FAILED].into_iter().sum();
        assert_eq!(total.to_string(), "41 passed, 3 failed");
        assert!(!total.is_good());
    }

    #[test]
    fn nothing_checked_is_not_good() {
        assert!(!Tally::default().is_good());
        assert_eq!(Tally::default().unless_silent(true), Tally::FAILED);
    }

    #[test]
    fn a_program_that_fails_without_a_failed_check_counts_as_one() {
        let passed = Tally { passed: 7, failed: 0 };
        assert_eq!(passed.unless_silent(false), Tally { passed: 7, failed: 1 });
        assert_eq!(passed.unless_silent(true), passed);
        let failed = Tally { passed: 7, failed: 2 };
        assert_eq!(failed.unless_silent(false), failed);
    }
}
