//! What a plan says of money.

use std::collections::BTreeMap;

use super::*;
use crate::instance::{CapacityProvider, GroupProvider};
use crate::launch::LaunchType;
use crate::service::Launch;
use crate::task_definition::TaskDefinition;
use crate::testing::task_definition;

fn on(launch: Launch) -> Service {
    Service { launch, ..service(4, 4) }
}

fn strategy(providers: &[&str]) -> Launch {
    Launch::Strategy(providers.iter().map(|name| ((*name).to_owned(), 0, 1)).collect())
}

fn provider(name: &str, managed_scaling: Option<bool>) -> CapacityProvider {
    let group = managed_scaling.map(|managed_scaling| GroupProvider {
        group_arn: String::new(),
        managed_scaling,
        target_capacity: None,
        termination_protection: false,
        managed_draining: false,
    });
    CapacityProvider {
        name: name.to_owned(),
        status: None,
        update_status: None,
        update_reason: None,
        group,
        managed: None,
    }
}

/// What scaling from 4 to 12 of a revision is said to cost.
fn scaled(web: &Service, current: &TaskDefinition, region: &str) -> Plan {
    let (pool, fixed) = (provider("pool", Some(true)), provider("fixed", Some(false)));
    let all = [pool, fixed, provider("managed", None)].map(|one| (one.name.clone(), one));
    let providers = BTreeMap::from(all);
    let facts = ServiceFacts { region, current: Some(current), providers: Some(&providers), ..facts(web) };
    Plan::of_service(&Ask::Scale { desired: 12 }, facts)
}

fn costs(plan: &Plan, sentence: &str) {
    check(plan, Weight::Note, sentence);
}

#[test]
fn tasks_on_fargate_cost_their_size_before_and_after() {
    let (web, arm) = (service(4, 4), Some("LINUX / ARM64".to_owned()));
    let current = task_definition("web", 7);
    let x86 = "Costs $0.0568 → $0.1703 an hour: list price of 2026-10-09 in eu-central-1, without discounts.";
    costs(&scaled(&web, &current, "eu-central-1"), x86);
    let arm = TaskDefinition { runtime_platform: arm, ..current.clone() };
    costs(&scaled(&web, &arm, "eu-central-1"), "Costs $0.0454 → $0.1363 an hour");
    let large = TaskDefinition { ephemeral_storage: Some(50), ..current };
    costs(&scaled(&web, &large, "eu-central-1"), "Ephemeral storage beyond 20 GB is not counted.");
}

#[test]
fn a_price_that_nobody_knows_is_not_guessed() {
    let (web, current) = (service(4, 4), task_definition("web", 7));
    costs(&scaled(&web, &current, "mx-central-1"), "no list price of Fargate for mx-central-1.");
    let of = |platform: &str| TaskDefinition { runtime_platform: Some(platform.into()), ..current.clone() };
    costs(&scaled(&web, &of("LINUX / ARM64"), "us-west-2"), "no list price of Fargate for ARM in us-west-2.");
    let windows = of("WINDOWS_SERVER_2022_CORE / X86_64");
    costs(&scaled(&web, &windows, "eu-central-1"), "no list price of Fargate for Windows in eu-central-1.");
}

#[test]
fn on_spot_the_list_price_is_the_most_it_costs() {
    let web = on(strategy(&["FARGATE", "FARGATE_SPOT"]));
    let plan = scaled(&web, &task_definition("web", 7), "eu-central-1");
    costs(&plan, "Costs at most $0.0568 → $0.1703 an hour");
    costs(&plan, "Fargate Spot costs less, and its price changes.");
}

#[test]
fn instances_are_paid_anyway_where_nothing_starts_more_of_them() {
    let current = task_definition("web", 7);
    let of = |launch| scaled(&on(launch), &current, "eu-central-1");
    let anyway = "paid whether tasks run on them or not";
    costs(&of(Launch::Type(LaunchType::Ec2)), anyway);
    costs(&of(strategy(&["fixed"])), anyway);
    costs(&of(strategy(&["fixed", "pool"])), "pool starts more when they are full");
    costs(&of(strategy(&["managed"])), "ECS starts instances for its tasks");
    costs(&of(Launch::Type(LaunchType::External)), "paid by the machine");
    for unknown in [strategy(&["another"]), Launch::Default, Launch::Type("NEW".into())] {
        let plan = of(unknown);
        assert!(plan.consequences.is_empty(), "{:?}", plan.consequences);
    }
}

#[test]
fn another_revision_has_a_price_when_its_tasks_are_of_another_size() {
    let (web, before) = (service(4, 4), task_definition("web", 7));
    let to = |wanted: &TaskDefinition| {
        let facts = ServiceFacts { current: Some(&before), wanted: Some(wanted), ..facts(&web) };
        Plan::of_service(&Ask::Deploy { revision: revision("web", 9) }, facts)
    };
    let same = to(&task_definition("web", 9));
    assert!(same.consequences.iter().all(|one| !one.sentence.contains("Costs")), "{:?}", same.consequences);
    let twice = TaskDefinition { cpu: Some("512".into()), memory: Some("1024".into()), ..task_definition("web", 9) };
    costs(&to(&twice), "Costs $0.0568 → $0.1136 an hour");
}

#[test]
fn a_draft_of_what_runs_has_a_price_when_it_changes_the_size() {
    let (web, before) = (service(4, 4), task_definition("web", 7));
    let change = |field: &str, after: &str| FieldChange {
        field: field.to_owned(),
        before: Some("256".to_owned()),
        after: Some(after.to_owned()),
    };
    let edited = |differences: &[FieldChange]| {
        let (made_from, family) = (&before.reference, &before.reference.family);
        let draft = Some(DraftFacts { made_from, family, differences });
        let ask = Ask::DeployDraft { draft: DraftId::parse("0".repeat(32)).unwrap() };
        Plan::of_service(&ask, ServiceFacts { current: Some(&before), draft, ..facts(&web) })
    };
    costs(&edited(&[change("cpu", "512"), change("memory", "1024")]), "Costs $0.0568 → $0.1136 an hour");
    let same = edited(&[change("web.image", "web:2")]);
    assert!(same.consequences.iter().all(|one| !one.sentence.contains("Costs")), "{:?}", same.consequences);
}
