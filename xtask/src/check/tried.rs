//! What tests tried, counted by kind: the states that got a verdict, the messages that were explained.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;

/// What such a line begins with: `tried: states by rule: 4 Down`. A test writes it past the harness, and only where
/// `PODIUM_TALLY` asks for it: there are hundreds.
const MARK: &str = "tried: ";

/// The longest line of a table, in characters.
const WIDTH: usize = 110;

/// How often each kind was tried, by table.
#[derive(Default)]
pub struct Tried(RefCell<BTreeMap<String, BTreeMap<String, u32>>>);

impl Tried {
    /// Notes what a line tells, if it tells anything.
    pub fn note(&self, line: &str) {
        let told = line.split_once(MARK).and_then(|(_, told)| told.trim().split_once(": "));
        if let Some((table, kind)) = told {
            let mut tables = self.0.borrow_mut();
            *tables.entry(table.to_owned()).or_default().entry(kind.to_owned()).or_default() += 1;
        }
    }
}

/// A table each: its name and sum, then the kinds, as many as fit on a line; nothing if there are none.
impl fmt::Display for Tried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (table, kinds) in self.0.borrow().iter() {
            write!(f, "\n{table}, {} tried:", kinds.values().sum::<u32>())?;
            let mut used = WIDTH;
            for (kind, count) in kinds {
                let words = format!("{kind} {count}");
                used += words.chars().count() + 3;
                match used > WIDTH {
                    true => {
                        used = words.chars().count() + 2;
                        write!(f, "\n  {words}")?;
                    }
                    false => write!(f, " · {words}")?,
                }
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_tried_is_counted_by_kind() {
        let tried = Tried::default();
        for line in ["running 3 tests", "test a ... tried: states by rule: 4 Down", "tried: states by rule: 14 Steady"]
        {
            tried.note(line);
            tried.note(line);
        }
        assert_eq!(tried.to_string(), "\nstates by rule, 4 tried:\n  14 Steady 2 · 4 Down 2\n");
        assert_eq!(Tried::default().to_string(), "");
    }

    #[test]
    fn lines_are_no_longer_than_a_terminal_is_wide() {
        let tried = Tried::default();
        (0..40).for_each(|kind| tried.note(&format!("tried: messages by kind: Kind{kind}")));
        let text = tried.to_string();
        assert!(text.lines().count() > 3 && text.lines().all(|line| line.chars().count() <= WIDTH), "{text}");
    }
}
