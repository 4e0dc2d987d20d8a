//! The resource of CloudFormation: the same members in its spelling.

use crate::json::Json;

/// Names that CloudFormation does not just begin with a capital.
///
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-ecs-taskdefinition-volume.html>
const SPELLED: [(&str, &str); 4] = [
    ("efsVolumeConfiguration", "EFSVolumeConfiguration"),
    ("fsxWindowsFileServerVolumeConfiguration", "FSxWindowsFileServerVolumeConfiguration"),
    ("s3filesVolumeConfiguration", "S3FilesVolumeConfiguration"),
    ("iam", "IAM"),
];

/// Members whose names are anybody's.
const FREE: [&str; 4] = ["options", "driverOpts", "dockerLabels", "labels"];

pub(super) fn resource(definition: &Json) -> Json {
    let members = [("Type", "AWS::ECS::TaskDefinition".into()), ("Properties", spelled(definition, ""))];
    Json::Object(members.map(|(name, value)| (name.to_owned(), value)).into())
}

/// The value that a member called `of` has.
fn spelled(value: &Json, of: &str) -> Json {
    match value {
        Json::List(items) => Json::List(items.iter().map(|item| spelled(item, of)).collect()),
        Json::Object(members) if !FREE.contains(&of) => {
            let known = members.iter().filter(|(_, value)| *value != Json::Null);
            Json::Object(known.map(|(name, value)| (name_of(name, of), spelled(value, name))).collect())
        }
        other => other.clone(),
    }
}

fn name_of(name: &str, of: &str) -> String {
    if of == "efsVolumeConfiguration" && name == "fileSystemId" {
        return "FilesystemId".to_owned();
    }
    if let Some((_, spelled)) = SPELLED.iter().find(|(ours, _)| *ours == name) {
        return (*spelled).to_owned();
    }
    let mut letters = name.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}
