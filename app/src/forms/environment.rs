//! The form that chooses the environment.

use model::field::{FieldErrors, Problem};
use model::name::EnvironmentName;

use super::{Field, Fields, Form, FormName, Kind};

/// Look at this environment: at the same section of it, and from now on where a page is about none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChooseEnvironment(pub EnvironmentName);

impl Form for ChooseEnvironment {
    const NAME: FormName = FormName::Environment;
    const FIELDS: &'static [Field] =
        &[Field { name: "environment", label: "Environment", hint: None, kind: Kind::Button }];

    fn read(fields: &Fields) -> Result<Self, FieldErrors> {
        Ok(Self(fields.required("environment", Problem::NotKnown)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_taken_and_nothing_else() {
        let read = |body| ChooseEnvironment::read(&Fields::parse(body));
        assert_eq!(read("environment=prod").unwrap().0.as_str(), "prod");
        assert_eq!(read("").unwrap_err().of("environment"), Some(&Problem::Missing));
        assert_eq!(read("environment=No%20such").unwrap_err().of("environment"), Some(&Problem::NotKnown));
    }
}
