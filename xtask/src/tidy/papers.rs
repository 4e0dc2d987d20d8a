//! What the papers tell people to type exists, and `README.md` needs no more than two commands.

use clap::CommandFactory as _;

use super::Finding;
use super::tree::Tree;

const README: &str = "README.md";

/// All that a person has to know.
const THE_TWO: [&str; 2] = ["demo", "test"];

pub(super) fn commands_exist(tree: &Tree) -> Vec<Finding> {
    let exists: Vec<String> =
        crate::Arguments::command().get_subcommands().map(|it| it.get_name().to_owned()).collect();
    let mut findings = Vec::new();
    for file in tree.files().filter(|file| file.path.ends_with(".md")) {
        for (line, command) in commands(&file.text) {
            if !exists.contains(&command) {
                findings.push(Finding::new(&file.path, line, format!("there is no `cargo xtask {command}`")));
            } else if file.path == README && !THE_TWO.contains(&command.as_str()) {
                findings.push(Finding::new(&file.path, line, format!("`cargo xtask {command}` belongs in docs/")));
            }
        }
    }
    match tree.find(README) {
        Some(readme) => {
            for wanted in THE_TWO.iter().filter(|wanted| !commands(&readme.text).any(|(_, named)| named == **wanted)) {
                findings.push(Finding::new(README, 1, format!("does not name `cargo xtask {wanted}`")));
            }
        }
        None => findings.push(Finding::new(README, 1, "is missing")),
    }
    findings
}

/// The words after `cargo xtask`, with their lines counted from 1.
fn commands(text: &str) -> impl Iterator<Item = (usize, String)> {
    (1..)
        .zip(text.lines())
        .flat_map(|(number, line)| {
            let words = line.match_indices("cargo xtask ").map(|(at, start)| &line[at + start.len()..]);
            words.map(move |rest| (number, rest.chars().take_while(char::is_ascii_lowercase).collect::<String>()))
        })
        .filter(|(_, word)| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "cargo xtask demo\ncargo xtask test";

    #[track_caller]
    fn check(readme: &str, other: &str, broken: usize) {
        let found = commands_exist(&Tree::of(&[(README, readme), ("docs/testing.md", other)]));
        assert_eq!(found.len(), broken, "{found:?}");
    }

    #[test]
    fn a_command_that_does_not_exist_is_found_in_any_paper() {
        check(GOOD, "Run `cargo xtask tset`.", 1);
        check(GOOD, "Run `cargo xtask tidy`, or `cargo xtask …`.", 0);
    }

    #[test]
    fn the_readme_names_the_two_commands_and_no_other() {
        check("cargo xtask demo", "", 1);
        check("cargo xtask demo, cargo xtask test, cargo xtask dist", "", 1);
    }

    #[test]
    fn a_missing_readme_is_found() {
        assert_eq!(commands_exist(&Tree::of(&[])).len(), 1);
    }
}
