//! How a service scales, for the tests of what is drawn.

use model::time::Timestamp;
use model::verdict::Level;
use model::view::{ActivityRow, ScaledView};

/// A service at its maximum of 12 while its policy `cpu` asks for more.
pub(crate) fn scaled() -> ScaledView {
    ScaledView {
        minimum: 2,
        maximum: 12,
        sentence: "At its maximum of 12: policy cpu asks for more and cannot have it".into(),
        at: Some(Timestamp(0)),
        needs_look: true,
        alarm: Some(("Alarm web-high is in ALARM".into(), Some(Timestamp(0)))),
        suspended: vec!["scale in".into()],
        read_at: None,
        alarms_unread: None,
        activities: vec![
            activity("2", "Not scaled", Level::Degraded, "It is at its maximum of 12"),
            activity("1", "Successful", Level::Steady, "Desired count 12"),
        ],
        is_loading: false,
    }
}

fn activity(id: &str, status: &str, level: Level, what: &str) -> ActivityRow {
    ActivityRow {
        id: id.into(),
        at: Timestamp(0),
        status: status.into(),
        level,
        what: what.into(),
        cause: "Policy cpu".into(),
        alarm: Some("web-high".into()),
        message: None,
    }
}
