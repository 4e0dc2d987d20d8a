//! How files are called and how long they are.

use super::Finding;
use super::tree::Tree;

/// Past this many lines nobody keeps a file in mind.
const LONGEST: usize = 300;

/// Kinds of file that people write; Markdown and pictures are as long as they are.
const WRITTEN: [&str; 4] = [".css", ".py", ".rs", ".ts"];

/// Names that say nothing, so that everything ends up there.
const ODDS_AND_ENDS: [&str; 9] =
    ["common", "helper", "helpers", "manager", "managers", "misc", "shared", "util", "utils"];

pub(super) fn no_mod_rs(tree: &Tree) -> Vec<Finding> {
    let found = tree.files().filter(|file| file.path.rsplit('/').next() == Some("mod.rs"));
    found.map(|file| Finding::new(&file.path, 1, "call it after its folder, beside it")).collect()
}

pub(super) fn no_odds_and_ends(tree: &Tree) -> Vec<Finding> {
    let says_nothing = |part: &str| ODDS_AND_ENDS.contains(&part.split('.').next().unwrap_or(part));
    let found = tree.files().filter(|file| file.path.split('/').any(says_nothing));
    found.map(|file| Finding::new(&file.path, 1, "a name that says nothing")).collect()
}

pub(super) fn short_files(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files().filter(|file| WRITTEN.iter().any(|kind| file.path.ends_with(kind))) {
        let lines = file.text.lines().count();
        if lines > LONGEST {
            findings.push(Finding::new(&file.path, lines, format!("{lines} lines; split it")));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mod_rs_is_found() {
        let tree = Tree::of(&[("app/src/pages/mod.rs", ""), ("app/src/pages.rs", ""), ("app/src/model.rs", "")]);
        assert_eq!(no_mod_rs(&tree).len(), 1);
    }

    #[test]
    fn a_name_that_says_nothing_is_found() {
        let tree = Tree::of(&[("app/src/utils.rs", ""), ("crates/common/src/lib.rs", ""), ("app/src/utility.rs", "")]);
        assert_eq!(no_odds_and_ends(&tree).len(), 2);
    }

    #[test]
    fn a_line_too_many_is_found() {
        let (long, short) = ("line\n".repeat(301), "line\n".repeat(300));
        let tree = Tree::of(&[("a.rs", &long), ("b.py", &long), ("c.rs", &short), ("d.md", &long)]);
        let found: Vec<String> = short_files(&tree).into_iter().map(|finding| finding.path).collect();
        assert_eq!(found, ["a.rs", "b.py"]);
    }
}
