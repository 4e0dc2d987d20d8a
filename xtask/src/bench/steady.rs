//! What goes on while nobody looks, and what viewers add.

use std::thread;
use std::time::Duration;

use anyhow::Result;

use super::browser::Viewers;
use super::calls::Calls;
use super::limits::Limits;
use super::table::Row;
use super::usage::{memory, processor_time};
use super::world::{ENVIRONMENT, Large};
use crate::process::running::Running;

/// How long each state is observed: as long as the slowest round of reading, that of task definition families, so that
/// a whole round is in it.
const WINDOW: Duration = Duration::from_secs(150);

/// How long a new state is left alone before counting begins.
const SETTLE: Duration = Duration::from_secs(20);

/// Nobody, two and two hundred viewers at `large`.
pub fn measure(Large { simulator, podium }: &Large) -> Result<Vec<Row>> {
    thread::sleep(SETTLE);

    let seconds = WINDOW.as_secs_f64();
    let before = processor_time(podium)?;
    let alone = observe(simulator)?;
    let core = (processor_time(podium)? - before) / seconds;
    let (bucket, share) = Limits::of(simulator, &alone)?.busiest(&alone, seconds);
    let alone_memory = memory(podium)?.0;

    let pages = ["services", "clusters", "task-definitions"].map(|page| format!("/env/{ENVIRONMENT}/{page}"));
    let few = watched(podium, simulator, &pages, 2)?;
    let many = watched(podium, simulator, &pages, 200)?;
    // One round of the poller more or less falls into a window by chance, whoever looks.
    let added = (many.calls.sum() - few.calls.sum()) / few.calls.sum();
    Ok(vec![
        Row::at_most("nobody looks: share of the refill used, busiest bucket", share * 100.0, 50.0, "%")
            .remark(format!("`{bucket}`, over {seconds} s")),
        Row::at_most("nobody looks: throttled answers", alone.throttled(), 0.0, ""),
        Row::told("nobody looks: share of one core", core * 100.0, "%"),
        Row::told("nobody looks: memory", alone_memory, "MB"),
        Row::at_most("AWS calls added by viewers 2 to 200, share of all", added.max(0.0) * 100.0, 1.0, "%").remark(
            format!(
                "{} calls with 2 viewers, {} with 200, in {seconds} s each; the 200 fetched {} pages, {} failed",
                few.calls.sum(),
                many.calls.sum(),
                many.pages,
                many.failed
            ),
        ),
        Row::at_most("200 viewers: throttled answers", many.calls.throttled(), 0.0, ""),
        Row::at_most("memory of Podium with `large` and 200 viewers", many.memory.0, 180.0, "MB")
            .remark(format!("resident set at the end; {:.0} MB at its greatest", many.memory.1)),
    ])
}

struct Watched {
    calls: Calls,
    memory: (f64, f64),
    pages: u64,
    failed: u64,
}

fn watched(podium: &Running, simulator: &Running, pages: &[String], viewers: u32) -> Result<Watched> {
    let viewers = Viewers::start(podium, pages, viewers)?;
    thread::sleep(SETTLE);
    let calls = observe(simulator)?;
    let memory = memory(podium)?;
    let (pages, failed) = viewers.stop()?;
    Ok(Watched { calls, memory, pages, failed })
}

/// The calls of one window.
fn observe(simulator: &Running) -> Result<Calls> {
    let before = Calls::of(simulator)?;
    thread::sleep(WINDOW);
    Ok(Calls::of(simulator)?.since(&before))
}
