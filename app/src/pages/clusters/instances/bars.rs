//! What of an instance is taken, and by which task.

use leptos::prelude::*;
use model::view::{Bar, PortTaken};

use crate::routes;
use crate::ui::shares::shares;

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
pub fn takers(instance: &str, cpu: &Bar, memory: &Bar) -> AnyView {
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
        view! { <li><a href=routes::task(task)>{label.clone()}</a><span class="num quiet">{format!("{cpu} CPU · {memory} MiB")}</span></li> }
    });
    let other = (cpu.other > 0 || memory.other > 0).then(|| {
        view! { <li><span>"others"</span><span class="num quiet">{format!("{} CPU · {} MiB", cpu.other, memory.other)}</span></li> }
    });
    let words = if count == 1 { "1 task".to_owned() } else { format!("{count} tasks") };
    view! {
        <details class="takers">
            <summary data-key=format!("takers-{instance}")>{words}</summary>
            <ul>{items.collect_view()}{other}</ul>
        </details>
    }
    .into_any()
}

/// The ports that are taken; those of the instance itself more quietly.
pub fn ports(ports: &[PortTaken]) -> AnyView {
    if ports.is_empty() {
        return view! { <span class="faint">"none taken"</span> }.into_any();
    }
    let items = ports.iter().map(|port| {
        let number = if port.is_udp { format!("{}/udp", port.port) } else { port.port.to_string() };
        let who = match &port.task {
            Some(task) => view! { <a href=routes::task(task)>{port.label.clone()}</a> }.into_any(),
            None => port.label.clone().into_any(),
        };
        let class = if port.task.is_some() { "port" } else { "port quiet" };
        view! { <li class=class><span class="num">{number}</span>" "{who}</li> }
    });
    view! { <ul class="ports">{items.collect_view()}</ul> }.into_any()
}
