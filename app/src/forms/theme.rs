//! The form that chooses the theme.

use model::field::{FieldErrors, Problem};
use model::term::FieldName;

use super::{Field, Fields, Form, FormName, Kind};
use crate::shell::Theme;

/// Draw the pages like this from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChooseTheme(pub Theme);

impl Form for ChooseTheme {
    const NAME: FormName = FormName::Theme;
    const FIELDS: &'static [Field] = &[Field { name: "theme", label: "Theme", hint: None, kind: Kind::Button }];

    fn read(fields: &Fields) -> Result<Self, FieldErrors> {
        let offered = Theme::ALL.map(|theme| FieldName::literal(theme.key()));
        Ok(Self(fields.required("theme", Problem::NotOffered(offered.into()))?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_themes_are_taken_and_nothing_else() {
        let read = |body| ChooseTheme::read(&Fields::parse(body));
        assert_eq!(read("theme=dark"), Ok(ChooseTheme(Theme::Dark)));
        assert_eq!(read("theme=system"), Ok(ChooseTheme(Theme::System)));
        assert_eq!(read("").unwrap_err().of("theme"), Some(&Problem::Missing));
        assert!(matches!(read("theme=pink").unwrap_err().of("theme"), Some(Problem::NotOffered(_))));
    }
}
