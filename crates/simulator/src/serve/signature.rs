//! Who signed a request. Signatures are not checked: anybody's credentials are good.

use http::HeaderMap;
use http::header::AUTHORIZATION;

/// What the `Authorization` header says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// The access key, or `anonymous`.
    pub access_key: String,
    /// The region the request is signed for.
    pub region: Option<String>,
    /// The service the request is signed for, for example `ecs`.
    pub service: Option<String>,
}

/// Names longer than this are no access keys, regions or services.
const LONGEST: usize = 128;

impl Credential {
    /// Reads `AWS4-HMAC-SHA256 Credential=KEY/DATE/REGION/SERVICE/aws4_request, …`; anything else is anonymous.
    ///
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html>
    pub fn of(headers: &HeaderMap) -> Self {
        let header = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let scope = header
            .strip_prefix("AWS4-HMAC-SHA256 ")
            .and_then(|rest| rest.split(',').find_map(|part| part.trim().strip_prefix("Credential=")));
        let parts: Vec<&str> = scope.unwrap_or_default().split('/').collect();
        match parts[..] {
            [key, _, region, service, "aws4_request"]
                if !key.is_empty() && parts.iter().all(|part| part.len() <= LONGEST) =>
            {
                Self { access_key: key.to_owned(), region: Some(region.to_owned()), service: Some(service.to_owned()) }
            }
            _ => Self { access_key: "anonymous".to_owned(), region: None, service: None },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(header: &str, expect: (&str, Option<&str>, Option<&str>)) {
        let headers = HeaderMap::from_iter([(AUTHORIZATION, header.parse().unwrap())]);
        let credential = Credential::of(&headers);
        assert_eq!((&*credential.access_key, credential.region.as_deref(), credential.service.as_deref()), expect);
    }

    #[test]
    fn a_signed_request_names_key_region_and_service() {
        check(
            "AWS4-HMAC-SHA256 Credential=AKIA1/20260101/eu-west-1/ecs/aws4_request, SignedHeaders=host, Signature=00",
            ("AKIA1", Some("eu-west-1"), Some("ecs")),
        );
    }

    #[test]
    fn anything_else_is_anonymous() {
        for header in ["", "Bearer abc", "AWS4-HMAC-SHA256 Credential=AKIA1/20260101", "AWS4-HMAC-SHA256 Signature=1"] {
            check(header, ("anonymous", None, None));
        }
    }
}
