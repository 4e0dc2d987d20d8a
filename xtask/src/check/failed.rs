//! What did not hold, by name: whoever reads the end of a long log need not look for it further up.

use std::cell::RefCell;
use std::fmt;

/// How many are named.
const SHOWN: usize = 40;

/// Names of tests and journeys that failed, or held only when they were tried again.
#[derive(Default)]
pub struct Failed {
    failed: RefCell<Vec<String>>,
    retried: RefCell<Vec<String>>,
}

impl Failed {
    /// Notes a test or a journey that failed.
    pub fn note(&self, what: impl Into<String>) {
        self.failed.borrow_mut().push(what.into());
    }

    /// Notes one that failed at first and held at the second try.
    pub fn note_retried(&self, what: impl Into<String>) {
        self.retried.borrow_mut().push(what.into());
    }
}

/// One a line; nothing if everything held at once.
impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_all(f, "failed:", &self.failed.borrow())?;
        write_all(f, "held at the second try only:", &self.retried.borrow())
    }
}

fn write_all(f: &mut fmt::Formatter<'_>, heading: &str, all: &[String]) -> fmt::Result {
    if all.is_empty() {
        return Ok(());
    }
    writeln!(f, "\n{heading}")?;
    for what in all.iter().take(SHOWN) {
        writeln!(f, "  {what}")?;
    }
    match all.len().saturating_sub(SHOWN) {
        0 => Ok(()),
        more => writeln!(f, "  and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_failed_is_named_and_what_needed_two_tries_too() {
        let failed = Failed::default();
        assert_eq!(failed.to_string(), "");
        failed.note("verdict::tests::one");
        failed.note_retried("live.spec.ts › rows stay");
        let told = failed.to_string();
        assert!(told.contains("failed:\n  verdict::tests::one"), "{told}");
        assert!(told.contains("second try only:\n  live.spec.ts › rows stay"), "{told}");
    }

    #[test]
    fn a_long_list_is_cut_and_says_so() {
        let failed = Failed::default();
        (0..SHOWN + 3).for_each(|number| failed.note(format!("test {number}")));
        assert!(failed.to_string().ends_with("  and 3 more\n"));
    }
}
