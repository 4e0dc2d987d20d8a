//! Rust source, taken apart just far enough: code without comments and strings, and the strings by themselves.

/// A Rust file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Code {
    /// The lines, with comments and the insides of strings and characters blanked out.
    pub lines: Vec<String>,
    /// The string literals, as written between their quotes.
    pub strings: Vec<Text>,
    /// The number of lines before the tests at the end, if there are any.
    untested: usize,
}

/// A string literal.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Text {
    /// The line it starts in, counted from 1.
    pub line: usize,
    /// What stands between the quotes.
    pub text: String,
}

impl Code {
    /// Takes a file apart.
    pub fn of(source: &str) -> Self {
        let mut reader = Reader { rest: source, code: String::new(), strings: Vec::new() };
        while reader.step() {}
        let lines: Vec<String> = reader.code.lines().map(str::to_owned).collect();
        let untested = (0..lines.len()).find(|&at| starts_tests(&lines[at..])).unwrap_or(lines.len());
        Self { lines, strings: reader.strings, untested }
    }

    /// The strings outside of the tests at the end of the file.
    pub fn untested_strings(&self) -> impl Iterator<Item = &Text> {
        self.strings.iter().filter(|string| string.line <= self.untested)
    }

    /// The lines before the tests at the end of the file.
    pub fn untested_lines(&self) -> &[String] {
        &self.lines[..self.untested]
    }

    /// The lines, counted from 1, in which an identifier stands that `wanted` likes.
    pub fn identifiers(&self, wanted: impl Fn(&str) -> bool) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        for (number, line) in (1..).zip(&self.lines) {
            let words = line.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
            found.extend(words.filter(|word| wanted(word)).map(|word| (number, word.to_owned())));
        }
        found
    }

    /// The lines, counted from 1, in which `path` is written, such as `model::`, and not as the end of a longer word.
    pub fn paths(&self, path: &str) -> Vec<usize> {
        let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
        let starts = |line: &str| line.match_indices(path).any(|(at, _)| !line[..at].ends_with(is_word));
        (1..).zip(&self.lines).filter(|(_, line)| starts(line)).map(|(number, _)| number).collect()
    }
}

/// `#[cfg(test)]` or `#[cfg(all(test, …))]`, perhaps more attributes, and a module.
fn starts_tests(lines: &[String]) -> bool {
    let mut lines = lines.iter().map(|line| line.trim());
    let is_test = |line: &str| line == "#[cfg(test)]" || line.starts_with("#[cfg(all(test,");
    lines.next().is_some_and(is_test)
        && lines.find(|line| !line.starts_with("#[")).is_some_and(|line| line.starts_with("mod "))
}

struct Reader<'a> {
    rest: &'a str,
    code: String,
    strings: Vec<Text>,
}

impl Reader<'_> {
    /// Reads a comment, a literal or a letter; false at the end.
    fn step(&mut self) -> bool {
        let Some(first) = self.rest.chars().next() else { return false };
        let before = self.code.chars().next_back();
        let in_word = before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
        if self.rest.starts_with("//") {
            self.blank(self.rest.find('\n').unwrap_or(self.rest.len()));
        } else if self.rest.starts_with("/*") {
            self.blank(block_comment(self.rest));
        } else if first == '"' {
            self.string(1, "\"");
        } else if first == '\'' {
            self.blank(character(self.rest));
        } else if let Some(hashes) = raw_string(self.rest).filter(|_| !in_word) {
            let start = self.rest.find('"').unwrap_or_default() + 1;
            self.string(start, &format!("\"{}", "#".repeat(hashes)));
        } else {
            self.code.push(first);
            self.rest = &self.rest[first.len_utf8()..];
        }
        true
    }

    fn string(&mut self, start: usize, end: &str) {
        let inside = &self.rest[start..];
        let length = if end == "\"" && start == 1 { escaped_length(inside) } else { inside.find(end) };
        let length = length.unwrap_or(inside.len());
        let line = self.code.matches('\n').count() + 1;
        self.strings.push(Text { line, text: inside[..length].to_owned() });
        self.code.push('"');
        self.blank(start + length);
        let closing = end.len().min(self.rest.len());
        self.rest = &self.rest[closing..];
        self.code.push('"');
    }

    /// Skips `length` bytes, keeping their line breaks.
    fn blank(&mut self, length: usize) {
        let (skipped, rest) = self.rest.split_at(length.min(self.rest.len()));
        self.code.extend(skipped.chars().filter(|&letter| letter == '\n'));
        self.rest = rest;
        if !skipped.contains('\n') {
            self.code.push(' ');
        }
    }
}

/// The length of a comment that may contain others.
fn block_comment(text: &str) -> usize {
    let mut depth = 0;
    let bytes = text.as_bytes();
    for (at, pair) in bytes.windows(2).enumerate() {
        match pair {
            b"/*" => depth += 1,
            b"*/" if depth == 1 => return at + 2,
            b"*/" => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

/// Where an ordinary string ends: at the first quote without a backslash before it.
fn escaped_length(inside: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, letter) in inside.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some(at),
            _ => {}
        }
    }
    None
}

/// The length of a character literal, or 1 for the quote before a lifetime.
fn character(text: &str) -> usize {
    let mut letters = text.char_indices().skip(1);
    match letters.next() {
        Some((_, '\\')) => {
            text[2..].char_indices().skip(1).find(|(_, letter)| *letter == '\'').map_or(1, |(at, _)| at + 3)
        }
        Some(_) => letters.next().filter(|(_, letter)| *letter == '\'').map_or(1, |(at, _)| at + 1),
        None => 1,
    }
}

/// The number of hashes if a raw string starts here.
fn raw_string(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('b').unwrap_or(text).strip_prefix('r')?;
    let hashes = rest.len() - rest.trim_start_matches('#').len();
    rest[hashes..].starts_with('"').then_some(hashes)
}

#[cfg(test)]
mod tests;
