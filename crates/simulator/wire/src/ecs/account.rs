//! What belongs to the account: settings.

use serde_json::{Value, json};

use super::page::{self, Sizes};
use super::{Answer, Request, text};
use simulator_engine::world::World;
use simulator_protocol::error::AwsError;

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListAccountSettings.html>
const SETTING_SIZES: Sizes = Sizes { default: 10, most: 100 };

/// Every setting with the value that is in effect as long as nobody changes it, in the order of their names.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html>
const SETTINGS: [(&str, &str, &str); 11] = [
    ("awsvpcTrunking", "disabled", "user"),
    ("containerInsights", "disabled", "user"),
    ("containerInstanceLongArnFormat", "enabled", "user"),
    ("defaultLogDriverMode", "non-blocking", "user"),
    ("fargateEventWindows", "disabled", "user"),
    ("fargateFIPSMode", "disabled", "user"),
    ("fargateTaskRetirementWaitPeriod", "7", "user"),
    ("guardDutyActivate", "off", "aws_managed"),
    ("serviceLongArnFormat", "enabled", "user"),
    ("tagResourceAuthorization", "on", "user"),
    ("taskLongArnFormat", "enabled", "user"),
];

pub fn list_settings(world: &World, request: &Request) -> Answer {
    let page = page::asked("ListAccountSettings", request, &SETTING_SIZES)?;
    let (name, value) = (text(request, "name"), text(request, "value"));
    if value.is_some() && name.is_none() {
        return Err(AwsError::invalid_parameter("You must specify a setting name to filter by value."));
    }
    let root = format!("arn:aws:iam::{}:root", world.arns().account());
    let principal = text(request, "principalArn").unwrap_or(&root);
    // Nobody can set one here, so there is nothing but what is in effect by itself.
    let effective = request.get("effectiveSettings").and_then(Value::as_bool).unwrap_or(false);
    let wanted = SETTINGS
        .into_iter()
        .filter(|_| effective)
        .filter(|setting| name.is_none_or(|name| name == setting.0) && value.is_none_or(|value| value == setting.1));
    let (settings, token) = page.cut(wanted, |setting| setting.0.to_owned(), |setting, mark| setting.0 <= mark);
    let settings: Vec<_> = settings
        .into_iter()
        .map(|(name, value, kind)| json!({ "name": name, "value": value, "principalArn": principal, "type": kind }))
        .collect();
    let mut answer = json!({ "settings": settings });
    if let Some(token) = token {
        answer["nextToken"] = token.into();
    }
    Ok(answer)
}
