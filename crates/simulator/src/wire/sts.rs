//! AWS STS: awsQuery, answers in XML.
//!
//! <https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html>

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::StatusCode;

use super::error::AwsError;
use crate::identity::{Identities, Identity, Role, Session};

/// The parameters of a request, by name.
pub type Parameters = BTreeMap<String, String>;

const NAMESPACE: &str = "https://sts.amazonaws.com/doc/2011-06-15/";

/// Carries out an action. Returns the inner XML of the answer.
///
/// # Errors
/// `InvalidAction` for an action that the simulator does not have; `ValidationError` for bad parameters.
pub fn answer(
    action: &str,
    parameters: &Parameters,
    caller: &Identity,
    identities: &mut Identities,
) -> Result<String, AwsError> {
    match action {
        "GetCallerIdentity" => Ok(format!(
            "<Arn>{}</Arn><UserId>{}</UserId><Account>{}</Account>",
            escape(&caller.arn),
            escape(&caller.user_id),
            escape(&caller.account)
        )),
        "AssumeRole" => {
            let (role, seconds) = (assume_role_input(parameters)?, duration(parameters)?);
            let session = identities.assume(&role);
            Ok(session_xml(&session, SystemTime::now() + Duration::from_secs(seconds)))
        }
        _ => {
            Err(AwsError::refused("InvalidAction", format!("Could not find operation {action} for version 2011-06-15")))
        }
    }
}

/// Whether a session may last that long, in seconds.
///
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html>
fn duration(parameters: &Parameters) -> Result<u64, AwsError> {
    let Some(text) = parameters.get("DurationSeconds") else { return Ok(3_600) };
    text.parse()
        .ok()
        .filter(|seconds| (900..=43_200).contains(seconds))
        .ok_or_else(|| validation("durationSeconds", text, "Member must have value between 900 and 43200"))
}

fn assume_role_input(parameters: &Parameters) -> Result<Role, AwsError> {
    let arn = parameters.get("RoleArn").map_or("", String::as_str);
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
    let session = parameters.get("RoleSessionName").map_or("", String::as_str);
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

fn session_xml(session: &Session, expires: SystemTime) -> String {
    format!(
        "<AssumedRoleUser><AssumedRoleId>{}</AssumedRoleId><Arn>{}</Arn></AssumedRoleUser><Credentials>\
         <AccessKeyId>{}</AccessKeyId><SecretAccessKey>{}</SecretAccessKey><SessionToken>{}</SessionToken>\
         <Expiration>{}</Expiration></Credentials>",
        escape(&session.identity.user_id),
        escape(&session.identity.arn),
        session.access_key,
        session.secret_key,
        session.token,
        iso8601(expires),
    )
}

/// Wraps the inner XML of an answer as AWS does.
#[must_use]
pub fn envelope(action: &str, inner: &str, request_id: &str) -> String {
    format!(
        "<{action}Response xmlns=\"{NAMESPACE}\"><{action}Result>{inner}</{action}Result><ResponseMetadata><RequestId>\
         {request_id}</RequestId></ResponseMetadata></{action}Response>"
    )
}

/// The same error under the code and status that the query protocol has for it.
///
/// <https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html>
#[must_use]
pub fn renamed(error: AwsError) -> AwsError {
    let (code, status) = match &*error.code {
        "AccessDeniedException" => ("AccessDenied", StatusCode::FORBIDDEN),
        "ExpiredTokenException" => ("ExpiredToken", StatusCode::FORBIDDEN),
        "ThrottlingException" => ("Throttling", error.status),
        "ServerException" => ("InternalFailure", error.status),
        _ => return error,
    };
    AwsError { code: code.into(), status, ..error }
}

/// An error as AWS's query protocol writes it.
#[must_use]
pub fn error_envelope(error: &AwsError, request_id: &str) -> String {
    let kind = if error.status.is_server_error() { "Receiver" } else { "Sender" };
    format!(
        "<ErrorResponse xmlns=\"{NAMESPACE}\"><Error><Type>{kind}</Type><Code>{}</Code><Message>{}</Message></Error>\
         <RequestId>{request_id}</RequestId></ErrorResponse>",
        escape(&error.code),
        escape(&error.message)
    )
}

fn validation(member: &str, value: &str, rule: &str) -> AwsError {
    let message =
        format!("1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: {rule}");
    AwsError::refused("ValidationError", message)
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            control if control.is_control() => {
                let _ = write!(escaped, "\u{fffd}");
            }
            other => escaped.push(other),
        }
    }
    escaped
}

/// The moment in UTC, to the second: `2026-01-31T12:00:00Z`.
fn iso8601(time: SystemTime) -> String {
    let seconds = time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    // Days are counted from 1 March of year 0, so that leap days come last in their year.
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", second / 3_600, second / 60 % 60, second % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_written_in_utc() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_827_696, "2000-02-29T12:34:56Z"),
            (1_767_225_599, "2025-12-31T23:59:59Z"),
            (1_772_323_200, "2026-03-01T00:00:00Z"),
        ] {
            assert_eq!(iso8601(UNIX_EPOCH + Duration::from_secs(seconds)), text);
        }
    }

    #[test]
    fn a_role_with_a_path_is_assumed_by_its_name() {
        let parameters = Parameters::from([
            ("RoleArn".to_owned(), "arn:aws:iam::444455556666:role/teams/reader".to_owned()),
            ("RoleSessionName".to_owned(), "podium".to_owned()),
        ]);
        let role = assume_role_input(&parameters).unwrap();
        assert_eq!((role.account.as_str(), role.name.as_str()), ("444455556666", "reader"));
    }

    #[test]
    fn a_bad_role_session_or_duration_is_a_validation_error() {
        let check = |role: &str, session: &str, seconds: &str| {
            let parameters = Parameters::from([
                ("RoleArn".to_owned(), role.to_owned()),
                ("RoleSessionName".to_owned(), session.to_owned()),
                ("DurationSeconds".to_owned(), seconds.to_owned()),
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

    #[test]
    fn text_from_a_request_does_not_become_markup() {
        let error = AwsError::refused("InvalidAction", "no <b>\"A\" & 'B'</b>");
        assert!(error_envelope(&error, "1").contains("no &lt;b&gt;&quot;A&quot; &amp; &apos;B&apos;&lt;/b&gt;"));
    }
}
