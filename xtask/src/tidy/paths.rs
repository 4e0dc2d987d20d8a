//! Addresses of pages are made by functions, so that none leads nowhere.

use super::Finding;
use super::tree::Tree;

/// Where they are made.
const ROUTES: &str = "app/src/routes";

pub(super) fn in_routes_only(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, code) in tree.rust("app/src/") {
        let is_test = file.path.contains("/tests/") || file.path.ends_with("/tests.rs");
        if is_test || file.path.starts_with(ROUTES) {
            continue;
        }
        let spelled = code.untested_strings().filter(|string| is_path(&string.text));
        findings.extend(spelled.map(|string| Finding::new(&file.path, string.line, format!("{:?}", string.text))));
    }
    findings
}

/// A slash and a word; a slash alone separates things, and two start a comment or another host.
fn is_path(text: &str) -> bool {
    text.strip_prefix('/')
        .is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_alphabetic() || first == '{'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, text: &str, broken: usize) {
        let found = in_routes_only(&Tree::of(&[(path, text)]));
        assert_eq!(found.len(), broken, "{found:?}");
    }

    #[test]
    fn a_path_that_is_spelled_in_a_page_is_found() {
        check("app/src/pages/task.rs", "view! { <a href=\"/env/prod/clusters\" /> }", 1);
        check("app/src/pages/task.rs", "format!(\"/{environment}/clusters\")", 1);
        check("app/src/live.rs", "EventSource::new(\"/api/live\")", 1);
    }

    #[test]
    fn a_path_in_routes_or_in_a_test_is_fine() {
        check("app/src/routes.rs", "format!(\"/env/{environment}\")", 0);
        check("app/src/pages/task.rs", "#[cfg(test)]\nmod tests {\n    const A: &str = \"/env/prod\";\n}", 0);
        check("app/src/pages/task.rs", "let separated = a.split(\"/\"); // \"/env/\"", 0);
    }
}
