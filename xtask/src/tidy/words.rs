//! How comments and papers are written.

use super::Finding;
use super::tree::Tree;

/// One word each, in the two parts it is sometimes written in.
const APART: [(&str, &str); 1] = [("can", "not")];

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
