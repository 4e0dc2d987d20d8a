//! A form that was sent and not taken.

use model::field::{FieldErrors, Problem};

use super::{Field, Fields, FormName};
use crate::error::AppError;

/// What was typed, and why it was not taken. The page is drawn again with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    /// The form; `None` when the page has none of that name.
    pub form: Option<FormName>,
    /// The fields that the form has.
    pub fields: &'static [Field],
    /// What was typed.
    pub typed: Fields,
    /// Why it was not taken.
    pub error: AppError,
}

impl Returned {
    /// The fields that have something wrong, if that is why.
    pub fn errors(&self) -> Option<&FieldErrors> {
        match &self.error {
            AppError::Invalid(errors) => Some(errors),
            _ => None,
        }
    }

    /// What is wrong with a field of a form.
    pub fn problem(&self, form: FormName, field: &str) -> Option<&Problem> {
        self.errors().filter(|_| self.form == Some(form))?.of(field)
    }

    /// What was typed into a field of a form.
    pub fn typed(&self, form: FormName, field: &str) -> Option<&str> {
        (self.form == Some(form)).then(|| self.typed.value(field))
    }
}
