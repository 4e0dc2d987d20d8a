//! How long somebody waits who changes something: the plan, and carrying it out.

use std::collections::BTreeSet;
use std::time::Instant;

use anyhow::{Context, Result};

use super::table::Row;
use super::world::{ENVIRONMENT, Large};
use crate::http::{get, get_json, post};

/// As many as AWS allows at once of half its UpdateService calls: more would measure how long a bucket takes to fill.
const TIMES: usize = 20;

/// Plans to scale services and carries the plans out, one after the other.
pub fn measure(Large { simulator, podium }: &Large) -> Result<Vec<Row>> {
    let path = format!("/env/{ENVIRONMENT}/services");
    let page = get(&podium.url(&path))?;
    let services: BTreeSet<String> = page.split("href=\"").skip(1).filter_map(service_in).collect();
    anyhow::ensure!(services.len() >= TIMES, "the page names {} services", services.len());
    let (mut plans, mut applied) = (Vec::new(), Vec::new());
    for (number, service) in services.iter().take(TIMES).enumerate() {
        let address = podium.url(&format!("{service}/scale?desired={}", 400 + number));
        let begun = Instant::now();
        let plan = get(&address)?;
        plans.push(begun.elapsed().as_secs_f64() * 1000.0);
        let body = fields(&plan).with_context(|| format!("there is no plan at {address}"))?;
        let begun = Instant::now();
        let status = post(&address, &podium.url(""), &body)?;
        applied.push(begun.elapsed().as_secs_f64() * 1000.0);
        anyhow::ensure!(status == 303, "{address}: {status}");
    }
    let written = get_json(&simulator.url("/_simulator/journal/totals"))?["operations"]["UpdateService"].as_u64();
    let remark = format!("{TIMES} services, answers of the simulated AWS and waiting for its request budget included");
    let calls = format!("{} UpdateService calls", written.unwrap_or_default());
    Ok(vec![
        Row::at_most("plan page at `large`: 95 % within", within(&mut plans), 100.0, "ms").remark(remark),
        Row::at_most("plan carried out at `large`: 95 % within", within(&mut applied), 100.0, "ms").remark(calls),
    ])
}

/// The address of a service in what follows the beginning of a link.
fn service_in(rest: &str) -> Option<String> {
    let href = rest.split('"').next()?;
    let (cluster, service) = href.split_once("/services/")?;
    let is_page = cluster.contains("/clusters/") && !service.contains(['/', '?', '#']);
    is_page.then(|| href.to_owned())
}

/// What the form of a plan sends.
fn fields(page: &str) -> Option<String> {
    let (_, form) = page.split_once("aria-label=\"Carry the plan out\"")?;
    let inputs = form.split("</form>").next()?.split("<input type=\"hidden\" ").skip(1);
    let pair = |input: &str| {
        let value = |name: &str| input.split_once(&format!("{name}=\""))?.1.split('"').next().map(str::to_owned);
        Some(format!("{}={}", value("name")?, value("value")?))
    };
    Some(inputs.filter_map(pair).collect::<Vec<_>>().join("&"))
}

/// The time within which 95 of 100 were done.
fn within(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    let place = (times.len() * 95).div_ceil(100).saturating_sub(1);
    times.get(place).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_of_a_plan_are_sent_as_they_stand() {
        let input = |name, value| format!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\">");
        let own = input("form", "apply") + &input("plan", "a.b");
        let page = format!("<form aria-label=\"Carry the plan out\">{own}</form>{}", input("x", "1"));
        assert_eq!(fields(&page).as_deref(), Some("form=apply&plan=a.b"));
        assert_eq!(fields("<form></form>"), None);
    }

    #[test]
    fn services_are_found_by_their_addresses_whatever_else_a_link_has() {
        let page = "<a href=\"/env/a/services?sort=name\"><a href=\"/env/a/clusters/c/services/web\" class=\"name\"><a \
                    href=\"/env/a/clusters/c/services/web/scale\">";
        let found: Vec<String> = page.split("href=\"").skip(1).filter_map(service_in).collect();
        assert_eq!(found, ["/env/a/clusters/c/services/web"]);
    }

    #[test]
    fn of_twenty_times_one_may_be_longer() {
        let mut times: Vec<f64> = (1..=20).map(f64::from).collect();
        assert_eq!(within(&mut times), 19.0);
    }
}
