//! Files that import each other in a circle can only be understood together.
//!
//! A file and those below it in the module tree are one thing and may know each other; all others depend in one
//! direction.

use std::collections::{BTreeMap, BTreeSet};

use super::Finding;
use super::imports::{Module, imports};
use super::tree::Tree;

/// The folders that are looked at. Two are not: in `simulator/engine` the state of the world and what the scheduler
/// does with it share files, and in `simulator/logs` a container's life holds its voice.
const ROOMS: [&str; 12] = [
    "app/src",
    "crates/console/src",
    "crates/draft/src",
    "crates/fleet/src",
    "crates/ledger/src",
    "crates/model/src",
    "crates/simulator/protocol/src",
    "crates/simulator/scenario/src",
    "crates/simulator/src",
    "crates/simulator/wire/src",
    "server/src",
    "xtask/src",
];

pub(super) fn none(tree: &Tree) -> Vec<Finding> {
    ROOMS.iter().flat_map(|room| circles(tree, room)).collect()
}

fn circles(tree: &Tree, room: &str) -> Vec<Finding> {
    let graph = graph(tree, room);
    let reached: BTreeMap<&str, BTreeSet<&str>> = graph.keys().map(|file| (*file, reach(&graph, file))).collect();
    let mut findings = Vec::new();
    let mut seen = BTreeSet::new();
    for (file, reach) in &reached {
        let circle: Vec<&str> =
            reach.iter().copied().filter(|other| reached.get(other).is_some_and(|back| back.contains(file))).collect();
        if !circle.is_empty() && seen.insert(circle.clone()) {
            findings.push(Finding::new(file, 1, format!("these import each other: {}", circle.join(", "))));
        }
    }
    findings
}

/// What each file of a room imports of the others.
fn graph<'a>(tree: &'a Tree, room: &str) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
    let files: BTreeMap<Module, &str> = tree
        .rust(room)
        .filter(|(file, _)| !file.path.ends_with("/tests.rs") && !file.path.contains("/tests/"))
        .map(|(file, _)| (Module::of(&file.path), file.path.as_str()))
        .collect();
    let imported = |path: &str| -> BTreeSet<&'a str> {
        let Some((_, code)) = tree.rust(path).next() else { return BTreeSet::new() };
        let module = Module::of(path);
        let others = imports(&module, code).into_iter().filter_map(|wanted| wanted.find(&files));
        others.filter(|(other, _)| !module.is_related_to(other)).map(|(_, path)| path).collect()
    };
    files.values().map(|path| (*path, imported(path))).collect()
}

/// All that is imported directly or through others.
fn reach<'a>(graph: &BTreeMap<&'a str, BTreeSet<&'a str>>, start: &str) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&str> = vec![start];
    while let Some(file) = open.pop() {
        let news = graph.get(file).into_iter().flatten().copied();
        for file in news {
            if reached.insert(file) {
                open.push(file);
            }
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(files: &[(&str, &str)], expect: &[&str]) {
        let found: Vec<String> = circles(&Tree::of(files), "server/src").into_iter().map(|found| found.what).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn two_files_that_import_each_other_are_found_however_they_write_it() {
        let expect = ["these import each other: server/src/one.rs, server/src/two/three.rs"];
        for (one, three) in [
            ("use crate::two::three::Three;", "use crate::one::One;"),
            ("use crate::{four, two::{Two, three::Three}};", "use super::super::one;"),
            ("fn f() { crate::two::three::f() }", "use crate::one::{self, One};"),
        ] {
            let files = [
                ("server/src/one.rs", one),
                ("server/src/two.rs", "mod three;"),
                ("server/src/two/three.rs", three),
                ("server/src/four.rs", ""),
            ];
            check(&files, &expect);
        }
    }

    #[test]
    fn a_circle_of_three_is_found_once() {
        let files = [
            ("server/src/a.rs", "use crate::b::B;"),
            ("server/src/b.rs", "use super::c::C;"),
            ("server/src/c.rs", "use crate::a;"),
        ];
        check(&files, &["these import each other: server/src/a.rs, server/src/b.rs, server/src/c.rs"]);
    }

    #[test]
    fn a_file_and_what_is_below_it_may_know_each_other() {
        let files = [
            ("server/src/one.rs", "mod two;\nuse two::Two;\nuse self::two::f;"),
            ("server/src/one/two.rs", "use super::One;"),
            ("server/src/lib.rs", "pub use crate::one::One;"),
        ];
        check(&files, &[]);
    }

    #[test]
    fn what_only_the_tests_import_makes_no_circle() {
        let tests = "#[cfg(test)]\nmod tests {\n    use crate::one::One;\n}";
        check(&[("server/src/one.rs", "use crate::two::Two;"), ("server/src/two.rs", tests)], &[]);
    }
}
