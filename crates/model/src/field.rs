//! What is wrong with a field of a form or of the query of an address: closed kinds, worded here and nowhere else.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::term::FieldName;

/// One field and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The field, for example `page`.
    pub field: FieldName,
    /// What is wrong with its value.
    pub problem: Problem,
}

/// What can be wrong with the value of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    /// It is needed and is not there.
    Missing,
    /// There is no field of this name.
    Unknown,
    /// It stands there more than once.
    Repeated,
    /// It has more than this many characters.
    TooLong(u32),
    /// It is no whole number, or one outside these bounds.
    NotBetween(u32, u32),
    /// It is none of these.
    NotOffered(Vec<FieldName>),
    /// It is none of the names that exist.
    NotKnown,
    /// The thing that it is about has nothing of the kind, or cannot have it changed alone.
    DoesNotApply,
    /// With it no deployment could ever replace a task.
    BlocksDeployments,
    /// It is no name of an image.
    NotAnImage,
    /// It is no day of the calendar.
    NotADay,
    /// It comes before the value of this field, and should not.
    Before(FieldName),
    /// It has characters that no keyboard types.
    NotPlain,
    /// It is not what this version of Podium sends.
    Outdated,
    /// It is no plan of this person's for this, or it was altered.
    NotThisPlan,
    /// It is a plan that is too old to be carried out.
    Expired,
    /// It is a draft that is no longer kept, or somebody else's.
    Gone,
    /// It is not the name that has to be typed.
    NotTheName,
}

impl FieldError {
    /// The field of this name, which is spelled in the code, has this problem.
    pub const fn new(field: &'static str, problem: Problem) -> Self {
        Self { field: FieldName::literal(field), problem }
    }

    /// Somebody sent a field of this name. A name that no field can have is not repeated: the query as a whole is
    /// meant.
    pub fn of(field: &str, problem: Problem) -> Self {
        Self { field: FieldName::parse(field).unwrap_or(FieldName::literal("query")), problem }
    }
}

impl Problem {
    /// The words at the field: what to do, as a whole sentence.
    pub fn sentence(&self) -> String {
        match self {
            Self::Missing => "Fill this in.".to_owned(),
            Self::Unknown => "There is no such field.".to_owned(),
            Self::Repeated => "Give this once.".to_owned(),
            Self::TooLong(most) => format!("Use at most {most} characters."),
            Self::NotBetween(least, most) => format!("Enter a whole number from {least} to {most}."),
            Self::NotOffered(offered) => {
                let names: Vec<&str> = offered.iter().map(FieldName::as_str).collect();
                format!("Choose one of {}.", names.join(", "))
            }
            Self::NotKnown => "Choose one that exists.".to_owned(),
            Self::DoesNotApply => {
                "This cannot be changed here: the service has nothing of the kind, or needs more changed with it."
                    .to_owned()
            }
            Self::BlocksDeployments => {
                "At 100 and 100 percent no task can ever be replaced. Lower the minimum or raise the maximum."
                    .to_owned()
            }
            Self::NotAnImage => {
                "Enter an image such as registry/name:tag or registry/name@sha256:…, at most 255 characters.".to_owned()
            }
            Self::NotADay => "Enter a day such as 2026-11-20.".to_owned(),
            Self::Before(field) => format!("Choose a day that is not before {field}."),
            Self::NotPlain => "Use letters, digits and signs only.".to_owned(),
            Self::Outdated => "Reload the page: Podium has been updated since it was drawn.".to_owned(),
            Self::NotThisPlan => "That is not a plan of yours for this. Look at the plan below.".to_owned(),
            Self::Expired => "That plan is more than 15 minutes old. Look at the plan below.".to_owned(),
            Self::Gone => {
                "This draft is no longer kept: drafts last two hours and end with a restart. This is the revision it was made from."
                    .to_owned()
            }
            Self::NotTheName => "Type the name exactly as it is shown.".to_owned(),
        }
    }
}

/// Every field that has something wrong, in the order of the form; at least one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldErrors(pub Vec<FieldError>);

impl FieldErrors {
    /// What is wrong with the field, if anything is.
    pub fn of(&self, field: &str) -> Option<&Problem> {
        self.0.iter().find(|error| error.field.as_str() == field).map(|error| &error.problem)
    }
}

impl From<FieldError> for FieldErrors {
    fn from(error: FieldError) -> Self {
        Self(vec![error])
    }
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.problem.sentence())
    }
}

impl fmt::Display for FieldErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, error) in self.0.iter().enumerate() {
            let space = if at == 0 { "" } else { " " };
            write!(f, "{space}{error}")?;
        }
        Ok(())
    }
}

impl std::error::Error for FieldErrors {}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(problem: Problem, sentence: &str) {
        assert_eq!(problem.sentence(), sentence);
    }

    #[test]
    fn a_problem_says_what_to_do() {
        check(Problem::TooLong(200), "Use at most 200 characters.");
        check(Problem::NotBetween(1, 10), "Enter a whole number from 1 to 10.");
        let offered = vec![FieldName::literal("light"), FieldName::literal("dark")];
        check(Problem::NotOffered(offered), "Choose one of light, dark.");
    }

    #[test]
    fn a_field_of_a_strangers_making_is_not_repeated() {
        let field = |name| FieldError::of(name, Problem::Unknown).field;
        assert_eq!(field("colour").as_str(), "colour");
        assert_eq!(field("Your account is locked, call 555 0100").as_str(), "query");
    }

    #[test]
    fn each_field_finds_its_own_problem() {
        let errors = FieldErrors(vec![
            FieldError::new("q", Problem::TooLong(200)),
            FieldError::new("page", Problem::NotBetween(1, 9)),
        ]);
        assert_eq!(errors.of("page"), Some(&Problem::NotBetween(1, 9)));
        assert_eq!(errors.of("level"), None);
        assert_eq!(errors.to_string(), "q: Use at most 200 characters. page: Enter a whole number from 1 to 9.");
    }
}
