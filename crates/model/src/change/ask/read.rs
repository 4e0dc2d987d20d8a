//! The fields of a query, read one by one.

use super::{DRAFT, GIVE_UP, MOST_MINUTES, Pairs, StopType};
use crate::change::DraftId;
use crate::change::number::number;
use crate::field::{FieldError, FieldErrors, Problem};
use crate::task_definition::TaskDefinitionRef;
use crate::term::FieldName;

/// The value of the one field that there may be; `None` when it is absent or empty.
pub(super) fn only<'a>(query: &Pairs<'a>, field: &'static str) -> Result<Option<&'a str>, FieldErrors> {
    let mut errors = Vec::new();
    let mut value = None;
    for (name, given) in query {
        if *name != field {
            errors.push(FieldError::of(name, Problem::Unknown));
        } else if value.replace(*given).is_some() {
            errors.push(FieldError::new(field, Problem::Repeated));
        }
    }
    if errors.is_empty() {
        Ok(value.map(str::trim).filter(|value| !value.is_empty()))
    } else {
        Err(FieldErrors(errors))
    }
}

pub(super) fn nothing(query: &Pairs<'_>) -> Result<(), FieldErrors> {
    let errors: Vec<_> = query.iter().map(|(name, _)| FieldError::of(name, Problem::Unknown)).collect();
    if errors.is_empty() { Ok(()) } else { Err(FieldErrors(errors)) }
}

pub(super) fn minutes(text: &str) -> Result<u32, FieldErrors> {
    number(text, 1, MOST_MINUTES).map_err(|problem| FieldError::new("minutes", problem).into())
}

pub(super) fn revision(text: &str) -> Result<TaskDefinitionRef, FieldErrors> {
    TaskDefinitionRef::parse(text).map_err(|_| FieldError::new("revision", Problem::NotKnown).into())
}

pub(super) fn draft(text: &str) -> Result<DraftId, FieldErrors> {
    DraftId::parse(text).map_err(|_| FieldError::new(DRAFT, Problem::Gone).into())
}

pub(super) fn stop_type(text: &str) -> Result<StopType, FieldErrors> {
    match text {
        "abort" => Ok(StopType::Abort),
        "rollback" => Ok(StopType::Rollback),
        _ => {
            let offered = vec![FieldName::literal("abort"), FieldName::literal("rollback")];
            Err(FieldError::new("how", Problem::NotOffered(offered)).into())
        }
    }
}

/// What is wrong where a replacement can be given up, and nothing else can be done with it.
pub(super) fn only_to_give_up() -> FieldErrors {
    FieldError::new("how", Problem::NotOffered(vec![FieldName::literal(GIVE_UP)])).into()
}
