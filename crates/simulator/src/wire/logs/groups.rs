//! Log groups.

use serde_json::{Value, json};

use super::{Answer, Request, group, name, page, tags, text, texts};
use crate::engine::Engine;
use crate::engine::logs::group::LogGroup;
use crate::engine::logs::{group_arn, group_name};
use crate::engine::world::World;
use crate::wire::error::AwsError;

pub fn create(engine: &mut Engine, mut request: Request) -> Answer {
    let tags = tags::map(request.remove("tags"));
    engine.create_log_group(name(&request, "logGroupName"), text(&request, "logGroupClass"), tags)?;
    Ok(json!({}))
}

pub fn delete(engine: &mut Engine, request: &Request) -> Answer {
    engine.delete_log_group(name(request, "logGroupName"))?;
    Ok(json!({}))
}

pub fn retain(engine: &mut Engine, request: &Request, days: Option<i64>) -> Answer {
    let name = group(engine.world(), request)?.name.clone();
    engine.retain_logs(&name, days)?;
    Ok(json!({}))
}

pub fn describe(world: &World, request: &Request) -> Answer {
    let (prefix, part) = (text(request, "logGroupNamePrefix"), text(request, "logGroupNamePattern"));
    if prefix.is_some() && part.is_some() {
        let message = "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.";
        return Err(AwsError::invalid_parameter(message));
    }
    let named = texts(request, "logGroupIdentifiers");
    let class = text(request, "logGroupClass");
    let page = page("DescribeLogGroups", request)?;
    // A pattern is found whatever the case of its letters; a prefix is not.
    let has = |group: &LogGroup, part: &str| group.name.to_lowercase().contains(&part.to_lowercase());
    let wanted = world.log_groups().filter(|group| {
        prefix.is_none_or(|prefix| group.name.starts_with(prefix))
            && part.is_none_or(|part| has(group, part))
            && class.is_none_or(|class| group.class == class)
            && named.as_ref().is_none_or(|all| all.iter().any(|it| group_name(world.arns(), it) == group.name))
    });
    let (groups, token) = page.cut(wanted, |group| group.name.clone(), |group, mark| group.name.as_str() <= mark);
    let mut answer = json!({ "logGroups": groups.into_iter().map(|group| view(world, group)).collect::<Value>() });
    if let Some(token) = token {
        answer["nextToken"] = token.into();
    }
    Ok(answer)
}

fn view(world: &World, group: &LogGroup) -> Value {
    let arn = group_arn(world.arns(), &group.name);
    let bytes: u64 = world.log_streams(group).iter().map(|stream| stream.bytes()).sum();
    let mut view = json!({
        "logGroupName": group.name, "creationTime": group.created_at.0, "metricFilterCount": 0, "storedBytes": bytes,
        "arn": format!("{arn}:*"), "logGroupArn": arn, "logGroupClass": group.class,
    });
    if let Some(days) = group.retention_days {
        view["retentionInDays"] = days.into();
    }
    view
}
