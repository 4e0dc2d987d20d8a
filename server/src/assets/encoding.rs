//! Which of a file's encodings a browser gets: the smallest it accepts.
//!
//! <https://www.rfc-editor.org/rfc/rfc9110#field.accept-encoding>

use http::{HeaderMap, header};

use super::Asset;

/// The encoding that was agreed on, with the bytes to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Brotli.
    Brotli(&'static [u8]),
    /// Gzip.
    Gzip(&'static [u8]),
    /// The file as it is.
    Identity(&'static [u8]),
    /// The browser refuses everything there is, `identity` included.
    NotAcceptable,
}

impl Encoding {
    /// The smallest encoding of `asset` that the request's `Accept-Encoding` allows.
    pub(super) fn choose(request: &HeaderMap, asset: &'static Asset) -> Self {
        let wishes = Wishes::of(request);
        if let Some(content) = asset.brotli.filter(|_| wishes.accept("br")) {
            return Self::Brotli(content);
        }
        if let Some(content) = asset.gzip.filter(|_| wishes.accept("gzip")) {
            return Self::Gzip(content);
        }
        if wishes.refuse_identity() { Self::NotAcceptable } else { Self::Identity(asset.plain) }
    }

    /// The value of `Content-Encoding`, if the header is to be sent.
    pub(super) fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli(_) => Some("br"),
            Self::Gzip(_) => Some("gzip"),
            Self::Identity(_) | Self::NotAcceptable => None,
        }
    }
}

/// The codings of an `Accept-Encoding` header, each with whether its weight is above zero.
struct Wishes(Vec<(String, bool)>);

impl Wishes {
    fn of(request: &HeaderMap) -> Self {
        let values = request.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
        Self(values.flat_map(|value| value.split(',')).filter_map(wish).collect())
    }

    fn says(&self, coding: &str) -> Option<bool> {
        self.0.iter().find(|(name, _)| name == coding).map(|(_, wanted)| *wanted)
    }

    fn accept(&self, coding: &str) -> bool {
        self.says(coding).or_else(|| self.says("*")).unwrap_or(false)
    }

    /// `identity` is fine unless it is excluded by name, or by `*;q=0` without being named.
    fn refuse_identity(&self) -> bool {
        self.says("identity").or_else(|| self.says("*")) == Some(false)
    }
}

/// Reads `gzip;q=0.5`; a weight nobody can read counts as a refusal.
fn wish(item: &str) -> Option<(String, bool)> {
    let mut parts = item.split(';').map(str::trim);
    let coding = parts.next().filter(|coding| !coding.is_empty())?.to_ascii_lowercase();
    let weight = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
    let wanted = weight.is_none_or(|weight| weight.parse::<f32>().is_ok_and(|weight| weight > 0.0));
    Some((coding, wanted))
}
