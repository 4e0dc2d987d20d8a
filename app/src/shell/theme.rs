//! Light, dark, or as the system has it; and which environment was chosen last.

use std::fmt;
use std::str::FromStr;

use model::name::EnvironmentName;

/// Which theme a person chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the operating system has it.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// All themes, in the order of the switch.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The word in the cookie, the form and the attribute.
    pub const fn key(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme whose key this is.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.key() == key)
    }

    /// The value of `data-theme` on the root element; none leaves the choice to the system.
    pub const fn attribute(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light | Self::Dark => Some(self.key()),
        }
    }
}

/// A text is the key of no theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotATheme;

impl fmt::Display for NotATheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("system, light or dark is expected")
    }
}

impl std::error::Error for NotATheme {}

impl FromStr for Theme {
    type Err = NotATheme;

    fn from_str(key: &str) -> Result<Self, NotATheme> {
        Self::from_key(key).ok_or(NotATheme)
    }
}

/// What a person chose about how the pages look. The server provides it as context, read from the cookies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The theme.
    pub theme: Theme,
    /// The environment that was chosen last, for pages that are about none.
    pub environment: Option<EnvironmentName>,
}

impl Look {
    /// The look of the document that is being drawn, or that is there.
    #[cfg(feature = "ssr")]
    pub fn current() -> Self {
        leptos::prelude::use_context().unwrap_or_default()
    }

    /// The look of the document that is being drawn, or that is there.
    #[cfg(not(feature = "ssr"))]
    pub fn current() -> Self {
        let root = leptos::prelude::document().document_element();
        let attribute = |name| root.as_ref().and_then(|root| root.get_attribute(name));
        Self {
            theme: attribute("data-theme").as_deref().and_then(Theme::from_key).unwrap_or_default(),
            environment: attribute("data-environment").and_then(|name| EnvironmentName::parse(name).ok()),
        }
    }
}
