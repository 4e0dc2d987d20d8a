//! The browser's half that is written in TypeScript: `app/js`, made into modules by esbuild. Every page has the one,
//! few have the other, the editor.

use anyhow::{Context, Result, bail};

use crate::places;
use crate::process::{command, output};

/// How the WebAssembly's glue names the page's module; wasm-bindgen leaves the name as the source spells it.
pub const PAGE: &str = "./page.js";

/// How the page's module names the editor's.
pub const EDITOR: &str = "./editor.js";

/// The module that `app` imports, with all that it imports itself, minified.
///
/// # Errors
/// When esbuild finds a mistake.
pub fn page() -> Result<Vec<u8>> {
    bundled("app/js/page.ts", &["--external:./editor.js"])
}

/// The module that the page loads where there is a text to edit.
///
/// # Errors
/// When esbuild finds a mistake.
pub fn editor() -> Result<Vec<u8>> {
    bundled("app/js/editor.ts", &[])
}

fn bundled(entry: &str, more: &[&str]) -> Result<Vec<u8>> {
    // A program or a script that starts it, depending on whether npm was allowed to run scripts.
    let esbuild = places::node_modules().join(".bin/esbuild");
    let entry = places::root().join(entry);
    let arguments = ["--bundle", "--format=esm", "--minify", "--target=es2022", "--log-level=warning"];
    Ok(output(command(esbuild).arg(entry).args(arguments).args(more))?.into_bytes())
}

/// What imports another module, with its published path in the place of its name.
///
/// # Errors
/// When it does not import it exactly once.
pub fn linked(module: Vec<u8>, name: &str, path: &str) -> Result<Vec<u8>> {
    let module = String::from_utf8(module).context("a module is no text")?;
    let [single, double] = [format!("'{name}'"), format!("\"{name}\"")];
    match module.matches(&single).count() + module.matches(&double).count() {
        1 => Ok(module.replace(&single, &format!("'{path}'")).replace(&double, &format!("\"{path}\"")).into_bytes()),
        times => bail!("{name} is imported {times} times"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_glue_finds_the_module_where_it_is_published() {
        let linked = linked(b"import { ask } from './page.js';".to_vec(), PAGE, "/pkg/page.0a1b.js").unwrap();
        assert_eq!(linked, b"import { ask } from '/pkg/page.0a1b.js';");
        let linked = linked_editor(b"await import(\"./editor.js\")");
        assert_eq!(linked, b"await import(\"/pkg/editor.0a1b.js\")");
    }

    fn linked_editor(module: &[u8]) -> Vec<u8> {
        linked(module.to_vec(), EDITOR, "/pkg/editor.0a1b.js").unwrap()
    }

    #[test]
    fn glue_that_does_not_import_the_module_is_refused() {
        assert!(linked(b"import './other.js';".to_vec(), PAGE, "/pkg/page.js").is_err());
    }
}
