//! What can be written where, for an editor that completes.

use std::collections::BTreeMap;

use crate::shape::{DEFINITION, Shape};

/// Words that AWS takes, by the member that they are of; others may follow.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html>
const WORDS: [(&str, &[&str]); 14] = [
    ("networkMode", &["awsvpc", "bridge", "host", "none"]),
    ("requiresCompatibilities[]", &["EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"]),
    ("pidMode", &["host", "task"]),
    ("ipcMode", &["host", "task", "none"]),
    ("runtimePlatform.cpuArchitecture", &["X86_64", "ARM64"]),
    (
        "runtimePlatform.operatingSystemFamily",
        &["LINUX", "WINDOWS_SERVER_2019_CORE", "WINDOWS_SERVER_2022_CORE", "WINDOWS_SERVER_2025_CORE"],
    ),
    ("containerDefinitions[].portMappings[].protocol", &["tcp", "udp"]),
    ("containerDefinitions[].portMappings[].appProtocol", &["http", "http2", "grpc"]),
    ("containerDefinitions[].dependsOn[].condition", &["START", "COMPLETE", "SUCCESS", "HEALTHY"]),
    (
        "containerDefinitions[].logConfiguration.logDriver",
        &["awslogs", "awsfirelens", "splunk", "fluentd", "gelf", "journald", "json-file", "syslog"],
    ),
    ("containerDefinitions[].environmentFiles[].type", &["s3"]),
    ("containerDefinitions[].firelensConfiguration.type", &["fluentd", "fluentbit"]),
    ("containerDefinitions[].resourceRequirements[].type", &["GPU", "InferenceAccelerator"]),
    ("volumes[].efsVolumeConfiguration.transitEncryption", &["ENABLED", "DISABLED"]),
];

/// Members and words, as JSON: for each path, written like `containerDefinitions[].portMappings[]`, the names of the
/// members that the object there may have, or the words that may stand there. The path of the definition is empty.
pub fn completions() -> String {
    let mut known: BTreeMap<String, Vec<&'static str>> = BTreeMap::new();
    gather("", DEFINITION, &mut known);
    known.extend(WORDS.iter().map(|(path, words)| ((*path).to_owned(), words.to_vec())));
    serde_json::to_string(&known).unwrap_or_default()
}

fn gather(path: &str, shape: Shape, known: &mut BTreeMap<String, Vec<&'static str>>) {
    match shape {
        Shape::Object(members) => {
            known.insert(path.to_owned(), members.iter().map(|member| member.name).collect());
            for member in members {
                let way = if path.is_empty() { member.name.to_owned() } else { format!("{path}.{}", member.name) };
                gather(&way, member.shape, known);
            }
        }
        Shape::List(item) => gather(&format!("{path}[]"), *item, known),
        Shape::Text | Shape::Number | Shape::Flag | Shape::Map => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_object_has_its_members_and_every_word_a_member() {
        let known: BTreeMap<String, Vec<String>> = serde_json::from_str(&completions()).unwrap();
        assert!(known[""].contains(&"containerDefinitions".to_owned()));
        assert!(known["containerDefinitions[].healthCheck"].contains(&"startPeriod".to_owned()));
        for (path, _) in WORDS {
            let way = path.strip_suffix("[]").unwrap_or(path);
            let (home, member) = way.rsplit_once('.').unwrap_or(("", way));
            assert!(known[home].contains(&member.to_owned()), "{path}");
        }
    }
}
