//! Target groups: gone, shared, several, standing by.

use super::*;
use crate::testing::event;
use Level::{Degraded, Deploying, Down, Steady, Unknown};

fn gone(name: &'static str, binding: usize) -> Group {
    Group { name, binding, exists: Exists::No, read_at: None, ..group(vec![]) }
}

fn unread(name: &'static str, binding: usize) -> Group {
    Group { name, binding, exists: Exists::Unknown, read_at: None, ..group(vec![]) }
}

const MISSING: &str = "task set (ecs-svc/7) is not healthy in (target-group arn:aws:elasticloadbalancing:r:1:targetgroup/web-internal/1) due to TARGET GROUP IS NOT FOUND.";

#[test]
fn a_group_that_is_gone_is_named_whatever_is_known_of_the_others() {
    let headline = "4 of 4 running, but target group web does not exist any more";
    let groups = [gone("web", 0), unread("inner", 1)];
    check_with(&service(4, 4), &running(4, 7, 900), &groups, None, (Degraded, Rule::TargetsFailing, headline));
    let groups = [gone("web", 0), gone("inner", 1)];
    check_with(&service(4, 4), &running(4, 7, 900), &groups, None, (Down, Rule::NoHealthyTarget, headline));
    let groups = [gone("web", 0), Group { name: "inner", binding: 1, ..group(vec![bad_gateway(); 2]) }];
    let headline =
        "0 of 2 targets healthy: Target.ResponseCodeMismatch [502], and target group web does not exist any more";
    check_with(&service(2, 2), &running(2, 7, 900), &groups, None, (Down, Rule::NoHealthyTarget, headline));
    let headline = "0 of 2 running, none starting";
    check_with(&service(2, 0), &[], &[gone("web", 0)], None, (Down, Rule::NoneRunning, headline));
    let mut new = service(2, 2);
    new.created_at = Some(ago(60));
    let headline = "2 of 2 running, but target group web does not exist any more";
    check_with(&new, &running(2, 7, 30), &[gone("web", 0)], None, (Down, Rule::NoHealthyTarget, headline));
}

#[test]
fn the_word_of_ecs_about_one_group_is_not_about_another_whose_name_it_holds() {
    let mut told = service(4, 4);
    told.events = vec![event(60, MISSING)];
    let web = Group { exists: Exists::Unknown, ..group(vec![healthy(); 4]) };
    let headline = "4 of 4 running, 4 of 4 targets healthy";
    check_with(&told, &running(4, 7, 900), std::slice::from_ref(&web), None, (Steady, Rule::Steady, headline));
    let headline = "4 of 4 targets healthy, but target group web-internal does not exist any more";
    let both = [web, unread("web-internal", 1)];
    check_with(&told, &running(4, 7, 900), &both, None, (Degraded, Rule::TargetsFailing, headline));
    let headline = "4 of 4 running, whether requests arrive is not known: target health not read yet";
    check_with(&told, &running(4, 7, 900), &[unread("web", 0)], None, (Unknown, Rule::Unseen, headline));
}

#[test]
fn healthy_targets_of_somebody_else_do_not_serve_for_the_service() {
    let own = |targets: Vec<Target>, others| [group([targets, vec![others; 2]].concat())];
    let headline = "0 of 4 targets healthy: Target.Timeout";
    let failing = own(vec![timeout(); 4], healthy());
    check_with(&service(4, 4), &running(4, 7, 900), &failing, None, (Down, Rule::NoHealthyTarget, headline));
    let headline = "4 of 4 running, 4 of 4 targets healthy";
    let serving = own(vec![healthy(); 4], healthy());
    check_with(&service(4, 4), &running(4, 7, 900), &serving, None, (Steady, Rule::Steady, headline));
    let headline = "2 of 6 targets fail health checks: Target.Timeout, none of them belongs to a task of this service";
    let strays = own(vec![healthy(); 4], timeout());
    check_with(&service(4, 4), &running(4, 7, 900), &strays, None, (Degraded, Rule::TargetsFailing, headline));
    let headline = "0 of 2 targets healthy: Target.Timeout";
    let shared = [Group { foreign: 5, ..group(vec![timeout(); 2]) }];
    check_with(&service(2, 2), &running(2, 7, 900), &shared, None, (Down, Rule::NoHealthyTarget, headline));
    let unlisted = own(vec![timeout(); 2], healthy());
    let headline = "2 of 4 targets fail health checks: Target.Timeout";
    check_with(&service(4, 4), &running(2, 7, 900), &unlisted, None, (Degraded, Rule::TargetsFailing, headline));
}

#[test]
fn of_three_groups_each_is_looked_at() {
    let named = |name, binding, reached, targets| Group { name, binding, reached, ..group(targets) };
    let outer = named("outer", 0, Reached::Yes, vec![healthy(); 2]);
    let inner = named("inner", 1, Reached::Yes, vec![timeout(); 2]);
    let weight_0 = named("idle", 2, Reached::Idle, vec![healthy(); 2]);
    let headline = "2 of 6 targets fail health checks: Target.Timeout, none healthy in inner";
    let groups = [outer.clone(), inner, weight_0.clone()];
    check_with(&service(2, 2), &running(2, 7, 900), &groups, None, (Degraded, Rule::TargetsFailing, headline));
    let headline = "2 of 2 running, 4 of 4 targets healthy";
    check_with(&service(2, 2), &running(2, 7, 900), &[outer.clone(), weight_0], None, (Steady, Rule::Steady, headline));
    let off = named("inner", 1, Reached::No, vec![]);
    let headline = "2 tasks run and are no targets of inner, 2 of 2 targets healthy";
    check_with(&service(2, 2), &running(2, 7, 900), &[outer, off], None, (Degraded, Rule::TargetsFailing, headline));
    let test_only = named("web", 0, Reached::Idle, vec![timeout(); 2]);
    let headline = "0 of 2 targets healthy: Target.Timeout, no rule sends requests to it";
    check_with(&service(2, 2), &running(2, 7, 900), &[test_only], None, (Down, Rule::NoHealthyTarget, headline));
}

#[test]
fn the_group_that_stands_by_counts_while_what_is_deployed_fails_in_it() {
    let all = [running(4, 8, 120), running(4, 7, 9000)].concat();
    let pair = |targets| {
        let green = Group { name: "green", takes_turns: true, reached: Reached::Idle, ..group(targets) };
        [green, Group { name: "blue", takes_turns: true, first: 4, ..group(vec![healthy(); 4]) }]
    };
    let headline = "4 of 8 targets fail health checks: Target.ResponseCodeMismatch [502], all of revision 8, which is being deployed";
    let failing = pair(vec![bad_gateway(); 4]);
    check_with(&rolling(4, 4, 0, 4), &all, &failing, None, (Degraded, Rule::TargetsFailing, headline));
    let patient = Service { health_check_grace: Some(300), ..rolling(4, 4, 0, 4) };
    let headline = "Revision 8: 4 of 4 running, 4 new targets fail: Target.ResponseCodeMismatch [502], 4 old left";
    check_with(&patient, &all, &failing, None, (Deploying, Rule::Deploying, headline));
    let headline = "Revision 8: 4 of 4 running, 4 old left";
    let first = pair(vec![initial(); 4]);
    check_with(&rolling(4, 4, 0, 4), &all, &first, None, (Deploying, Rule::Deploying, headline));
    let headline = "4 of 4 running, 4 of 4 targets healthy";
    let left = [Group { first: 0, ..failing[1].clone() }, Group { first: 4, ..failing[0].clone() }];
    check_with(&service(4, 4), &running(4, 7, 9000), &left, None, (Steady, Rule::Steady, headline));
}

#[test]
fn canary_targets_that_fail_are_told_as_those_of_the_new_revision() {
    let all = [running(1, 8, 120), running(4, 7, 9000)].concat();
    let both = [
        Group { name: "green", takes_turns: true, ..group(vec![bad_gateway()]) },
        Group { name: "blue", takes_turns: true, first: 1, ..group(vec![healthy(); 4]) },
    ];
    let headline = "1 of 5 targets fails health checks: Target.ResponseCodeMismatch [502], none healthy in green, it is of revision 8, which is being deployed";
    check_with(&rolling(4, 1, 0, 4), &all, &both, None, (Degraded, Rule::TargetsFailing, headline));
}
