//! What a revision is compared with.

use crate::field::{FieldError, FieldErrors, Problem};
use crate::name::EnvironmentName;
use crate::query::percent_encode;
use crate::task_definition::TaskDefinitionRef;

/// With what a revision is compared, as the query of an address says it; what is absent is chosen by whoever answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The revision.
    pub with: Option<TaskDefinitionRef>,
    /// The environment that revision is in.
    pub environment: Option<EnvironmentName>,
}

impl Comparison {
    /// The field for the revision.
    pub const WITH: &str = "with";
    /// The field for its environment.
    pub const IN: &str = "in";

    /// The query of an address that compares with this revision of the same environment, without a question mark.
    pub fn query_with(revision: &TaskDefinitionRef) -> String {
        format!("{}={}", Self::WITH, percent_encode(&revision.to_string()))
    }

    /// What a query says.
    ///
    /// # Errors
    /// [`FieldErrors`]: every field that says what it cannot say.
    pub fn read(query: &[(&str, &str)]) -> Result<Self, FieldErrors> {
        let (mut said, mut errors) = (Self::default(), Vec::new());
        for (field, value) in query {
            let value = value.trim();
            let is_twice = match *field {
                Self::WITH => said.with.is_some(),
                Self::IN => said.environment.is_some(),
                _ => {
                    errors.push(FieldError::of(field, Problem::Unknown));
                    continue;
                }
            };
            if is_twice {
                errors.push(FieldError::of(field, Problem::Repeated));
            } else if value.is_empty() {
                continue;
            } else if *field == Self::WITH {
                said.with = TaskDefinitionRef::parse(value).ok();
                errors.extend(said.with.is_none().then(|| FieldError::new(Self::WITH, Problem::NotKnown)));
            } else {
                said.environment = EnvironmentName::parse(value).ok();
                errors.extend(said.environment.is_none().then(|| FieldError::new(Self::IN, Problem::NotKnown)));
            }
        }
        if errors.is_empty() { Ok(said) } else { Err(FieldErrors(errors)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A revision and an environment, or a field and what is wrong with it.
    type Expect<'a> = Result<(Option<&'a str>, Option<&'a str>), (&'a str, Problem)>;

    #[track_caller]
    fn check(query: &[(&str, &str)], expect: Expect<'_>) {
        let expect = match expect {
            Ok((with, environment)) => Ok(Comparison {
                with: with.map(|text| TaskDefinitionRef::parse(text).unwrap()),
                environment: environment.map(|text| EnvironmentName::parse(text).unwrap()),
            }),
            Err((field, problem)) => Err(FieldError::of(field, problem).into()),
        };
        assert_eq!(Comparison::read(query), expect, "{query:?}");
    }

    #[test]
    fn what_an_address_compares_with_is_found_in_its_query() {
        let revision = TaskDefinitionRef::parse("web:3").unwrap();
        assert_eq!(Comparison::query_with(&revision), "with=web%3A3");
        check(&[("with", "web:3")], Ok((Some("web:3"), None)));
    }

    #[test]
    fn a_query_says_with_what_and_where_or_is_told_what_is_wrong() {
        check(&[], Ok((None, None)));
        check(&[("with", ""), ("in", " ")], Ok((None, None)));
        check(&[("with", "web:3"), ("in", "prod")], Ok((Some("web:3"), Some("prod"))));
        check(&[("with", "web")], Err(("with", Problem::NotKnown)));
        check(&[("in", "<b>")], Err(("in", Problem::NotKnown)));
        check(&[("with", "web:3"), ("with", "web:4")], Err(("with", Problem::Repeated)));
        check(&[("revision", "web:3")], Err(("revision", Problem::Unknown)));
    }
}
