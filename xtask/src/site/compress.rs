//! Brotli and gzip.

use std::io::Write;

use anyhow::Result;
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, GzBuilder};

use super::Effort;

/// The content compressed by brotli: quality 11 for a release, 5 to try a change.
pub fn brotli(content: &[u8], effort: Effort) -> Result<Vec<u8>> {
    let quality = match effort {
        Effort::Quick => 5,
        Effort::Full => 11,
    };
    let parameters = BrotliEncoderParams { quality, lgwin: 22, size_hint: content.len(), ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut compressed, &parameters)?;
    Ok(compressed)
}

/// The content compressed by gzip, without a time stamp: the same content gives the same bytes.
pub fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_is_compressed_comes_back_whole() {
        let content = "the quick brown fox ".repeat(500).into_bytes();
        for effort in [Effort::Quick, Effort::Full] {
            let mut back = Vec::new();
            brotli::BrotliDecompress(&mut &*brotli(&content, effort).unwrap(), &mut back).unwrap();
            assert_eq!(back, content);
        }
        let mut back = Vec::new();
        flate2::read::GzDecoder::new(&*gzip(&content).unwrap()).read_to_end(&mut back).unwrap();
        assert_eq!(back, content);
    }
}
