mod jobs;
mod kept;
mod work;

use fleet::{Disconnected, Known, Seen};
use model::freshness::Freshness;
use model::task::Container;
use model::time::Span;
use model::verdict::Level;

use super::*;
use crate::testing::*;

fn later(before: &Survey, clusters: Vec<ClusterSnapshot>, span: Span) -> Survey {
    Survey::new(Arc::new(snapshot(clusters)), Some(before), &|_| None, Timestamp(NOW.0 + span.0))
}

fn shop(desired: u32, running: u32) -> ClusterSnapshot {
    cluster("shop", vec![service("api", desired, running), service("web", 2, 2)], vec![task("web", 1), task("web", 2)])
}

/// The same content, shared as the fleet shares it, read again.
fn read_again(cluster: &ClusterSnapshot, at: Timestamp) -> ClusterSnapshot {
    let services =
        cluster.services.iter().map(|(name, seen)| (name.clone(), Seen { at, value: Arc::clone(&seen.value) }));
    ClusterSnapshot {
        services: Known { value: Arc::new(services.collect()), ..cluster.services.clone() },
        ..cluster.clone()
    }
}

#[test]
fn services_are_found_by_cluster_and_name() {
    let survey = survey(vec![cluster("data", vec![service("etl", 1, 1)], vec![]), shop(1, 1)]);
    let find = |cluster: &str, name: &str| survey.service(&cluster_name(cluster), &ServiceName::parse(name).unwrap());
    assert_eq!(find("shop", "web").unwrap().tasks.len(), 2);
    assert_eq!(find("data", "etl").unwrap().at.environment, environment());
    assert!(find("data", "web").is_none());
    assert!(find("nowhere", "web").is_none());
    assert_eq!(survey.in_cluster(&cluster_name("shop")).len(), 2);
}

#[test]
fn a_verdict_is_kept_while_nothing_changes_and_made_anew_when_something_does() {
    let first_read = shop(1, 1);
    let first = Survey::new(Arc::new(snapshot(vec![first_read.clone()])), None, &|_| None, NOW);
    let same = later(&first, vec![read_again(&first_read, ago(-60))], Span::minutes(1));
    assert!(Arc::ptr_eq(first.services().next().unwrap(), same.services().next().unwrap()));
    let changed = later(&first, vec![shop(1, 0)], Span::seconds(1));
    assert_eq!(
        (first.services().next().unwrap().level(), changed.services().next().unwrap().level()),
        (Level::Steady, Level::Down)
    );
}

#[test]
fn a_verdict_becomes_unknown_when_its_news_grow_old_though_nothing_changes() {
    let read = shop(1, 1);
    let first = Survey::new(Arc::new(snapshot(vec![read.clone()])), None, &|_| None, NOW);
    let old = later(&first, vec![read.clone()], Span::minutes(4));
    assert_eq!(old.services().next().unwrap().level(), Level::Unknown);
    let again = later(&old, vec![read_again(&read, ago(-240))], Span::minutes(4));
    assert_eq!(again.services().next().unwrap().level(), Level::Steady);
}

#[test]
fn in_an_outage_services_and_clusters_keep_the_order_of_what_was_known_last() {
    let read = || {
        let calm = cluster("a", vec![service("api", 1, 1)], vec![]);
        let shop = vec![service("admin", 1, 1), service("short", 2, 1), service("web", 1, 0)];
        vec![calm, cluster("shop", shop, vec![])]
    };
    let first = Survey::new(Arc::new(snapshot(read())), None, &|_| None, NOW);
    let names = |survey: &Survey| -> Vec<String> {
        survey.service_list().iter().map(|judged| judged.at.service.to_string()).collect()
    };
    assert_eq!(names(&first), ["web", "short", "admin", "api"]);
    let old = later(&first, read(), Span::minutes(10));
    assert_eq!(names(&old), ["web", "short", "admin", "api"]);
    let attention: Vec<_> = old.fleet_part().attention.iter().map(|judged| judged.at.service.to_string()).collect();
    assert_eq!(attention, ["web", "short", "admin", "api"], "all of them are not known");
    let clusters: Vec<_> =
        old.cluster_list().iter().map(|row| (row.at.cluster.to_string(), row.worst, row.last_known)).collect();
    let unknown = Some(Level::Unknown);
    let expect = [("shop".to_owned(), unknown, Some(Level::Down)), ("a".to_owned(), unknown, Some(Level::Steady))];
    assert_eq!(clusters, expect);
    let down = model::query::ListQuery { level: Some(Level::Down), ..Default::default() };
    assert_eq!(old.service_list().page(&down, |judged| judged.at.service.to_string()).rows, ["web"]);
}

#[test]
fn a_service_that_grows_is_not_short_of_tasks_once_they_are_read() {
    let mut growing = service("web", 2, 1);
    growing.pending = 1;
    let mut coming = task("web", 2);
    coming.last_status = "PENDING".into();
    coming.lifecycle.created_at = Some(ago(10));
    let read = cluster("shop", vec![growing], vec![task("web", 1), coming]);
    let unread =
        ClusterSnapshot { tasks: Known { value: Arc::clone(&read.tasks.value), ..Known::unread() }, ..read.clone() };
    let first = Survey::new(Arc::new(snapshot(vec![unread])), None, &|_| None, NOW);
    assert_eq!(first.services().next().unwrap().level(), Level::Degraded);
    let after = later(&first, vec![read], Span::seconds(1));
    assert_eq!(after.services().next().unwrap().level(), Level::Deploying);
}

#[test]
fn a_service_of_which_more_is_wanted_grows_from_the_first_second_on() {
    let read = |desired| cluster("shop", vec![service("web", desired, 1)], vec![task("web", 1)]);
    let first = Survey::new(Arc::new(snapshot(vec![read(1)])), None, &|_| None, NOW);
    let mut raised = read_again(&read(3), ago(-30));
    raised.raised = Arc::new(BTreeMap::from([(ServiceName::parse("web").unwrap(), ago(-30))]));
    let after = later(&first, vec![raised.clone()], Span::seconds(30));
    assert_eq!(after.services().next().unwrap().level(), Level::Deploying);
    let unseen = later(&after, vec![read_again(&raised, ago(-300))], Span::seconds(300));
    assert_eq!(unseen.services().next().unwrap().level(), Level::Deploying, "it is known since when");
    let long = later(&unseen, vec![read_again(&raised, ago(-331))], Span::seconds(331));
    assert_eq!(long.services().next().unwrap().level(), Level::Degraded, "ECS has had its time");
}

#[test]
fn services_whose_tasks_ended_are_judged_anew_once_the_definitions_of_those_are_known() {
    let mut ended = crashed("web", 1, 60);
    let sidecar = Container { name: "init".to_owned(), ..ended.containers[0].clone() };
    ended.containers.push(sidecar);
    let services = vec![service("api", 1, 1), service("web", 1, 0)];
    let read = cluster("shop", services, vec![ended, crashed("api", 2, 60)]);
    let first = survey(vec![read.clone()]);
    let after = later(&first, vec![ClusterSnapshot { definitions: Arc::default(), ..read }], Span::seconds(1));
    let kept: Vec<bool> = first.services().zip(after.services()).map(|(a, b)| Arc::ptr_eq(a, b)).collect();
    assert_eq!(kept, [true, false], "a task of one container needs no definition");
}

#[test]
fn a_crash_loop_ends_with_time_though_nothing_changes() {
    let tasks = (0..3).map(|number| crashed("web", number, 500 + i64::from(number))).collect();
    let read = cluster("shop", vec![service("web", 1, 1)], tasks);
    let first = Survey::new(Arc::new(snapshot(vec![read.clone()])), None, &|_| None, NOW);
    assert_eq!(first.services().next().unwrap().level(), Level::Degraded);
    let after = later(&first, vec![read_again(&read, ago(-120))], Span::minutes(2));
    assert_eq!(after.services().next().unwrap().level(), Level::Steady);
}

#[test]
fn a_survey_is_used_up_to_the_moment_at_which_time_alone_changes_a_verdict() {
    let mut young = service("web", 1, 0);
    let created = Some(Timestamp(NOW.0 - 299_500));
    (young.created_at, young.deployments[0].created_at, young.deployments[0].updated_at) = (created, created, created);
    let read = cluster("shop", vec![young], vec![]);
    let first = Survey::new(Arc::new(snapshot(vec![read.clone()])), None, &|_| None, NOW);
    assert_eq!(first.services().next().unwrap().level(), Level::Deploying);
    assert!(first.holds(&first.snapshot, Timestamp(NOW.0 + 500)));
    assert!(!first.holds(&first.snapshot, Timestamp(NOW.0 + 501)), "the grace of its first start is over");
    assert_eq!(later(&first, vec![read], Span(501)).services().next().unwrap().level(), Level::Down);
}

#[test]
fn a_survey_is_not_used_once_news_is_stale() {
    let first = Survey::new(Arc::new(snapshot(vec![shop(1, 1)])), None, &|_| None, NOW.before(Span(500)));
    let stale = Timestamp(ago(4).0 + model::freshness::STALE_AFTER.0 + 1);
    let just_before = Survey::new(Arc::clone(&first.snapshot), Some(&first), &|_| None, Timestamp(stale.0 - 10));
    assert!(just_before.holds(&first.snapshot, Timestamp(stale.0 - 1)));
    assert!(!just_before.holds(&first.snapshot, stale));
    assert_eq!(later(&just_before, vec![shop(1, 1)], stale.since(NOW)).head().worst, Some(Level::Unknown));
}

/// `web` behind a group of this name whose only target is in this state, read at this moment.
fn behind_a_balancer(state: &str, at: Timestamp) -> Snapshot {
    let web = behind(service("web", 1, 1), "web");
    let mut snapshot = snapshot(vec![read_again(&cluster("shop", vec![web], vec![task("web", 1)]), at)]);
    traffic(&mut snapshot, vec![listener(80, vec![forward(1, &[("web", 1)])])], Vec::new());
    let health = [(group_arn("web"), Seen::new(at, vec![target("10.0.0.1", state, None)]))];
    snapshot.health = Known::new(health.into(), snapshot.health.as_of().unwrap_or(NOW));
    snapshot
}

fn judged_again(before: &Survey, snapshot: Snapshot, span: Span) -> Survey {
    Survey::new(Arc::new(snapshot), Some(before), &|_| None, Timestamp(NOW.0 + span.0))
}

#[test]
fn a_verdict_is_made_anew_when_target_health_changes_and_when_it_grows_old() {
    let first_read = behind_a_balancer("healthy", NOW);
    let first = Survey::new(Arc::new(first_read.clone()), None, &|_| None, NOW);
    assert_eq!(first.services().next().unwrap().row.verdict.headline, "1 of 1 running, 1 of 1 target healthy");
    let same = judged_again(&first, first_read.clone(), Span::minutes(2));
    assert!(Arc::ptr_eq(first.services().next().unwrap(), same.services().next().unwrap()));
    let mut sick = first_read.clone();
    let health = [(group_arn("web"), Seen::new(NOW, vec![target("10.0.0.1", "unhealthy", None)]))];
    sick.health = Known::new(health.into(), sick.health.as_of().unwrap_or(NOW));
    assert_eq!(judged_again(&first, sick, Span::seconds(1)).services().next().unwrap().level(), Level::Down);
    let later = Timestamp(NOW.0 + Span::minutes(5).0);
    let services_again = read_again(&first_read.clusters[&cluster_name("shop")], later);
    let only_services = Snapshot {
        clusters: Known::new([(cluster_name("shop"), Arc::new(services_again))].into(), later),
        ..first_read
    };
    let old = judged_again(&first, only_services, Span::minutes(5));
    assert_eq!(
        old.services().next().unwrap().row.verdict.headline,
        "1 of 1 running, whether requests arrive is not known: target health not read for 5 min"
    );
}

#[test]
fn a_service_is_judged_again_when_ecs_loses_its_instance_and_once_that_lasts() {
    let placed = placed(task("web", 1), "a", 80);
    let shared = cluster("shop", vec![service("web", 1, 1)], vec![placed]);
    let shop = |away: Option<i64>| {
        let mut lone = instance("a");
        lone.agent_connected = away.is_none();
        let mut shop = with_instances(shared.clone(), vec![lone]);
        let gone = away.map(|seconds| ("a".to_owned(), Disconnected { since: ago(seconds), is_older: false }));
        shop.disconnected = Arc::new(gone.into_iter().collect());
        shop
    };
    let before = survey(vec![shop(None)]);
    let level = |survey: &Survey| survey.services().next().unwrap().level();
    assert_eq!(level(&before), Level::Steady);
    let lost = judged_again(&before, snapshot(vec![shop(Some(240))]), Span::seconds(1));
    assert_eq!(level(&lost), Level::Unknown);
    let headline = &lost.services().next().unwrap().row.verdict.headline;
    assert!(headline.contains("1 of 1 running on i-a, of whose tasks ECS has heard nothing for 4 min"), "{headline}");
    let back = judged_again(&lost, snapshot(vec![shop(None)]), Span::seconds(2));
    assert_eq!(level(&back), Level::Steady);
}

#[test]
fn a_cluster_whose_services_were_not_read_is_not_idle_and_counts_no_wishes() {
    let unread = |active: u32, services| {
        let mut shop = cluster("shop", services, vec![]);
        shop.services.freshness = Freshness::default();
        let mut itself = (*shop.cluster).clone();
        (itself.active_services, itself.running) = (active, 64);
        shop.cluster = Arc::new(itself);
        let row = survey(vec![shop]).cluster_list().iter().next().unwrap().clone();
        (row.worst, row.services, row.running, row.desired)
    };
    assert_eq!(unread(18, vec![]), (Some(Level::Unknown), 18, 64, None));
    assert_eq!(unread(18, vec![service("web", 2, 2)]), (Some(Level::Unknown), 18, 64, None));
    assert_eq!(unread(0, vec![]), (None, 0, 64, Some(0)), "it has none, says ECS");
}

#[test]
fn what_aws_does_not_count_is_not_nothing() {
    let row = |shop: ClusterSnapshot| survey(vec![shop]).cluster_list().iter().next().unwrap().clone();
    let mut lacking = service("web", 2, 0);
    lacking.unread_members = vec!["runningCount".to_owned()];
    let counted = row(cluster("shop", vec![service("api", 2, 2), lacking.clone()], vec![]));
    assert_eq!((counted.worst, counted.desired), (Some(Level::Unknown), None));
    let one = survey(vec![cluster("shop", vec![lacking], vec![])]);
    let of_service = &one.services().next().unwrap().row;
    assert!(of_service.is_uncounted);
    assert_eq!(of_service.verdict.headline, "AWS's answer lacks runningCount");
    let mut unread = cluster("shop", vec![], vec![]);
    unread.services.freshness = Freshness::default();
    let mut itself = (*unread.cluster).clone();
    itself.unread_members = vec!["activeServicesCount".to_owned()];
    unread.cluster = Arc::new(itself);
    assert_eq!(row(unread).worst, Some(Level::Unknown), "nobody has said that it has none");
}

#[test]
fn counts_that_no_server_should_send_do_not_overflow() {
    let mad = vec![service("a", u32::MAX, u32::MAX), service("b", u32::MAX, u32::MAX)];
    let row = survey(vec![cluster("shop", mad, vec![])]).cluster_list().iter().next().unwrap().clone();
    assert_eq!((row.running, row.desired), (u32::MAX, Some(u32::MAX)));
}
