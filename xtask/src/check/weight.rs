//! The site is as light as promised: what a first visit loads, compressed by brotli.
//!
//! Every page loads the same scripts, but for those where a task definition is edited: they load the editor besides. A
//! journey looks at what each kind of page has loaded
//! (`end2end/journeys/pages.spec.ts`), so that one which loads more than is weighed here does not go unnoticed.

use anyhow::{Context, Result};

use super::tally::Tally;
use crate::site::manifest::Manifest;

/// What may weigh how much together, in bytes.
const LIMITS: [(&str, &[&str], usize); 3] = [
    (
        "JavaScript and WebAssembly",
        &["/pkg/page.js", "/pkg/podium.js", "/pkg/podium_bg.wasm", "/pkg/start.js"],
        205_000,
    ),
    ("the editor of task definitions", &["/pkg/editor.js"], 115_000),
    ("the stylesheet", &["/pkg/podium.css"], 20_000),
];

/// Weighs a site that was compressed as far as it goes.
///
/// # Errors
/// When a file that has a limit does not exist.
pub fn check(site: &Manifest) -> Result<Tally> {
    let judge = |(what, sum, limit): (&str, f64, f64)| {
        let good = sum <= limit;
        println!("    {what}: {:.1} kB of {} kB{}", sum / 1e3, limit / 1e3, if good { "" } else { " – TOO MUCH" });
        if good { Tally::PASSED } else { Tally::FAILED }
    };
    Ok(weigh(site)?.into_iter().map(judge).sum())
}

/// What is weighed, what it weighs and what it may weigh, in bytes.
///
/// # Errors
/// When a file that has a limit does not exist.
pub fn weigh(site: &Manifest) -> Result<Vec<(&'static str, f64, f64)>> {
    let sum = |names: &[&str]| names.iter().map(|name| weight(site, name)).sum::<Result<usize>>();
    LIMITS.into_iter().map(|(what, names, limit)| Ok((what, number(sum(names)?), number(limit)))).collect()
}

fn number(bytes: usize) -> f64 {
    f64::from(u32::try_from(bytes).unwrap_or(u32::MAX))
}

fn weight(site: &Manifest, name: &str) -> Result<usize> {
    let file = site.files.iter().find(|file| file.name == name).with_context(|| format!("the site has no {name}"))?;
    Ok(file.brotli.as_ref().map_or(file.size, |twin| twin.size))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::Effort;
    use crate::site::manifest::{File, Twin};

    fn site(wasm: usize, css: usize, editor: usize) -> Manifest {
        let file = |(name, size): (&str, usize)| File {
            name: name.to_owned(),
            path: name.to_owned(),
            media_type: String::new(),
            hash: String::new(),
            immutable: true,
            size: size * 4,
            brotli: Some(Twin { path: String::new(), size }),
            gzip: None,
        };
        let files = [
            ("/pkg/page.js", 1_000),
            ("/pkg/podium.js", 9_000),
            ("/pkg/podium_bg.wasm", wasm),
            ("/pkg/start.js", 100),
            ("/pkg/podium.css", css),
            ("/pkg/editor.js", editor),
        ];
        Manifest { effort: Effort::Full, files: files.into_iter().map(file).collect() }
    }

    #[test]
    fn a_byte_too_much_fails() {
        for (wasm, css, editor, failed) in [
            (194_900, 20_000, 115_000, 0),
            (194_901, 20_000, 1, 1),
            (194_900, 20_001, 1, 1),
            (194_900, 20_000, 115_001, 1),
            (400_000, 30_000, 1, 2),
        ] {
            assert_eq!(check(&site(wasm, css, editor)).unwrap(), Tally { passed: 3 - failed, failed });
        }
    }

    #[test]
    fn a_missing_file_is_not_taken_for_a_light_one() {
        let mut site = site(1, 1, 1);
        site.files.pop();
        assert!(check(&site).is_err());
    }
}
