//! How many pages a second, beside the same bytes served by axum from memory.

use std::fs;

use anyhow::{Context, Result};

use super::table::Row;
use super::world::{self, ENVIRONMENT, Large, Programs};
use crate::http::get;
use crate::install;
use crate::places;
use crate::process::running::Running;
use crate::process::{command, output};

/// What the load generator is asked for.
const CONNECTIONS: &str = "16";
const DURATION: &str = "20s";

/// A page is only asked for in its final form: an estate of 1 008 services gives a full page of 100 rows.
const ROWS: usize = 100;

/// The first page of services, server-rendered.
pub fn measure(programs: &Programs, Large { podium, .. }: &Large) -> Result<Vec<Row>> {
    let wrk = install::wrk::wrk()?;
    let path = format!("/env/{ENVIRONMENT}/services");
    let page = get(&podium.url(&path))?;
    let rows = page.matches("data-service=").count();
    anyhow::ensure!(rows >= ROWS, "the page has {rows} rows");
    let file = places::checks().join("bench/services.html");
    fs::write(&file, &page)?;
    let bare = world::bare(programs, &file)?;

    load(&wrk, podium, &path, "3s")?;
    let own = load(&wrk, podium, &path, DURATION)?;
    let floor = load(&wrk, &bare, &path, DURATION)?;
    let size = page.len() / 1000;
    Ok(vec![
        Row::told("this machine: the same bytes by bare axum, from memory", floor.per_second, "pages/s")
            .remark(format!("{size} kB, {CONNECTIONS} connections, the load generator on the same cores")),
        Row::told("services page of 100 rows out of 1 008", own.per_second, "pages/s"),
        Row::at_most("pages/s of bare axum ÷ pages/s of Podium", floor.per_second / own.per_second, 40.0, ""),
        Row::at_most("services page: 99 % within ÷ the median", own.p99_ms / own.median_ms, 3.0, "")
            .remark(format!("{:.1} ms ÷ {:.1} ms", own.p99_ms, own.median_ms)),
    ])
}

/// What the load generator saw.
#[derive(Debug, PartialEq)]
pub(super) struct Load {
    pub(super) per_second: f64,
    median_ms: f64,
    p99_ms: f64,
}

pub(super) fn load(wrk: &std::path::Path, subject: &Running, path: &str, duration: &str) -> Result<Load> {
    let options = ["--threads", "1", "--connections", CONNECTIONS, "--duration", duration, "--latency"];
    let said = output(command(wrk).args(options).arg(subject.url(path)))?;
    read(&said).with_context(|| format!("wrk said something else:\n{said}"))
}

/// Reads what wrk prints; nothing when a request failed.
fn read(said: &str) -> Option<Load> {
    let value = |name: &str| said.lines().find_map(|line| line.trim().strip_prefix(name)).map(str::trim);
    if value("Non-2xx").is_some() || value("Socket errors").is_some() {
        return None;
    }
    Some(Load {
        per_second: value("Requests/sec:")?.parse().ok()?,
        median_ms: milliseconds(value("50%")?)?,
        p99_ms: milliseconds(value("99%")?)?,
    })
}

fn milliseconds(text: &str) -> Option<f64> {
    let (factor, number) = match text {
        _ if text.ends_with("us") => (0.001, text.strip_suffix("us")?),
        _ if text.ends_with("ms") => (1.0, text.strip_suffix("ms")?),
        _ => (1000.0, text.strip_suffix('s')?),
    };
    Some(number.parse::<f64>().ok()? * factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: &str = "  Latency Distribution\n     50%   30.11ms\n     99%  1.20s \n  100 requests in 1.00s\nRequests/sec:    321.50\n";

    #[test]
    fn what_the_load_generator_prints_is_read() {
        assert_eq!(read(SAID), Some(Load { per_second: 321.5, median_ms: 30.11, p99_ms: 1200.0 }));
        assert_eq!(milliseconds("870.00us"), Some(0.87));
    }

    #[test]
    fn answers_that_are_errors_are_not_counted_as_pages() {
        assert_eq!(read(&format!("{SAID}  Non-2xx or 3xx responses: 3\n")), None);
        assert_eq!(read(&format!("{SAID}  Socket errors: connect 0, read 5, write 0, timeout 0\n")), None);
    }
}
