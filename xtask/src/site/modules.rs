//! The browser's half that is written in TypeScript: `app/js`, made into one module by esbuild.

use anyhow::{Context, Result, bail};

use crate::places;
use crate::process::{command, output};

/// How the WebAssembly's glue names the module; wasm-bindgen leaves the name as the source spells it.
const PAGE: &str = "'./page.js'";

/// The module that `app` imports, with all that it imports itself, minified.
///
/// # Errors
/// When esbuild finds a mistake.
pub fn page() -> Result<Vec<u8>> {
    // A program or a script that starts it, depending on whether npm was allowed to run scripts.
    let esbuild = places::node_modules().join(".bin/esbuild");
    let entry = places::root().join("app/js/page.ts");
    let arguments = ["--bundle", "--format=esm", "--minify", "--target=es2022", "--log-level=warning"];
    Ok(output(command(esbuild).arg(entry).args(arguments))?.into_bytes())
}

/// The glue, with the module's published path in the place of its name.
///
/// # Errors
/// When the glue does not import it exactly once.
pub fn linked(glue: Vec<u8>, path: &str) -> Result<Vec<u8>> {
    let glue = String::from_utf8(glue).context("the glue is no text")?;
    match glue.matches(PAGE).count() {
        1 => Ok(glue.replace(PAGE, &format!("'{path}'")).into_bytes()),
        times => bail!("the glue imports {PAGE} {times} times"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_glue_finds_the_module_where_it_is_published() {
        let linked = linked(b"import { ask } from './page.js';".to_vec(), "/pkg/page.0a1b.js").unwrap();
        assert_eq!(linked, b"import { ask } from '/pkg/page.0a1b.js';");
    }

    #[test]
    fn glue_that_does_not_import_the_module_is_refused() {
        assert!(linked(b"import './other.js';".to_vec(), "/pkg/page.js").is_err());
    }
}
