//! Reads JSON, and notes where each value begins.

use std::collections::BTreeSet;

use super::Json;

/// The deepest nesting that is read. A task definition has eight levels.
const DEPTH_MAX: usize = 32;

/// Where a value begins in its text, in bytes, and where what is in it begins, in the order in which it stands there.
#[derive(Debug)]
pub(crate) struct Spot {
    pub start: usize,
    pub inside: Vec<Spot>,
}

/// Why a text is no JSON, and the byte at which that shows.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Broken {
    pub at: usize,
    pub why: &'static str,
}

/// Reads the whole text as one value.
///
/// # Errors
/// [`Broken`] for what is no JSON, is nested too deeply, or gives two values to one name.
pub(crate) fn parse(text: &str) -> Result<(Json, Spot), Broken> {
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(0)?;
    reader.blanks();
    if reader.at < text.len() { Err(reader.broken("The text should end here.")) } else { Ok(value) }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn broken(&self, why: &'static str) -> Broken {
        Broken { at: self.at, why }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn take(&mut self, wanted: u8) -> bool {
        let is_there = self.peek() == Some(wanted);
        self.at += usize::from(is_there);
        is_there
    }

    fn value(&mut self, depth: usize) -> Result<(Json, Spot), Broken> {
        self.blanks();
        let start = self.at;
        let leaf = |value| (value, Spot { start, inside: Vec::new() });
        match self.peek() {
            Some(b'{' | b'[') if depth == DEPTH_MAX => Err(self.broken("This is nested too deeply.")),
            Some(b'{') => self.object(depth + 1),
            Some(b'[') => self.list(depth + 1),
            Some(b'"') => self.string().map(Json::Text).map(leaf),
            Some(b'-' | b'0'..=b'9') => self.number().map(Json::Number).map(leaf),
            Some(b't') => self.word("true", Json::Flag(true)).map(leaf),
            Some(b'f') => self.word("false", Json::Flag(false)).map(leaf),
            Some(b'n') => self.word("null", Json::Null).map(leaf),
            Some(_) => {
                Err(self
                    .broken("A value is expected here: a text in double quotes, a number, true, false, {…} or […]."))
            }
            None => Err(self.broken("The text ends too early: a value is expected here.")),
        }
    }

    fn object(&mut self, depth: usize) -> Result<(Json, Spot), Broken> {
        let mut spot = Spot { start: self.at, inside: Vec::new() };
        let (mut members, mut names) = (Vec::new(), BTreeSet::new());
        self.at += 1;
        self.blanks();
        if self.take(b'}') {
            return Ok((Json::Object(members), spot));
        }
        loop {
            self.blanks();
            let start = self.at;
            if self.peek() != Some(b'"') {
                return Err(self.broken("A name in double quotes is expected here."));
            }
            let name = self.string()?;
            if !names.insert(name.clone()) {
                return Err(Broken { at: start, why: "This name stands twice in the same object." });
            }
            self.blanks();
            if !self.take(b':') {
                return Err(self.broken("A colon is expected here."));
            }
            let (value, inside) = self.value(depth)?;
            members.push((name, value));
            spot.inside.push(inside);
            self.blanks();
            if self.take(b'}') {
                return Ok((Json::Object(members), spot));
            }
            if !self.take(b',') {
                return Err(self.broken("A comma or } is expected here."));
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<(Json, Spot), Broken> {
        let mut spot = Spot { start: self.at, inside: Vec::new() };
        let mut items = Vec::new();
        self.at += 1;
        self.blanks();
        if self.take(b']') {
            return Ok((Json::List(items), spot));
        }
        loop {
            let (item, inside) = self.value(depth)?;
            items.push(item);
            spot.inside.push(inside);
            self.blanks();
            if self.take(b']') {
                return Ok((Json::List(items), spot));
            }
            if !self.take(b',') {
                return Err(self.broken("A comma or ] is expected here."));
            }
        }
    }

    /// A string; what is in it is left to `serde_json`.
    fn string(&mut self) -> Result<String, Broken> {
        let start = self.at;
        self.at += 1;
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => self.at += 2,
                Some(0..=0x1f) => return Err(self.broken("A text ends on its line: write \\n for a new line.")),
                Some(_) => self.at += 1,
                None => return Err(Broken { at: start, why: "This text has no end: a double quote is missing." }),
            }
        }
        self.at += 1;
        let written = self.text.get(start..self.at).unwrap_or_default();
        let broken = Broken { at: start, why: "This text has an escape that JSON does not know." };
        serde_json::from_str(written).map_err(|_| broken)
    }

    fn number(&mut self) -> Result<String, Broken> {
        let start = self.at;
        let broken = Broken { at: start, why: "This is no number of JSON." };
        self.take(b'-');
        let starts_with_zero = self.peek() == Some(b'0');
        let whole = self.digits();
        if whole == 0 || (starts_with_zero && whole > 1) || (self.take(b'.') && self.digits() == 0) {
            return Err(broken);
        }
        if self.take(b'e') || self.take(b'E') {
            let _sign = self.take(b'+') || self.take(b'-');
            if self.digits() == 0 {
                return Err(broken);
            }
        }
        Ok(self.text.get(start..self.at).unwrap_or_default().to_owned())
    }

    /// Goes past digits and says how many there were.
    fn digits(&mut self) -> usize {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        self.at - start
    }

    fn word(&mut self, word: &str, value: Json) -> Result<Json, Broken> {
        if !self.text.get(self.at..).is_some_and(|rest| rest.starts_with(word)) {
            return Err(self.broken("Only true, false and null stand without quotes."));
        }
        self.at += word.len();
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, at: usize, why: &str) {
        let broken = parse(text).unwrap_err();
        assert!(broken.at == at && broken.why.contains(why), "{broken:?}");
    }

    #[test]
    fn what_is_broken_is_said_where_it_is() {
        check("", 0, "ends too early");
        check("{\"a\" 1}", 5, "colon");
        check("{\"a\": 1 \"b\": 2}", 8, "comma or }");
        check("[1, ]", 4, "value is expected");
        check("{a: 1}", 1, "name in double quotes");
        check("{\"a\": 1, \"a\": 2}", 9, "twice");
        check("{\"a\": \"x}", 6, "no end");
        check("[\"a\nb\"]", 3, "new line");
        check("[\"\\x\"]", 1, "escape");
        check("[01]", 1, "no number");
        check("[nil]", 1, "without quotes");
        check("{} {}", 3, "end here");
        check(&"[".repeat(100_000), DEPTH_MAX, "too deeply");
    }

    #[test]
    fn members_keep_their_order_and_numbers_their_digits() {
        let text = "{\"b\":1.10,\"a\":123456789012345678901234567890,\"c\":[-0,1e2]}";
        assert_eq!(parse(text).unwrap().0.compact(), text);
    }

    /// Pieces of JSON, so that many texts are nearly right.
    fn pieces() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"a\"",
            "\"b\"",
            "\"\\u00e9\"",
            "\"\\ud800\"",
            "\"",
            "\\",
            "1",
            "-",
            "0",
            ".5",
            "e3",
            "true",
            "fals",
            "null",
            " ",
            "\n",
            "é",
            "{\"a\":",
            "[1,",
        ]);
        prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn what_serde_json_reads_is_read_and_nothing_else(text in prop_oneof![pieces(), any::<String>()]) {
            match (parse(&text), serde_json::from_str::<serde_json::Value>(&text)) {
                (Ok((ours, _)), theirs) => {
                    let back: serde_json::Value = serde_json::from_str(&ours.compact()).unwrap();
                    prop_assert_eq!(back, theirs.unwrap());
                }
                (Err(broken), theirs) => prop_assert!(theirs.is_err() || broken.why.contains("twice"), "{}", broken.why),
            }
        }
    }
}
