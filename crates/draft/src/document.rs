//! A task definition as it is sent to AWS: every member there is, whether this build knows it or not.

use crate::json::{Json, parse};
use crate::secrecy::Secrecy;

/// Members of a described definition that AWS sets itself and does not take back.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html>
pub(crate) const SET_BY_AWS: [&str; 9] = [
    "taskDefinitionArn",
    "revision",
    "status",
    "requiresAttributes",
    "compatibilities",
    "registeredAt",
    "registeredBy",
    "deregisteredAt",
    "deleteRequestedAt",
];

/// Tags whose keys begin so are AWS's own, and nobody else may set them.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html#tag-restrictions>
const RESERVED_TAG: &str = "aws:";

/// A task definition: the members of a RegisterTaskDefinition request. It is an object at the top; nothing else is
/// promised, and `faults` says what AWS would refuse.
///
/// Two are equal when they have the same members, values and items in the same order. `Debug` shows what
/// [`text`](Self::text) shows.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html>
#[derive(Clone, PartialEq, Eq)]
pub struct Document(Json);

/// An answer in which there is no task definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotDescribed;

impl Document {
    /// The request that would register the definition once more which the body of a DescribeTaskDefinition answer
    /// describes. It has every member of the answer but those that AWS sets itself; tags move in, but for AWS's own.
    ///
    /// # Errors
    /// [`NotDescribed`] when the body is no JSON or has no definition in it.
    pub fn of_described(body: &[u8]) -> Result<Self, NotDescribed> {
        let text = std::str::from_utf8(body).map_err(|_| NotDescribed)?;
        let (answer, _) = parse(text).map_err(|_| NotDescribed)?;
        let mut definition = answer.get("taskDefinition").cloned().ok_or(NotDescribed)?;
        let Json::Object(members) = &mut definition else { return Err(NotDescribed) };
        members.retain(|(name, _)| !SET_BY_AWS.contains(&name.as_str()));
        let is_ours = |tag: &&Json| !tag.text("key").is_some_and(|key| key.starts_with(RESERVED_TAG));
        let tags: Vec<Json> = answer.list("tags").iter().filter(is_ours).cloned().collect();
        definition.set("tags", Some(Json::List(tags)).filter(|tags| *tags != Json::List(Vec::new())));
        Ok(Self(definition))
    }

    /// The bytes to send to AWS, secrets included.
    pub fn body(&self) -> Vec<u8> {
        self.0.compact().into_bytes()
    }

    /// The definition for people: indented JSON with [`MASK`](crate::secrecy::MASK) in place of every value of an
    /// environment variable and every option that looks secret.
    pub fn text(&self) -> String {
        Secrecy::Open.mask(&self.0).indented()
    }

    /// The family, if it has one.
    pub fn family(&self) -> Option<&str> {
        self.0.text("family")
    }

    /// The names of its containers, in their order; those without a name are left out.
    pub fn containers(&self) -> impl Iterator<Item = &str> {
        self.0.list("containerDefinitions").iter().filter_map(|container| container.text("name"))
    }

    pub(crate) const fn of(json: Json) -> Self {
        Self(json)
    }

    pub(crate) const fn json(&self) -> &Json {
        &self.0
    }
}

impl Default for Document {
    fn default() -> Self {
        Self(Json::Object(Vec::new()))
    }
}

impl std::fmt::Debug for Document {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&Secrecy::Open.mask(&self.0).compact())
    }
}

impl std::fmt::Display for NotDescribed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the answer holds no task definition")
    }
}

impl std::error::Error for NotDescribed {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrecy::MASK;

    const ANSWER: &str = r#"{
        "taskDefinition": {
            "taskDefinitionArn": "arn:aws:ecs:eu-central-1:123456789012:task-definition/web:7",
            "containerDefinitions": [
                {"name": "web", "image": "web:1", "environment": [{"name": "A", "value": "canary"}], "fromTomorrow": 1.50}
            ],
            "family": "web", "revision": 7, "status": "ACTIVE", "requiresAttributes": [{"name": "x"}],
            "compatibilities": ["EC2"], "registeredAt": 1.7e9, "registeredBy": "me", "deregisteredAt": 1, "deleteRequestedAt": 2,
            "alsoNew": {"b": null, "a": []}
        },
        "tags": [{"key": "team", "value": "shop"}, {"key": "aws:cloudformation:stack-name", "value": "x"}]
    }"#;

    #[test]
    fn what_aws_described_can_be_sent_back_whole() {
        let document = Document::of_described(ANSWER.as_bytes()).unwrap();
        let expect = r#"{"containerDefinitions":[{"name":"web","image":"web:1","environment":[{"name":"A","value":"canary"}],"fromTomorrow":1.50}],"family":"web","alsoNew":{"b":null,"a":[]},"tags":[{"key":"team","value":"shop"}]}"#;
        assert_eq!(String::from_utf8(document.body()).unwrap(), expect);
        assert_eq!((document.family(), document.containers().collect()), (Some("web"), vec!["web"]));
    }

    #[test]
    fn no_tags_are_no_member() {
        let document = Document::of_described(br#"{"taskDefinition": {"family": "web"}, "tags": []}"#).unwrap();
        assert_eq!(document.body(), br#"{"family":"web"}"#);
    }

    #[test]
    fn people_do_not_see_values_of_variables() {
        let document = Document::of_described(ANSWER.as_bytes()).unwrap();
        for shown in [document.text(), format!("{document:?}")] {
            assert!(shown.contains(MASK) && shown.contains("fromTomorrow") && !shown.contains("canary"), "{shown}");
        }
    }

    #[test]
    fn an_answer_without_a_definition_is_none() {
        for body in ["", "{}", "[]", r#"{"taskDefinition": null}"#, r#"{"taskDefinition": []}"#] {
            assert_eq!(Document::of_described(body.as_bytes()), Err(NotDescribed), "{body}");
        }
    }
}
