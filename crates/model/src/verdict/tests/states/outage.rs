//! News that is missing or old.

use super::*;
use crate::freshness::Freshness;
use crate::term::OperationName;
use Level::{Degraded, Deploying, Down, Steady, Unknown};

fn throttled() -> Trouble {
    Trouble::Throttled { operation: OperationName::literal("DescribeTargetHealth") }
}

fn old(seconds: i64, trouble: Trouble, targets: Vec<Target>) -> Group {
    Group { read_at: Some(ago(seconds)), trouble: Some(trouble), ..group(targets) }
}

fn never(name: &'static str, binding: usize) -> Group {
    Group { name, binding, read_at: None, trouble: Some(refused()), ..group(vec![]) }
}

#[test]
fn what_was_wrong_when_it_was_last_read_is_still_said_with_its_age() {
    let none = old(600, refused(), vec![target("unhealthy", "Target.FailedHealthChecks", ""); 4]);
    let headline = "0 of 4 targets healthy 10 min ago: Target.FailedHealthChecks, not read since: IAM does not allow elasticloadbalancing:DescribeTargetHealth";
    check_with(&service(4, 4), &running(4, 7, 900), &[none], None, (Down, Rule::NoHealthyTarget, headline));
    let one = old(300, throttled(), [vec![healthy(); 499], vec![timeout()]].concat());
    let headline = "1 of 500 targets failed health checks 5 min ago: Target.Timeout, not read since: AWS limits the rate of DescribeTargetHealth";
    check_with(&service(500, 500), &running(500, 7, 900), &[one], None, (Degraded, Rule::TargetsFailing, headline));
    let unused = old(300, throttled(), vec![healthy(), target("unused", "Target.NotInUse", "")]);
    let headline = "1 of 2 targets got no requests 5 min ago: Target.NotInUse, not read since: AWS limits the rate of DescribeTargetHealth";
    check_with(&service(2, 2), &running(2, 7, 900), &[unused], None, (Degraded, Rule::TargetsFailing, headline));
    let drained = old(300, throttled(), vec![target("draining", "Target.DeregistrationInProgress", "")]);
    let headline = "1 of 1 running, but no target was registered in web 5 min ago, not read since: AWS limits the rate of DescribeTargetHealth";
    check_with(&service(1, 1), &running(1, 7, 900), &[drained], None, (Down, Rule::NoHealthyTarget, headline));
}

#[test]
fn of_two_groups_the_one_that_was_never_read_is_not_taken_for_the_other() {
    let web = |targets| group(targets);
    let headline = "4 of 4 targets fail health checks: Target.ResponseCodeMismatch [502], none healthy in web; inner not read: IAM does not allow elasticloadbalancing:DescribeTargetHealth";
    let groups = [web(vec![bad_gateway(); 4]), never("inner", 1)];
    check_with(&service(4, 4), &running(4, 7, 900), &groups, None, (Degraded, Rule::TargetsFailing, headline));
    let groups = [web(vec![healthy(); 4]), never("inner", 1)];
    let headline = "4 of 4 running, whether requests arrive is not known: IAM does not allow elasticloadbalancing:DescribeTargetHealth";
    check_with(&service(4, 4), &running(4, 7, 900), &groups, None, (Unknown, Rule::Unseen, headline));
}

#[test]
fn a_blue_green_deployment_during_an_outage_is_not_called_calm() {
    let all = [running(4, 8, 700), running(4, 7, 9000)].concat();
    let groups = [
        Group { name: "green", takes_turns: true, reached: Reached::Idle, ..old(600, refused(), vec![healthy(); 4]) },
        Group { name: "blue", takes_turns: true, first: 4, ..old(600, refused(), vec![healthy(); 4]) },
    ];
    let headline = "Deploying revision 8, 8 running, 4 wanted, whether requests arrive is not known: IAM does not allow elasticloadbalancing:DescribeTargetHealth";
    check_with(&rolling(4, 4, 0, 4), &all, &groups, None, (Unknown, Rule::Unseen, headline));
}

fn read_tasks(seconds: i64, trouble: Option<Trouble>, service: &Service, tasks: &[Task]) -> Finding {
    let freshness = Freshness { as_of: Some(ago(seconds)), trouble, request_id: None };
    let borrowed: Vec<&Task> = tasks.iter().collect();
    judge(&Facts::new(service, &borrowed, Some(NOW)).with_tasks_read(&freshness), NOW)
}

#[test]
fn tasks_that_are_old_say_what_was_wrong_and_not_that_all_is_well() {
    let four = running(4, 7, 9000);
    let headline = "4 of 4 running, how its tasks fare is not known: tasks not read for 11 min";
    is_as_expected(&read_tasks(660, None, &service(4, 4), &four), (Unknown, Rule::Unseen, headline));
    is_as_expected(&read_tasks(590, None, &service(4, 4), &four), (Steady, Rule::Steady, "4 of 4 running"));
    let grows = Service { pending: 6, ..service(10, 4) };
    let headline = "4 of 10 running, 6 starting";
    let finding = read_tasks(200, Some(throttled()), &grows, &[four.clone(), coming(6, 7, 250)].concat());
    is_as_expected(&finding, (Degraded, Rule::BelowDesired, headline));
    let deploys = read_tasks(700, None, &rolling(4, 2, 1, 2), &four);
    let headline =
        "Deploying revision 8, 4 of 4 running, 1 starting, how its tasks fare is not known: tasks not read for 11 min";
    is_as_expected(&deploys, (Unknown, Rule::Unseen, headline));
    let mut told = service(4, 4);
    told.deployments[0].failed = 4;
    let headline = "Tasks keep failing: revision 7, 4 in a row";
    is_as_expected(&read_tasks(4000, None, &told, &[]), (Degraded, Rule::CrashLoop, headline));
}

#[test]
fn a_service_that_was_not_read_says_what_it_was() {
    let at = |service: &Service, tasks: &[Task], seconds| {
        let borrowed: Vec<&Task> = tasks.iter().collect();
        judge(&Facts::new(service, &borrowed, Some(ago(seconds))), NOW)
    };
    let headline = "No data from AWS for 4 min, before that Deploying: Revision 8: 2 of 4 running, 2 old left";
    is_as_expected(&at(&rolling(4, 2, 0, 2), &[], 240), (Unknown, Rule::NoFreshData, headline));
    let headline = "No data from AWS for 60 min, before that Idle: Scaled to zero";
    is_as_expected(&at(&service(0, 0), &[], 3600), (Unknown, Rule::NoFreshData, headline));
    let headline = "Revision 8: 2 of 4 running, 2 old left";
    is_as_expected(&at(&rolling(4, 2, 0, 2), &[], 180), (Deploying, Rule::Deploying, headline));
}
