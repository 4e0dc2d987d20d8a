//! What the files of the site are.

use std::path::Path;

/// The value of `Content-Type` for a file, by the end of its name; `None` for what the site should not contain.
pub fn media_type(name: &str) -> Option<&'static str> {
    Some(match Path::new(name).extension()?.to_str()? {
        "css" => "text/css; charset=utf-8",
        "ico" => "image/x-icon",
        "js" => "text/javascript; charset=utf-8",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "woff2" => "font/woff2",
        _ => return None,
    })
}

/// Whether compressing is worth a try: pictures and fonts are compressed by themselves.
pub fn is_compressible(name: &str) -> bool {
    !matches!(Path::new(name).extension().and_then(|end| end.to_str()), Some("png" | "woff2"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_is_announced_as_webassembly_so_that_browsers_compile_it_while_it_loads() {
        assert_eq!(media_type("/pkg/podium_bg.0a1b.wasm"), Some("application/wasm"));
    }

    #[test]
    fn what_is_not_part_of_a_site_has_no_type() {
        for name in ["/notes.md", "/README", "/pkg/podium.d.ts"] {
            assert_eq!(media_type(name), None, "{name}");
        }
    }
}
