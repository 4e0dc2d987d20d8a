//! The page of a target group.

use leptos::prelude::*;
use model::page::Section;
use model::time::Timestamp;
use model::view::{Route, TargetGroupPage};

use crate::components::alarms::alarm_list;
use crate::components::level::state;
use crate::components::moment::{Form, age};
use crate::components::rule::{conditions, percent, priority};
use crate::components::section::sections;
use crate::components::target_group;
use crate::components::target_table::target_table;
use crate::parts::Sheet;
use crate::ui::note::{blank, paragraph};
use crate::ui::table::{Column, Layout, Look, Row, Table};

/// Adds head, targets, routes to it, alarms, settings.
pub fn add(sheet: &mut Sheet, page: &TargetGroupPage, now: Timestamp) {
    sheet.add("head", || head(page, now));
    sheet.add("targets", || titled("Targets", Some(page.card.targets.len()), targets(page)));
    sheet.add("routes", || titled("Routes here", Some(page.routes.len()), routes(&page.routes)));
    if !page.alarms.is_empty() {
        sheet.add("alarms", || titled("Alarms", Some(page.alarms.len()), alarm_list(&page.alarms, now)));
    }
    sheet.add("settings", || titled("Settings", None, sections(page.details.clone())));
}

fn titled(title: &'static str, count: Option<usize>, content: AnyView) -> AnyView {
    let count = count.map(|count| view! { <span class="faint num">{count.to_string()}</span> });
    view! { <section class="part"><div class="bar"><h2>{title}</h2>{count}</div>{content}</section> }.into_any()
}

fn head(page: &TargetGroupPage, now: Timestamp) -> AnyView {
    let line = &page.card.line;
    let role = page.card.role.clone().map(|role| view! { " · "<span class="tag">{role}</span> });
    let reason = line.reason.clone().map(|reason| view! { <div><dt>"Reason"</dt><dd>{reason}</dd></div> });
    let read = line.as_of.map(|at| view! { <span class="quiet">"health read "{age(Form::Ago, now, at)}</span> });
    view! {
        <header class="heading">
            <h1 data-target-group=line.at.name.to_string() data-level=line.level.key()>{line.at.name.to_string()}</h1>
            <p class="place">
                <a href=Section::Traffic.home(&line.at.environment).path()>{line.at.environment.to_string()}</a>
                " · target group"
                {role}
            </p>
        </header>
        <section class="verdict" aria-label="Verdict" data-level=line.level.key()>
            <div class="verdict-rule">{state(line.level)}{read}</div>
            <p>{page.headline.clone()}</p>
            <dl>
                {reason}
                <div><dt>"Health check"</dt><dd>{page.card.check.clone()}</dd></div>
                <div><dt>"Tasks of"</dt><dd>{target_group::services(line)}</dd></div>
            </dl>
        </section>
    }
    .into_any()
}

fn targets(page: &TargetGroupPage) -> AnyView {
    if !page.card.targets.is_empty() {
        return target_table("Targets, the worst first", &page.card.targets);
    }
    match page.card.line.counts {
        Some(_) => blank(
            "No targets",
            paragraph("Nothing is registered here: requests that are sent to this group are answered with 503."),
        ),
        None => {
            blank("The health of its targets has not been read", paragraph("Podium reads it while this page is open."))
        }
    }
}

fn routes(routes: &[Route]) -> AnyView {
    if routes.is_empty() {
        return blank(
            "No route leads here",
            paragraph("No listener rule forwards to this group: its targets get no requests."),
        );
    }
    let table = Table {
        name: "routes",
        caption: "Rules that forward here".to_owned(),
        look: Look::Sheet,
        columns: vec![
            Column::plain("Load balancer", Layout::Words, |route: &Route| route.balancer.clone())
                .naming()
                .class("name"),
            Column::plain("Listener", Layout::Words, |route: &Route| route.listener.clone()),
            Column::plain("Priority", Layout::Words, |route: &Route| priority(&route.rule)).class("num-left"),
            Column::plain("When", Layout::Words, when).class("wide when"),
            Column::plain("Share", Layout::Numbers, |route: &Route| percent(route.share)),
        ],
        about: &|route| format!("rule/{}/{}/{}", route.balancer, route.listener, priority(&route.rule)),
        row: |route, Row { id, cells }| {
            view! { <tr id=id data-rule-priority=priority(&route.rule)>{cells}</tr> }.into_any()
        },
    };
    table.draw(routes)
}

fn when(route: &Route) -> AnyView {
    let nowhere = route.rule.nowhere.clone().map(|why| view! { <div class="sub warn">{why}</div> });
    view! { {conditions(&route.rule)}{nowhere} }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::service::sample;

    fn page() -> TargetGroupPage {
        let traffic = sample::traffic();
        TargetGroupPage {
            card: traffic.groups[0].clone(),
            headline: "1 of 2 targets healthy: Target.ResponseCodeMismatch [502]".into(),
            routes: traffic.routes,
            details: vec![],
            alarms: vec![],
        }
    }

    fn drawn(page: &TargetGroupPage) -> String {
        let mut sheet = Sheet::new(String::new());
        add(&mut sheet, page, Timestamp(60_000));
        sheet.finish().html()
    }

    #[test]
    fn a_target_group_says_how_it_is_why_and_what_leads_to_it() {
        let html = drawn(&page());
        for part in [
            "<h1 data-target-group=\"checkout-http\" data-level=\"degraded\">",
            "1 of 2 targets healthy",
            "Health checks failed with these codes: [502]",
            "shop-public",
            "HTTP GET /healthz",
            "/services/checkout",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn a_group_without_targets_and_routes_says_what_that_means() {
        let mut page = page();
        page.card.targets.clear();
        page.routes.clear();
        let html = drawn(&page);
        assert!(html.contains("answered with 503") && html.contains("No route leads here"), "{html}");
        page.card.line.counts = None;
        assert!(drawn(&page).contains("has not been read"));
    }
}
