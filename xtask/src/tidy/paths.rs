//! Addresses are made by functions, so that none leads nowhere.

use super::Finding;
use super::tree::Tree;

/// Where addresses are spelled: those of pages, and the others.
const ROOMS: [&str; 2] = ["crates/model/src/page", "app/src/routes.rs"];

/// Whether a string spells a path.
type Spells = fn(&str) -> bool;

/// What draws pages, or says which page something has, and how it is looked through. AWS has paths too, so outside
/// `app` only those that look like a page's are found.
const CRATES: [(&str, Spells); 4] = [
    ("app/src/", |text| is_path(text) || is_page(text)),
    ("frontend/src/", |text| is_path(text) || is_page(text)),
    ("crates/model/src/", is_page),
    ("crates/console/src/", is_page),
];

pub(super) fn in_their_rooms_only(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (room, is_spelled) in CRATES {
        for (file, code) in tree.rust(room) {
            let is_test = file.path.contains("/tests/") || file.path.ends_with("/tests.rs");
            if is_test || ROOMS.iter().any(|room| file.path.starts_with(room)) {
                continue;
            }
            let spelled = code.untested_strings().filter(|string| is_spelled(&string.text));
            findings.extend(spelled.map(|string| Finding::new(&file.path, string.line, format!("{:?}", string.text))));
        }
    }
    findings
}

/// A slash and a word; a slash alone separates things, and two start a comment or another host.
fn is_path(text: &str) -> bool {
    text.strip_prefix('/')
        .is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_alphabetic() || first == '{'))
}

/// The address of a page, with or without its first slash.
fn is_page(text: &str) -> bool {
    let text = text.strip_prefix('/').unwrap_or(text);
    text.starts_with("env/") || text.starts_with("search?")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, text: &str, broken: usize) {
        let found = in_their_rooms_only(&Tree::of(&[(path, text)]));
        assert_eq!(found.len(), broken, "{found:?}");
    }

    #[test]
    fn a_path_that_is_spelled_in_a_page_is_found() {
        check("app/src/pages/task.rs", "view! { <a href=\"/env/prod/clusters\" /> }", 1);
        check("app/src/pages/task.rs", "format!(\"/{environment}/clusters\")", 1);
        check("app/src/live.rs", "EventSource::new(\"/api/live\")", 1);
        check("crates/console/src/task.rs", "format!(\"/env/{environment}/clusters\")", 1);
        check("crates/model/src/view.rs", "format!(\"/search?q={words}\")", 1);
    }

    #[test]
    fn a_path_without_its_first_slash_is_found() {
        check("app/src/pages/task.rs", "path!(\"env/:environment/clusters\")", 1);
        check("app/src/pages/task.rs", "format!(\"env/{environment}\")", 1);
    }

    #[test]
    fn a_path_in_its_room_or_in_a_test_is_fine() {
        check("app/src/routes.rs", "const THEME: &str = \"/theme\";", 0);
        check("crates/model/src/page/kind.rs", "\"/env/{environment}\"", 0);
        check("app/src/pages/task.rs", "#[cfg(test)]\nmod tests {\n    const A: &str = \"/env/prod\";\n}", 0);
        check("app/src/pages/task.rs", "let separated = a.split(\"/\"); // \"/env/\"", 0);
        check("crates/console/src/metrics.rs", "let unit = \"/min\";", 0);
    }
}
