//! Deployments and metrics of `checkout` for the tests of what is drawn.

use model::metric::Series;
use model::task_definition::TaskDefinitionRef;
use model::time::{Span, Timestamp};
use model::verdict::Level;
use model::view::{BreakerView, Chart, MetricsStrip, RolloutRow, RolloutView, SideView, StepState};

fn revision(number: u32) -> Option<TaskDefinitionRef> {
    TaskDefinitionRef::parse(&format!("checkout:{number}")).ok()
}

fn side(number: u32, running: u32) -> SideView {
    SideView {
        revision: revision(number),
        requested: 4,
        running,
        pending: 0,
        failed: 0,
        production_weight: None,
        test_weight: None,
    }
}

/// A rolling deployment of revision 43 that has failed twice.
pub(crate) fn rollout() -> RolloutView {
    RolloutView {
        id: "abc123".into(),
        headline: "Revision 43: 1 of 4 running, 2 failed".into(),
        level: Level::Degraded,
        strategy: "ROLLING".into(),
        status: "IN_PROGRESS".into(),
        is_moving: true,
        is_rollback: false,
        reason: None,
        stage: None,
        stages: vec![],
        time_left: None,
        breaker: Some(BreakerView { failures: 2, threshold: 3, status: "MONITORING".into() }),
        alarms: vec![],
        sources: vec![side(42, 4)],
        target: Some(SideView { pending: 1, failed: 2, ..side(43, 1) }),
        failing: Some("3 targets fail: Target.ResponseCodeMismatch [502]".into()),
        started: Some(Timestamp(0)),
    }
}

/// A canary deployment that bakes at 10 percent.
pub(crate) fn canary() -> RolloutView {
    let weighted = |side: SideView, production, test| SideView {
        production_weight: Some(production),
        test_weight: Some(test),
        ..side
    };
    RolloutView {
        strategy: "CANARY".into(),
        stage: Some("BAKE_TIME".into()),
        stages: vec![
            ("SCALE_UP".into(), StepState::Done),
            ("BAKE_TIME".into(), StepState::Current),
            ("CLEAN_UP".into(), StepState::Ahead),
        ],
        time_left: Some(Span::minutes(4)),
        sources: vec![weighted(side(42, 4), 90.0, 0.0)],
        target: Some(weighted(side(43, 4), 10.0, 100.0)),
        ..rollout()
    }
}

/// The deployment of 43 that went back to 42.
pub(crate) fn rollout_row() -> RolloutRow {
    RolloutRow {
        id: "abc123".into(),
        revision: revision(43),
        from: revision(42),
        images: vec!["web: checkout:7.3.0 → checkout:bad-gateway".into()],
        strategy: Some("ROLLING".into()),
        status: "ROLLBACK_SUCCESSFUL".into(),
        level: Level::Degraded,
        reason: Some("Service deployment rolled back because tasks failed to start.".into()),
        started: Some(Timestamp(0)),
        took: Some(Span::minutes(7)),
    }
}

/// An hour of CPU and of errors, with a deployment in the middle.
pub(crate) fn metrics() -> MetricsStrip {
    let chart = |key: &str, label: &str, unit: &str, latest: &str| Chart {
        key: key.into(),
        label: label.into(),
        unit: unit.into(),
        series: Series { from: Timestamp(0), step: Span::minutes(1), values: vec![Some(42.0); 61] },
        latest: Some(latest.into()),
        greatest: Some("57 %".into()),
        top: 100.0,
    };
    MetricsStrip {
        charts: vec![chart("cpu", "CPU", "%", "42 %"), chart("errors", "Errors", "per min", "42 /min")],
        marks: vec![(Timestamp(Span::minutes(30).0), "Revision 43".into())],
        from: Timestamp(0),
        to: Timestamp(Span::minutes(60).0),
    }
}
