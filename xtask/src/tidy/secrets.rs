//! Values that nobody may see live in the type `Hidden`, which cannot be printed.

use super::Finding;
use super::tree::Tree;

const SHOWING: [&str; 4] = ["Display", "Debug", "Serialize", "LowerHex"];

pub(super) fn hidden_is_never_shown(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, code) in tree.rust("") {
        let mut derived: Vec<&str> = Vec::new();
        for (number, line) in (1..).zip(&code.lines) {
            let line = line.trim();
            let shows = |text: &str| SHOWING.iter().copied().find(|name| words(text).any(|word| word == *name));
            if line.starts_with("#[derive(") {
                derived.push(line);
            } else if is_hidden(line) {
                let shown = derived.iter().find_map(|line| shows(line));
                findings.extend(shown.map(|name| Finding::new(&file.path, number, format!("Hidden derives {name}"))));
            } else if line.starts_with("impl") && line.contains(" for Hidden") {
                let shown = shows(line);
                findings
                    .extend(shown.map(|name| Finding::new(&file.path, number, format!("Hidden implements {name}"))));
            }
            if !line.starts_with('#') && !line.is_empty() {
                derived.clear();
            }
        }
    }
    findings
}

fn is_hidden(line: &str) -> bool {
    let mut words = words(line).skip_while(|word| *word != "struct" && *word != "enum");
    words.next().is_some() && words.next() == Some("Hidden")
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, broken: usize) {
        let found = hidden_is_never_shown(&Tree::of(&[("crates/model/src/task_definition.rs", text)]));
        assert_eq!(found.len(), broken, "{found:?}");
    }

    #[test]
    fn a_hidden_value_that_can_be_shown_is_found() {
        check("#[derive(Clone, Debug)]\n#[must_use]\npub struct Hidden(String);", 1);
        check("impl fmt::Display for Hidden {", 1);
        check("impl serde::Serialize for Hidden {", 1);
    }

    #[test]
    fn a_hidden_value_that_can_only_be_compared_is_fine() {
        check("#[derive(Debug)]\nstruct Other;\n#[derive(Clone, PartialEq, Eq)]\npub struct Hidden(String);", 0);
        check("#[derive(Debug)]\nenum Section {\n    Hidden(Vec<String>),\n}\nimpl Drop for Hidden {}", 0);
    }
}
