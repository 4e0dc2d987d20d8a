//! What goes on while nobody looks, and what viewers add.

use std::collections::BTreeMap;
use std::thread;
use std::time::Duration;

use anyhow::Result;

use super::browser::Viewers;
use super::cold::calls;
use super::limits::{Limits, as_number};
use super::table::Row;
use super::world::{self, ENVIRONMENT, Programs, Running};

/// How long each state is observed: longer than the slowest round of reading, so that a whole round is in it.
const WINDOW: Duration = Duration::from_secs(120);

/// How long viewers are left alone before counting begins.
const SETTLE: Duration = Duration::from_secs(15);

/// Nobody, two and two hundred viewers at `large`.
pub fn measure(programs: &Programs) -> Result<Vec<Row>> {
    let simulator = world::simulator(programs, "large")?;
    let limits = Limits::of(&simulator)?;
    let podium = world::podium(programs, &simulator)?;
    world::until_read(&simulator)?;
    thread::sleep(SETTLE);

    let before = podium.processor_time()?;
    let (alone, throttled) = observe(&simulator)?;
    let core = (podium.processor_time()? - before) / WINDOW.as_secs_f64();
    let (bucket, share) = busiest(&limits, &alone);
    let mut rows = vec![
        Row::at_most("nobody looks: share of the refill used, busiest bucket", share * 100.0, 50.0, "%")
            .remark(format!("`{bucket}`, over {} s", WINDOW.as_secs())),
        Row::at_most("nobody looks: throttled answers", as_number(throttled), 0.0, ""),
        Row::told("nobody looks: share of one core", core * 100.0, "%"),
        Row::told("memory, nobody looks", podium.memory()?.0, "MB"),
    ];

    let pages = [format!("/env/{ENVIRONMENT}/services"), format!("/env/{ENVIRONMENT}/clusters"), "/".to_owned()];
    let few = watched(&podium, &simulator, &pages, 2)?;
    let many = watched(&podium, &simulator, &pages, 200)?;
    let sum = |calls: &BTreeMap<String, u64>| as_number(calls.values().sum());
    let seconds = WINDOW.as_secs_f64();
    rows.push(
        Row::at_most("AWS calls per second added by viewers 2 to 200", ((sum(&many.calls) - sum(&few.calls)) / seconds).max(0.0).round(), 0.0, "")
            .remark(format!(
                "{} calls with 2, {} with 200, in {seconds} s each; {} pages fetched by the 200, {} failed",
                sum(&few.calls), sum(&many.calls), many.pages, many.failed
            )),
    );
    rows.push(Row::at_most("200 viewers: throttled answers", as_number(many.throttled), 0.0, ""));
    rows.push(
        Row::at_most("memory of Podium with `large` and 200 viewers", many.memory, 200.0, "MB")
            .remark(format!("resident set at the end; at its greatest {:.0} MB", many.most_memory)),
    );
    Ok(rows)
}

struct Watched {
    calls: BTreeMap<String, u64>,
    throttled: u64,
    memory: f64,
    most_memory: f64,
    pages: u64,
    failed: u64,
}

fn watched(podium: &Running, simulator: &Running, pages: &[String], viewers: u32) -> Result<Watched> {
    let viewers = Viewers::start(podium, pages, viewers)?;
    thread::sleep(SETTLE);
    let (calls, throttled) = observe(simulator)?;
    let (memory, most_memory) = podium.memory()?;
    let (pages, failed) = viewers.stop()?;
    Ok(Watched { calls, throttled, memory, most_memory, pages, failed })
}

/// The calls of one window, and how many of them were throttled.
fn observe(simulator: &Running) -> Result<(BTreeMap<String, u64>, u64)> {
    let (before, throttled_before) = calls(simulator)?;
    thread::sleep(WINDOW);
    let (mut after, throttled) = calls(simulator)?;
    for (operation, count) in before {
        if let Some(later) = after.get_mut(&operation) {
            *later -= count;
        }
    }
    Ok((after, throttled - throttled_before))
}

/// The bucket of which most is used, and which share of its refill that is.
fn busiest(limits: &Limits, calls: &BTreeMap<String, u64>) -> (String, f64) {
    let shares = limits.by_bucket(calls).into_iter().filter_map(|(bucket, count)| {
        let refill = limits.buckets.get(&bucket)?.refill_per_second;
        Some((bucket, as_number(count) / WINDOW.as_secs_f64() / refill))
    });
    shares.max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or_default()
}
