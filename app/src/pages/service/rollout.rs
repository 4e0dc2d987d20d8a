//! How the deployment of a service fares: the one under way, or the last one.

mod history;
mod sides;
mod stages;

use leptos::prelude::*;
use model::address::ServiceRef;
use model::deployment::{DeploymentStrategy, RollbackMonitorStatus};
use model::time::Timestamp;
use model::view::{BreakerView, RolloutPage, RolloutView};

use crate::components::alarms::alarm_list;
use crate::components::answer::nothing;
use crate::components::level::state_as;
use crate::components::moment::{Form, age};
use crate::components::task_table::word;
use crate::ui::pips::pips;
use model::page::ServiceTab;

pub use history::history;

/// The deployment under way with all that is known of it, or the last one in short.
pub fn progress(at: &ServiceRef, page: &RolloutPage, now: Timestamp) -> AnyView {
    match &page.current {
        Some(rollout) => draw(at, rollout, now),
        None => nothing(
            "No deployments",
            "ECS names none for this service; its tasks may be started by another controller.",
        ),
    }
}

/// The way to the deployments before.
pub fn all(at: &ServiceRef) -> AnyView {
    view! { <a class="bar-end" href=at.tab(ServiceTab::Deployments).path()>"All deployments"</a> }.into_any()
}

/// `ROLLBACK_SUCCESSFUL` as `Rollback successful`.
fn status(text: &str) -> String {
    word(&text.replace('_', " "))
}

fn draw(at: &ServiceRef, rollout: &RolloutView, now: Timestamp) -> AnyView {
    let began = rollout.started.map(|at| view! { <span class="quiet">"began "{age(Form::Ago, now, at)}</span> });
    let reason = rollout.reason.clone().map(|reason| view! { <p class="quiet"><q>{reason}</q></p> });
    let failing = rollout.failing.clone().map(|failing| view! { <p class="failing">{failing}</p> });
    let alarms = (!rollout.alarms.is_empty()).then(|| {
        view! {
            <div class="rollout-alarms">
                <h3>"Alarms that end it"</h3>
                {alarm_list(&rollout.alarms, now)}
            </div>
        }
    });
    view! {
        <div
            class="card rollout"
            data-deployment=rollout.id.clone()
            data-level=rollout.level.key()
            data-state=rollout.status.clone()
            data-stage=rollout.stage.as_ref().map(ToString::to_string)
            data-strategy=rollout.strategy.to_string()
        >
            <div class="rollout-head">
                {state_as(rollout.level, status(&rollout.status))}
                <span class="tag">{strategy(&rollout.strategy)}</span>
                {began}
                {rollout.breaker.as_ref().map(breaker)}
            </div>
            <p class="rollout-headline">{rollout.headline.clone()}</p>
            {failing}
            {sides::sides(at, rollout)}
            {stages::stages(rollout)}
            {reason}
            {alarms}
        </div>
    }
    .into_any()
}

/// The strategy in the words of ECS's console.
fn strategy(strategy: &DeploymentStrategy) -> String {
    match strategy {
        DeploymentStrategy::Rolling => "Rolling update".to_owned(),
        DeploymentStrategy::BlueGreen => "Blue/green".to_owned(),
        DeploymentStrategy::Linear => "Linear".to_owned(),
        DeploymentStrategy::Canary => "Canary".to_owned(),
        DeploymentStrategy::Other(word) => status(word),
    }
}

/// How many failures there were, and how many end the deployment.
fn breaker(breaker: &BreakerView) -> AnyView {
    let BreakerView { failures, threshold, status } = breaker;
    let words = match status {
        RollbackMonitorStatus::Triggered => "circuit breaker triggered",
        RollbackMonitorStatus::MonitoringComplete => "circuit breaker done",
        RollbackMonitorStatus::Disabled => {
            return view! { <span class="breaker quiet">"circuit breaker off"</span> }.into_any();
        }
        RollbackMonitorStatus::Monitoring | RollbackMonitorStatus::Other(_) => {
            "failures before the circuit breaker ends it"
        }
    };
    view! {
        <span class="breaker" data-failures=failures.to_string() data-threshold=threshold.to_string()>
            {pips(*failures, *threshold)}
            <span><b class="num">{format!("{failures} of {threshold}")}</b>" "{words}</span>
        </span>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use model::verdict::Level;

    use super::*;
    use crate::pages::service::sample;

    fn drawn(rollout: RolloutView) -> String {
        let page = RolloutPage { current: Some(rollout), history: vec![], unread: None, is_loading: false };
        progress(&sample::at(), &page, Timestamp(60_000)).to_html()
    }

    #[test]
    fn a_deployment_says_how_many_failures_end_it() {
        let html = drawn(sample::rollout());
        for part in [
            "2 of 3",
            "data-failures=\"2\"",
            "data-strategy=\"ROLLING\"",
            "Rolling update",
            "In progress",
            "3 targets fail: Target.ResponseCodeMismatch [502]",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn a_strategy_or_a_status_that_nobody_knows_is_shown_as_it_came() {
        let html = drawn(RolloutView {
            strategy: "TELEPORT".into(),
            status: "HALF_WAY".into(),
            level: Level::Unknown,
            ..sample::rollout()
        });
        assert!(html.contains("Teleport") && html.contains("Half way"), "{html}");
    }

    #[test]
    fn a_breaker_that_is_off_counts_nothing() {
        let off = BreakerView { failures: 0, threshold: 0, status: "DISABLED".into() };
        let html = drawn(RolloutView { breaker: Some(off), ..sample::rollout() });
        assert!(html.contains("circuit breaker off") && !html.contains("0 of 0"), "{html}");
    }

    #[test]
    fn a_service_without_a_deployment_says_so() {
        let page = RolloutPage { current: None, history: vec![], unread: None, is_loading: false };
        assert!(progress(&sample::at(), &page, Timestamp(0)).to_html().contains("No deployments"));
    }
}
