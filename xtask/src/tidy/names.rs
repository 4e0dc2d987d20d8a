//! Which words may stand in which rooms.

use super::Finding;
use super::code::Code;
use super::tree::{Source, Tree};

/// What of the standard library would give `model` a clock or a way out.
const IMPURE: [&str; 7] = ["env", "fs", "io", "net", "os", "process", "thread"];

/// Identifiers that are a clock or a dice wherever they come from.
const IMPURE_WORDS: [&str; 4] = ["Instant", "SystemTime", "rand", "tokio"];

pub(super) fn only_fleet_names_the_sdk(tree: &Tree) -> Vec<Finding> {
    words_outside(tree, &["crates/fleet/"], |word| word.starts_with("aws_sdk_"))
}

pub(super) fn only_the_surface_names_leptos(tree: &Tree) -> Vec<Finding> {
    words_outside(tree, &["app/", "frontend/", "server/"], |word| word == "leptos" || word.starts_with("leptos_"))
}

pub(super) fn only_ledger_names_sqlx(tree: &Tree) -> Vec<Finding> {
    words_outside(tree, &["crates/ledger/"], |word| word == "sqlx")
}

pub(super) fn model_is_pure(tree: &Tree) -> Vec<Finding> {
    // What tests are made of tells the summary what they tried.
    tree.rust("crates/model/src/")
        .filter(|(file, _)| !file.path.ends_with("/testing.rs"))
        .flat_map(|(file, code)| [impure_words(file, code), impure_paths(file, code)].concat())
        .collect()
}

pub(super) fn ui_names_no_model(tree: &Tree) -> Vec<Finding> {
    paths_in(tree, "app/src/ui", &["model::", "access::", "console::", "crate::api", "crate::components"])
}

pub(super) fn pages_name_no_crate_below(tree: &Tree) -> Vec<Finding> {
    paths_in(tree, "app/src/pages", &["access::", "console::", "fleet::", "ledger::", "simulator::"])
}

/// Leptos escapes nothing in a `<textarea>`; one place draws them, and escapes it itself.
pub(super) fn text_areas_are_escaped(tree: &Tree) -> Vec<Finding> {
    words_outside(tree, &["app/src/ui/text_area.rs"], |word| word == "textarea")
}

/// Three places may: on the server, where a page's parts stand in the document, and where the cells of a table stand in
/// their row; in the browser, where parts are put in later. All put in what the server's own views have drawn, and
/// escaped.
pub(super) fn no_inner_html(tree: &Tree) -> Vec<Finding> {
    const PARSERS: [&str; 6] =
        ["innerHTML", "outerHTML", "DOMParser", "insertAdjacentHTML", "setHTMLUnsafe", "createContextualFragment"];
    let mut findings = words_outside(tree, &["app/src/host", "app/src/ui/table.rs"], |word| {
        matches!(word, "inner_html" | "set_inner_html" | "set_outer_html" | "InertElement")
    });
    let modules = tree.files().filter(|file| file.path.starts_with("app/js/") && file.path != "app/js/parts.ts");
    for file in modules {
        for (number, line) in (1..).zip(file.text.lines()) {
            let found = PARSERS.iter().filter(|parser| line.contains(**parser));
            findings.extend(found.map(|parser| Finding::new(&file.path, number, *parser)));
        }
    }
    findings
}

pub(super) fn no_allow(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, code) in tree.rust("") {
        for (number, line) in (1..).zip(&code.lines) {
            if ["#[allow(", "#![allow("].iter().any(|start| line.contains(start)) {
                findings.push(Finding::new(&file.path, number, "write #[expect(lint, reason = \"…\")]"));
            }
        }
    }
    findings
}

fn words_outside(tree: &Tree, rooms: &[&str], unwanted: fn(&str) -> bool) -> Vec<Finding> {
    let elsewhere = |path: &str| !rooms.iter().any(|room| path.starts_with(room));
    let mut findings = Vec::new();
    for (file, code) in tree.rust("").filter(|(file, _)| elsewhere(&file.path)) {
        findings
            .extend(code.identifiers(unwanted).into_iter().map(|(line, word)| Finding::new(&file.path, line, word)));
    }
    findings
}

fn paths_in(tree: &Tree, room: &str, unwanted: &[&str]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, code) in tree.rust(room) {
        for path in unwanted {
            findings.extend(code.paths(path).into_iter().map(|line| Finding::new(&file.path, line, *path)));
        }
    }
    findings
}

fn impure_words(file: &Source, code: &Code) -> Vec<Finding> {
    let words = code.identifiers(|word| IMPURE_WORDS.contains(&word));
    words.into_iter().map(|(line, word)| Finding::new(&file.path, line, word)).collect()
}

/// Finds `std::fs` and `std::{fmt, fs}` alike.
fn impure_paths(file: &Source, code: &Code) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, line) in (1..).zip(&code.lines) {
        for (at, _) in line.match_indices("std::") {
            let path = &line[at + "std::".len()..];
            let group = path.strip_prefix('{').map_or(path, |group| group.split('}').next().unwrap_or(group));
            let parts: Vec<&str> = if path.starts_with('{') { group.split(',').collect() } else { vec![group] };
            let named = |part: &str, module: &str| {
                part.trim()
                    .strip_prefix(module)
                    .is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_'))
            };
            for module in IMPURE.iter().filter(|module| parts.iter().any(|part| named(part, module))) {
                findings.push(Finding::new(&file.path, number, format!("std::{module}")));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rule: fn(&Tree) -> Vec<Finding>, path: &str, text: &str, broken: usize) {
        let found = rule(&Tree::of(&[(path, text)]));
        assert_eq!(found.len(), broken, "{path}: {text}: {found:?}");
    }

    #[test]
    fn the_sdk_is_found_outside_of_fleet() {
        check(only_fleet_names_the_sdk, "crates/console/src/lib.rs", "use aws_sdk_ecs::Client;", 1);
        check(only_fleet_names_the_sdk, "crates/fleet/src/lib.rs", "use aws_sdk_ecs::Client;", 0);
        check(only_fleet_names_the_sdk, "crates/console/src/lib.rs", "// not aws_sdk_ecs\nlet a = \"aws_sdk_ecs\";", 0);
    }

    #[test]
    fn the_framework_is_found_below_the_surface() {
        check(only_the_surface_names_leptos, "crates/console/src/lib.rs", "use leptos_axum::redirect;", 1);
        check(only_the_surface_names_leptos, "app/src/app.rs", "use leptos::prelude::*;", 0);
    }

    #[test]
    fn sql_is_found_outside_of_ledger() {
        check(only_ledger_names_sqlx, "server/src/main.rs", "sqlx::query(q)", 1);
        check(only_ledger_names_sqlx, "crates/ledger/src/lib.rs", "sqlx::query(q)", 0);
    }

    #[test]
    fn clocks_dice_and_files_are_found_in_the_model() {
        let path = "crates/model/src/time.rs";
        check(model_is_pure, path, "let now = Instant::now();", 1);
        check(model_is_pure, path, "use std::{fmt, fs};", 1);
        check(model_is_pure, path, "let text = std::fs::read(path);", 1);
        check(model_is_pure, path, "use rand::Rng;", 1);
        check(model_is_pure, path, "use std::{fmt, iter};\nlet env = environment;\nlet x = std::iter::once(1);", 0);
        check(model_is_pure, "crates/fleet/src/lib.rs", "use std::fs;", 0);
    }

    #[test]
    fn the_model_is_found_in_ui() {
        check(ui_names_no_model, "app/src/ui/table.rs", "use model::service::Service;", 1);
        check(ui_names_no_model, "app/src/ui.rs", "use crate::components::verdict;", 1);
        check(ui_names_no_model, "app/src/components/verdict.rs", "use model::verdict::Level;", 0);
    }

    #[test]
    fn what_lies_below_is_found_in_pages() {
        check(pages_name_no_crate_below, "app/src/pages/service.rs", "fleet::Fleet::new()", 1);
        check(pages_name_no_crate_below, "app/src/pages/service.rs", "use model::verdict::Level;", 0);
        check(pages_name_no_crate_below, "app/src/api/services.rs", "use console::Console;", 0);
    }

    #[test]
    fn raw_markup_is_found_anywhere() {
        check(text_areas_are_escaped, "app/src/pages/task.rs", "view! { <textarea>{reason}</textarea> }", 2);
        check(text_areas_are_escaped, "app/src/ui/text_area.rs", "view! { <textarea>{text}</textarea> }", 0);
        check(no_inner_html, "app/src/pages/task.rs", "view! { <p inner_html=reason /> }", 1);
        check(no_inner_html, "app/src/pages/task.rs", "view! { <p>{reason}</p> }", 0);
        check(no_inner_html, "app/src/pages/task.rs", "InertElement::new(reason)", 1);
        check(no_inner_html, "app/src/host.rs", "view! { <div inner_html=html /> }", 0);
        check(no_inner_html, "app/js/page.ts", "host.innerHTML = page.html", 1);
        check(no_inner_html, "app/js/parts.ts", "new DOMParser().parseFromString(html, 'text/html')", 0);
    }

    #[test]
    fn an_allowed_lint_is_found_and_an_expected_one_is_fine() {
        check(no_allow, "server/src/main.rs", "#![allow(missing_docs)]\n#[allow(dead_code)]", 2);
        check(no_allow, "server/src/main.rs", "#[expect(dead_code, reason = \"it waits\")]", 0);
    }
}
