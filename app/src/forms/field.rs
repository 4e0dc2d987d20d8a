//! What is known of a field before anybody fills it in.

/// A field of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// What it is sent as.
    pub name: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// What helps to fill it in, if anything does.
    pub hint: Option<&'static str>,
    /// What it takes.
    pub kind: Kind,
}

/// What a field takes. The browser checks nothing: what is wrong is said by the server, once, and at the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line of text.
    Text,
    /// Several lines of text.
    Lines,
    /// One entry a line, none of it words of a language.
    Entries,
    /// A whole number.
    Number,
    /// One of these: what is sent, and what it is called.
    Choice(&'static [(&'static str, &'static str)]),
    /// What the button that sends the form says. It is drawn by the form itself.
    Button,
}
