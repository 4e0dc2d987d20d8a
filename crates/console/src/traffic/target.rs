//! Targets as rows.

use std::cmp::Reverse;
use std::sync::Arc;

use model::address::TaskRef;
use model::traffic::{Target, TargetGroup};
use model::view::{GroupCard, GroupLine, TargetRow};

use crate::judged::{Judged, Survey, ec2_of};

/// A target group with its targets, the worst first; `owners` are the services whose tasks may be behind them.
pub(super) fn group_card(
    survey: &Survey,
    arn: &str,
    line: GroupLine,
    role: Option<String>,
    owners: &[Arc<Judged>],
) -> GroupCard {
    let traffic = &survey.snapshot.traffic;
    let group = traffic.groups.get(arn);
    let targets = survey.snapshot.health.get(arn).map(|seen| seen.value.as_slice()).unwrap_or_default();
    let mut rows: Vec<TargetRow> =
        targets.iter().map(|target| target_row(survey, target, group.map(|group| &**group), owners)).collect();
    rows.sort_by(|a, b| {
        Reverse(a.level).cmp(&Reverse(b.level)).then_with(|| a.id.cmp(&b.id)).then(a.port.cmp(&b.port))
    });
    GroupCard { line, role, check: group.map(|group| group.check.sentence()).unwrap_or_default(), targets: rows }
}

fn target_row(survey: &Survey, target: &Target, group: Option<&TargetGroup>, owners: &[Arc<Judged>]) -> TargetRow {
    let reach = target.reach(group.map(|group| &group.check));
    let owner = owners.iter().find_map(|judged| {
        let cluster = survey.cluster(&judged.at.cluster)?;
        target.owner(judged.tasks.iter().map(|task| &**task), |task| ec2_of(cluster, task))
    });
    TargetRow {
        id: target.id.clone(),
        port: target.port,
        zone: target.zone.clone(),
        state: target.state.clone(),
        level: reach.level,
        code: target.reason.clone(),
        explanation: reach.meaning,
        description: target.description.clone(),
        next: reach.next,
        task: owner.map(|task| TaskRef {
            environment: survey.environment().clone(),
            cluster: task.cluster.clone(),
            task: task.id.clone(),
        }),
        revision: owner.map(|task| task.task_definition.clone()),
    }
}
