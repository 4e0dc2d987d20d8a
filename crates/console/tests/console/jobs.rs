//! Tasks of no service that fail.

use std::time::Duration;

use model::verdict::Level;
use model::view::JobRow;

use crate::support::*;

async fn failed(world: &World) -> Vec<JobRow> {
    world.console.overview(&world.viewer).await.unwrap().data.jobs
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_failed_is_on_the_page_of_the_fleet_and_of_its_cluster() {
    let world = World::small_with_everything().await;
    let jobs = failed(&world).await;
    let names: Vec<&str> = jobs.iter().map(|job| job.family.as_str()).collect();
    assert_eq!(names, ["backfill"], "the other runs did their work");
    assert_eq!(jobs[0].level, Level::Degraded);
    assert_eq!(jobs[0].started_by.as_deref(), Some("ci/deploy-…"), "each deployment has a number of its own");
    assert!(jobs[0].why.as_deref().unwrap().contains("exit code 1"), "{:?}", jobs[0].why);
    let page = world.console.cluster(&world.viewer, &cluster("data")).await.unwrap().data;
    assert_eq!((page.jobs.len(), page.row.jobs, page.row.worst), (1, 1, Some(Level::Degraded)));
    assert!(page.headline.contains("1 job"), "{}", page.headline);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_run_that_failed_is_still_shown_when_aws_has_forgotten_it() {
    let world = World::small_with_everything().await;
    let run = failed(&world).await[0].run.clone();
    world.simulator.control().advance(Duration::from_hours(3));
    let is_forgotten = |world: &World| {
        let snapshot = world.fleet.snapshot(&environment()).unwrap();
        !snapshot.clusters[&run.cluster].tasks.contains_key(&run.task)
    };
    world.until(is_forgotten).await;
    assert_eq!(failed(&world).await[0].run, run);
    let page = world.console.task(&world.viewer, &run).await.unwrap().data;
    assert!(page.headline.starts_with("Failed: "), "{}", page.headline);
    assert!(page.explanation.is_some());
}
