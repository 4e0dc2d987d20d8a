//! Where the page is: every step above it is a link.

use leptos::prelude::*;
use model::address::ClusterRef;
use model::name::{ClusterName, EnvironmentName, Family};

use crate::routes;

/// One step: its text, and its address unless it is the page itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    text: String,
    href: Option<String>,
}

impl Crumb {
    fn link(text: &str, href: String) -> Self {
        Self { text: text.to_owned(), href: Some(href) }
    }

    fn here(text: &str) -> Self {
        Self { text: text.to_owned(), href: None }
    }
}

/// Draws the steps to the page at `path`.
pub fn crumbs(path: &str) -> AnyView {
    let crumbs: Vec<_> = steps(path)
        .into_iter()
        .map(|Crumb { text, href }| match href {
            Some(href) => view! { <li><a href=href>{text}</a></li> }.into_any(),
            None => view! { <li><span aria-current="page">{text}</span></li> }.into_any(),
        })
        .collect();
    view! { <nav class="crumbs" aria-label="Where you are"><ol>{crumbs}</ol></nav> }.into_any()
}

fn steps(path: &str) -> Vec<Crumb> {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    match parts[..] {
        [] => vec![Crumb::here("Fleet")],
        ["search"] => vec![Crumb::here("Search")],
        ["env", environment, ref rest @ ..] => match EnvironmentName::parse(environment) {
            Ok(environment) => in_environment(&environment, rest),
            Err(_) => vec![Crumb::here("Not found")],
        },
        _ => vec![Crumb::here("Not found")],
    }
}

fn in_environment(environment: &EnvironmentName, rest: &[&str]) -> Vec<Crumb> {
    let home = Crumb::link(environment.as_str(), routes::clusters(environment));
    match *rest {
        ["clusters"] => vec![home, Crumb::here("Clusters")],
        ["services"] => vec![home, Crumb::here("Services")],
        ["task-definitions"] => vec![home, Crumb::here("Task definitions")],
        ["traffic"] => vec![home, Crumb::here("Traffic")],
        ["target-groups", name] => {
            vec![home, Crumb::link("Traffic", routes::traffic(environment)), Crumb::here(name)]
        }
        ["task-definitions", family] => {
            vec![home, Crumb::link("Task definitions", routes::families(environment)), Crumb::here(family)]
        }
        ["task-definitions", family, revision, ..] => {
            let mut crumbs = vec![home, Crumb::link("Task definitions", routes::families(environment))];
            if let Ok(name) = Family::parse(family) {
                crumbs.push(Crumb::link(family, routes::family(environment, &name)));
            }
            crumbs.push(Crumb::here(revision));
            crumbs
        }
        ["clusters", cluster] | ["clusters", cluster, "tasks" | "instances" | "events" | "configuration"] => {
            vec![home, Crumb::here(cluster)]
        }
        ["clusters", cluster, "services" | "tasks", last, ..] => {
            let mut crumbs = vec![home];
            if let Ok(name) = ClusterName::parse(cluster) {
                let at = ClusterRef { environment: environment.clone(), cluster: name };
                crumbs.push(Crumb::link(cluster, routes::cluster(&at)));
            }
            crumbs.push(Crumb::here(last.get(..32).unwrap_or(last)));
            crumbs
        }
        _ => vec![home, Crumb::here("Not found")],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, expect: &[(&str, Option<&str>)]) {
        let steps = steps(path);
        let steps: Vec<_> = steps.iter().map(|step| (&*step.text, step.href.as_deref())).collect();
        assert_eq!(steps, expect, "{path}");
    }

    #[test]
    fn every_step_but_the_last_is_a_link() {
        let home = ("prod", Some("/env/prod/clusters"));
        check("/", &[("Fleet", None)]);
        check("/env/prod/services", &[home, ("Services", None)]);
        check("/env/prod/clusters/shop/events", &[home, ("shop", None)]);
        check(
            "/env/prod/clusters/shop/services/web/tasks",
            &[home, ("shop", Some("/env/prod/clusters/shop")), ("web", None)],
        );
        let families = ("Task definitions", Some("/env/prod/task-definitions"));
        check("/env/prod/clusters/shop/instances", &[home, ("shop", None)]);
        check("/env/prod/target-groups/web", &[home, ("Traffic", Some("/env/prod/traffic")), ("web", None)]);
        check(
            "/env/prod/task-definitions/web/3/raw",
            &[home, families, ("web", Some("/env/prod/task-definitions/web")), ("3", None)],
        );
    }

    #[test]
    fn a_path_that_is_no_page_says_so() {
        check("/env/Prod", &[("Not found", None)]);
        check("/nothing", &[("Not found", None)]);
    }
}
