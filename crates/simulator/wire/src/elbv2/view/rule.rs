//! A rule in an answer.

use serde_json::{Map, Value, json};

use simulator_engine::Name;
use simulator_engine::balancing::action::{Action, ActionKind, Weighted};
use simulator_engine::balancing::condition::Condition;
use simulator_engine::balancing::listener::Rule;

/// A `Rule`.
pub fn rule(rule: &Rule) -> Value {
    let conditions: Vec<_> = rule.conditions.iter().map(condition).collect();
    json!({
        "RuleArn": &*rule.arn,
        "Priority": rule.priority.map_or("default".to_owned(), |priority| priority.to_string()),
        "Conditions": conditions,
        "Actions": actions(rule),
        "IsDefault": rule.is_default(),
    })
}

/// The `Actions` of a rule.
pub fn actions(rule: &Rule) -> Vec<Value> {
    rule.actions.iter().map(action).collect()
}

fn action(action: &Action) -> Value {
    let mut view = Map::new();
    if let Some(order) = action.order {
        view.insert("Order".to_owned(), order.into());
    }
    let (kind, member, config) = match &action.kind {
        ActionKind::Forward { groups, sticky } => {
            let tuple = |it: &Weighted| json!({ "TargetGroupArn": &*it.group, "Weight": it.weight });
            if let [only] = &groups[..] {
                view.insert("TargetGroupArn".to_owned(), (&*only.group).into());
            }
            let mut stickiness = json!({ "Enabled": sticky.is_some() });
            if let Some(seconds) = sticky {
                stickiness["DurationSeconds"] = json!(seconds);
            }
            let tuples: Vec<_> = groups.iter().map(tuple).collect();
            ("forward", "ForwardConfig", json!({ "TargetGroups": tuples, "TargetGroupStickinessConfig": stickiness }))
        }
        ActionKind::Redirect(redirect) => {
            let config = json!({
                "Protocol": &*redirect.protocol,
                "Port": &*redirect.port,
                "Host": &*redirect.host,
                "Path": &*redirect.path,
                "Query": &*redirect.query,
                "StatusCode": &*redirect.status,
            });
            ("redirect", "RedirectConfig", config)
        }
        ActionKind::FixedResponse { status, content_type, body } => {
            let mut config = json!({ "StatusCode": &**status });
            if let Some(kind) = content_type {
                config["ContentType"] = json!(&**kind);
            }
            if let Some(body) = body {
                config["MessageBody"] = json!(&**body);
            }
            ("fixed-response", "FixedResponseConfig", config)
        }
    };
    view.insert("Type".to_owned(), kind.into());
    view.insert(member.to_owned(), config);
    Value::Object(view)
}

fn condition(condition: &Condition) -> Value {
    let list = |values: &[Name]| values.iter().map(|value| Value::from(&**value)).collect::<Value>();
    let field = condition.field();
    match condition {
        Condition::Host(values) => {
            json!({ "Field": field, "Values": list(values), "HostHeaderConfig": { "Values": list(values) } })
        }
        Condition::Path(values) => {
            json!({ "Field": field, "Values": list(values), "PathPatternConfig": { "Values": list(values) } })
        }
        Condition::Source(values) => json!({ "Field": field, "SourceIpConfig": { "Values": list(values) } }),
        Condition::Method(values) => json!({ "Field": field, "HttpRequestMethodConfig": { "Values": list(values) } }),
        Condition::Header { name, values } => {
            json!({ "Field": field, "HttpHeaderConfig": { "HttpHeaderName": &**name, "Values": list(values) } })
        }
        Condition::Query(pairs) => {
            let pair = |(key, value): &(Option<Name>, Name)| {
                let mut pair = json!({ "Value": &**value });
                if let Some(key) = key {
                    pair["Key"] = json!(&**key);
                }
                pair
            };
            json!({ "Field": field, "QueryStringConfig": { "Values": pairs.iter().map(pair).collect::<Vec<_>>() } })
        }
    }
}
