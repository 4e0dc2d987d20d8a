//! How comments and papers are written.

use super::Finding;
use super::tree::Tree;

/// The most columns of a line of Rust that rustfmt does not break: a comment.
const WIDEST: usize = 120;

/// One word each, in the two parts it is sometimes written in.
const APART: [(&str, &str); 1] = [("can", "not")];

pub(super) fn narrow_comments(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, _) in tree.rust("") {
        for (number, line) in (1..).zip(file.text.lines()) {
            let columns = line.chars().count();
            let is_comment = line.trim_start().starts_with("//");
            // A link cannot be broken.
            let is_link = line.split_whitespace().nth(1).is_some_and(|word| word.starts_with("<https://"));
            if is_comment && !is_link && columns > WIDEST {
                findings.push(Finding::new(&file.path, number, format!("{columns} columns")));
            }
        }
    }
    findings
}

/// Where AWS's own sentences stand, whose spelling is AWS's: there only comments are looked at.
const QUOTING: [&str; 2] = ["crates/simulator/", "end2end/independent/"];

pub(super) fn one_word(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files() {
        let quotes = QUOTING.iter().any(|room| file.path.starts_with(room));
        let is_ours = |line: &str| !quotes || line.trim_start().starts_with("//");
        for (number, line) in (1..).zip(file.text.lines()).filter(|(_, line)| is_ours(line)) {
            for (first, second) in APART {
                let words: Vec<&str> = line.split(' ').collect();
                if words.windows(2).any(|pair| *pair == [first, second]) {
                    findings.push(Finding::new(&file.path, number, format!("write {first}{second}")));
                }
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_that_is_too_wide_is_found() {
        let line = |columns: usize| format!("    /// {}", "é".repeat(columns - 8));
        let link = format!("/// <https://{}>", "x".repeat(120));
        let tree = Tree::of(&[("a.rs", &line(121)), ("b.rs", &line(120)), ("c.md", &line(121)), ("d.rs", &link)]);
        let found: Vec<String> = narrow_comments(&tree).iter().map(ToString::to_string).collect();
        assert_eq!(found, ["a.rs:1: 121 columns"]);
    }

    #[test]
    fn one_word_in_two_is_found_in_any_file() {
        let apart = ["can", "not"].join(" ");
        let (broken, fine) = (format!("// It {apart} be."), "It cannot be: African notes, can nothing.".to_owned());
        let quoted = format!("error(\"It {apart} be.\")");
        let files = [
            ("a.rs", &broken),
            ("b.md", &broken),
            ("c.md", &fine),
            ("crates/simulator/d.rs", &quoted),
            ("crates/simulator/e.rs", &broken),
        ];
        assert_eq!(one_word(&Tree::of(&files.map(|(path, text)| (path, text.as_str())))).len(), 3);
    }
}
