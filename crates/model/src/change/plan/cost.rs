//! What the tasks of a service cost in an hour, before and after.

use super::ServiceFacts;
use crate::audit::FieldChange;
use crate::change::Consequence;
use crate::launch::{FARGATE_SPOT, LaunchType, is_fargate};
use crate::placement::Need;
use crate::price::{Dollars, PriceList};
use crate::service::Launch;
use crate::task_definition::{TaskDefinition, TaskDefinitionRef};

/// Ephemeral storage of a task that nothing is charged for, in GiB.
///
/// <https://aws.amazon.com/fargate/pricing/>
const FREE_STORAGE: u32 = 20;

/// What another count costs; `None` when it is not known what its tasks run on.
pub(super) fn of_count(after: u32, facts: &ServiceFacts<'_>) -> Option<Consequence> {
    let sentence = match paid(facts)? {
        Paid::Fargate { is_spot } => {
            let definition = facts.current?;
            fargate((definition, facts.service.desired), (definition, after), is_spot, facts.region)
        }
        Paid::Instances => "Its tasks run on instances that are paid whether tasks run on them or not.".to_owned(),
        Paid::Growing(provider) => {
            format!("Its tasks run on instances, and these are paid: {provider} starts more when they are full.")
        }
        Paid::Managed => "ECS starts instances for its tasks: Podium has no list price of these.".to_owned(),
        Paid::Machines => "Its tasks run on machines outside AWS, which are paid by the machine.".to_owned(),
    };
    Some(Consequence::note(sentence))
}

/// What another revision costs; `None` when its tasks are as large as before, or not paid by their size.
pub(super) fn of_revision(facts: &ServiceFacts<'_>) -> Option<Consequence> {
    of_definition(facts.wanted?, facts)
}

/// The same of a draft, where it was made from what runs.
pub(super) fn of_draft(
    made_from: &TaskDefinitionRef,
    differences: &[FieldChange],
    facts: &ServiceFacts<'_>,
) -> Option<Consequence> {
    let before = facts.current.filter(|current| current.reference == *made_from)?;
    if differences.iter().any(|change| change.field.starts_with("runtimePlatform")) {
        return None;
    }
    let after = |field: &str, before: &Option<String>| {
        let change = differences.iter().find(|change| change.field == field);
        change.map_or_else(|| before.clone(), |change| change.after.clone())
    };
    let (cpu, memory) = (after("cpu", &before.cpu), after("memory", &before.memory));
    of_definition(&TaskDefinition { cpu, memory, ..before.clone() }, facts)
}

fn of_definition(after: &TaskDefinition, facts: &ServiceFacts<'_>) -> Option<Consequence> {
    let (before, desired) = (facts.current?, facts.service.desired);
    let Paid::Fargate { is_spot } = paid(facts)? else { return None };
    let size = |definition: &TaskDefinition| {
        let Need { cpu, memory, architecture, .. } = Need::of(definition);
        (cpu, memory, architecture, is_windows(definition))
    };
    let differs = desired > 0 && size(before) != size(after);
    differs.then(|| Consequence::note(fargate((before, desired), (after, desired), is_spot, facts.region)))
}

/// What tasks are paid by.
enum Paid {
    /// Their size; on capacity that AWS may take back, less than that.
    Fargate { is_spot: bool },
    /// Instances that are there anyway.
    Instances,
    /// Instances of which this capacity provider starts more when they are full.
    Growing(String),
    /// Instances that ECS starts for them.
    Managed,
    /// Machines that are not AWS's.
    Machines,
}

fn paid(facts: &ServiceFacts<'_>) -> Option<Paid> {
    match &facts.service.launch {
        Launch::Type(LaunchType::Fargate) => Some(Paid::Fargate { is_spot: false }),
        Launch::Type(LaunchType::Ec2) => Some(Paid::Instances),
        Launch::Type(LaunchType::External) => Some(Paid::Machines),
        Launch::Type(LaunchType::ManagedInstances) => Some(Paid::Managed),
        Launch::Strategy(providers) if providers.iter().all(|(name, ..)| is_fargate(name)) => {
            Some(Paid::Fargate { is_spot: providers.iter().any(|(name, ..)| name == FARGATE_SPOT) })
        }
        Launch::Strategy(providers) => {
            let known = |name: &str| facts.providers?.get(name);
            let groups: Option<Vec<_>> =
                providers.iter().map(|(name, ..)| Some((name, known(name)?.group.as_ref()))).collect();
            let groups = groups?;
            if groups.iter().any(|(_, group)| group.is_none()) {
                return Some(Paid::Managed);
            }
            let growing = groups.iter().find(|(_, group)| group.is_some_and(|group| group.managed_scaling));
            Some(growing.map_or(Paid::Instances, |(name, _)| Paid::Growing((*name).clone())))
        }
        Launch::Type(LaunchType::Other(_)) | Launch::Default => None,
    }
}

/// A definition and how many tasks of it.
type Tasks<'a> = (&'a TaskDefinition, u32);

fn fargate(before: Tasks<'_>, after: Tasks<'_>, is_spot: bool, region: &str) -> String {
    let (old, new) = match (of_task(before.0, region), of_task(after.0, region)) {
        (Ok(old), Ok(new)) => (old * before.1, new * after.1),
        (Err(unknown), _) | (_, Err(unknown)) => {
            return format!("What it costs is not known: Podium has no list price of Fargate for {unknown}.");
        }
    };
    let at_most = if is_spot { "Costs at most" } else { "Costs" };
    let as_of = PriceList::of(region).map(|list| list.as_of).unwrap_or_default();
    let spot = if is_spot { " Fargate Spot costs less, and its price changes." } else { "" };
    let storage = [before.0, after.0].iter().any(|it| it.ephemeral_storage.is_some_and(|size| size > FREE_STORAGE));
    let storage =
        if storage { format!(" Ephemeral storage beyond {FREE_STORAGE} GB is not counted.") } else { String::new() };
    format!("{at_most} {old} → {new} an hour: list price of {as_of} in {region}, without discounts.{spot}{storage}")
}

/// What a task costs in an hour, or for what no price is known.
fn of_task(definition: &TaskDefinition, region: &str) -> Result<Dollars, String> {
    let need = Need::of(definition);
    if is_windows(definition) {
        return Err(format!("Windows in {region}"));
    }
    let list = PriceList::of(region).ok_or_else(|| region.to_owned())?;
    let is_arm = need.architecture.as_deref() == Some("arm64");
    let rates = if is_arm { list.arm.ok_or_else(|| format!("ARM in {region}"))? } else { list.x86 };
    Ok(rates.of_task(need.cpu, need.memory))
}

fn is_windows(definition: &TaskDefinition) -> bool {
    definition.runtime_platform.as_deref().is_some_and(|platform| platform.contains("WINDOWS"))
}
