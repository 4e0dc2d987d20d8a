//! From what rustc left to what a browser loads: wasm-bindgen's glue, and a smaller module.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use super::Effort;
use crate::install;
use crate::places;
use crate::process::{command, run};

/// What rustc already uses on this target; wasm-opt must know it to read the module, and may use no more.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Smaller, but without inlining: a function that is put into its only caller saves bytes of the module and costs more
/// bytes of what brotli makes of it, for similar functions no longer look alike (measured: 341 kB with it, 311 kB
/// without).
const SMALLER: [&str; 4] = [
    "-Oz",
    "--always-inline-max-function-size=0",
    "--flexible-inline-max-function-size=0",
    "--one-caller-inline-max-function-size=0",
];

/// The browser's half, as JavaScript and WebAssembly.
pub struct Program {
    /// The ES module that loads the other one.
    pub glue: Vec<u8>,
    /// The WebAssembly module.
    pub wasm: Vec<u8>,
}

/// Makes the program from what Cargo has just built, unless it was made from the same before.
pub fn program(effort: Effort) -> Result<Program> {
    let input = places::target().join(install::WASM).join("wasm-release/frontend.wasm");
    let compiled = fs::read(&input).with_context(|| format!("cannot read {}", input.display()))?;
    let cache = Cache::of(effort);
    let key = format!("{} {}", super::publish::hash(&compiled), [&FEATURES[..], &SMALLER].concat().join(" "));
    if let Some(program) = cache.get(&key) {
        println!("    unchanged");
        return Ok(program);
    }
    let mut program = bind(compiled)?;
    if effort == Effort::Full {
        program.wasm = shrink(&cache.folder, &program.wasm)?;
    }
    cache.put(&key, &program)?;
    Ok(program)
}

fn bind(compiled: Vec<u8>) -> Result<Program> {
    let mut output = Bindgen::new()
        .input_bytes("podium", compiled)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()
        .context("wasm-bindgen cannot read what rustc built")?;
    let snippets = output.snippets().values().any(|snippets| !snippets.is_empty());
    if snippets || !output.local_modules().is_empty() || !output.npm_dependencies().is_empty() {
        bail!("a crate brings JavaScript files of its own, which the site does not publish");
    }
    Ok(Program { glue: output.js().as_bytes().to_vec(), wasm: output.wasm_mut().emit_wasm() })
}

fn shrink(folder: &Path, wasm: &[u8]) -> Result<Vec<u8>> {
    fs::create_dir_all(folder)?;
    let (before, after) = (folder.join("before.wasm"), folder.join("after.wasm"));
    fs::write(&before, wasm)?;
    let wasm_opt = places::node_modules().join("binaryen/bin/wasm-opt");
    run(command("node").arg(wasm_opt).args(FEATURES).args(SMALLER).arg(&before).arg("--output").arg(&after))?;
    let smaller = fs::read(&after).context("wasm-opt left nothing")?;
    println!("    wasm-opt: {} kB → {} kB", wasm.len() / 1000, smaller.len() / 1000);
    Ok(smaller)
}

/// The program of the last build, with the key of what it was made from.
struct Cache {
    folder: PathBuf,
}

impl Cache {
    fn of(effort: Effort) -> Self {
        let name = match effort {
            Effort::Quick => "quick",
            Effort::Full => "full",
        };
        Self { folder: places::site_cache().join(name) }
    }

    fn get(&self, key: &str) -> Option<Program> {
        let kept = fs::read_to_string(self.folder.join("key")).ok().filter(|kept| kept == key);
        kept?;
        let read = |name: &str| fs::read(self.folder.join(name)).ok();
        Some(Program { glue: read("podium.js")?, wasm: read("podium_bg.wasm")? })
    }

    /// The key goes last: an interrupted build must not look like a finished one.
    fn put(&self, key: &str, program: &Program) -> Result<()> {
        fs::create_dir_all(&self.folder)?;
        _ = fs::remove_file(self.folder.join("key"));
        fs::write(self.folder.join("podium.js"), &program.glue)?;
        fs::write(self.folder.join("podium_bg.wasm"), &program.wasm)?;
        fs::write(self.folder.join("key"), key).context("cannot write to the site's cache")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_kept_for_the_input_it_was_made_from() {
        let folder = std::env::temp_dir().join(format!("podium-glue-{}", std::process::id()));
        let cache = Cache { folder: folder.clone() };
        assert!(cache.get("one").is_none());
        cache.put("one", &Program { glue: b"glue".to_vec(), wasm: b"wasm".to_vec() }).unwrap();
        assert_eq!(cache.get("one").unwrap().wasm, b"wasm");
        assert!(cache.get("two").is_none());
        fs::remove_dir_all(folder).unwrap();
    }
}
