//! What a cluster runs on, drawn on the server: capacity, tasks without a place, instances, and what still fits.

mod bars;
mod capacity;
mod fits;
mod rows;
#[cfg(test)]
mod sample;
mod unplaced;

use leptos::prelude::*;
use model::query::ListQuery;
use model::view::{Answer, CapacityPage, ClusterRef, InstancesPage};

use crate::components::alarms::alarm_list;
use crate::components::list::ListAt;
use crate::components::part::{part, plain};
use crate::drawn::{Drawn, piece};
use crate::error::AppError;
use crate::routes::{ClusterTab, cluster_tab};

/// What a use case answered.
type Told<T> = Result<Answer<T>, AppError>;

/// The parts of the tab. Each is drawn for itself: one that has no answer does not take the other with it.
pub fn pieces(
    cluster: &ClusterRef,
    query: &ListQuery,
    instances: Told<InstancesPage>,
    capacity: Told<CapacityPage>,
) -> Drawn {
    let at = ListAt { path: cluster_tab(cluster, ClusterTab::Instances), query: query.clone() };
    let page = instances.as_ref().ok().map(|answer| (answer.data.clone(), answer.now));
    let alarms = capacity.as_ref().ok().map(|answer| (answer.data.alarms.clone(), answer.now));
    let mut pieces = Vec::new();
    if let Some((page, now)) = page.as_ref().filter(|(page, _)| !page.unplaced.is_empty()) {
        pieces.push(piece(|| titled("Tasks without a place", unplaced::unplaced(&page.unplaced, *now))));
    }
    pieces.push(part("Capacity", plain, capacity, |page, _| capacity::capacity(cluster, &page)));
    if let Some((alarms, now)) = alarms.filter(|(alarms, _)| !alarms.is_empty()) {
        pieces.push(piece(|| titled("Alarms", alarm_list(&alarms, now))));
    }
    if let Some((page, _)) = page.as_ref().filter(|(page, _)| !page.fits.is_empty()) {
        pieces.push(piece(|| titled("What still fits", fits::fits(&page.fits))));
    }
    let listed = page.map(|(page, _)| (page.rows.matching, page.rows.total, page.rows.page));
    // The list comes last, so that the page can put its filter before it.
    pieces.push(part("Instances", plain, instances, |page, now| rows::instances(&at, &page.rows, now)));
    Drawn { pieces, listed }
}

fn titled(title: &'static str, content: AnyView) -> AnyView {
    view! { <section class="part"><div class="bar"><h2>{title}</h2></div>{content}</section> }.into_any()
}

#[cfg(test)]
mod tests {
    use model::time::Timestamp;

    use super::*;
    use crate::drawn::Piece;

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
        let drawn = pieces(&sample::at(), &ListQuery::default(), Ok(answer(page)), Ok(capacity));
        drawn.pieces.iter().map(Piece::html).collect()
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
