use model::freshness::Trouble;

use super::*;
use crate::testing::{NOW, ago, behind, cluster, service, snapshot};

fn denied(action: &str) -> Freshness {
    Freshness { trouble: Some(Trouble::Denied { action: action.parse().unwrap() }), ..Freshness::default() }
}

fn answered(snapshot: &Snapshot) -> Answer<()> {
    answer((), &Area::everything(snapshot), NOW)
}

#[test]
fn an_answer_is_as_old_as_its_oldest_part() {
    let mut shop = cluster("shop", vec![], vec![]);
    shop.tasks.freshness.as_of = Some(ago(70));
    let answer = answered(&snapshot(vec![shop]));
    assert_eq!((answer.as_of, answer.stale, answer.notices.len()), (Some(ago(70)), false, 0));
}

#[test]
fn news_that_is_too_old_makes_an_answer_stale() {
    let mut shop = cluster("shop", vec![], vec![]);
    shop.services.freshness.as_of = Some(ago(181));
    assert!(answered(&snapshot(vec![shop])).stale);
}

#[test]
fn what_could_not_be_read_of_a_fresh_answer_is_told_at_once() {
    let mut shop = cluster("shop", vec![], vec![]);
    let trouble = Trouble::Incomplete {
        operation: "DescribeServices".parse().unwrap(),
        items: 1,
        of: 35,
        member: Box::new("serviceArn".parse().unwrap()),
    };
    shop.services.freshness.trouble = Some(trouble.clone());
    let answer = answered(&snapshot(vec![shop]));
    assert_eq!((answer.as_of, answer.stale), (Some(ago(4)), false));
    assert_eq!((&*answer.notices[0].area, &answer.notices[0].trouble), ("services of shop", &trouble));
}

#[test]
fn a_refused_area_is_told_at_once_and_leaves_the_rest_fresh() {
    let mut shop = cluster("shop", vec![], vec![]);
    shop.tasks.freshness = denied("ecs:ListTasks");
    let answer = answered(&snapshot(vec![shop]));
    assert_eq!((answer.as_of, answer.stale), (Some(ago(4)), false));
    assert_eq!(answer.notices.len(), 1);
    assert_eq!(answer.notices[0].area, "tasks of shop");
    assert_eq!(answer.notices[0].trouble, Trouble::Denied { action: "ecs:ListTasks".parse().unwrap() });
}

#[test]
fn one_trouble_is_one_notice_however_many_areas_suffer() {
    let clusters = (0..5).map(|number| {
        let mut cluster = cluster(&format!("c{number}"), vec![], vec![]);
        cluster.tasks.freshness = denied("ecs:DescribeTasks");
        cluster
    });
    let answer = answered(&snapshot(clusters.collect()));
    assert_eq!(answer.notices.len(), 1);
    assert_eq!(answer.notices[0].area, "tasks of c0, tasks of c1, tasks of c2 and 2 more");
}

#[test]
fn an_outage_is_one_notice_whatever_operation_met_it() {
    let unreachable = |operation: &str| Some(Trouble::Unreachable { operation: operation.parse().unwrap() });
    let mut shop = cluster("shop", vec![], vec![]);
    (shop.services.freshness.as_of, shop.tasks.freshness.as_of) = (Some(ago(200)), Some(ago(100)));
    shop.services.freshness.trouble = unreachable("DescribeServices");
    shop.tasks.freshness.trouble = unreachable("ListTasks");
    let answer = answered(&snapshot(vec![shop]));
    assert_eq!(answer.notices.len(), 1);
    assert_eq!(
        (&*answer.notices[0].area, answer.notices[0].as_of),
        ("services of shop, tasks of shop", Some(ago(200)))
    );
}

#[test]
fn a_lost_answer_is_told_only_when_it_keeps_news_away() {
    let lost = |seconds| {
        let mut shop = cluster("shop", vec![], vec![]);
        shop.services.freshness.as_of = Some(ago(seconds));
        shop.services.freshness.trouble = Some(Trouble::Unreachable { operation: "DescribeServices".parse().unwrap() });
        answered(&snapshot(vec![shop])).notices.len()
    };
    assert_eq!((lost(10), lost(61)), (0, 1));
}

#[test]
fn before_the_first_reading_nothing_is_stale_and_nothing_is_dated() {
    let environment = snapshot(vec![]).environment;
    let answer = answered(&Snapshot::new(environment));
    assert_eq!((answer.as_of, answer.stale), (None, false));
}

#[test]
fn an_environment_that_never_answered_is_stale() {
    let trouble = Some(Trouble::Unreachable { operation: "ListClusters".parse().unwrap() });
    let mut never = snapshot(vec![]);
    never.clusters.freshness = Freshness { trouble, ..Freshness::default() };
    let answer = answered(&never);
    assert!(answer.stale);
    assert_eq!(answer.notices[0].area, "clusters");
}

#[test]
fn what_verdicts_of_load_balanced_services_need_is_told_where_they_are_listed_and_dates_nothing() {
    let areas = |services| {
        let mut snapshot = snapshot(vec![cluster("shop", services, vec![])]);
        snapshot.health.freshness = denied("elasticloadbalancing:DescribeTargetHealth");
        snapshot.traffic.freshness.as_of = Some(ago(3_000));
        let shop = snapshot.clusters.values().map(AsRef::as_ref);
        let told = std::iter::once(Area::clusters(&snapshot))
            .chain(Area::behind_services(&snapshot, shop))
            .collect::<Vec<_>>();
        let answer = answer((), &told, NOW);
        (answer.as_of, answer.stale, answer.notices.into_iter().map(|notice| notice.area).collect::<Vec<_>>())
    };
    let balanced = vec![behind(service("web", 1, 1), "web")];
    assert_eq!(areas(balanced), (Some(ago(4)), false, vec!["target health".to_owned()]));
    assert_eq!(areas(vec![service("web", 1, 1)]), (Some(ago(4)), false, Vec::new()));
}

#[test]
fn a_list_of_what_was_not_read_yet_is_not_complete() {
    let mut shop = cluster("shop", vec![], vec![]);
    shop.services.freshness = Freshness::default();
    let mut snapshot = snapshot(vec![shop]);
    snapshot.first_read_complete = false;
    assert!(listed((), &Area::everything(&snapshot), NOW).stale);
    assert!(!answered(&snapshot).stale);
}
