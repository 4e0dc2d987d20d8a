use model::address::{ClusterRef, ServiceRef, TargetGroupRef};
use model::time::Timestamp;

use super::*;

fn environment() -> EnvironmentName {
    EnvironmentName::parse("test").unwrap()
}

fn cluster(name: &str) -> ClusterName {
    ClusterName::parse(name).unwrap()
}

#[test]
fn a_look_counts_while_its_guard_lives_and_a_while_after() {
    let (left_at, linger) = (Instant::now(), Duration::from_secs(20));
    let counts = |guards, seconds| Look { guards, left_at }.counts(left_at + Duration::from_secs(seconds), linger);
    assert!(counts(1, 100));
    assert!(counts(0, 19));
    assert!(!counts(0, 20));
}

#[test]
fn a_look_lingers_when_its_guard_is_dropped() {
    let (clock, hand) = Clock::manual(Timestamp(0));
    let watches = Watches::new(Duration::from_secs(20), clock);
    drop(watches.enter(Watch::Environment(environment())));
    hand.advance(Duration::from_secs(19));
    assert!(watches.covers_environment(&environment()));
    hand.advance(Duration::from_secs(1));
    assert!(!watches.covers_environment(&environment()));
}

#[test]
fn of_two_who_look_the_last_one_to_leave_ends_the_look() {
    let watches = Watches::new(Duration::ZERO, Clock::system());
    let (first, second) = (watches.enter(Watch::Fleet), watches.enter(Watch::Fleet));
    drop(first);
    assert!(watches.covers_cluster(&environment(), &cluster("shop")));
    drop(second);
    assert!(!watches.covers_cluster(&environment(), &cluster("shop")));
}

#[test]
fn looking_at_a_service_focuses_it_and_does_not_cover_its_cluster() {
    let watches = Watches::new(Duration::ZERO, Clock::system());
    let service = ServiceName::parse("web").unwrap();
    let at = ServiceRef { environment: environment(), cluster: cluster("shop"), service: service.clone() };
    let _guard = watches.enter(Watch::Service(at));
    assert!(!watches.covers_cluster(&environment(), &cluster("shop")));
    assert!(watches.touches_environment(&environment()));
    assert_eq!(watches.focus(&environment(), &cluster("shop")).services, BTreeSet::from([service]));
    assert_eq!(watches.focus(&environment(), &cluster("other")), Focus::default());
}

#[test]
fn an_arrival_is_told_once_however_many_look() {
    let watches = Watches::new(Duration::ZERO, Clock::system());
    let mut arrivals = watches.arrivals();
    let _first = watches.enter(Watch::Fleet);
    assert!(arrivals.has_changed().unwrap());
    arrivals.mark_unchanged();
    let _second = watches.enter(Watch::Fleet);
    assert!(!arrivals.has_changed().unwrap());
}

#[test]
fn whoever_comes_back_while_a_look_lingers_is_no_arrival() {
    let (clock, hand) = Clock::manual(Timestamp(0));
    let watches = Watches::new(Duration::from_secs(20), clock);
    drop(watches.enter(Watch::Fleet));
    let arrivals = watches.arrivals();
    drop(watches.enter(Watch::Fleet));
    assert!(!arrivals.has_changed().unwrap());
    hand.advance(Duration::from_secs(20));
    drop(watches.enter(Watch::Fleet));
    assert!(arrivals.has_changed().unwrap());
}

#[test]
fn traffic_and_target_groups_are_looked_at_apart_from_clusters() {
    let watches = Watches::new(Duration::ZERO, Clock::system());
    let _traffic = watches.enter(Watch::Traffic(environment()));
    let _group =
        watches.enter(Watch::TargetGroup(TargetGroupRef { environment: environment(), name: "web".parse().unwrap() }));
    assert!(watches.shows_traffic(&environment()) && watches.touches_environment(&environment()));
    assert_eq!(watches.target_groups(&environment()), BTreeSet::from(["web".parse().unwrap()]));
    assert!(!watches.covers_cluster(&environment(), &cluster("shop")) && !watches.covers_environment(&environment()));
    let other = EnvironmentName::parse("other").unwrap();
    assert!(!watches.shows_traffic(&other) && watches.target_groups(&other).is_empty());
}

#[test]
fn a_cluster_is_looked_at_by_its_name_or_with_all_others() {
    let watches = Watches::new(Duration::ZERO, Clock::system());
    let fleet = watches.enter(Watch::Fleet);
    assert!(!watches.shows_cluster(&environment(), &cluster("shop")));
    drop(fleet);
    let _shop = watches.enter(Watch::Cluster(ClusterRef { environment: environment(), cluster: cluster("shop") }));
    assert!(watches.shows_cluster(&environment(), &cluster("shop")));
    assert!(!watches.shows_cluster(&environment(), &cluster("bank")));
}
