//! One load balancer: what it is, and the rules of its listeners in the order in which they are tried.

use leptos::prelude::*;
use model::time::Timestamp;
use model::verdict::Level;
use model::view::{BalancerView, GroupShare, ListenerView, RuleOutcome, RuleView};

use super::filter::name;
use crate::components::alarms::alarm_list;
use crate::components::level::state_as;
use crate::components::rule::{answered, before, conditions, percent, priority};
use crate::components::target_group;
use crate::components::task_table::word;
use crate::ui::copy::code;
use crate::ui::table::{Column, Layout, Look, Row, Table};

/// The load balancer with its listeners.
pub fn balancer(balancer: &BalancerView, now: Timestamp) -> AnyView {
    let scheme = balancer.scheme.as_ref().map(|scheme| format!(", {scheme}")).unwrap_or_default();
    let kind = format!("{}{scheme}", balancer.kind);
    let zones = (!balancer.zones.is_empty()).then(|| format!(" · {}", balancer.zones.join(", ")));
    let reason = balancer.reason.clone().map(|reason| view! { <p><q>{reason}</q></p> });
    let dns = balancer.dns.clone().map(|dns| view! { <span class="dns">{code("DNS name", dns)}</span> });
    let alarms = (!balancer.alarms.is_empty()).then(|| alarm_list(&balancer.alarms, now));
    let listeners = match balancer.listeners.is_empty() {
        true => view! { <div class="card empty"><p>"No listener takes requests here."</p></div> }.into_any(),
        false => balancer.listeners.iter().map(|one| listener(&balancer.name, one)).collect_view().into_any(),
    };
    view! {
        <section class="part balancer" data-load-balancer=balancer.name.clone() data-level=balancer.level.key()>
            <div class="balancer-head">
                <h2>{balancer.name.clone()}</h2>
                {state_as(balancer.level, word(&balancer.state.as_str().replace('_', " ")))}
                <span class="quiet">{kind}{zones}</span>
                {dns}
            </div>
            {reason}
            {listeners}
            {alarms}
        </section>
    }
    .into_any()
}

fn listener(balancer: &str, listener: &ListenerView) -> AnyView {
    let name = name(listener);
    let place = format!("{balancer}-{}", name.replace(':', "-"));
    let table = Table {
        name: &place,
        caption: format!("Rules of {balancer} on {name}"),
        look: Look::Sheet,
        columns: vec![
            Column::plain("Priority", Layout::Words, priority).naming().class("num priority"),
            Column::plain("When", Layout::Words, conditions).class("wide when"),
            Column::plain("Goes to", Layout::Words, goes_to).class("wide"),
        ],
        about: &|rule| format!("rule/{place}/{}", priority(rule)),
        row: |rule, Row { id, cells }| {
            view! { <tr id=id data-rule-priority=priority(rule) data-level=level(rule).key()>{cells}</tr> }.into_any()
        },
    };
    view! {
        <div class="listener">
            <h3>{name.clone()}</h3>
            {table.draw(&listener.rules)}
        </div>
    }
    .into_any()
}

fn level(rule: &RuleView) -> Level {
    if rule.nowhere.is_some() { Level::Degraded } else { worst(rule) }
}

fn goes_to(rule: &RuleView) -> AnyView {
    let nowhere = rule.nowhere.clone().map(|why| {
        view! { <div class="nowhere">{state_as(Level::Degraded, "Leads nowhere")}<span class="sub">{why}</span></div> }
    });
    view! { {before(rule)}{outcome(&rule.outcome)}{nowhere} }.into_any()
}

/// How the groups are that get requests.
fn worst(rule: &RuleView) -> Level {
    match &rule.outcome {
        RuleOutcome::Forward(shares) => {
            shares.iter().filter(|share| share.weight > 0).map(|share| share.group.level).max().unwrap_or(Level::Idle)
        }
        RuleOutcome::Redirect { .. } | RuleOutcome::Fixed { .. } | RuleOutcome::Other(_) => Level::Steady,
    }
}

fn outcome(outcome: &RuleOutcome) -> AnyView {
    match outcome {
        RuleOutcome::Forward(shares) => {
            view! { <ul class="shares">{shares.iter().map(share).collect_view()}</ul> }.into_any()
        }
        other => answered(other).into_any(),
    }
}

/// A target group: its share, its name, how healthy it is, and whose tasks it holds.
fn share(share: &GroupShare) -> AnyView {
    let class = if share.weight == 0 { "share-line off" } else { "share-line" };
    view! {
        <li class=class data-target-group=share.group.at.name.to_string() data-level=share.group.level.key()>
            <span class="num share-percent" title=format!("weight {}", share.weight)>{percent(share.percent)}</span>
            <span class="share-group">{target_group::name(&share.group)}{target_group::reason(&share.group)}</span>
            <span class="share-health">{target_group::health(&share.group)}</span>
            <span class="share-services">{target_group::services(&share.group)}</span>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::service::sample;
    use crate::pages::traffic;

    #[test]
    fn a_rule_names_group_share_health_and_service() {
        let mut one = traffic::sample::page().balancers.remove(0).listeners.remove(0);
        one.rules = vec![sample::rule()];
        let html = listener("shop-public", &one).to_html();
        for part in [
            "data-rule-priority=\"30\"",
            "*/checkout/*",
            "100 %",
            "/target-groups/checkout-http",
            "1 of 2 healthy",
            "/services/checkout",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn a_group_without_weight_does_not_make_its_rule_look_broken() {
        let mut blue_green = sample::rule();
        let idle = GroupShare { group: sample::group(), weight: 0, percent: 0.0 };
        blue_green.outcome = RuleOutcome::Forward(vec![idle]);
        assert_eq!(worst(&blue_green), Level::Idle);
        assert_eq!(worst(&sample::rule()), Level::Degraded);
    }
}
