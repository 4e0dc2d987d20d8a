//! A service as a row, and its verdict as a card.

use std::cmp::Ordering;

use model::address::{RevisionRef, ServiceRef, TargetGroupRef, TaskRef};
use model::name::TargetGroupName;
use model::page::{ClusterTab, Page};
use model::service::Service;
use model::verdict::{Evidence, Finding, Subject};
use model::view::{EvidenceLine, LastKnown, ServiceRow, VerdictCard, VerdictLine};

use super::launch_of_service;

pub(crate) fn service_row(at: &ServiceRef, service: &Service, finding: &Finding) -> ServiceRow {
    let environment = at.environment.clone();
    let task = finding.culprit().map(|failure| {
        let at = TaskRef { environment: environment.clone(), cluster: at.cluster.clone(), task: failure.task.clone() };
        ("Open task".to_owned(), at.page())
    });
    let group = finding.failing_target().and_then(|target| {
        let name = TargetGroupName::parse(&*target.group).ok()?;
        let at = TargetGroupRef { environment: environment.clone(), name };
        Some(("Open target group".to_owned(), at.page()))
    });
    ServiceRow {
        at: at.clone(),
        verdict: verdict_line(finding),
        desired: service.desired,
        running: service.running,
        pending: service.pending,
        is_uncounted: !service.uncounted().is_empty(),
        revision: service.task_definition.clone(),
        launch: launch_of_service(&service.launch),
        deployed_at: service.deployments.first().and_then(|newest| newest.created_at).or(service.created_at),
        next: task.or(group),
    }
}

/// The verdict of a service with all its evidence.
pub(crate) fn verdict_card(at: &ServiceRef, finding: &Finding) -> VerdictCard {
    VerdictCard {
        line: verdict_line(finding),
        rule_text: finding.rule().text().to_owned(),
        evidence: finding.evidence().into_iter().map(|evidence| evidence_line(at, evidence)).collect(),
    }
}

/// Orders services: the worst level, then the earliest rule, then what began last, then by name. Without fresh data
/// it is what was known last.
pub(crate) fn worst_first(a: &ServiceRow, b: &ServiceRow) -> Ordering {
    let level = |row: &ServiceRow| row.verdict.level.in_order(row.verdict.last_known.map(|last| last.level));
    let rule = |row: &ServiceRow| row.verdict.last_known.map_or(row.verdict.rule, |last| last.rule);
    level(b)
        .cmp(&level(a))
        .then_with(|| rule(a).cmp(&rule(b)))
        .then_with(|| attention_order(a, b))
        .then_with(|| a.at.service.cmp(&b.at.service))
        .then_with(|| a.at.cmp(&b.at))
}

/// Among services that need attention the newest trouble comes first; calm ones are not ordered by time.
fn attention_order(a: &ServiceRow, b: &ServiceRow) -> Ordering {
    let trouble = |row: &ServiceRow| match row.verdict.last_known {
        Some(last) => last.since.filter(|_| last.level.needs_attention()),
        None => row.verdict.since.filter(|_| row.verdict.level.needs_attention()),
    };
    trouble(b).cmp(&trouble(a))
}

fn verdict_line(finding: &Finding) -> VerdictLine {
    let last = finding.last_known();
    VerdictLine {
        level: finding.level(),
        rule: finding.rule(),
        headline: finding.headline(),
        since: finding.since(),
        last_known: last.map(|last| LastKnown { level: last.level(), rule: last.rule(), since: last.since() }),
    }
}

fn evidence_line(at: &ServiceRef, evidence: Evidence) -> EvidenceLine {
    let environment = at.environment.clone();
    let target = evidence.subject.and_then(|subject| match subject {
        Subject::Task(task) => Some(TaskRef { environment, cluster: at.cluster.clone(), task }.page()),
        Subject::Revision(revision) => Some(RevisionRef { environment, revision }.page()),
        Subject::TargetGroup(name) => {
            let name = TargetGroupName::parse(name).ok()?;
            Some(TargetGroupRef { environment, name }.page())
        }
        Subject::Traffic => Some(Page::Traffic(environment)),
        Subject::Instances => Some(at.cluster().tab(ClusterTab::Instances)),
    });
    EvidenceLine { label: evidence.label.to_owned(), text: evidence.text, target, at: evidence.at }
}
