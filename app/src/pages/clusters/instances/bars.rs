//! What of an instance is taken, and by which task.

use leptos::prelude::*;
use model::view::{Bar, PortTaken};

use crate::ui::shares::shares;

/// What a port is called that belongs to the instance: SSH, Docker, the agent.
const INSTANCE: &str = "instance";

/// A bar of what is taken, and below it what is left. `unit` is what the amounts count.
pub fn bar(name: &'static str, unit: &'static str, bar: &Bar) -> AnyView {
    let left = format!("{} of {} {unit} left", bar.remaining, bar.registered);
    let mut amounts: Vec<u32> = bar.parts.iter().map(|part| part.amount).collect();
    amounts.push(bar.other);
    view! {
        <div class="resource">
            {shares(format!("{name}: {left}"), &amounts, bar.registered)}
            <div class="sub num">{left}</div>
        </div>
    }
    .into_any()
}

/// Who takes how much of CPU and memory, unfolded on request.
pub fn takers(cpu: &Bar, memory: &Bar) -> AnyView {
    if cpu.parts.is_empty() && memory.parts.is_empty() {
        return ().into_any();
    }
    let mut lines: Vec<_> = memory.parts.iter().map(|part| (&part.task, &part.label, 0, part.amount)).collect();
    for part in &cpu.parts {
        match lines.iter_mut().find(|(task, ..)| **task == part.task) {
            Some((_, _, cpu, _)) => *cpu = part.amount,
            None => lines.push((&part.task, &part.label, part.amount, 0)),
        }
    }
    let count = lines.len();
    let items = lines.into_iter().map(|(task, label, cpu, memory)| {
        view! { <li><a href=task.page().path()>{label.clone()}</a><span class="num quiet">{format!("{cpu} CPU · {memory} MiB")}</span></li> }
    });
    let other = (cpu.other > 0 || memory.other > 0).then(|| {
        view! { <li><span>"others"</span><span class="num quiet">{format!("{} CPU · {} MiB", cpu.other, memory.other)}</span></li> }
    });
    let words = if count == 1 { "what it takes" } else { "who takes what" };
    view! {
        <details class="takers">
            <summary>{words}</summary>
            <ul>{items.collect_view()}{other}</ul>
        </details>
    }
    .into_any()
}

/// The ports that tasks have taken, and how many the instance keeps for itself.
pub fn ports(ports: &[PortTaken]) -> AnyView {
    let number = |port: &PortTaken| if port.is_udp { format!("{}/udp", port.port) } else { port.port.to_string() };
    let (own, taken): (Vec<_>, Vec<_>) = ports.iter().partition(|port| port.task.is_none() && port.label == INSTANCE);
    let items = taken.into_iter().map(|port| {
        let who = match &port.task {
            Some(task) => view! { <a href=task.page().path()>{port.label.clone()}</a> }.into_any(),
            None => port.label.clone().into_any(),
        };
        view! { <li><span class="num">{number(port)}</span>" "{who}</li> }
    });
    let own = (!own.is_empty()).then(|| {
        let numbers: Vec<_> = own.iter().map(|port| number(port)).collect();
        view! { <li class="quiet" title=numbers.join(", ")>{format!("{} of the instance itself", own.len())}</li> }
    });
    view! { <ul class="ports">{items.collect_view()}{own}</ul> }.into_any()
}
