//! From the start of the program to the first complete page.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use super::table::Row;
use super::world::Programs;
use crate::http::{get, get_json};
use crate::process::command;
use crate::process::running::free_addresses;

/// Starts are repeated, and the middle one counts.
const TIMES: usize = 5;

/// `podium demo`: the estate is made, read once, and shown.
pub fn measure(programs: &Programs) -> Result<Vec<Row>> {
    let mut times = (0..TIMES).map(|_| once(programs)).collect::<Result<Vec<_>>>()?;
    times.sort_by(f64::total_cmp);
    Ok(vec![Row::at_most("start → first complete page of `small`", times[TIMES / 2], 2.0, "s").remark(format!(
        "middle of {TIMES}, the longest {:.2} s; making the simulated estate included",
        times[TIMES - 1]
    ))])
}

fn once(programs: &Programs) -> Result<f64> {
    let [pages, simulator] = free_addresses()?;
    let mut program: Command = command(&programs.podium);
    program.arg("demo").args(["--listen", &pages.to_string(), "--simulator", &simulator.to_string()]);
    let begun = Instant::now();
    let mut child = program.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let time = loop {
        if is_complete(&format!("http://{pages}/env/demo/services"), &format!("http://{simulator}/_simulator/state")) {
            break Ok(begun.elapsed().as_secs_f64());
        }
        if begun.elapsed() > Duration::from_secs(30) {
            break Err(());
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    child.kill()?;
    child.wait()?;
    match time {
        Ok(time) => Ok(time),
        Err(()) => bail!("no complete page after 30 s"),
    }
}

/// A page is complete when it has every service there is, and nothing on it is Unknown for want of news.
fn is_complete(page: &str, state: &str) -> bool {
    let services = get_json(state).ok().and_then(|state| state["counts"]["services"].as_u64());
    let (Some(services), Ok(page)) = (services, get(page)) else { return false };
    let rows = page.matches("<tr data-service=").count();
    services > 0 && u64::try_from(rows) == Ok(services) && !page.contains("data-rule=\"1\"")
}
