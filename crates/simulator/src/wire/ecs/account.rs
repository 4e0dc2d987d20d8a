//! What belongs to the account: capacity providers and settings.

use serde_json::{Value, json};

use super::page::{Page, Sizes};
use super::{Answer, Request, includes, reference, text, texts, view};
use crate::engine::world::World;
use crate::wire::error::AwsError;

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeCapacityProviders.html>
const PROVIDER_SIZES: Sizes = Sizes { default: 10, most: 10 };

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListAccountSettings.html>
const SETTING_SIZES: Sizes = Sizes { default: 10, most: 100 };

/// The capacity providers that every account has, in the order of their names.
const PROVIDERS: [&str; 2] = ["FARGATE", "FARGATE_SPOT"];

pub fn describe_capacity_providers(world: &World, request: &Request) -> Answer {
    let page = Page::of("DescribeCapacityProviders", request, &PROVIDER_SIZES)?;
    if request.contains_key("cluster") {
        world.find_cluster(Some(reference::cluster(world.arns(), text(request, "cluster"))?))?;
    }
    let arn = |name: &str| reference::arn(world.arns(), &format!("capacity-provider/{name}"));
    let named = texts(request, "capacityProviders");
    let named: Vec<&str> = named.iter().map(|reference| reference.rsplit('/').next().unwrap_or(reference)).collect();
    let wanted = PROVIDERS.into_iter().filter(|name| named.is_empty() || named.contains(name));
    let (names, token) = page.cut(wanted, |name| (*name).to_owned(), |name, mark| *name <= mark);
    let provider = |name: &str| {
        let mut provider = json!({ "capacityProviderArn": arn(name), "name": name, "status": "ACTIVE", "type": name });
        if includes(request, "TAGS") {
            provider["tags"] = json!([]);
        }
        provider
    };
    let unknown = named.iter().filter(|name| !PROVIDERS.contains(name)).map(|name| view::missing(arn(name)));
    let mut answer = json!({
        "capacityProviders": names.into_iter().map(provider).collect::<Vec<_>>(),
        "failures": unknown.collect::<Vec<_>>(),
    });
    if let Some(token) = token {
        answer["nextToken"] = token.into();
    }
    Ok(answer)
}

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
    let page = Page::of("ListAccountSettings", request, &SETTING_SIZES)?;
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
