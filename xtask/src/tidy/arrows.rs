//! Who may depend on whom: the arrows of `ARCHITECTURE.md`, read from the manifests.

use toml::{Table, Value};

use super::Finding;
use super::tree::Tree;

/// Each crate of ours, what it may depend on, and what its tests may depend on beside that.
const ARROWS: [(&str, &[&str], &[&str]); 16] = [
    ("crates/model", &[], &[]),
    ("crates/access", &["model"], &[]),
    ("crates/ledger", &["model"], &[]),
    ("crates/draft", &["model"], &[]),
    ("crates/fleet", &["access", "draft", "model"], &["simulator"]),
    (
        "crates/simulator",
        &["simulator-engine", "simulator-logs", "simulator-protocol", "simulator-scenario", "simulator-wire"],
        &[],
    ),
    ("crates/simulator/engine", &[], &[]),
    ("crates/simulator/logs", &["simulator-engine", "simulator-protocol"], &[]),
    ("crates/simulator/protocol", &["simulator-engine"], &[]),
    ("crates/simulator/scenario", &["simulator-engine"], &[]),
    ("crates/simulator/wire", &["simulator-engine", "simulator-protocol"], &["simulator-scenario"]),
    ("crates/console", &["access", "draft", "fleet", "ledger", "model"], &["simulator", "simulator-engine"]),
    ("app", &["access", "console", "model"], &[]),
    ("frontend", &["app"], &[]),
    ("server", &["access", "app", "console", "fleet", "ledger", "model", "simulator"], &[]),
    ("xtask", &[], &[]),
];

/// Crates of others, by the start of their name, and the only ones that may depend on them.
const ROOMS: [(&str, &[&str]); 4] = [
    ("aws-", &["crates/fleet"]),
    ("leptos", &["app", "frontend", "server"]),
    ("sqlx", &["crates/ledger"]),
    ("wasm-bindgen", &["app", "frontend", "xtask"]),
];

/// Everything that `model` may need; it has to compile for the browser in no time.
const MODEL_NEEDS: [&str; 2] = ["serde", "strum"];

pub(super) fn inward(tree: &Tree) -> Vec<Finding> {
    let ours: Vec<String> = ARROWS.iter().map(|(room, ..)| name_of(room)).collect();
    let mut findings = Vec::new();
    for (path, manifest) in manifests(tree) {
        let Some((_, normal, tests)) = ARROWS.iter().find(|(room, ..)| format!("{room}/Cargo.toml") == path) else {
            findings.push(Finding::new(path, 1, "this crate is not on the map; add it to the arrows"));
            continue;
        };
        for (name, kind) in dependencies(&manifest) {
            let is_fine = normal.contains(&name.as_str()) || (kind == Kind::Test && tests.contains(&name.as_str()));
            if ours.contains(&name) && !is_fine {
                findings.push(Finding::new(path, 1, format!("must not depend on {name}")));
            }
        }
    }
    findings
}

/// The package in a folder: `crates/fleet` is fleet, `crates/simulator/engine` is simulator-engine.
fn name_of(room: &str) -> String {
    room.trim_start_matches("crates/").replace('/', "-")
}

pub(super) fn outside(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, manifest) in manifests(tree) {
        let room = path.trim_end_matches("/Cargo.toml");
        for (name, kind) in dependencies(&manifest) {
            let elsewhere = ROOMS.iter().any(|(start, rooms)| name.starts_with(start) && !rooms.contains(&room));
            let too_much = room == "crates/model" && kind == Kind::Normal && !MODEL_NEEDS.contains(&name.as_str());
            if elsewhere || too_much {
                findings.push(Finding::new(path, 1, format!("must not depend on {name}")));
            }
        }
    }
    findings
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Normal,
    Test,
}

/// The manifests of the members. One that is no TOML stops Cargo long before us.
fn manifests(tree: &Tree) -> impl Iterator<Item = (&str, Table)> {
    tree.files()
        .filter(|file| file.path.ends_with("/Cargo.toml"))
        .filter_map(|file| Some((file.path.as_str(), file.text.parse().ok()?)))
}

/// The names of all dependencies, those for one target included.
fn dependencies(manifest: &Table) -> Vec<(String, Kind)> {
    let tables =
        [("dependencies", Kind::Normal), ("build-dependencies", Kind::Normal), ("dev-dependencies", Kind::Test)];
    let targets = manifest.get("target").and_then(Value::as_table);
    let sections = targets.into_iter().flat_map(|targets| targets.values().filter_map(Value::as_table));
    let mut names = Vec::new();
    for section in std::iter::once(manifest).chain(sections) {
        for (table, kind) in tables {
            let entries = section.get(table).and_then(Value::as_table).into_iter().flatten();
            names.extend(entries.map(|(name, entry)| (package(name, entry), kind)));
        }
    }
    names
}

/// What a dependency is really called: `other = { package = "fleet" }` is fleet.
fn package(name: &str, entry: &Value) -> String {
    entry.get("package").and_then(Value::as_str).unwrap_or(name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rule: fn(&Tree) -> Vec<Finding>, path: &str, manifest: &str, broken: usize) {
        let found = rule(&Tree::of(&[(path, manifest)]));
        assert_eq!(found.len(), broken, "{found:?}");
    }

    #[test]
    fn an_arrow_that_points_outward_is_found() {
        check(inward, "crates/model/Cargo.toml", "[dependencies]\nfleet.workspace = true", 1);
        check(inward, "crates/fleet/Cargo.toml", "[dependencies]\nledger = { path = \"../ledger\" }", 1);
        check(inward, "crates/simulator/Cargo.toml", "[dev-dependencies]\nmodel.workspace = true", 1);
        check(inward, "crates/simulator/engine/Cargo.toml", "[dependencies]\nsimulator-logs.workspace = true", 1);
        check(inward, "crates/simulator/logs/Cargo.toml", "[dependencies]\nsimulator-engine.workspace = true", 0);
        check(inward, "server/Cargo.toml", "[dependencies]\nsimulator-engine.workspace = true", 1);
        check(inward, "app/Cargo.toml", "[target.'cfg(unix)'.dependencies]\nfleet.workspace = true", 1);
        check(inward, "app/Cargo.toml", "[dependencies]\nother = { package = \"fleet\", path = \"x\" }", 1);
        check(inward, "crates/console/Cargo.toml", "[dependencies]\nfleet.workspace = true\nserde = \"1\"", 0);
    }

    #[test]
    fn the_simulator_is_for_tests_only() {
        check(inward, "crates/fleet/Cargo.toml", "[dependencies]\nsimulator.workspace = true", 1);
        check(inward, "crates/fleet/Cargo.toml", "[dev-dependencies]\nsimulator.workspace = true", 0);
    }

    #[test]
    fn a_crate_that_is_not_on_the_map_is_found() {
        check(inward, "crates/odds/Cargo.toml", "[package]\nname = \"odds\"", 1);
    }

    #[test]
    fn a_crate_of_others_in_the_wrong_room_is_found() {
        check(outside, "crates/console/Cargo.toml", "[dependencies]\naws-sdk-ecs.workspace = true", 1);
        check(outside, "crates/access/Cargo.toml", "[dependencies]\nsqlx = \"0.8\"", 1);
        check(outside, "crates/model/Cargo.toml", "[dependencies]\nrand.workspace = true", 1);
        check(
            outside,
            "crates/model/Cargo.toml",
            "[dependencies]\nserde = \"1\"\n[dev-dependencies]\nproptest = \"1\"",
            0,
        );
        check(outside, "crates/fleet/Cargo.toml", "[dependencies]\naws-config.workspace = true", 0);
    }
}
