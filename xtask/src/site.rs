//! The site: everything a browser fetches, made from the sources and left in `target/site`.

use std::fs;
use std::process::{Child, Stdio};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use crate::announce::step;
use crate::install;
use crate::places;
use crate::process::{cargo, run};

mod compress;
mod glue;
pub mod manifest;
mod media;
mod modules;
mod publish;
mod styles;

use manifest::Manifest;
use publish::Site;

/// How hard to try to make the site small.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Effort {
    /// For trying a change: the page is there sooner and weighs about a quarter more.
    Quick,
    /// For everybody else: `wasm-opt`, brotli 11, gzip 9.
    Full,
}

/// What the fonts are called in the stylesheet, and where npm has them. Latin letters only: AWS names have no others.
const FONTS: [(&str, &str); 2] = [
    ("/fonts/inter.woff2", "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2"),
    ("/fonts/jetbrains-mono.woff2", "@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2"),
];

/// Makes the site, and the list of what is in it.
///
/// # Errors
/// When a tool is missing and cannot be installed, or one of them fails.
pub fn build(effort: Effort) -> Result<Manifest> {
    install::wasm_target()?;
    install::npm()?;
    step("compile the browser's half", compile)?;
    let program = step("bind it to JavaScript", || glue::program(effort))?;
    let page = step("bundle the page's modules", modules::page)?;
    let editor = step("bundle the editor", modules::editor)?;
    let styles = step("make the stylesheet", styles::css)?;
    step("hash, compress and publish the site", || {
        let mut site = Site::default();
        let styles = with_fonts(&mut site, styles)?;
        site.add_hashed("/pkg/podium.css", styles.into_bytes());
        let editor = site.add_hashed("/pkg/editor.js", editor);
        let page = site.add_hashed("/pkg/page.js", modules::linked(page, modules::EDITOR, &editor)?);
        let glue = site.add_hashed("/pkg/podium.js", modules::linked(program.glue, modules::PAGE, &page)?);
        let wasm = site.add_hashed("/pkg/podium_bg.wasm", program.wasm);
        site.add_hashed("/pkg/start.js", start(&glue, &wasm, &page).into_bytes());
        add_public(&mut site)?;
        site.publish(&places::site(), effort)
    })
}

/// How the browser's half is compiled.
const COMPILE: [&str; 8] =
    ["build", "--package", "frontend", "--lib", "--target", install::WASM, "--profile", "wasm-release"];

fn compile() -> Result<()> {
    run(cargo().args(COMPILE))
}

/// The browser's half, being compiled while something else is done.
///
/// Its last minute is link-time optimization, which keeps one core busy; Cargo lets it run beside builds of other
/// profiles.
pub struct Ahead(Child);

impl Ahead {
    /// Starts compiling. What it has to say is not shown: [`build`] does the rest, and says what is wrong.
    ///
    /// # Errors
    /// When the target cannot be installed or Cargo not be started.
    pub fn start() -> Result<Self> {
        install::wasm_target()?;
        let mut compile = cargo();
        let compile =
            compile.args(COMPILE).arg("--quiet").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        Ok(Self(compile.spawn().context("cannot start cargo")?))
    }
}

/// Waits: who goes on without it would only wait for Cargo's lock.
impl Drop for Ahead {
    fn drop(&mut self) {
        _ = self.0.wait();
    }
}

/// The module that wakes the page up. It is a file of its own so that no page needs an inline script.
///
/// The page is complete without it, so nothing of it is loaded before the first paint: on a slow line the stylesheet
/// and the fonts have the line for themselves. A page in the background is not painted and does not wait for that. It
/// runs while the document is still being read, and takes that over when all of it is there.
fn start(glue: &str, wasm: &str, page: &str) -> String {
    format!(
        "const wake = async () => {{\n  const wasm = fetch(\"{wasm}\");\n  import(\"{page}\");\n  \
         const {{ default: init, hydrate }} = await import(\"{glue}\");\n  \
         await init({{ module_or_path: wasm }});\n  \
         if (document.readyState === \"loading\") \
         await new Promise((read) => document.addEventListener(\"DOMContentLoaded\", read));\n  \
         hydrate();\n}};\n\
         if (document.hidden || performance.getEntriesByName(\"first-paint\").length) wake();\n\
         else requestAnimationFrame(() => setTimeout(wake));\n"
    )
}

/// Adds the fonts, and lets the stylesheet point to where they are.
fn with_fonts(site: &mut Site, mut styles: String) -> Result<String> {
    for (name, file) in FONTS {
        let file = places::node_modules().join(file);
        let font = fs::read(&file).with_context(|| format!("cannot read the font {}", file.display()))?;
        if !styles.contains(name) {
            bail!("the stylesheet does not use the font {name}");
        }
        styles = styles.replace(name, &site.add_hashed(name, font));
    }
    Ok(styles)
}

/// Adds the files of `public/`, which keep their names.
fn add_public(site: &mut Site) -> Result<()> {
    let folder = places::root().join("public");
    for entry in fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()).filter(|_| path.is_file()) else {
            bail!("{} is not a plain file with a plain name", path.display());
        };
        if !name.starts_with('.') {
            site.add_plain(&format!("/{name}"), fs::read(&path)?);
        }
    }
    Ok(())
}
