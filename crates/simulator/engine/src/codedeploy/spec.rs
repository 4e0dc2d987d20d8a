//! The AppSpec of a revision: which task definition, on which port, and which functions are asked on the way.
//!
//! <https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html>

use crate::{ApiError, JsonMap, Name, json};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What an AppSpec says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Spec {
    pub definition: String,
    pub container: String,
    pub port: u16,
    /// Members of the task set that differ from the service's.
    pub more: JsonMap,
    /// The function of each lifecycle event that has one.
    pub hooks: BTreeMap<String, Name>,
}

impl Spec {
    /// Reads the `revision` of a request: an AppSpec in JSON.
    pub fn read(revision: &JsonMap) -> Result<Self, ApiError> {
        let content = json::object(revision, "appSpecContent").or_else(|| json::object(revision, "string"));
        let content = content.and_then(|it| json::text(it, "content")).ok_or_else(|| {
            ApiError::new("InvalidRevisionException", "Only a revision of the type AppSpecContent can be read here.")
        })?;
        let spec: Value =
            serde_json::from_str(content).map_err(|_| invalid("The AppSpec content is not valid JSON."))?;
        let Value::Object(spec) = lowered(spec) else { return Err(invalid("The AppSpec content is not an object.")) };
        let resource = json::objects(&spec, "resources").flat_map(Map::values).filter_map(Value::as_object).next();
        let properties = resource.and_then(|it| json::object(it, "properties"));
        let properties = properties.ok_or_else(|| invalid("The AppSpec names no service in its resources."))?;
        let definition =
            json::text(properties, "taskDefinition").ok_or_else(|| invalid("The AppSpec names no task definition."))?;
        let balancer = json::object(properties, "loadBalancerInfo");
        let container = balancer.and_then(|it| json::text(it, "containerName"));
        let port = balancer.and_then(|it| json::number(it, "containerPort")).and_then(|it| u16::try_from(it).ok());
        let (Some(container), Some(port)) = (container, port) else {
            return Err(invalid("The AppSpec names no container and port that get the traffic."));
        };
        let more = json::pick(properties, &["platformVersion", "networkConfiguration", "capacityProviderStrategy"]);
        let hooks = json::objects(&spec, "hooks").flatten();
        let hooks = hooks.filter_map(|(event, function)| Some((capital(event), function.as_str()?.into()))).collect();
        Ok(Self { definition: definition.to_owned(), container: container.to_owned(), port, more, hooks })
    }
}

fn invalid(message: &str) -> ApiError {
    ApiError::new("InvalidRevisionException", message)
}

/// The same, with keys that begin with a small letter: both ways of writing are known.
fn lowered(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            Value::Object(members.into_iter().map(|(key, it)| (small(&key), lowered(it))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(lowered).collect()),
        other => other,
    }
}

fn small(key: &str) -> String {
    let mut letters = key.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

fn capital(key: &str) -> String {
    let mut letters = key.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(content: &str) -> Result<Spec, ApiError> {
        let revision = json!({ "revisionType": "AppSpecContent", "appSpecContent": { "content": content } });
        Spec::read(revision.as_object().unwrap())
    }

    #[test]
    fn both_ways_of_writing_keys_are_read() {
        let large = r#"{"version":0.0,"Resources":[{"Target":{"Type":"AWS::ECS::Service","Properties":{"TaskDefinition":"web:2",
            "LoadBalancerInfo":{"ContainerName":"app","ContainerPort":80},"PlatformVersion":"LATEST"}}}],"Hooks":[{"BeforeInstall":"check"}]}"#;
        let small = r#"{"version":0.0,"resources":[{"target":{"type":"AWS::ECS::Service","properties":{"taskDefinition":"web:2",
            "loadBalancerInfo":{"containerName":"app","containerPort":80},"platformVersion":"LATEST"}}}],"hooks":[{"beforeInstall":"check"}]}"#;
        let spec = read(large).unwrap();
        assert_eq!((&*spec.definition, &*spec.container, spec.port), ("web:2", "app", 80));
        assert_eq!(spec.hooks.get("BeforeInstall").map(|it| &**it), Some("check"));
        assert_eq!(read(small).unwrap(), spec);
    }

    #[test]
    fn what_says_not_what_to_deploy_is_refused() {
        for content in
            ["", "version: 0.0", "[]", "{}", r#"{"resources":[{"a":{"properties":{"taskDefinition":"web"}}}]}"#]
        {
            assert_eq!(read(content).unwrap_err().code, "InvalidRevisionException", "{content}");
        }
    }
}
