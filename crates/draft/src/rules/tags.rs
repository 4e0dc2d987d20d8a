//! Tags.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html#tag-restrictions>

use super::{Faults, Task, items};

const TAGS_MAX: usize = 50;
const KEY_MAX: usize = 128;
const VALUE_MAX: usize = 256;

pub(super) fn check(task: &Task, faults: &mut Faults) {
    let tags = task.json.list("tags");
    let path = task.path.member("tags");
    if task.json.get("tags").is_some() && tags.is_empty() {
        faults.of_task(path, "AWS takes no empty list of tags: take the member out.");
    } else if tags.len() > TAGS_MAX {
        faults.of_task(path, format!("There are {} tags; AWS takes at most {TAGS_MAX}.", tags.len()));
    }
    for (path, tag) in items(task.json, &task.path, "tags") {
        let key = tag.text("key").unwrap_or_default();
        if !(1..=KEY_MAX).contains(&key.chars().count()) {
            faults.of_task(path.member("key"), format!("The key of a tag has 1 to {KEY_MAX} characters."));
        }
        if key.to_ascii_lowercase().starts_with("aws:") {
            faults.of_task(path.member("key"), "Tags that begin with aws: are set by AWS alone.");
        }
        if tag.text("value").is_some_and(|value| value.chars().count() > VALUE_MAX) {
            faults.of_task(path.member("value"), format!("The value of a tag has at most {VALUE_MAX} characters."));
        }
    }
}
