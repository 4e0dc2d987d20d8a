//! What holds for any definition.

use std::cell::Cell;

use model::launch::LaunchType;
use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};

use super::random::{CANARY, definitions};
use crate::json::Json;
use crate::secrecy::MASK;
use crate::{Document, differences};

/// How many definitions are tried each time, and in the second ring.
const SOME: u32 = 200;
const MANY: u32 = 10_000;

/// What is counted.
const SAVED: &str = "no-op saves of random task definitions that changed anything";
const HIDDEN: &str = "random task definitions that show what nobody may see";
const TOLD: &str = "changes of random task definitions that are not told, or wrongly";

/// A change that somebody might make to a text, and may be wrong about.
const SLIPS: [(&str, &str); 6] = [
    ("\"web\"", "\"log\""),
    ("\"A\"", "\"B\""),
    ("\"name\"", "\"Name\""),
    ("\"environment\"", "\"environments\""),
    ("\"options\"", "\"driverOpts\""),
    ("splunk-token", "splunk-url"),
];

fn every(what: &str, cases: u32, holds: impl Fn(&Document) -> Result<(), TestCaseError>) {
    let tried = Cell::new(0);
    let mut runner = TestRunner::new(ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() });
    let result = runner.run(&definitions(), |json| {
        tried.set(tried.get() + 1);
        holds(&Document::of(json))
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    // Past the harness, which keeps to itself what `println!` prints.
    let told = format!("figure: {what}: 0 of {}\n", tried.get());
    std::io::Write::write_all(&mut std::io::stdout(), told.as_bytes()).unwrap();
}

/// A save that changes nothing: the text as it is, and the fields as they are.
fn a_save_changes_nothing(document: &Document) -> Result<(), TestCaseError> {
    let text = document.text();
    let edited = document.edited(&text);
    prop_assert_eq!(edited.as_ref(), Ok(document));
    let fields = document.fields();
    let typed: Vec<(&str, &str)> = fields.iter().map(|field| (field.name.as_str(), field.text.as_str())).collect();
    let filled = document.with_fields(&typed);
    prop_assert_eq!(filled.as_ref(), Ok(document));
    prop_assert_eq!(differences(document, document), []);
    let mut turned = document.json().clone();
    turn(&mut turned);
    prop_assert_eq!(differences(document, &Document::of(turned)), []);
    Ok(())
}

/// No value that nobody may see is seen anywhere, also when somebody makes a mistake; and the mask never leaves.
fn nothing_hidden_is_seen(document: &Document) -> Result<(), TestCaseError> {
    let empty = Document::default();
    let mut seen = vec![document.text(), format!("{document:?}"), format!("{:?}", document.fields())];
    seen.push(format!("{:?}", document.faults(None)));
    seen.push(format!("{:?}", document.faults(Some(&LaunchType::Fargate))));
    seen.push(format!("{:?}{:?}", differences(&empty, document), differences(document, &empty)));
    let shown = document.text();
    let masks = |text: &str| text.matches(&format!("\"{MASK}\"")).count();
    let body = |document: &Document| String::from_utf8(document.body()).unwrap();
    let literal = masks(&body(document));
    for (from, to) in SLIPS {
        let text = shown.replacen(from, to, 1);
        match document.edited(&text) {
            Ok(edited) => {
                prop_assert!(masks(&body(&edited)) <= literal, "{}", text);
                seen.push(format!("{:?}", differences(document, &edited)));
            }
            Err(faults) => seen.push(format!("{faults:?}")),
        }
    }
    for field in document.fields() {
        let typed = format!("{}\n{MASK}", field.text);
        seen.extend(document.with_fields(&[(&field.name, &typed)]).err().map(|faults| format!("{faults:?}")));
    }
    for text in seen {
        prop_assert!(!text.contains(CANARY), "{}", text);
    }
    Ok(())
}

/// Whatever is changed is told.
fn a_change_is_told(document: &Document) -> Result<(), TestCaseError> {
    let mut count = 0;
    change(&mut document.json().clone(), usize::MAX, &mut count);
    for at in (0..count).step_by(count / 5 + 1) {
        let mut json = document.json().clone();
        change(&mut json, at, &mut 0);
        let changes = differences(document, &Document::of(json.clone()));
        prop_assert!(!changes.is_empty(), "{}", Document::of(json).text());
    }
    Ok(())
}

/// Turns the members of every object around.
fn turn(json: &mut Json) {
    match json {
        Json::Object(members) => {
            members.reverse();
            members.iter_mut().for_each(|(_, value)| turn(value));
        }
        Json::List(items) => items.iter_mut().for_each(turn),
        _ => {}
    }
}

/// Makes another value of the leaf of this number, and counts the leaves.
fn change(json: &mut Json, number: usize, count: &mut usize) {
    match json {
        Json::Object(members) => members.iter_mut().for_each(|(_, value)| change(value, number, count)),
        Json::List(items) => items.iter_mut().for_each(|item| change(item, number, count)),
        Json::Null => {}
        leaf => {
            if *count == number {
                *leaf = Json::from("changed");
            }
            *count += 1;
        }
    }
}

#[test]
fn saves_that_change_nothing() {
    every(SAVED, SOME, a_save_changes_nothing);
}

#[test]
#[ignore = "second ring: ten thousand definitions are saved"]
fn ten_thousand_saves_that_change_nothing() {
    every(SAVED, MANY, a_save_changes_nothing);
}

#[test]
fn what_nobody_may_see() {
    every(HIDDEN, SOME, nothing_hidden_is_seen);
}

#[test]
#[ignore = "second ring: ten thousand definitions are shown"]
fn what_nobody_may_see_in_ten_thousand() {
    every(HIDDEN, MANY, nothing_hidden_is_seen);
}

#[test]
fn changes_that_are_told() {
    every(TOLD, SOME, a_change_is_told);
}

#[test]
#[ignore = "second ring: fifty thousand changes are told"]
fn fifty_thousand_changes_that_are_told() {
    every(TOLD, MANY, a_change_is_told);
}
