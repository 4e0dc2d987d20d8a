//! The colours that mean something.

/// What a colour says. Colour means state and nothing else, and never stands alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As it should be.
    Good,
    /// On its way.
    Busy,
    /// Not as it should be.
    Warn,
    /// Broken.
    Bad,
    /// Nobody knows.
    Unknown,
    /// Nothing to say.
    Quiet,
}

impl Tone {
    /// The class that colours text and the shapes in it.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Busy => "busy",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Unknown => "unknown",
            Self::Quiet => "idle",
        }
    }
}
