//! Filter patterns: plain terms, or conditions on events that are JSON.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html>

mod json;
mod reader;
mod terms;

use simulator_engine::error::ApiError;

/// What events must be like.
#[derive(Clone, Debug, PartialEq)]
pub enum Pattern {
    /// Anything.
    Any,
    /// Texts that must be in it, or must not.
    Terms(terms::Terms),
    /// A condition on its members; what is no JSON object does not match.
    Json(json::Condition),
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// `InvalidParameterException` for what is none; regular expressions and patterns of space-delimited events are not
    /// known.
    pub fn parse(text: &str) -> Result<Self, ApiError> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Self::Any);
        }
        if text.starts_with('[') {
            return Err(ApiError::invalid("Invalid filter pattern: space-delimited patterns are not supported here"));
        }
        let pattern = match text.strip_prefix('{') {
            Some(rest) => rest.strip_suffix('}').and_then(json::Condition::parse).map(Self::Json),
            None => terms::Terms::parse(text).map(Self::Terms),
        };
        pattern.ok_or_else(|| ApiError::invalid("Invalid filter pattern"))
    }

    /// Whether an event is like that.
    #[must_use]
    pub fn matches(&self, message: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Terms(terms) => terms.matches(message),
            Self::Json(condition) => {
                let message = message.trim_start();
                message.starts_with('{')
                    && serde_json::from_str(message).is_ok_and(|document| condition.holds(&document))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, message: &str, expect: bool) {
        let parsed = Pattern::parse(pattern).unwrap();
        assert_eq!(parsed.matches(message), expect, "{pattern} on {message}");
    }

    #[test]
    fn terms_must_all_be_there_and_excluded_ones_must_not() {
        check("", "anything", true);
        check("ERROR", "[ERROR] it broke", true);
        check("ERROR", "[error] it broke", false);
        check("ERROR broke", "ERROR: it broke", true);
        check("ERROR fixed", "ERROR: it broke", false);
        check("\"it broke\"", "ERROR: it broke", true);
        check("\"broke it\"", "ERROR: it broke", false);
        check("ERROR -broke", "ERROR: it broke", false);
        check("ERROR -\"not found\"", "ERROR: it broke", true);
        check("-DEBUG", "INFO all is well", true);
        check("?ERROR ?WARN", "WARN: hot", true);
        check("?ERROR ?\"out of memory\"", "killed: out of memory", true);
        check("?ERROR ?WARN", "INFO: cold", false);
        check("\"say \\\"hi\\\"\"", "say \"hi\"", true);
    }

    const EVENT: &str = r#"{"level":"error","status":503,"path":"/cart/42","slow":true,"user":null,"tags":["a","b"],
        "error":{"kind":"timeout","tries":[1,2.5]}}"#;

    #[test]
    fn conditions_look_at_members() {
        check("{ $.level = \"error\" }", EVENT, true);
        check("{ $.level = error }", EVENT, true);
        check("{ $.level = \"err*\" }", EVENT, true);
        check("{ $.level = \"*rr*r\" }", EVENT, true);
        check("{ $.level = \"warn*\" }", EVENT, false);
        check("{ $.level != \"info\" }", EVENT, true);
        check("{ $.missing != \"info\" }", EVENT, false);
        check("{ $.status >= 500 }", EVENT, true);
        check("{ $.status < 500 }", EVENT, false);
        check("{ $.status = 503 }", EVENT, true);
        check("{ $.status = 5* }", EVENT, true);
        check("{ $.status != 5.03e2 }", EVENT, false);
        check("{ $.error.kind = timeout && $.error.tries[1] > 2 }", EVENT, true);
        check("{ $.tags[*] = \"b\" }", EVENT, true);
        check("{ $.tags[7] = \"b\" }", EVENT, false);
        check("{ $.path = \"/cart/*\" }", EVENT, true);
    }

    #[test]
    fn conditions_are_combined() {
        check("{ $.status = 500 || $.level = \"error\" && $.slow IS TRUE }", EVENT, true);
        check("{ ($.status = 500 || $.level = \"error\") && $.slow IS FALSE }", EVENT, false);
        check("{ ($.status = 503) && ($.level = \"error\") }", EVENT, true);
    }

    #[test]
    fn members_may_be_null_there_or_missing() {
        check("{ $.user IS NULL }", EVENT, true);
        check("{ $.level IS NULL }", EVENT, false);
        check("{ $.missing NOT EXISTS }", EVENT, true);
        check("{ $.user NOT EXISTS }", EVENT, false);
        check("{ $.user EXISTS }", EVENT, true);
        check("{ $.slow IS TRUE }", EVENT, true);
        check("{ $.['level'] = \"error\" }", EVENT, true);
    }

    #[test]
    fn what_is_no_json_object_does_not_meet_a_condition() {
        for message in ["level=error", "[1]", "{broken", ""] {
            check("{ $.level NOT EXISTS }", message, false);
        }
    }

    #[test]
    fn patterns_that_make_no_sense_are_refused() {
        for pattern in [
            "{ $.level }",
            "{ level = error }",
            "{ $.level = }",
            "{ $.level = \"error }",
            "{ $.a = 1 && }",
            "{ ($.a = 1 }",
            "{ $.a ~ 1 }",
            "{ $.a = 1",
            "\"open",
            "[ip, user]",
            "{ $.a IS MAYBE }",
            "{}",
            "{ $.a > \"x\" }",
            "-",
            "?",
        ] {
            let refusal = Pattern::parse(pattern).unwrap_err();
            assert_eq!(refusal.code, "InvalidParameterException", "{pattern}");
        }
    }
}
