//! Podium's name for one request.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The name of a request in the log and in the answer's `X-Request-Id`: sixteen hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RequestId(pub u64);

/// A text is no name of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotARequestId;

impl RequestId {
    /// The request that is being answered; in the browser there is none.
    #[cfg(feature = "ssr")]
    pub fn current() -> Option<Self> {
        leptos::prelude::use_context()
    }

    /// The request that is being answered; in the browser there is none.
    #[cfg(not(feature = "ssr"))]
    pub const fn current() -> Option<Self> {
        None
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for RequestId {
    type Err = NotARequestId;

    fn from_str(text: &str) -> Result<Self, NotARequestId> {
        let is_hex = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = u64::from_str_radix(text, 16).ok().filter(|_| is_hex);
        number.map(Self).ok_or(NotARequestId)
    }
}

impl TryFrom<String> for RequestId {
    type Error = NotARequestId;

    fn try_from(text: String) -> Result<Self, NotARequestId> {
        text.parse()
    }
}

impl From<RequestId> for String {
    fn from(id: RequestId) -> Self {
        id.to_string()
    }
}

impl fmt::Display for NotARequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("sixteen hexadecimal digits are expected")
    }
}

impl std::error::Error for NotARequestId {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_as_it_is_written() {
        let id = RequestId(0x9f86);
        assert_eq!(id.to_string(), "0000000000009f86");
        assert_eq!(id.to_string().parse(), Ok(id));
        for bad in ["", "9f86", "+000000000009f86", "call 555 0100 now"] {
            assert_eq!(bad.parse::<RequestId>(), Err(NotARequestId), "{bad}");
        }
    }
}
