//! Addresses that are printed are understood, and no others.

use proptest::prelude::*;

use super::*;

/// A path of each kind, its placeholders filled in by `name`.
fn path_of(kind: PageKind, mut name: impl FnMut(&str) -> String) -> String {
    let step = |step: &str| match step.strip_prefix('{').and_then(|step| step.strip_suffix('}')) {
        Some(noun) => name(noun),
        None => step.to_owned(),
    };
    kind.pattern().split('/').map(step).collect::<Vec<_>>().join("/")
}

/// A page of each kind: the clusters, services, … are all called `web`, in the environment `prod`.
fn example(kind: PageKind) -> Page {
    let path = path_of(kind, |noun| match noun {
        "environment" => "prod".to_owned(),
        "revision" | "entry" => "3".to_owned(),
        _ => "web".to_owned(),
    });
    Page::parse(&path).unwrap_or_else(|| panic!("{path}"))
}

fn any_kind() -> impl Strategy<Value = PageKind> {
    prop::sample::select(PageKind::ALL)
}

proptest! {
    #[test]
    fn every_page_is_found_again_at_its_own_path(
        kind in any_kind(),
        environment in "[a-z][a-z0-9-]{0,31}",
        revision in 0_u32..,
        group in "[A-Za-z0-9-]{1,32}",
        task in "[0-9a-f]{32}",
        name in "[A-Za-z0-9_-]{1,255}",
    ) {
        let path = path_of(kind, |noun| match noun {
            "environment" => environment.clone(),
            "revision" | "entry" => revision.to_string(),
            "group" => group.clone(),
            "task" => task.clone(),
            _ => name.clone(),
        });
        let page = Page::parse(&path);
        prop_assert_eq!(page.as_ref().map(Page::kind), Some(kind));
        prop_assert_eq!(page.as_ref().map(Page::path), Some(path.clone()));
        let sent = serde_json::to_string(&page).unwrap();
        prop_assert_eq!(serde_json::from_str::<Option<Page>>(&sent).unwrap(), page);
    }

    #[test]
    fn a_page_has_one_path_and_no_other(path in "(/(env|prod|clusters|shop|tasks|services|task-definitions|0?3|raw|)){0,8}") {
        if let Some(page) = Page::parse(&path) {
            prop_assert_eq!(page.path(), path);
        }
    }
}

#[test]
fn a_path_that_is_no_page_is_none() {
    for path in [
        "",
        "fleet",
        "//",
        "//evil.example",
        "/search/",
        "/env",
        "/env/Prod/clusters",
        "/env/prod/nothing",
        "/env/prod/clusters/",
        "/env/prod/clusters/a b",
        "/env/prod/clusters/{cluster}",
        "/env/prod/clusters/shop/services",
        "/env/prod/clusters/shop/services/web/nothing",
        "/env/prod/task-definitions/web/latest",
        "/env/prod/task-definitions/web/+3",
        "/env/prod/task-definitions/web/03",
        "/env/prod/clusters/shop/tasks/1/2",
        "/env/prod/target-groups",
        "/env/prod/target-groups/no_such",
    ] {
        assert_eq!(Page::parse(path), None, "{path}");
        assert!(serde_json::from_value::<Page>(path.into()).is_err(), "{path}");
    }
}

#[test]
fn the_steps_to_a_page_lead_down_to_it() {
    for kind in PageKind::ALL {
        let page = example(*kind);
        let crumbs = page.crumbs();
        let (here, above) = crumbs.split_last().unwrap();
        assert_eq!(here.page, None, "{page}");
        for step in above {
            let above = step.page.as_ref().unwrap();
            assert_eq!(above.environment(), page.environment(), "{page}");
        }
    }
}

#[test]
fn every_step_but_the_last_is_a_link() {
    #[track_caller]
    fn check(path: &str, expect: &[(&str, Option<&str>)]) {
        let crumbs = Page::parse(path).unwrap().crumbs();
        let crumbs: Vec<_> = crumbs.iter().map(|step| (&*step.text, step.page.as_ref().map(Page::path))).collect();
        let expect: Vec<_> = expect.iter().map(|(text, path)| (*text, path.map(str::to_owned))).collect();
        assert_eq!(crumbs, expect, "{path}");
    }
    let home = ("prod", Some("/env/prod/clusters"));
    let shop = ("shop", Some("/env/prod/clusters/shop"));
    let families = ("Task definitions", Some("/env/prod/task-definitions"));
    check("/", &[("Fleet", None)]);
    check("/search", &[("Search", None)]);
    check("/env/prod/services", &[home, ("Services", None)]);
    check("/env/prod/clusters/shop/events", &[home, ("shop", None)]);
    check("/env/prod/clusters/shop/services/web/tasks", &[home, shop, ("web", None)]);
    check("/env/prod/clusters/shop/tasks/0a1b", &[home, shop, ("0a1b", None)]);
    check("/env/prod/target-groups/web", &[home, ("Traffic", Some("/env/prod/traffic")), ("web", None)]);
    let web = ("web", Some("/env/prod/task-definitions/web"));
    check("/env/prod/task-definitions/web/3/raw", &[home, families, web, ("3", None)]);
}

#[test]
fn what_a_page_watches_is_where_the_page_is() {
    for kind in PageKind::ALL {
        let page = example(*kind);
        assert_eq!(page.watched().environment(), page.environment(), "{page}");
    }
}

#[test]
fn the_parts_of_the_navigation_lead_to_pages_of_their_own() {
    let environment = EnvironmentName::parse("prod").unwrap();
    for section in Section::ALL {
        assert_eq!(section.home(&environment).section(), Some(*section));
    }
}

#[test]
fn a_tab_is_titled_as_the_thing_it_belongs_to() {
    let title = |path| Page::parse(path).unwrap().title();
    assert_eq!(title("/env/prod/clusters/shop/services/web/events"), "web");
    assert_eq!(title("/env/prod/clusters/shop/tasks/0123456789abcdef0123456789abcdef"), "Task 01234567");
    assert_eq!(title("/env/prod/task-definitions/web/3/raw"), "web:3");
}
