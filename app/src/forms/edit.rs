//! The form in which a task definition is edited.

use console::{Edit, EditStep};
use model::field::{FieldErrors, Problem};
use model::term::FieldName;

use super::{Field, Fields, Form, FormName, Kind};

/// The revision that the form began with.
pub const REVISION: &str = "revision";

/// The whole as JSON.
pub const TEXT: &str = "text";

/// The button that was pressed.
pub const STEP: &str = "step";

/// The name of the container that is to be added.
pub const CONTAINER: &str = "container";

/// What the button that adds a container sends.
pub const ADD: &str = "add";

/// What the button that removes a container sends, before its name.
pub const REMOVE: &str = "remove ";

/// What begins the names of fields of the definition: which there are, it says itself.
const OF_DEFINITION: [&str; 2] = ["task.", "container."];

/// Make a draft of this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditDefinition(pub Edit);

impl Form for EditDefinition {
    const NAME: FormName = FormName::Edit;
    const FIELDS: &'static [Field] = &[
        Field { name: TEXT, label: "JSON", hint: None, kind: Kind::Lines },
        Field { name: CONTAINER, label: "Name of a container to add", hint: None, kind: Kind::Text },
        Field { name: STEP, label: "Button", hint: None, kind: Kind::Button },
        Field { name: REVISION, label: "Revision", hint: None, kind: Kind::Button },
    ];

    fn has(field: &str) -> bool {
        Self::FIELDS.iter().any(|known| known.name == field) || is_of_definition(field)
    }

    fn read(fields: &Fields) -> Result<Self, FieldErrors> {
        let step = match fields.value(STEP) {
            "" | "keep" => EditStep::Keep,
            ADD => EditStep::AddContainer(fields.required(CONTAINER, Problem::Missing)?),
            other => match other.strip_prefix(REMOVE) {
                Some(name) => EditStep::RemoveContainer(name.to_owned()),
                None => {
                    let offered = Problem::NotOffered(vec![FieldName::literal("keep"), FieldName::literal(ADD)]);
                    return Err(model::field::FieldError::new(STEP, offered).into());
                }
            },
        };
        Ok(Self(Edit {
            revision: fields.required(REVISION, Problem::NotKnown)?,
            text: fields.is_sent(TEXT).then(|| fields.value(TEXT).to_owned()),
            fields: fields.named(is_of_definition),
            step,
        }))
    }
}

fn is_of_definition(field: &str) -> bool {
    OF_DEFINITION.iter().any(|start| field.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_is_the_text_the_fields_and_the_button() {
        let read = |body| EditDefinition::read(&Fields::parse(body)).map(|form| form.0);
        let edit = read("revision=web:3&text=%7B%7D&task.cpu=256&container.web.image=a&step=remove+web").unwrap();
        assert_eq!((edit.revision.to_string().as_str(), edit.text.as_deref()), ("web:3", Some("{}")));
        assert_eq!(edit.fields, [("task.cpu".into(), "256".into()), ("container.web.image".into(), "a".into())]);
        assert_eq!(edit.step, EditStep::RemoveContainer("web".into()));
        let edit = read("revision=web:3&step=add&container=proxy").unwrap();
        assert_eq!((edit.text, edit.step), (None, EditStep::AddContainer("proxy".into())));
        assert_eq!(read("text=%7B%7D").unwrap_err().of(REVISION), Some(&Problem::Missing));
        assert_eq!(read("revision=web:3&step=add").unwrap_err().of(CONTAINER), Some(&Problem::Missing));
        assert!(matches!(read("revision=web:3&step=burn").unwrap_err().of(STEP), Some(Problem::NotOffered(_))));
    }

    #[test]
    fn fields_of_the_definition_are_taken_and_others_are_not() {
        let check = |body| Fields::parse(body).check(EditDefinition::has);
        assert!(check("form=edit&token=1&revision=web:3&container.web.image=a&task.cpu=1&container=x").is_ok());
        assert!(check("colour=red").is_err());
        assert!(check("task.cpu=1&task.cpu=2").is_err());
    }
}
