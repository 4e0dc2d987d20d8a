//! Rules about names, tags and counts that several operations share.

use super::error::ApiError;
use super::tag::Tag;

/// The most tags a resource can have.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html#tag-restrictions>
const TAGS_MAX: usize = 50;
const TAG_KEY_MAX: usize = 128;
const TAG_VALUE_MAX: usize = 256;

/// The most tasks a service can want.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html>
const DESIRED_MAX: i64 = 5_000;

/// Refuses what cannot name a cluster, a service or a family: 1–255 letters, digits, hyphens and underscores.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html>
pub(super) fn name(what: &str, name: &str) -> Result<(), ApiError> {
    if is_name(name) {
        return Ok(());
    }
    Err(ApiError::invalid(format!("{what} must match ^[a-zA-Z0-9\\-_]{{1,255}}$, but was {name}")))
}

/// Whether the text is 1–255 letters, digits, hyphens and underscores.
pub(super) fn is_name(name: &str) -> bool {
    (1..=255).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// Refuses a number of tasks that no service can have.
pub(super) fn desired(count: i64) -> Result<u32, ApiError> {
    if count < 0 {
        return Err(ApiError::invalid("desiredCount cannot be less than 0."));
    }
    if count > DESIRED_MAX {
        return Err(ApiError::invalid(format!("desiredCount cannot be more than {DESIRED_MAX}.")));
    }
    u32::try_from(count).map_err(|_| ApiError::invalid("desiredCount is out of range."))
}

/// What a resource's tags are after new ones were put on: a known key gets the new value.
pub(super) fn with_tags(tags: &[Tag], new: Vec<Tag>) -> Result<Vec<Tag>, ApiError> {
    let mut all = tags.to_vec();
    for tag in new {
        check_tag(&tag)?;
        match all.iter_mut().find(|known| known.key == tag.key) {
            Some(known) => known.value = tag.value,
            None => all.push(tag),
        }
    }
    let own = all.iter().filter(|tag| !is_reserved(&tag.key)).count();
    if own > TAGS_MAX {
        return Err(ApiError::invalid(format!("The number of tags exceeds the limit of {TAGS_MAX} for a resource.")));
    }
    Ok(all)
}

/// Refuses keys that only AWS may take off again.
pub(super) fn removable(keys: &[String]) -> Result<(), ApiError> {
    match keys.iter().find(|key| is_reserved(key)) {
        Some(key) => Err(reserved(key)),
        None => Ok(()),
    }
}

fn check_tag(tag: &Tag) -> Result<(), ApiError> {
    if !(1..=TAG_KEY_MAX).contains(&tag.key.chars().count()) {
        return Err(ApiError::invalid(format!("Tag keys must be between 1 and {TAG_KEY_MAX} characters long.")));
    }
    if tag.value.chars().count() > TAG_VALUE_MAX {
        return Err(ApiError::invalid(format!("Tag values must be at most {TAG_VALUE_MAX} characters long.")));
    }
    if is_reserved(&tag.key) {
        return Err(reserved(&tag.key));
    }
    Ok(())
}

fn is_reserved(key: &str) -> bool {
    key.get(..4).is_some_and(|prefix| prefix.eq_ignore_ascii_case("aws:"))
}

fn reserved(key: &str) -> ApiError {
    ApiError::invalid(format!("The tag key {key} starts with aws:, which is reserved for AWS use."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expect: bool) {
        assert_eq!(is_name(name), expect, "{name:?}");
    }

    #[test]
    fn names_are_1_to_255_letters_digits_hyphens_and_underscores() {
        check("checkout", true);
        check("Check_out-2", true);
        check(&"x".repeat(255), true);
        check("", false);
        check(&"x".repeat(256), false);
        check("check out", false);
        check("check/out", false);
        check("größe", false);
        check("a\n", false);
    }

    fn tag(key: &str, value: &str) -> Tag {
        Tag { key: key.to_owned(), value: value.to_owned() }
    }

    #[test]
    fn a_known_tag_gets_the_new_value_and_keeps_its_place() {
        let tags = with_tags(&[tag("a", "1"), tag("b", "2")], vec![tag("a", "3")]).unwrap();
        assert_eq!(tags, [tag("a", "3"), tag("b", "2")]);
    }

    #[test]
    fn a_resource_has_at_most_50_tags_and_none_of_aws() {
        let many = |count: u32| (0..count).map(|n| tag(&n.to_string(), "")).collect();
        assert!(with_tags(&[], many(50)).is_ok());
        assert_eq!(with_tags(&[], many(51)).unwrap_err().code, "InvalidParameterException");
        assert!(with_tags(&[], vec![tag("AWS:x", "")]).unwrap_err().message.contains("reserved"));
        assert!(with_tags(&[], vec![tag("", "")]).is_err());
    }
}
