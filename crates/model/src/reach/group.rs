//! How target groups are judged.

use super::commonest;
use crate::freshness::STALE_AFTER;
use crate::time::Timestamp;
use crate::traffic::{HealthCounts, Target, TargetState};
use crate::verdict::Level;

/// How a target group is judged, and what stands out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupHealth {
    /// Steady when every target is healthy, Deploying while targets come or go, Degraded when some fail, Down when none
    /// is healthy, Idle without targets or traffic, Unknown when target health was not read or is too old.
    pub level: Level,
    /// What stands out, in words; `None` when all is well.
    pub reason: Option<String>,
}

impl GroupHealth {
    /// A group that a rule names and that does not exist.
    pub fn missing() -> Self {
        Self { level: Level::Down, reason: Some("no such target group".to_owned()) }
    }

    /// A group with these targets, read at that time; `None` when its target health was never read.
    pub fn of(targets: Option<(&[Target], Timestamp)>, now: Timestamp) -> Self {
        match targets {
            None => Self { level: Level::Unknown, reason: Some("target health not read yet".to_owned()) },
            Some((_, read_at)) if now.since(read_at) > STALE_AFTER => Self {
                level: Level::Unknown,
                reason: Some(format!("target health not read for {}", now.since(read_at))),
            },
            Some(([], _)) => Self { level: Level::Idle, reason: Some("no targets".to_owned()) },
            Some((targets, _)) => Self::of_targets(targets),
        }
    }

    fn of_targets(targets: &[Target]) -> Self {
        let gets_no_traffic = targets.iter().all(|target| target.state == TargetState::Unused);
        let level = if gets_no_traffic { Level::Idle } else { HealthCounts::level(Some(HealthCounts::of(targets))) };
        Self { level, reason: if level == Level::Steady { None } else { commonest(targets) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{NOW, ago};

    fn check(states: &[&str], level: Level, reason: Option<&str>) {
        let target = |state: &&str| Target {
            id: "10.0.0.1".to_owned(),
            port: None,
            zone: None,
            state: TargetState::from(*state),
            reason: None,
            description: None,
        };
        let targets: Vec<Target> = states.iter().map(target).collect();
        let health = GroupHealth::of(Some((&targets, ago(4))), NOW);
        assert_eq!((health.level, health.reason.as_deref()), (level, reason), "{states:?}");
    }

    #[test]
    fn a_group_is_judged_by_its_targets_and_names_what_is_common() {
        check(&[], Level::Idle, Some("no targets"));
        check(&["healthy", "healthy"], Level::Steady, None);
        check(&["healthy", "unhealthy"], Level::Degraded, Some("unhealthy"));
        check(&["unhealthy", "initial"], Level::Down, Some("unhealthy"));
        check(&["healthy", "initial"], Level::Deploying, Some("initial"));
        check(&["unused", "unused"], Level::Idle, Some("unused"));
        check(&["unused", "dreaming"], Level::Unknown, Some("dreaming"));
    }

    #[test]
    fn nobody_knows_how_a_group_is_that_was_not_read_lately() {
        let unread = GroupHealth::of(None, NOW);
        assert_eq!((unread.level, &*unread.reason.unwrap()), (Level::Unknown, "target health not read yet"));
        let old = GroupHealth::of(Some((&[], ago(241))), NOW);
        assert_eq!((old.level, &*old.reason.unwrap()), (Level::Unknown, "target health not read for 4 min"));
        assert_eq!(GroupHealth::missing().level, Level::Down);
    }
}
