//! The traffic path of a service, drawn: load balancer → rule → target group → targets → tasks.
//!
//! One lane for each target group. Where there is room a lane runs from left to right and its lines are drawn beside
//! the nodes; where there is not, it runs down the page.

mod failing;
mod lane;

use leptos::prelude::*;
use model::address::ServiceRef;
use model::page::Section;
use model::view::ServiceTraffic;

use crate::components::answer::nothing;
use crate::ui::note::{blank, paragraph};

/// The heads of the columns, for lanes that run from left to right.
const COLUMNS: [&str; 5] = ["Load balancer", "Rule", "Target group", "Targets", "Tasks"];

/// The lanes, and why targets fail.
pub fn path(traffic: &ServiceTraffic) -> AnyView {
    if traffic.groups.is_empty() {
        return nothing(
            "No load balancer",
            "This service registers its tasks with no target group: what runs is counted, what answers is not known.",
        );
    }
    if traffic.groups.iter().all(|group| group.line.counts.is_none()) && traffic.routes.is_empty() {
        return blank(
            "Where its traffic comes from has not been read",
            paragraph(
                "The target groups are known from the service; load balancers and target health are still to come.",
            ),
        );
    }
    let lanes = traffic.groups.iter().map(|group| {
        let routes: Vec<_> = traffic.routes.iter().filter(|route| route.group == group.line.at).collect();
        lane::lane(group, &routes)
    });
    view! {
        <div class="card path">
            <div class="path-heads" aria-hidden="true">{COLUMNS.map(|text| view! { <span>{text}</span> }).collect_view()}</div>
            <ul class="lanes">{lanes.collect_view()}</ul>
        </div>
        {failing::failing(&traffic.groups)}
    }
    .into_any()
}

/// The way to the traffic of the whole environment.
pub fn all(at: &ServiceRef) -> AnyView {
    view! { <a class="bar-end" href=Section::Traffic.home(&at.environment).path()>"All traffic"</a> }.into_any()
}

#[cfg(test)]
mod tests {
    use model::view::ServiceTraffic;

    use super::*;
    use crate::pages::service::sample;

    #[test]
    fn the_path_leads_from_the_load_balancer_to_the_task() {
        let html = path(&sample::traffic()).to_html();
        let steps = ["shop-public", "HTTPS:443", "*/checkout/*", ">checkout-http<", ">10.0.11.34:8080<", ">9f3c1e07<"];
        let places = steps.map(|step| html.find(step).unwrap_or_else(|| panic!("{step} in {html}")));
        assert!(places.is_sorted(), "{places:?} in {html}");
    }

    #[test]
    fn each_part_says_what_it_is_to_machines() {
        let html = path(&sample::traffic()).to_html();
        for part in [
            "data-target-group=\"checkout-http\"",
            "data-target=\"10.0.11.34:8080\"",
            "data-rule-priority=\"30\"",
            "data-state=\"unhealthy\"",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn a_service_without_a_load_balancer_says_so() {
        let none = ServiceTraffic { routes: vec![], groups: vec![], alarms: vec![] };
        assert!(path(&none).to_html().contains("No load balancer"));
    }

    #[test]
    fn what_was_never_read_is_not_called_healthy() {
        let mut traffic = sample::traffic();
        traffic.routes.clear();
        traffic.groups[0].line.counts = None;
        traffic.groups[0].targets.clear();
        assert!(path(&traffic).to_html().contains("has not been read"));
    }
}
