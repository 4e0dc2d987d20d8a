//! The form that carries a plan out.

use console::Confirmed;
use model::audit::Reason;
use model::change::field::{CONFIRM, PLAN, REASON};
use model::field::{FieldError, FieldErrors, Problem};

use super::{Field, Fields, Form, FormName, Kind};

/// Carry this plan out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplyChange(pub Confirmed);

impl Form for ApplyChange {
    const NAME: FormName = FormName::ApplyChange;
    const FIELDS: &'static [Field] = &[
        Field {
            name: REASON,
            label: "Reason",
            hint: Some("For those who ask later: it is kept in the record of changes."),
            kind: Kind::Lines,
        },
        Field { name: CONFIRM, label: "Name", hint: None, kind: Kind::Text },
        Field { name: PLAN, label: "Plan", hint: None, kind: Kind::Button },
    ];

    fn read(fields: &Fields) -> Result<Self, FieldErrors> {
        let mut errors = Vec::new();
        let reason = Some(fields.value(REASON)).filter(|text| !text.trim().is_empty());
        let reason = reason.and_then(|text| Reason::parse(REASON, text).map_err(|error| errors.push(error)).ok());
        if fields.value(PLAN).is_empty() {
            errors.push(FieldError::new(PLAN, Problem::Missing));
        }
        let (sealed, typed) = (fields.value(PLAN).to_owned(), fields.value(CONFIRM).to_owned());
        if errors.is_empty() { Ok(Self(Confirmed { sealed, reason, typed })) } else { Err(FieldErrors(errors)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_needed_and_a_reason_is_not() {
        let read = |body| ApplyChange::read(&Fields::parse(body));
        let Ok(ApplyChange(confirmed)) = read("plan=a.b&reason=+more+load%0D%0A&confirm=web") else { panic!() };
        assert_eq!(confirmed.reason.map(String::from).as_deref(), Some("more load"));
        assert_eq!((confirmed.sealed.as_str(), confirmed.typed.as_str()), ("a.b", "web"));
        assert!(read("plan=a.b&reason=++").is_ok());
        assert_eq!(read("reason=x").unwrap_err().of(PLAN), Some(&Problem::Missing));
        assert_eq!(read("plan=a.b&reason=%00").unwrap_err().of(REASON), Some(&Problem::NotPlain));
    }
}
