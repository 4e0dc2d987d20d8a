//! CPU and memory, of the task and of its containers.

use super::{Faults, Task};

/// The memory sizes (least, most, step, in MiB) that go with a number of CPU units on Fargate.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html>
const FARGATE: [(i64, i64, i64, i64); 6] = [
    (512, 1_024, 4_096, 1_024),
    (1_024, 2_048, 8_192, 1_024),
    (2_048, 4_096, 16_384, 1_024),
    (4_096, 8_192, 30_720, 1_024),
    (8_192, 16_384, 61_440, 4_096),
    (16_384, 32_768, 122_880, 8_192),
];

/// The smallest task has steps of its own.
const SMALLEST: (i64, [i64; 3]) = (256, [512, 1_024, 2_048]);

/// The least CPU of a task with Windows on Fargate, in CPU units.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html>
const WINDOWS_LEAST: i64 = 1_024;

/// What a task on instances can ask for, in CPU units.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html>
const ON_INSTANCES: std::ops::RangeInclusive<i64> = 128..=196_608;

pub(super) fn check(task: &Task, faults: &mut Faults) {
    let cpu = task.json.text("cpu").map(|text| units(text, "vcpu"));
    let memory = task.json.text("memory").map(|text| units(text, "gb"));
    let in_range = cpu.is_none_or(|cpu| cpu.is_some_and(|cpu| ON_INSTANCES.contains(&cpu)));
    if !in_range && !task.is_fargate {
        let (least, most) = (ON_INSTANCES.start(), ON_INSTANCES.end());
        let message = format!(
            "The CPU of a task is {least} to {most} units, 1024 to a core, or a number of cores such as 0.5 vCPU."
        );
        faults.of_task(task.path.member("cpu"), message);
    }
    if memory.is_some_and(|memory| memory.is_none_or(|memory| memory <= 0)) {
        let message = "The memory of a task is a number of MiB, or of GB such as 1 GB.";
        faults.of_task(task.path.member("memory"), message);
    } else if task.is_fargate {
        fargate(task, cpu, memory.flatten(), faults);
    }
    let memory = memory.flatten().filter(|memory| *memory > 0);
    sums(task, cpu.flatten(), memory, faults);
    containers(task, memory, faults);
}

fn fargate(task: &Task, cpu: Option<Option<i64>>, memory: Option<i64>, faults: &mut Faults) {
    if cpu.is_none() {
        faults.of_task(task.path.member("cpu"), "On Fargate a task needs a cpu of its own.");
    }
    if memory.is_none() {
        faults.of_task(task.path.member("memory"), "On Fargate a task needs a memory of its own.");
    }
    let Some(cpu) = cpu else { return };
    let Some((cpu, sizes)) = cpu.and_then(|cpu| Some((cpu, sizes(cpu)?))) else {
        let message = "On Fargate the CPU of a task is 256, 512, 1024, 2048, 4096, 8192 or 16384 units.";
        faults.of_task(task.path.member("cpu"), message);
        return;
    };
    let system = task.json.get("runtimePlatform").and_then(|platform| platform.text("operatingSystemFamily"));
    if cpu < WINDOWS_LEAST && system.is_some_and(|system| system.starts_with("WINDOWS")) {
        let message = format!("On Fargate a task with Windows has at least {WINDOWS_LEAST} CPU units.");
        faults.of_task(task.path.member("cpu"), message);
    }
    if memory.is_some_and(|memory| !fits(cpu, memory)) {
        let message = format!("On Fargate a task with {cpu} CPU units has {sizes} of memory.");
        faults.of_task(task.path.member("memory"), message);
    }
}

fn fits(cpu: i64, memory: i64) -> bool {
    if cpu == SMALLEST.0 {
        return SMALLEST.1.contains(&memory);
    }
    FARGATE.iter().any(|&(units, least, most, step)| {
        units == cpu && (least..=most).contains(&memory) && (memory - least) % step == 0
    })
}

/// The memory sizes that go with this CPU, in words.
fn sizes(cpu: i64) -> Option<String> {
    if cpu == SMALLEST.0 {
        return Some("512, 1024 or 2048 MiB".to_owned());
    }
    let (_, least, most, step) = FARGATE.iter().find(|(units, ..)| *units == cpu)?;
    Some(format!("{least} to {most} MiB in steps of {step}"))
}

fn sums(task: &Task, cpu: Option<i64>, memory: Option<i64>, faults: &mut Faults) {
    for (member, whole, size, unit) in
        [("cpu", cpu, "cpu", "CPU units"), ("memoryReservation", memory, "memory", "MiB")]
    {
        let sum = task.containers.iter().filter_map(|container| container.json.number(member));
        let sum = sum.fold(0, i64::saturating_add);
        if let Some(whole) = whole.filter(|whole| sum > *whole) {
            let message = format!("The containers ask for {sum} {unit} in {member} together; the task has {whole}.");
            faults.of_task(task.path.member(size), message);
        }
    }
}

fn containers(task: &Task, whole: Option<i64>, faults: &mut Faults) {
    for container in &task.containers {
        for member in ["cpu", "memory", "memoryReservation"] {
            if container.json.number(member).is_some_and(|size| size < 0) {
                faults.of(container, container.path.member(member), format!("{member} is no negative number."));
            }
        }
        let path = container.path.member("memory");
        let memory = container.json.number("memory");
        let reserved = container.json.number("memoryReservation");
        if !task.is_fargate && task.json.get("memory").is_none() && memory.is_none() && reserved.is_none() {
            let message = "Where the task has no memory of its own, each container needs memory or memoryReservation.";
            faults.of(container, path, message);
        } else if let Some((memory, reserved)) = memory.zip(reserved).filter(|(memory, reserved)| memory < reserved) {
            let message = format!("The limit of {memory} MiB is less than the {reserved} MiB of memoryReservation.");
            faults.of(container, path, message);
        } else if let Some((memory, whole)) = memory.zip(whole).filter(|(memory, whole)| memory > whole) {
            let message = format!("The container's limit of {memory} MiB is more than the {whole} MiB of the task.");
            faults.of(container, path, message);
        }
    }
}

/// CPU units or MiB in `512`, and, with `vcpu` or `gb` for the unit, in `0.5 vCPU` and `1gb`. Nothing for what is no
/// such amount.
#[expect(clippy::cast_possible_truncation, reason = "checked to be a small whole number just before")]
fn units(text: &str, unit: &str) -> Option<i64> {
    if let Ok(units) = text.parse() {
        return Some(units);
    }
    let amount: f64 = text.to_ascii_lowercase().strip_suffix(unit)?.trim().parse().ok()?;
    let scaled = amount * 1_024.0;
    ((0.0..1e9).contains(&scaled) && scaled.fract() == 0.0).then_some(scaled as i64)
}
