//! What each value of the configuration has to look like.

use http::Uri;

/// Checks the shape of a region's code: words and a number, such as `eu-central-1` or `us-gov-west-1`.
///
/// There is no list to compare with: AWS opens regions more often than Podium is built.
///
/// <https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html>
pub(super) fn region(text: &str) -> Result<(), String> {
    let parts: Vec<&str> = text.split('-').collect();
    let word = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase());
    let number = |part: &&str| !part.is_empty() && part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.split_last() {
        Some((last, words)) if words.len() >= 2 && number(last) && words.iter().all(word) => Ok(()),
        _ => Err(format!("{text:?} is not the code of a region, such as eu-central-1")),
    }
}

/// Checks that the text is the ARN of an IAM role.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns>
pub(super) fn role_arn(text: &str) -> Result<(), String> {
    let wrong = || format!("{text:?} is not the ARN of an IAM role, such as arn:aws:iam::123456789012:role/podium");
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let [arn, partition, service, region, account, resource] = parts[..] else { return Err(wrong()) };
    let path = resource.strip_prefix("role/").unwrap_or_default();
    let right = arn == "arn"
        && (partition == "aws" || partition.starts_with("aws-"))
        && service == "iam"
        && region.is_empty()
        && account.len() == 12
        && account.bytes().all(|byte| byte.is_ascii_digit())
        && !path.is_empty()
        && !path.ends_with('/')
        && path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/+=,.@_-".contains(&byte));
    if right { Ok(()) } else { Err(wrong()) }
}

/// Checks an external id: 2 to 1224 letters, digits and `+=,.@:/-_`. The message does not repeat it.
///
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html>
pub(super) fn external_id(text: &str) -> Result<(), String> {
    let known = |byte: u8| byte.is_ascii_alphanumeric() || b"+=,.@:/-_".contains(&byte);
    if (2..=1224).contains(&text.len()) && text.bytes().all(known) {
        Ok(())
    } else {
        Err("an external id has 2 to 1224 letters, digits and + = , . @ : / - _".to_owned())
    }
}

/// Checks the name of a profile in the AWS configuration files.
pub(super) fn profile(text: &str) -> Result<(), String> {
    if text.is_empty() || text.chars().any(char::is_control) || text.contains(['[', ']']) {
        return Err(format!("{text:?} is not the name of a profile in ~/.aws/config"));
    }
    Ok(())
}

/// Checks an endpoint that is asked in place of AWS's own: an absolute `http` or `https` address without query or
/// password.
pub(super) fn endpoint_url(text: &str) -> Result<(), String> {
    let wrong = |why: &str| Err(format!("{text:?} {why}, such as http://127.0.0.1:4566"));
    let Ok(uri) = text.parse::<Uri>() else { return wrong("is not an address") };
    if !matches!(uri.scheme_str(), Some("http" | "https")) {
        return wrong("is not an http or https address");
    }
    if uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
        return Err("an endpoint carries no user name or password".to_owned());
    }
    if uri.host().is_none_or(str::is_empty) || uri.query().is_some() || text.contains('#') {
        return wrong("is not an address without query");
    }
    Ok(())
}
