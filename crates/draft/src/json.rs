//! JSON as it was written: members in their order, numbers digit by digit, and where each value begins.
//!
//! A definition holds members that no build knows, so none may be lost, rounded or moved, and a fault has to be found
//! in the text again. `serde_json` has neither order nor places; what both read, they read alike, and a test says so.

mod parse;
mod print;

pub(crate) use parse::{Spot, parse};

/// A value. An object has each name once.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Json {
    Null,
    Flag(bool),
    /// The digits as they were written.
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The member of this name, unless it is absent, null, or this is no object. AWS takes null for absent.
    pub fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.iter().find(|(known, _)| known == name).map(|(_, value)| value).filter(|value| **value != Self::Null)
    }

    /// The text of a member; nothing when it is something else.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Self::as_text)
    }

    /// The whole number of a member; nothing when it is something else.
    pub fn number(&self, name: &str) -> Option<i64> {
        match self.get(name) {
            Some(Self::Number(digits)) => digits.parse().ok(),
            _ => None,
        }
    }

    /// The flag of a member; nothing when it is something else.
    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.get(name) {
            Some(Self::Flag(flag)) => Some(*flag),
            _ => None,
        }
    }

    /// The items of a member; none when it is no list.
    pub fn list(&self, name: &str) -> &[Self] {
        match self.get(name) {
            Some(Self::List(items)) => items,
            _ => &[],
        }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Gives an object's member another value, where it stands or at the end; nothing takes it away.
    pub fn set(&mut self, name: &str, value: Option<Self>) {
        let Self::Object(members) = self else { return };
        let at = members.iter().position(|(known, _)| known == name);
        match (at, value) {
            (Some(at), Some(value)) => members[at].1 = value,
            (None, Some(value)) => members.push((name.to_owned(), value)),
            (Some(at), None) => drop(members.remove(at)),
            (None, None) => {}
        }
    }
}

impl Json {
    /// The member of this name, to be changed; nothing when it is absent.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Self> {
        let Self::Object(members) = self else { return None };
        members.iter_mut().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// The items, to be changed, if it is a list.
    pub const fn items_mut(&mut self) -> Option<&mut Vec<Self>> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }
}

/// Values may be secret, so only the kind is said.
impl std::fmt::Debug for Json {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.kind())
    }
}

impl Json {
    /// What it is, in a word with its article.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Flag(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<i64> for Json {
    fn from(number: i64) -> Self {
        Self::Number(number.to_string())
    }
}
