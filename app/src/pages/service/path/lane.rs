//! One lane of the traffic path: the routes to one target group, and what is behind it.

use leptos::prelude::*;
use model::verdict::Level;
use model::view::{GroupCard, Route, TargetRow};

use crate::components::level::{shape_of, state_as, tone_of};
use crate::components::rule::{before, conditions, percent, priority};
use crate::components::target_group;
use crate::components::target_table::address;
use crate::components::task_table::word;
use crate::ui::shape::shape;

/// Targets that are drawn; the page of the group has the rest. The worst come first.
const DRAWN: usize = 6;

/// The lane of a target group. `routes` are those that lead to it.
pub fn lane(group: &GroupCard, routes: &[&Route]) -> AnyView {
    let routes = match routes.is_empty() {
        true => nowhere(group),
        false => {
            view! { <ul class="routes">{routes.iter().map(|route| draw_route(route)).collect_view()}</ul> }.into_any()
        }
    };
    let role = group.role.clone().map(|role| view! { <span class="tag">{role}</span> });
    view! {
        <li class="lane" data-target-group=group.line.at.name.to_string() data-level=group.line.level.key()>
            {routes}
            <div class=node(group.line.level)>
                <div class="node-head">{target_group::name(&group.line)}{role}</div>
                {target_group::health(&group.line)}
                <div class="sub">{group.check.clone()}</div>
            </div>
            {targets(group)}
        </li>
    }
    .into_any()
}

/// What stands before a group to which nothing leads.
fn nowhere(group: &GroupCard) -> AnyView {
    let why = group.line.reason.clone().unwrap_or_else(|| "no listener rule forwards to this group".to_owned());
    view! { <p class="routes no-route">{state_as(Level::Degraded, "No route here")}<span class="sub">{why}</span></p> }
        .into_any()
}

fn draw_route(route: &Route) -> AnyView {
    let nowhere = route.rule.nowhere.clone().map(|why| view! { <div class="sub warn">{why}</div> });
    let number =
        route.rule.priority.map_or_else(|| "default rule".to_owned(), |priority| format!("priority {priority}"));
    view! {
        <li class=flow(route)>
            <div class="node">
                <div class="name" title=route.dns.clone()>{route.balancer.clone()}</div>
                <div class="sub">{route.listener.clone()}</div>
            </div>
            <div class="node" data-rule-priority=priority(&route.rule)>
                {conditions(&route.rule)}
                <div class="sub">{number}" · "<b class="share">{percent(route.share)}</b>{before(&route.rule)}</div>
                {nowhere}
            </div>
        </li>
    }
    .into_any()
}

/// How strong the line is: the share of the requests that take this route. One that leads nowhere is drawn as cut.
fn flow(route: &Route) -> &'static str {
    match route.share {
        _ if route.rule.nowhere.is_some() => "route flow-cut",
        share if share <= 0.0 => "route flow-none",
        share if share < 34.0 => "route flow-thin",
        share if share < 100.0 => "route flow-part",
        _ => "route flow-full",
    }
}

fn targets(group: &GroupCard) -> AnyView {
    if group.targets.is_empty() {
        let words = match group.line.counts {
            Some(_) => "No targets are registered",
            None => "The health of its targets has not been read",
        };
        return view! { <p class="targets no-targets quiet">{words}</p> }.into_any();
    }
    let rest = group.targets.len().saturating_sub(DRAWN);
    let rest = (rest > 0).then(|| {
        let words = format!("{rest} more in {}", group.line.at.name);
        view! { <li class="pair rest"><a href=group.line.at.page().path()>{words}</a></li> }
    });
    let shown = group.targets.iter().take(DRAWN).map(pair).collect_view();
    view! { <ul class="targets">{shown}{rest}</ul> }.into_any()
}

/// A target, and the task behind it.
fn pair(target: &TargetRow) -> AnyView {
    let code = target.code.as_ref().map(|code| view! { <div class="sub code">{breaking(code.as_str())}</div> });
    let task = match &target.task {
        Some(at) => {
            let revision = target.revision.as_ref().map(|revision| format!("revision {}", revision.revision));
            view! {
                <div class="node-head">
                    <a class="mono name" href=at.page().path()>{at.task.short().to_owned()}</a>
                </div>
                <div class="sub">{revision}</div>
            }
            .into_any()
        }
        None => view! { <span class="quiet">"no task known"</span> }.into_any(),
    };
    view! {
        <li class="pair" data-target=address(target) data-state=target.state.to_string() data-level=target.level.key()>
            <div class=node(target.level)>
                <div class="mono">{address(target)}</div>
                <div class="target-state">
                    <span class=tone_of(target.level).class()>{shape(shape_of(target.level))}</span>
                    " "
                    {word(target.state.as_str())}
                </div>
                {code}
            </div>
            <div class="node">{task}</div>
        </li>
    }
    .into_any()
}

/// A reason code that may break after its dot: `Target.` and `ResponseCodeMismatch`.
fn breaking(code: &str) -> AnyView {
    let mut parts = code.split_inclusive('.');
    let first = parts.next().unwrap_or_default().to_owned();
    let rest = parts.map(|part| view! { <wbr />{part.to_owned()} });
    view! { {first}{rest.collect_view()} }.into_any()
}

/// The frame of a node: what is wrong stands out, what is well stays calm.
const fn node(level: Level) -> &'static str {
    match level {
        Level::Steady => "node node-good",
        Level::Deploying => "node node-busy",
        Level::Degraded => "node node-warn",
        Level::Down => "node node-bad",
        Level::Unknown => "node node-unknown",
        Level::Idle => "node",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::service::sample;

    #[test]
    fn a_line_is_as_strong_as_its_share() {
        let mut route = sample::traffic().routes.remove(0);
        for (share, class) in [(0.0, "none"), (10.0, "thin"), (50.0, "part"), (100.0, "full")] {
            route.share = share;
            assert_eq!(flow(&route), format!("route flow-{class}"));
        }
        route.rule.nowhere = Some("never tried".to_owned());
        assert_eq!(flow(&route), "route flow-cut");
    }

    #[test]
    fn many_targets_are_drawn_in_part_and_the_rest_is_one_link_away() {
        let mut traffic = sample::traffic();
        traffic.groups[0].targets = vec![sample::failing_target(); 40];
        let html = lane(&traffic.groups[0], &[]).to_html();
        assert_eq!(html.matches("data-target=").count(), DRAWN);
        assert!(html.contains("34 more in checkout-http") && html.contains("/target-groups/checkout-http"), "{html}");
    }

    #[test]
    fn a_group_that_no_rule_forwards_to_says_so() {
        let html = lane(&sample::traffic().groups[0], &[]).to_html();
        assert!(html.contains("No route here"), "{html}");
    }
}
