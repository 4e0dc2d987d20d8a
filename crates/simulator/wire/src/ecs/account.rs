//! What belongs to the account: settings.

use serde_json::{Value, json};

use super::page::{self, Sizes};
use super::{Answer, Request, text};
use simulator_engine::Engine;
use simulator_engine::account::Setting;
use simulator_engine::world::World;
use simulator_protocol::error::AwsError;

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListAccountSettings.html>
const SETTING_SIZES: Sizes = Sizes { default: 10, most: 100 };

pub fn put(engine: &mut Engine, request: &Request) -> Answer {
    let (name, value) = named(request);
    Ok(one(&engine.put_account_setting(name, value, text(request, "principalArn"))?))
}

pub fn put_default(engine: &mut Engine, request: &Request) -> Answer {
    let (name, value) = named(request);
    Ok(one(&engine.put_account_setting_default(name, value)?))
}

pub fn delete(engine: &mut Engine, request: &Request) -> Answer {
    let (name, _) = named(request);
    Ok(one(&engine.delete_account_setting(name, text(request, "principalArn"))?))
}

pub fn list_settings(world: &World, request: &Request) -> Answer {
    let page = page::asked("ListAccountSettings", request, &SETTING_SIZES)?;
    let (name, value) = (text(request, "name"), text(request, "value"));
    if value.is_some() && name.is_none() {
        return Err(AwsError::invalid_parameter("You must specify a setting name to filter by value."));
    }
    let effective = request.get("effectiveSettings").and_then(Value::as_bool).unwrap_or(false);
    let principal = text(request, "principalArn");
    let all = if effective { world.effective_settings(principal)? } else { world.account_settings(principal)? };
    let is_wanted = |setting: &Setting| {
        name.is_none_or(|name| name == setting.name) && value.is_none_or(|value| value == &*setting.value)
    };
    let wanted = all.into_iter().filter(is_wanted);
    let (settings, token) = page.cut(wanted, |setting| setting.name.to_owned(), |setting, mark| setting.name <= mark);
    let mut answer = json!({ "settings": settings.iter().map(view).collect::<Vec<_>>() });
    if let Some(token) = token {
        answer["nextToken"] = token.into();
    }
    Ok(answer)
}

fn named(request: &Request) -> (&str, &str) {
    (text(request, "name").unwrap_or_default(), text(request, "value").unwrap_or_default())
}

fn one(setting: &Setting) -> Value {
    json!({ "setting": view(setting) })
}

fn view(setting: &Setting) -> Value {
    json!({
        "name": setting.name, "value": &*setting.value, "principalArn": setting.principal, "type": setting.kind,
    })
}
