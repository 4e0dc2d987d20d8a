//! The rules of `ARCHITECTURE.md` that no compiler knows. Each is a function from the sources to what is wrong with
//! them, and has a test that shows it a wrong one.

use std::fmt;
use std::process::ExitCode;

use anyhow::Result;

use crate::check::tally::Tally;
use crate::places;

mod arrows;
mod circles;
mod code;
mod colours;
mod imports;
mod layout;
mod names;
mod papers;
mod paths;
mod secrets;
mod tree;
mod words;

use tree::Tree;

/// A rule: what it says, and what finds where it is broken.
type Rule = (&'static str, fn(&Tree) -> Vec<Finding>);

const RULES: [Rule; 21] = [
    ("only fleet speaks to AWS", names::only_fleet_names_the_sdk),
    ("only app, frontend and server know the framework", names::only_the_surface_names_leptos),
    ("only ledger speaks SQL", names::only_ledger_names_sqlx),
    ("model has no clock, no chance and no I/O", names::model_is_pure),
    ("ui knows no model", names::ui_names_no_model),
    ("pages reach the console through api", names::pages_name_no_crate_below),
    ("markup is never taken from a string", names::no_inner_html),
    ("what is in a text area is escaped", names::text_areas_are_escaped),
    ("exceptions from lints are expected, not allowed", names::no_allow),
    ("crates depend in one direction", arrows::inward),
    ("crates from outside stay in their rooms", arrows::outside),
    ("hidden values cannot be shown", secrets::hidden_is_never_shown),
    ("every path is spelled in model::page or routes.rs", paths::in_their_rooms_only),
    ("every colour is spelled in tokens.css", colours::in_tokens_only),
    ("no mod.rs", layout::no_mod_rs),
    ("no rooms for odds and ends", layout::no_odds_and_ends),
    ("files can be read in one sitting", layout::short_files),
    ("files do not import each other in a circle", circles::none),
    ("comments are as wide as code", words::narrow_comments),
    ("what is one word is written as one", words::one_word),
    ("the papers name commands that exist", papers::commands_exist),
];

/// Where a rule is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Finding {
    path: String,
    line: usize,
    what: String,
}

impl Finding {
    fn new(path: &str, line: usize, what: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, what: what.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}:{}: {}", self.path, self.line, self.what)
    }
}

/// `cargo xtask tidy`.
///
/// # Errors
/// When the sources cannot be read.
pub fn run() -> Result<ExitCode> {
    let tally = check()?;
    println!("{tally}");
    Ok(if tally.is_good() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Checks every rule, and tells where one is broken.
///
/// # Errors
/// When the sources cannot be read.
pub fn check() -> Result<Tally> {
    let tree = Tree::read(&places::root())?;
    Ok(RULES.iter().map(|(says, rule)| report(says, &rule(&tree))).sum())
}

fn report(says: &str, findings: &[Finding]) -> Tally {
    if findings.is_empty() {
        return Tally::PASSED;
    }
    println!("    broken: {says}");
    for finding in findings {
        println!("        {finding}");
    }
    Tally::FAILED
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_counts_once_however_often_it_is_broken() {
        assert_eq!(report("a rule", &[]), Tally::PASSED);
        let finding = Finding::new("app/src/app.rs", 3, "a wrong word");
        assert_eq!(finding.to_string(), "app/src/app.rs:3: a wrong word");
        assert_eq!(report("a rule", &[finding.clone(), finding]), Tally::FAILED);
    }
}
