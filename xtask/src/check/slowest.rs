//! What took longest: whoever adds a slow test sees it on the last page of the output.

use std::cell::RefCell;
use std::fmt;
use std::time::Duration;

/// How many are shown.
const SHOWN: usize = 10;

/// Times of tests and journeys.
#[derive(Default)]
pub struct Slowest {
    all: RefCell<Vec<(Duration, String)>>,
}

impl Slowest {
    /// Notes how long a test or a journey took.
    pub fn note(&self, what: impl Into<String>, time: Duration) {
        self.all.borrow_mut().push((time, what.into()));
    }
}

/// The slowest, one a line, the slowest of all first; nothing if nothing has a time.
impl fmt::Display for Slowest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut all = self.all.borrow().clone();
        all.sort_by(|one, other| other.cmp(one));
        if !all.is_empty() {
            writeln!(f, "\nthe slowest:")?;
        }
        for (time, what) in all.iter().take(SHOWN) {
            writeln!(f, "{:>7.1} s  {what}", time.as_secs_f64())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ten_slowest_are_shown_and_the_slowest_comes_first() {
        let slowest = Slowest::default();
        for second in 1..=12 {
            slowest.note(format!("test {second}"), Duration::from_secs(second));
        }
        let shown = slowest.to_string();
        let lines: Vec<&str> = shown.trim().lines().collect();
        assert_eq!((lines.len(), lines[1].trim(), lines[10].trim()), (11, "12.0 s  test 12", "3.0 s  test 3"));
    }

    #[test]
    fn without_times_nothing_is_shown() {
        assert_eq!(Slowest::default().to_string(), "");
    }
}
