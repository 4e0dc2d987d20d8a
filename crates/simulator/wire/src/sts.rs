//! AWS STS: awsQuery.
//!
//! <https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html>

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value, json};

use crate::identity::{Identities, Identity, Role, Session};
use simulator_protocol::error::AwsError;
use simulator_protocol::query::{moment, unknown_action};

/// The parameters of a request, by name: text.
pub type Parameters = Map<String, Value>;

/// The parameters that the journal shows; the others may be secrets.
pub const SHOWN: [&str; 3] = ["RoleArn", "RoleSessionName", "DurationSeconds"];

/// Carries out an action. Returns the members of the answer.
///
/// # Errors
/// `InvalidAction` for an action that the simulator does not have; `ValidationError` for bad parameters.
#[expect(clippy::disallowed_methods, reason = "clients compare the end of a session with their own clock")]
pub fn answer(
    action: &str,
    parameters: &Parameters,
    caller: &Identity,
    identities: &mut Identities,
) -> Result<Value, AwsError> {
    match action {
        "GetCallerIdentity" => Ok(json!({ "Arn": caller.arn, "UserId": caller.user_id, "Account": caller.account })),
        "AssumeRole" => {
            let (role, seconds) = (assume_role_input(parameters)?, duration(parameters)?);
            let session = identities.assume(&role);
            Ok(session_members(&session, SystemTime::now() + Duration::from_secs(seconds)))
        }
        _ => Err(unknown_action(action, "2011-06-15")),
    }
}

/// Whether a session may last that long, in seconds.
///
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html>
fn duration(parameters: &Parameters) -> Result<u64, AwsError> {
    let Some(text) = text(parameters, "DurationSeconds") else { return Ok(3_600) };
    text.parse()
        .ok()
        .filter(|seconds| (900..=43_200).contains(seconds))
        .ok_or_else(|| validation("durationSeconds", text, "Member must have value between 900 and 43200"))
}

fn assume_role_input(parameters: &Parameters) -> Result<Role, AwsError> {
    let arn = text(parameters, "RoleArn").unwrap_or_default();
    let invalid = || validation("roleArn", arn, "Member must be the ARN of a role");
    let mut parts = arn.splitn(6, ':');
    let account =
        parts.nth(4).filter(|account| account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit()));
    let role =
        parts.next().and_then(|resource| resource.strip_prefix("role/")).and_then(|path| path.rsplit('/').next());
    let (Some(account), Some(name), true) = (account, role, arn.starts_with("arn:aws:iam::")) else {
        return Err(invalid());
    };
    if name.is_empty() {
        return Err(invalid());
    }
    let session = text(parameters, "RoleSessionName").unwrap_or_default();
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_+=,.@-".contains(&byte);
    if !(2..=64).contains(&session.len()) || !session.bytes().all(allowed) {
        return Err(validation(
            "roleSessionName",
            session,
            "Member must satisfy regular expression pattern: [\\w+=,.@-]{2,64}",
        ));
    }
    Ok(Role { account: account.to_owned(), name: name.to_owned(), session: session.to_owned() })
}

fn session_members(session: &Session, expires: SystemTime) -> Value {
    let expires = expires.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    json!({
        "AssumedRoleUser": { "AssumedRoleId": session.identity.user_id, "Arn": session.identity.arn },
        "Credentials": {
            "AccessKeyId": session.access_key,
            "SecretAccessKey": session.secret_key,
            "SessionToken": session.token,
            "Expiration": moment::seconds(expires),
        },
    })
}

fn text<'a>(parameters: &'a Parameters, name: &str) -> Option<&'a str> {
    parameters.get(name)?.as_str()
}

fn validation(member: &str, value: &str, rule: &str) -> AwsError {
    let message =
        format!("1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: {rule}");
    AwsError::refused("ValidationError", message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_with_a_path_is_assumed_by_its_name() {
        let parameters = Parameters::from_iter([
            ("RoleArn".to_owned(), "arn:aws:iam::444455556666:role/teams/reader".into()),
            ("RoleSessionName".to_owned(), "podium".into()),
        ]);
        let role = assume_role_input(&parameters).unwrap();
        assert_eq!((role.account.as_str(), role.name.as_str()), ("444455556666", "reader"));
    }

    #[test]
    fn a_bad_role_session_or_duration_is_a_validation_error() {
        let check = |role: &str, session: &str, seconds: &str| {
            let parameters = Parameters::from_iter([
                ("RoleArn".to_owned(), role.into()),
                ("RoleSessionName".to_owned(), session.into()),
                ("DurationSeconds".to_owned(), seconds.into()),
            ]);
            let error = assume_role_input(&parameters).err().or_else(|| duration(&parameters).err());
            assert_eq!(error.map(|error| error.code), Some("ValidationError".into()), "{role} {session} {seconds}");
        };
        check("reader", "podium", "900");
        check("arn:aws:iam::4444:role/reader", "podium", "900");
        check("arn:aws:iam::444455556666:user/reader", "podium", "900");
        check("arn:aws:iam::444455556666:role/", "podium", "900");
        check("arn:aws:iam::444455556666:role/reader", "a b", "900");
        check("arn:aws:iam::444455556666:role/reader", "podium", "899");
    }
}
