//! No write hides anywhere: every call of the SDK in this crate is in the table of operations, and writes are here.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::operation::Access;

/// Every source file of this crate but its tests.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ext| ext == "rs") && !path.ends_with("tests.rs") {
            found.push(path);
        }
    }
}

/// `UpdateService` → `update_service`.
fn method(operation: Operation) -> String {
    let mut method = String::new();
    for letter in operation.name().chars() {
        if letter.is_uppercase() && !method.is_empty() {
            method.push('_');
        }
        method.extend(letter.to_lowercase());
    }
    method
}

/// The names after `ecs.`, `balancing.` and the other clients, by the file they are in.
fn calls() -> BTreeMap<String, BTreeSet<PathBuf>> {
    let mut files = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    sources(&root, &mut files);
    let mut calls: BTreeMap<String, BTreeSet<PathBuf>> = BTreeMap::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for client in ["ecs.", "ecr.", "client.", "balancing.", "cloudwatch.", "scaling.", "sts."] {
            for (at, _) in text.match_indices(client) {
                let rest = text[at + client.len()..].trim_start();
                let name: String = rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                if rest[name.len()..].starts_with("()") && name.contains('_') {
                    calls.entry(name).or_default().insert(file.strip_prefix(&root).unwrap().to_owned());
                }
            }
        }
    }
    calls
}

#[test]
fn every_operation_is_called_and_writes_are_called_in_this_folder_only() {
    let calls = calls();
    for operation in Operation::ALL {
        let files = calls.get(&method(*operation)).unwrap_or_else(|| panic!("{operation:?} is not called"));
        if operation.access() == Access::Write {
            assert!(files.iter().all(|file| file.starts_with("write")), "{operation:?}: {files:?}");
        }
    }
}

#[test]
fn no_operation_is_called_that_the_table_does_not_have() {
    let known: BTreeSet<String> = Operation::ALL.iter().map(|operation| method(*operation)).collect();
    let verbs = [
        "create",
        "update",
        "put",
        "delete",
        "register",
        "deregister",
        "run",
        "start",
        "stop",
        "tag",
        "untag",
        "modify",
        "set",
        "add",
        "remove",
        "submit",
        "execute",
        "continue",
        "discover",
        "list",
        "describe",
        "get",
    ];
    for (name, files) in calls() {
        let is_call = name.split('_').next().is_some_and(|verb| verbs.contains(&verb)) && !name.starts_with("set_");
        assert!(!is_call || known.contains(&name), "{name} in {files:?}");
    }
}

#[test]
fn the_policies_in_the_manual_allow_every_operation_and_name_no_other() {
    let manual = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/operations.md");
    let manual = fs::read_to_string(manual).unwrap();
    for operation in Operation::ALL {
        assert!(manual.contains(&format!("\"{}\"", operation.action())), "{operation:?}");
        let is_write = operation.access() == Access::Write;
        assert_eq!(manual.contains(&format!("`{}`", operation.action())) && is_write, is_write, "{operation:?}");
    }
    let quoted = manual.split('"').filter(|word| word.starts_with("ecs:") && !word.contains('*'));
    for action in quoted {
        assert!(Operation::ALL.iter().any(|operation| operation.action() == action), "{action}");
    }
}
