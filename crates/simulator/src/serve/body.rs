//! The body of a request: read to its end, and unpacked.

use std::io::Read;

use axum::body::{Body, to_bytes};
use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http::{HeaderMap, StatusCode};

use super::request::LARGEST_BODY;
use simulator_protocol::error::AwsError;

/// The whole body.
///
/// # Errors
/// When it is too large, packed or not, does not come, or is not packed as its `Content-Encoding` says.
pub async fn read(headers: &HeaderMap, body: Body) -> Result<Bytes, AwsError> {
    let length = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > LARGEST_BODY) {
        return Err(too_large());
    }
    let body = to_bytes(body, LARGEST_BODY).await.map_err(|_| too_large())?;
    match headers.get(CONTENT_ENCODING).map(|value| value.as_bytes()) {
        None | Some(b"identity" | b"aws-chunked") => Ok(body),
        Some(b"gzip") => unpack(&body),
        Some(_) => Err(AwsError::serialization("The request body has a Content-Encoding that is not understood.")),
    }
}

fn unpack(packed: &[u8]) -> Result<Bytes, AwsError> {
    let mut unpacked = Vec::new();
    let most = u64::try_from(LARGEST_BODY).unwrap_or(u64::MAX);
    flate2::read::GzDecoder::new(packed)
        .take(most + 1)
        .read_to_end(&mut unpacked)
        .map_err(|_| AwsError::serialization("The request body is not gzip."))?;
    if unpacked.len() > LARGEST_BODY { Err(too_large()) } else { Ok(unpacked.into()) }
}

fn too_large() -> AwsError {
    let error = AwsError::serialization("The request body is too large.");
    AwsError { status: StatusCode::PAYLOAD_TOO_LARGE, ..error }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn what_was_packed_is_unpacked() {
        assert_eq!(unpack(&packed(b"Action=DescribeTags")).unwrap(), "Action=DescribeTags");
    }

    #[test]
    fn a_small_body_that_unpacks_to_a_huge_one_is_too_large() {
        let error = unpack(&packed(&vec![0; LARGEST_BODY + 1])).unwrap_err();
        assert_eq!(error.status, StatusCode::PAYLOAD_TOO_LARGE);
    }

    #[test]
    fn nonsense_is_not_gzip() {
        assert_eq!(unpack(b"nonsense").unwrap_err().code, "SerializationException");
    }
}
