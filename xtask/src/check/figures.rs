//! Figures that tests print: how often something that must never happen did.

use std::cell::RefCell;
use std::fmt;

/// What such a line begins with. A test writes it past the harness, which keeps to itself what `println!` prints.
const MARK: &str = "figure: ";

/// Figures, in the order in which they were printed.
#[derive(Default)]
pub struct Figures(RefCell<Vec<String>>);

impl Figures {
    /// Notes the figure that a line tells, if it tells one.
    pub fn note(&self, line: &str) {
        if let Some((_, figure)) = line.split_once(MARK) {
            self.0.borrow_mut().push(figure.trim().to_owned());
        }
    }
}

/// One a line; nothing if there are none.
impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let figures = self.0.borrow();
        if !figures.is_empty() {
            writeln!(f, "\nfigures:")?;
        }
        figures.iter().try_for_each(|figure| writeln!(f, "  {figure}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_found_among_what_the_harness_prints() {
        let figures = Figures::default();
        for line in ["running 3 tests", "figure: rows lost: 0 of 40", "test a ... figure: plans applied: 0 of 25"] {
            figures.note(line);
        }
        assert_eq!(figures.to_string(), "\nfigures:\n  rows lost: 0 of 40\n  plans applied: 0 of 25\n");
        assert_eq!(Figures::default().to_string(), "");
    }
}
