//! Placement constraints and placement strategies, read.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement.html>

use super::query::Query;
use crate::capacity::attributes::ZONE;
use crate::error::ApiError;
use crate::service::Compute;
use crate::task_definition::TaskDefinition;
use crate::{JsonMap, Name, json};

/// The most constraints of a task or service.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html>
const CONSTRAINTS_MAX: usize = 10;

/// The most strategies of a task or service.
const STRATEGIES_MAX: usize = 5;

/// What an instance must be for a task to be placed on it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Constraint {
    /// No other task of the group is on it.
    DistinctInstance,
    /// The query holds.
    MemberOf(Query),
}

/// Which of several instances a task is placed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Strategy {
    /// Any.
    Random,
    /// Where the fewest tasks of the group are.
    Spread(SpreadOver),
    /// Where the least is left.
    Binpack(Packed),
}

/// What tasks are spread over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SpreadOver {
    /// Single instances.
    Instances,
    /// Instances with the same value of an attribute.
    Attribute(Name),
}

/// What should be used up first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packed {
    Cpu,
    Memory,
}

/// Who places tasks; without a word of the request's they do it differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Placer {
    /// RunTask: at random.
    Run,
    /// A service: evenly over the zones, and in a zone over the instances.
    Replica,
    /// A DAEMON service: one on each instance.
    Daemon,
}

/// Reads `placementConstraints` and `placementStrategy` of a request, and the task definition's own constraints.
pub(super) fn read(
    definition: &TaskDefinition,
    members: &JsonMap,
    compute: Compute,
) -> Result<(Vec<Constraint>, Vec<Strategy>), ApiError> {
    let mut constraints = Vec::new();
    for item in json::objects(&definition.document, "placementConstraints") {
        constraints.push(constraint(item)?);
    }
    let placer = placer(members);
    let asked = json::list(members, "placementConstraints").len();
    if asked > CONSTRAINTS_MAX {
        return Err(ApiError::invalid(format!(
            "Placement constraints cannot have more than {CONSTRAINTS_MAX} elements."
        )));
    }
    for item in json::objects(members, "placementConstraints") {
        constraints.push(constraint(item)?);
    }
    let strategies = json::objects(members, "placementStrategy").map(strategy).collect::<Result<Vec<_>, _>>()?;
    if strategies.len() > STRATEGIES_MAX {
        return Err(ApiError::invalid(format!("Maximum number of strategies is {STRATEGIES_MAX}")));
    }
    if compute == Compute::Fargate {
        if asked > 0 {
            return Err(ApiError::invalid("Placement constraints are not supported with FARGATE launch type."));
        }
        if !strategies.is_empty() {
            return Err(ApiError::invalid("Placement strategies are not supported with FARGATE launch type."));
        }
    }
    match placer {
        Placer::Daemon if !strategies.is_empty() => {
            return Err(ApiError::invalid("The daemon scheduling strategy does not support placement strategies."));
        }
        Placer::Daemon if constraints.contains(&Constraint::DistinctInstance) => {
            return Err(ApiError::invalid(
                "The distinctInstance placement constraint is not supported with DAEMON scheduling strategy.",
            ));
        }
        Placer::Daemon => constraints.push(Constraint::DistinctInstance),
        Placer::Run | Placer::Replica => {}
    }
    let usual = match placer {
        Placer::Replica if strategies.is_empty() => {
            vec![Strategy::Spread(SpreadOver::Attribute(ZONE.into())), Strategy::Spread(SpreadOver::Instances)]
        }
        _ => strategies,
    };
    Ok((constraints, usual))
}

/// Only services have a scheduling strategy, and they always have one.
fn placer(members: &JsonMap) -> Placer {
    match json::text(members, "schedulingStrategy") {
        None => Placer::Run,
        Some("DAEMON") => Placer::Daemon,
        Some(_) => Placer::Replica,
    }
}

/// Reads a constraint.
fn constraint(item: &JsonMap) -> Result<Constraint, ApiError> {
    let expression = json::text(item, "expression").filter(|text| !text.is_empty());
    match (json::text(item, "type"), expression) {
        (Some("distinctInstance"), None) => Ok(Constraint::DistinctInstance),
        (Some("distinctInstance"), Some(_)) => {
            Err(ApiError::invalid("distinctInstance expression should not be specified."))
        }
        (Some("memberOf"), Some(expression)) => {
            let query = expression.parse::<Query>();
            query.map(Constraint::MemberOf).map_err(|error| invalid_expression(expression, &error.to_string()))
        }
        (Some("memberOf"), None) => Err(ApiError::invalid("Expression cannot be empty for the memberOf constraint.")),
        _ => Err(ApiError::invalid("Placement constraint type should be one of [distinctInstance,memberOf].")),
    }
}

/// The refusal of an expression that is not in the cluster query language.
fn invalid_expression(expression: &str, why: &str) -> ApiError {
    ApiError::invalid(format!("Invalid expression: {expression}: {why}"))
}

fn strategy(item: &JsonMap) -> Result<Strategy, ApiError> {
    let field = json::text(item, "field").filter(|field| !field.is_empty());
    match (json::text(item, "type"), field) {
        (Some("random"), None) => Ok(Strategy::Random),
        (Some("random"), Some(_)) => Err(ApiError::invalid("random field should not be specified.")),
        (Some("spread"), Some(field))
            if field.eq_ignore_ascii_case("instanceId") || field.eq_ignore_ascii_case("host") =>
        {
            Ok(Strategy::Spread(SpreadOver::Instances))
        }
        (Some("spread"), Some(field)) => match field.strip_prefix("attribute:") {
            Some(name) if !name.is_empty() => Ok(Strategy::Spread(SpreadOver::Attribute(name.into()))),
            _ => Err(ApiError::invalid(format!("spread field '{field}' is invalid."))),
        },
        (Some("binpack"), Some(field)) if field.eq_ignore_ascii_case("cpu") => Ok(Strategy::Binpack(Packed::Cpu)),
        (Some("binpack"), Some(field)) if field.eq_ignore_ascii_case("memory") => Ok(Strategy::Binpack(Packed::Memory)),
        (Some(kind @ ("spread" | "binpack")), field) => {
            Err(ApiError::invalid(format!("{kind} field '{}' is invalid.", field.unwrap_or_default())))
        }
        _ => Err(ApiError::invalid("Placement strategy type should be one of [random,spread,binpack].")),
    }
}
