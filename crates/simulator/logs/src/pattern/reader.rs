//! Reading a pattern from left to right.

/// What is left of a pattern.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a>(pub &'a str);

impl<'a> Reader<'a> {
    /// Goes past white space.
    pub fn skip_space(&mut self) {
        self.0 = self.0.trim_start();
    }

    /// Whether nothing is left.
    pub fn is_at_end(self) -> bool {
        self.0.is_empty()
    }

    /// Goes past a token, when it is next.
    pub fn take(&mut self, token: &str) -> bool {
        match self.0.strip_prefix(token) {
            Some(rest) => {
                self.0 = rest;
                true
            }
            None => false,
        }
    }

    /// Goes past as many characters as are so.
    pub fn take_while(&mut self, is_so: impl Fn(char) -> bool) -> &'a str {
        let end = self.0.find(|character| !is_so(character)).unwrap_or(self.0.len());
        let (taken, rest) = self.0.split_at(end);
        self.0 = rest;
        taken
    }

    /// A text in double quotes, in which a backslash takes the next character as it is; `None` when it does not end.
    pub fn quoted(&mut self) -> Option<String> {
        let rest = self.0.strip_prefix('"')?;
        let (mut text, mut escaped) = (String::new(), false);
        for (index, character) in rest.char_indices() {
            match character {
                '\\' if !escaped => escaped = true,
                '"' if !escaped => {
                    self.0 = &rest[index + 1..];
                    return Some(text);
                }
                _ => {
                    text.push(character);
                    escaped = false;
                }
            }
        }
        None
    }
}
