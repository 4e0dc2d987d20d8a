//! The query part of an address, decoded the same way by the server and in the browser.

/// The pairs of a query, with or without its question mark. A plus sign is a space, as forms send it.
pub fn pairs(search: &str) -> Vec<(String, String)> {
    search
        .trim_start_matches('?')
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(field, value)| (decode(field), decode(value)))
        .collect()
}

/// One value of a query; empty when it is not there.
pub fn value(search: &str, field: &str) -> String {
    pairs(search).into_iter().find(|(name, _)| name == field).map(|(_, value)| value).unwrap_or_default()
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let (byte, left) = match (first, tail) {
            (b'%', [high, low, left @ ..]) => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => (high * 16 + low, left),
                _ => (b'%', tail),
            },
            (b'+', _) => (b' ', tail),
            _ => (*first, tail),
        };
        bytes.push(byte);
        rest = left;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(search: &str, expect: &[(&str, &str)]) {
        let pairs = pairs(search);
        assert_eq!(pairs.iter().map(|(field, value)| (&**field, &**value)).collect::<Vec<_>>(), expect);
    }

    #[test]
    fn pairs_are_decoded_as_forms_encode_them() {
        check("", &[]);
        check("?q=web+prod&page=2", &[("q", "web prod"), ("page", "2")]);
        check("q=100%25%20%C3%A4", &[("q", "100% ä")]);
        check("q", &[("q", "")]);
    }

    #[test]
    fn what_is_not_encoded_well_is_kept() {
        check("q=100%&r=%zz&s=%f", &[("q", "100%"), ("r", "%zz"), ("s", "%f")]);
        check("q=%ff", &[("q", "\u{fffd}")]);
    }
}
