//! The fields of a form as they were sent.

use std::collections::BTreeSet;
use std::str::FromStr;

use model::field::{FieldError, FieldErrors, Problem};

use super::{FORM, TOKEN};
use crate::address;

/// Names and values in the order of the form, each name once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads a body of `application/x-www-form-urlencoded`. Which fields there may be is asked by [`Fields::check`].
    pub fn parse(body: &str) -> Self {
        Self(address::pairs(body))
    }

    /// What was sent in this field; empty when it was not sent.
    pub fn value(&self, field: &str) -> &str {
        self.0.iter().find(|(name, _)| name == field).map_or("", |(_, value)| value)
    }

    /// Whether the field was sent, if only empty.
    pub fn is_sent(&self, field: &str) -> bool {
        self.0.iter().any(|(name, _)| name == field)
    }

    /// The fields whose names are such, with what was sent in them.
    pub fn named(&self, is_such: impl Fn(&str) -> bool) -> Vec<(String, String)> {
        self.0.iter().filter(|(name, _)| is_such(name)).cloned().collect()
    }

    /// Makes sure that every field is one that the form has and stands there once.
    ///
    /// # Errors
    /// [`FieldErrors`]: every field that is not, or not once.
    pub fn check(&self, has: impl Fn(&str) -> bool) -> Result<(), FieldErrors> {
        let (mut errors, mut seen) = (Vec::new(), BTreeSet::new());
        for (name, _) in &self.0 {
            if !has(name) && name != FORM && name != TOKEN {
                errors.push(FieldError::of(name, Problem::Unknown));
            } else if !seen.insert(name) {
                errors.push(FieldError::of(name, Problem::Repeated));
            }
        }
        if errors.is_empty() { Ok(()) } else { Err(FieldErrors(errors)) }
    }

    /// The value of a field that has to be there, as a checked type.
    ///
    /// # Errors
    /// [`FieldError`]: it is missing, or `problem` when it is no such value.
    pub fn required<T: FromStr>(&self, field: &'static str, problem: Problem) -> Result<T, FieldError> {
        match self.value(field) {
            "" => Err(FieldError::new(field, Problem::Missing)),
            value => value.parse().map_err(|_| FieldError::new(field, problem)),
        }
    }

    /// The fields that a person filled in: all but those that the form itself brings.
    pub fn typed(self) -> Self {
        Self(self.0.into_iter().filter(|(name, _)| name != FORM && name != TOKEN).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &str, expect: &[(&str, Problem)]) {
        let checked = Fields::parse(body).check(|name| matches!(name, "count" | "why"));
        let errors = checked.map_or_else(|errors| errors.0, |()| vec![]);
        let expect: Vec<_> = expect.iter().map(|(field, problem)| FieldError::of(field, problem.clone())).collect();
        assert_eq!(errors, expect, "{body}");
    }

    #[test]
    fn fields_that_the_form_has_are_taken_once() {
        check("form=scale&token=1&count=3&why=more+load", &[]);
        check("count=3&colour=red", &[("colour", Problem::Unknown)]);
        check("count=3&count=4&token=1&token=2", &[("count", Problem::Repeated), ("token", Problem::Repeated)]);
        check("<b>=1", &[("<b>", Problem::Unknown)]);
    }

    #[test]
    fn a_required_field_is_there_and_of_its_type() {
        let fields = Fields::parse("count=3&why=&size=big");
        let between = || Problem::NotBetween(0, 9);
        assert_eq!(fields.required::<u32>("count", between()), Ok(3));
        assert_eq!(fields.required::<u32>("why", between()), Err(FieldError::new("why", Problem::Missing)));
        assert_eq!(fields.required::<u32>("nothing", between()), Err(FieldError::new("nothing", Problem::Missing)));
        assert_eq!(fields.required::<u32>("size", between()), Err(FieldError::new("size", between())));
    }

    #[test]
    fn what_was_typed_is_kept_without_what_the_form_brings() {
        let typed = Fields::parse("form=scale&token=1&why=a+b%26c").typed();
        assert_eq!((typed.value("why"), typed.value("token")), ("a b&c", ""));
    }
}
