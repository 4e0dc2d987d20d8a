use std::sync::Arc;

use model::service::{Service, ServiceStatus};
use model::traffic::{Action, Rule, Target};
use model::verdict::{Level, Rule as VerdictRule};
use model::view::{RuleOutcome, RuleView, ServiceTraffic, TrafficPage};

use super::*;
use crate::testing::*;

fn healthy(address: &str) -> Target {
    target(address, "healthy", None)
}

/// The shop with one listener of these rules and these groups, and these services.
fn world(rules: Vec<Rule>, groups: Vec<(&str, Option<Vec<Target>>)>, services: Vec<Service>) -> Arc<Survey> {
    let tasks = services.iter().flat_map(|one| (1..=one.running).map(|number| task(one.name.as_str(), number)));
    let tasks = tasks.collect();
    let mut snapshot = snapshot(vec![cluster("shop", services, tasks)]);
    traffic(&mut snapshot, vec![listener(443, rules)], groups);
    survey_of(snapshot)
}

fn of(rules: Vec<Rule>, groups: Vec<(&str, Option<Vec<Target>>)>, services: Vec<Service>) -> TrafficPage {
    page(&world(rules, groups, services), NOW)
}

fn rules(page: &TrafficPage) -> &[RuleView] {
    &page.balancers[0].listeners[0].rules
}

#[track_caller]
fn nowhere(rule: Rule, groups: Vec<(&str, Option<Vec<Target>>)>, services: Vec<Service>, expect: Option<&str>) {
    let page = of(vec![rule], groups, services);
    assert_eq!(rules(&page)[0].nowhere.as_deref(), expect);
    assert_eq!(page.nowhere, u32::from(expect.is_some()));
}

#[test]
fn a_rule_tells_what_it_takes_and_which_services_get_which_share() {
    let split = forward(10, &[("web", 3), ("api", 1)]);
    let home = rule(0, Action::Fixed("404".to_owned()));
    let groups = vec![("web", Some(vec![healthy("10.0.0.1")])), ("api", Some(vec![healthy("10.0.0.2")]))];
    let page = of(vec![split, home], groups, vec![behind(service("web", 1, 1), "web"), service("api", 1, 1)]);
    assert_eq!((page.rules, page.nowhere, page.groups, page.unhealthy), (2, 0, 2, 0));
    let [split, home] = rules(&page) else { panic!("two rules") };
    assert_eq!(split.conditions, [("Path".to_owned(), "/10/*".to_owned())]);
    let RuleOutcome::Forward(shares) = &split.outcome else { panic!("it forwards") };
    assert_eq!((shares[0].percent, shares[1].percent), (75.0, 25.0));
    assert_eq!(shares[0].group.services[0].0.service.as_str(), "web");
    assert!(shares[1].group.services.is_empty());
    assert_eq!((home.priority, &home.outcome), (None, &RuleOutcome::Fixed { status: "404".to_owned() }));
}

#[test]
fn rules_that_lead_nowhere_say_why() {
    let full = || Some(vec![healthy("10.0.0.1")]);
    nowhere(forward(1, &[("web", 1)]), vec![("web", full())], vec![], None);
    nowhere(forward(1, &[("web", 0)]), vec![("web", full())], vec![], Some("all its weights are 0"));
    nowhere(forward(1, &[]), vec![], vec![], Some("it names no target group"));
    nowhere(forward(1, &[("gone", 1)]), vec![], vec![], Some("there is no target group gone"));
    nowhere(
        forward(1, &[("web", 1)]),
        vec![("web", Some(vec![]))],
        vec![],
        Some("web has no targets, and no service registers tasks with it"),
    );
    nowhere(
        forward(1, &[("web", 1)]),
        vec![("web", Some(vec![]))],
        vec![behind(service("web", 0, 0), "web")],
        Some("web has no targets: its service is scaled to zero"),
    );
    let leaving = Service { status: ServiceStatus::Draining, ..behind(service("web", 1, 0), "web") };
    nowhere(
        forward(1, &[("web", 1)]),
        vec![("web", Some(vec![target("10.0.0.1", "draining", None)]))],
        vec![leaving],
        Some("web has no targets: its service is being deleted"),
    );
    nowhere(
        forward(1, &[("web", 9), ("green", 1), ("idle", 0)]),
        vec![("web", full()), ("green", Some(vec![])), ("idle", Some(vec![]))],
        vec![],
        Some("10 % of its requests: green has no targets, and no service registers tasks with it"),
    );
}

#[test]
fn a_group_whose_health_is_not_known_is_not_said_to_lead_nowhere() {
    nowhere(forward(1, &[("web", 1)]), vec![("web", None)], vec![], None);
    let page = of(vec![forward(1, &[("web", 1)])], vec![("web", None)], vec![]);
    let RuleOutcome::Forward(shares) = &rules(&page)[0].outcome else { panic!("it forwards") };
    let line = &shares[0].group;
    assert_eq!((line.level, line.reason.as_deref()), (Level::Unknown, Some("target health not read yet")));
}

#[test]
fn target_groups_that_no_rule_names_are_unused_unless_they_take_turns() {
    let mut both = behind(service("web", 1, 1), "blue");
    both.target_groups[0].alternate_group_arn = Some(group_arn("green"));
    let full = || Some(vec![healthy("10.0.0.1")]);
    let groups = vec![("blue", full()), ("green", Some(vec![])), ("lost", full()), ("old", Some(vec![]))];
    let services = vec![both, behind(service("batch", 1, 1), "lost")];
    let page = of(vec![forward(1, &[("blue", 1)])], groups, services);
    let unused: Vec<(&str, &str)> =
        page.unused.iter().map(|line| (line.at.name.as_str(), line.reason.as_deref().unwrap_or_default())).collect();
    assert_eq!(
        unused,
        [("lost", "no rule forwards to it"), ("old", "no rule forwards to it, and no service registers tasks with it")]
    );
}

fn service_page(survey: &Survey) -> ServiceTraffic {
    let name = model::name::ServiceName::parse("web").unwrap();
    service::traffic_of(survey, survey.service(&cluster_name("shop"), &name).unwrap(), NOW)
}

#[test]
fn the_traffic_of_a_service_ends_at_its_tasks() {
    let mismatch = target("10.0.0.2", "unhealthy", Some("Target.ResponseCodeMismatch"));
    let foreign = target("10.9.9.9", "unhealthy", Some("Target.Timeout"));
    let survey = world(
        vec![forward(1, &[("web", 1)]), forward(2, &[("other", 1), ("web", 1)])],
        vec![("web", Some(vec![healthy("10.0.0.1"), foreign, mismatch])), ("other", Some(vec![]))],
        vec![behind(service("web", 2, 2), "web")],
    );
    let page = service_page(&survey);
    let routes: Vec<(String, f64)> = page
        .routes
        .iter()
        .map(|route| (format!("{} {} {:?}", route.balancer, route.listener, route.rule.priority), route.share))
        .collect();
    assert_eq!(routes, [("front HTTP:443 Some(1)".to_owned(), 100.0), ("front HTTP:443 Some(2)".to_owned(), 50.0)]);
    let card = &page.groups[0];
    assert_eq!((card.role.as_deref(), card.line.level), (None, Level::Degraded));
    assert!(card.check.starts_with("HTTP GET /healthz on the traffic port every 10 s"));
    let rows: Vec<(&str, Level, bool)> =
        card.targets.iter().map(|row| (&*row.id, row.level, row.task.is_some())).collect();
    assert_eq!(
        rows,
        [("10.0.0.2", Level::Degraded, true), ("10.9.9.9", Level::Degraded, false), ("10.0.0.1", Level::Steady, true)]
    );
    assert!(card.targets[1].next.is_some() && card.targets[1].revision.is_none());
}

#[test]
fn groups_that_take_turns_are_told_by_what_they_get() {
    let mut both = behind(service("web", 1, 1), "blue");
    let test_rule = forward(2, &[("green", 1)]);
    both.target_groups[0].alternate_group_arn = Some(group_arn("green"));
    both.target_groups[0].test_rule_arn = Some(test_rule.arn.as_str().to_owned());
    let roles = |rules: Vec<Rule>| {
        let groups = vec![("blue", Some(vec![healthy("10.0.0.1")])), ("green", Some(vec![]))];
        let page = service_page(&world(rules, groups, vec![both.clone()]));
        page.groups.iter().map(|card| card.role.clone().unwrap_or_default()).collect::<Vec<_>>()
    };
    assert_eq!(roles(vec![forward(1, &[("blue", 1)]), test_rule]), ["production", "test"]);
    assert_eq!(roles(vec![forward(1, &[("blue", 100), ("green", 0)])]), ["production", "idle"]);
    assert_eq!(roles(vec![forward(1, &[("blue", 90), ("green", 10)])]), ["production", "production"]);
}

#[test]
fn verdicts_are_made_from_targets_and_the_idle_group_does_not_count() {
    let mut both = behind(service("web", 1, 1), "blue");
    both.target_groups[0].alternate_group_arn = Some(group_arn("green"));
    let judged = |blue: &str, green: &str| {
        let groups = vec![
            ("blue", Some(vec![target("10.0.0.1", blue, None)])),
            ("green", Some(vec![target("10.0.0.1", green, None)])),
        ];
        let survey = world(vec![forward(1, &[("blue", 1), ("green", 0)])], groups, vec![both.clone()]);
        let row = &survey.services().next().unwrap().row;
        (row.verdict.rule, row.verdict.headline.clone(), row.next.clone())
    };
    let (rule, headline, next) = judged("healthy", "unhealthy");
    assert_eq!((rule, &*headline, next), (VerdictRule::Steady, "1 of 1 running, 1 of 1 target healthy", None));
    let (rule, headline, next) = judged("unhealthy", "healthy");
    assert_eq!((rule, &*headline), (VerdictRule::NoHealthyTarget, "0 of 1 target healthy: unhealthy"));
    assert_eq!(next.unwrap().0, "Open target group");
}

#[test]
fn a_rule_behind_one_that_answers_everything_leads_nowhere_and_takes_its_service_along() {
    let mut all = rule(1, Action::Fixed("503".to_owned()));
    all.conditions = vec![model::traffic::Condition::Path(vec!["/*".to_owned()])];
    let last = rule(0, Action::Fixed("404".to_owned()));
    let groups = vec![("web", Some(vec![healthy("10.0.0.1")]))];
    let world = world(vec![all, forward(2, &[("web", 1)]), last], groups, vec![behind(service("web", 1, 1), "web")]);
    let page = page(&world, NOW);
    let why: Vec<_> = rules(&page).iter().map(|rule| rule.nowhere.as_deref()).collect();
    assert_eq!(why, [None, Some("never tried: rule 1 answers every request before it"), None]);
    assert_eq!((page.nowhere, world.services().next().unwrap().level()), (1, Level::Down));
    let routes = service_page(&world).routes;
    assert_eq!(routes[0].rule.nowhere.as_deref(), Some("never tried: rule 1 answers every request before it"));
}
