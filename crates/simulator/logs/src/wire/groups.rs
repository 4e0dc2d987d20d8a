//! Log groups.

use serde_json::{Value, json};

use crate::stream;

use super::{Answer, Request, group, name, page, tags, text, texts};
use simulator_engine::Engine;
use simulator_engine::logs::group::LogGroup;
use simulator_engine::logs::{group_arn, group_name};
use simulator_protocol::error::AwsError;

pub fn create(engine: &mut Engine, mut request: Request) -> Answer {
    let tags = tags::map(request.remove("tags"));
    let now = engine.now();
    engine.logs_mut().create(name(&request, "logGroupName"), text(&request, "logGroupClass"), tags, now)?;
    Ok(json!({}))
}

pub fn delete(engine: &mut Engine, request: &Request) -> Answer {
    engine.logs_mut().delete(name(request, "logGroupName"))?;
    Ok(json!({}))
}

pub fn retain(engine: &mut Engine, request: &Request, days: Option<i64>) -> Answer {
    let name = group(engine, request)?.name.clone();
    engine.logs_mut().retain(&name, days)?;
    Ok(json!({}))
}

pub fn describe(engine: &Engine, request: &Request) -> Answer {
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
    let wanted = engine.logs().iter().filter(|group| {
        prefix.is_none_or(|prefix| group.name.starts_with(prefix))
            && part.is_none_or(|part| has(group, part))
            && class.is_none_or(|class| group.class == class)
            && named.as_ref().is_none_or(|all| all.iter().any(|it| group_name(engine.world().arns(), it) == group.name))
    });
    let (groups, token) = page.cut(wanted, |group| group.name.clone(), |group, mark| group.name.as_str() <= mark);
    let mut answer = json!({ "logGroups": groups.into_iter().map(|group| view(engine, group)).collect::<Value>() });
    if let Some(token) = token {
        answer["nextToken"] = token.into();
    }
    Ok(answer)
}

fn view(engine: &Engine, group: &LogGroup) -> Value {
    let arn = group_arn(engine.world().arns(), &group.name);
    let bytes: u64 = stream::all(engine.world(), group).iter().map(|stream| stream.bytes()).sum();
    let mut view = json!({
        "logGroupName": group.name, "creationTime": group.created_at.0, "metricFilterCount": 0, "storedBytes": bytes,
        "arn": format!("{arn}:*"), "logGroupArn": arn, "logGroupClass": group.class,
    });
    if let Some(days) = group.retention_days {
        view["retentionInDays"] = days.into();
    }
    view
}
