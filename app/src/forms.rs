//! Forms: what each is called, which fields it has, and how what was sent is read.
//!
//! Drawn by `components::form`, answered by the server's `forms`; how the two play together is decided in
//! `docs/decisions/0001-forms.md`.

#[cfg(feature = "ssr")]
mod apply;
#[cfg(feature = "ssr")]
pub mod edit;
#[cfg(feature = "ssr")]
mod environment;
#[cfg(feature = "ssr")]
mod field;
#[cfg(feature = "ssr")]
mod fields;
#[cfg(feature = "ssr")]
mod returned;
#[cfg(feature = "ssr")]
mod theme;
#[cfg(feature = "ssr")]
mod token;

#[cfg(feature = "ssr")]
pub use apply::ApplyChange;
#[cfg(feature = "ssr")]
pub use edit::EditDefinition;
#[cfg(feature = "ssr")]
pub use environment::ChooseEnvironment;
#[cfg(feature = "ssr")]
pub use field::{Field, Kind};
#[cfg(feature = "ssr")]
pub use fields::Fields;
#[cfg(feature = "ssr")]
pub use returned::Returned;
#[cfg(feature = "ssr")]
pub use theme::ChooseTheme;
#[cfg(feature = "ssr")]
pub use token::Token;

/// The field that says which form of the page was sent.
pub const FORM: &str = "form";

/// The field that tells one sending from another.
pub const TOKEN: &str = "token";

/// What stands in that field where a form is drawn. The server puts a new token in its place in every document, so that
/// a drawing stays the same as long as what it shows is the same; a script that sends a form makes a token of its own.
pub const ANY_TOKEN: &str = "@podium-token@";

/// The attribute of a form that somebody fills in, and of what is said when it comes back. While there is one in a
/// document, the document does not change by itself.
pub const FILLING: &str = "data-filling";

/// A form, by the name that its hidden field `form` carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FormName {
    /// Light, dark, or as the system has it.
    Theme,
    /// Which environment is looked at.
    Environment,
    /// Carry a plan out.
    ApplyChange,
    /// Edit a task definition.
    Edit,
}

impl FormName {
    /// The value of the field `form`, and the beginning of the ids of the form's fields.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Theme => "theme",
            Self::Environment => "environment",
            Self::ApplyChange => "apply",
            Self::Edit => "edit",
        }
    }
}

/// What somebody sends with a form.
#[cfg(feature = "ssr")]
pub trait Form: Sized + Send + 'static {
    /// The form.
    const NAME: FormName;

    /// Its fields, in their order.
    const FIELDS: &'static [Field];

    /// Whether it has a field of this name.
    fn has(field: &str) -> bool {
        Self::FIELDS.iter().any(|known| known.name == field)
    }

    /// Reads the fields.
    ///
    /// # Errors
    /// [`model::field::FieldErrors`]: every field that holds what it cannot hold.
    fn read(fields: &Fields) -> Result<Self, model::field::FieldErrors>;
}
