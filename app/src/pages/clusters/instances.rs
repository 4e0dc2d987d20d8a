//! What a cluster runs on, drawn on the server: capacity, tasks without a place, instances, and what still fits.

mod bars;
mod capacity;
mod fits;
mod rows;
#[cfg(test)]
mod sample;
mod unplaced;

use leptos::prelude::*;
use model::address::ClusterRef;
use model::query::ListQuery;
use model::view::{CapacityPage, InstancesPage};

use crate::components::alarms::alarm_list;
use crate::components::list::{ListAt, count_tools};
use crate::components::part::{plain, titled};
use crate::parts::{Sheet, Told};
use model::page::ClusterTab;

/// Adds the parts of the tab. Each has an answer of its own: one that has none takes no other with it.
pub fn add(
    sheet: &mut Sheet,
    cluster: &ClusterRef,
    query: ListQuery,
    instances: Told<InstancesPage>,
    capacity: Told<CapacityPage>,
) {
    let at = ListAt { path: cluster.tab(ClusterTab::Instances).path(), query };
    let page = instances.read().map(|answer| (answer.data.clone(), answer.now));
    let alarms = capacity.read().map(|answer| (answer.data.alarms.clone(), answer.now));
    if let Some((page, now)) = page.as_ref().filter(|(page, _)| !page.unplaced.is_empty()) {
        let unplaced = || titled("Tasks without a place", ().into_any(), unplaced::unplaced(&page.unplaced, *now));
        sheet.add("unplaced", unplaced);
    }
    sheet.add_told("capacity", "Capacity", plain, capacity, |page, _| capacity::capacity(cluster, &page));
    if let Some((alarms, now)) = alarms.filter(|(alarms, _)| !alarms.is_empty()) {
        sheet.add("alarms", || titled("Alarms", ().into_any(), alarm_list(&alarms, now)));
    }
    if let Some((page, _)) = page.as_ref().filter(|(page, _)| !page.fits.is_empty()) {
        sheet.add("fits", || titled("What still fits", ().into_any(), fits::fits(&page.fits)));
    }
    if let Some((page, _)) = page.filter(|(page, _)| page.rows.total > 0) {
        sheet.add("tools", || {
            let hint = "Filter by id, type, zone or provider";
            count_tools(&at, page.rows.matching, page.rows.total, hint, ().into_any())
        });
    }
    sheet.add_told("instances", "Instances", plain, instances, |page, now| rows::instances(&at, &page.rows, now));
}

#[cfg(test)]
mod tests {
    use model::time::Timestamp;
    use model::view::Answer;

    use super::*;

    fn drawn(change: impl FnOnce(&mut InstancesPage)) -> String {
        let mut page = sample::page();
        change(&mut page);
        let answer =
            |data| Answer { data, as_of: Some(Timestamp(0)), now: Timestamp(60_000), stale: false, notices: vec![] };
        let capacity = Answer {
            data: sample::capacity(),
            as_of: Some(Timestamp(0)),
            now: Timestamp(0),
            stale: false,
            notices: vec![],
        };
        let mut sheet = Sheet::new(String::new());
        let query = ListQuery::default();
        add(&mut sheet, &sample::at(), query, Told::Read(answer(page)), Told::Read(capacity));
        sheet.finish().html()
    }

    #[test]
    fn an_instance_says_what_it_has_left_and_who_takes_the_rest() {
        let html = drawn(|_| ());
        for part in [
            "data-instance=\"0a1b2c3d4e5f60718293a4b5c6d7e8f9\"",
            "i-0123456789abcdef0",
            "m7g.large",
            "512 of 2048 CPU units left",
            "checkout 9f3c",
            "8080",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn a_task_without_a_place_says_why_instance_by_instance() {
        let html = drawn(|_| ());
        for part in
            ["has no place", "was unable to place a task", "lacks 1024 MiB of memory", "data-service=\"checkout\""]
        {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn what_still_fits_is_said_for_every_strategy() {
        let html = drawn(|_| ());
        for part in ["binpack on memory", "spread over zones", "3 more", "checkout:43"] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn a_cluster_without_instances_says_that_this_may_be_well() {
        let html = drawn(|page| {
            *page = InstancesPage { rows: model::query::Listing::default(), fits: vec![], unplaced: vec![] }
        });
        assert!(html.contains("No container instances") && html.contains("Fargate"), "{html}");
    }
}
