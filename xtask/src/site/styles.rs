//! The one stylesheet, made by Tailwind from `style/main.css` and the class names in `app`.

use anyhow::{Result, bail};

use crate::places;
use crate::process::{command, output};

/// The minified stylesheet.
pub fn css() -> Result<String> {
    let tailwind = places::node_modules().join("@tailwindcss/cli/dist/index.mjs");
    let css = output(command("node").arg(tailwind).args(["--input", "style/main.css", "--output", "-", "--minify"]))?;
    if css.contains("url(http") || css.contains("@import") {
        bail!("the stylesheet refers to something outside of the site");
    }
    Ok(css)
}
