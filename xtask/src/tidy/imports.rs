//! Which modules of its own crate a file names.

use std::collections::BTreeMap;

use super::code::Code;

/// A path of names from the root of a crate, such as `poller::health`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Module(Vec<String>);

impl Module {
    /// The module that a file is: `crates/fleet/src/poller/health.rs` is `poller::health`, and `lib.rs` is the root.
    pub fn of(path: &str) -> Self {
        let inside = path.split_once("/src/").map_or(path, |(_, inside)| inside).trim_end_matches(".rs");
        let is_root = matches!(inside, "lib" | "main");
        Self(if is_root { Vec::new() } else { inside.split('/').map(str::to_owned).collect() })
    }

    /// The file in which a name is found: that of the longest module that the path begins with.
    pub fn find<'a>(&self, files: &BTreeMap<Self, &'a str>) -> Option<(Self, &'a str)> {
        let mut module = self.clone();
        loop {
            if let Some(path) = files.get(&module) {
                return Some((module, path));
            }
            module.0.pop()?;
        }
    }

    /// Whether one is the other, or below it.
    pub fn is_related_to(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0) || other.0.starts_with(&self.0)
    }
}

/// All paths in a file that begin with `crate`, `super` or `self`, from the root; those of the tests at its end are
/// left out.
pub(super) fn imports(module: &Module, code: &Code) -> Vec<Module> {
    let text = code.untested_lines().join("\n");
    let mut found = Vec::new();
    for start in ["crate::", "super::", "self::"] {
        for (at, _) in text.match_indices(start) {
            let before = text[..at].chars().next_back();
            if !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_' || letter == ':') {
                found.extend(paths(&text[at..]).into_iter().map(|path| absolute(module, path)));
            }
        }
    }
    found
}

/// `super::a` in `b::c` is `b::a`.
fn absolute(module: &Module, path: Vec<String>) -> Module {
    let mut names = Vec::new();
    let mut is_start = true;
    for name in path {
        match name.as_str() {
            "crate" => {}
            "self" if is_start => names.clone_from(&module.0),
            "super" => {
                if is_start {
                    names.clone_from(&module.0);
                }
                names.pop();
            }
            "self" => {}
            _ => names.push(name),
        }
        is_start = false;
    }
    Module(names)
}

/// The paths that a tree of names stands for: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn paths(text: &str) -> Vec<Vec<String>> {
    let text = text.trim_start();
    if let Some(group) = text.strip_prefix('{') {
        return split(group).into_iter().flat_map(paths).collect();
    }
    let end = text.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    if name.is_empty() {
        return vec![Vec::new()];
    }
    let Some(rest) = rest.strip_prefix("::") else { return vec![vec![name.to_owned()]] };
    paths(rest).into_iter().map(|path| [vec![name.to_owned()], path].concat()).collect()
}

/// The parts of a group between its commas, up to the brace that closes it.
fn split(group: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => {
                parts.push(&group[start..at]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&group[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_from_the_root() {
        let here = Module::of("server/src/live/news.rs");
        let code = Code::of(
            "use crate::{limits, a::{b::C, d}};\nuse super::burst::Burst;\nlet x = self::inner::f();\nuse remodel::super_::Y;",
        );
        let found: Vec<String> = imports(&here, &code).into_iter().map(|module| module.0.join("::")).collect();
        assert_eq!(found, ["limits", "a::b::C", "a::d", "live::burst::Burst", "live::news::inner::f"]);
    }

    #[test]
    fn a_file_is_a_module() {
        assert_eq!(Module::of("server/src/main.rs"), Module::default());
        assert_eq!(Module::of("crates/fleet/src/poller/health.rs").0, ["poller", "health"]);
    }
}
