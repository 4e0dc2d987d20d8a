//! More wanted, fewer wanted, none wanted, and back.

use super::*;
use crate::launch::LaunchType;
use crate::task::TaskStatus;
use crate::testing::event;
use Level::{Degraded, Deploying, Down, Idle};

fn raised(service: &Service, tasks: &[Task], seconds: i64) -> Finding {
    let borrowed: Vec<&Task> = tasks.iter().collect();
    judge(&Facts::new(service, &borrowed, Some(NOW)).with_raise(Some(ago(seconds))), NOW)
}

#[test]
fn from_zero_it_begins_with_the_first_second() {
    let headline = "Revision 7: 0 of 4 running";
    is_as_expected(&raised(&service(4, 0), &[], 2), (Deploying, Rule::Deploying, headline));
    is_as_expected(&raised(&service(4, 0), &[scaled_in(7, 1200)], 2), (Deploying, Rule::Deploying, headline));
    is_as_expected(&raised(&service(4, 0), &[], 301), (Down, Rule::NoneRunning, "0 of 4 running, none starting"));
    let again = [scaled_in(7, 30)];
    let headline = "Revision 7: 0 of 1 running";
    is_as_expected(&raised(&service(1, 0), &again, 5), (Deploying, Rule::Deploying, headline));
    let mut one = Service { pending: 1, ..service(1, 0) };
    one.deployments[0].pending = 1;
    let coming = [coming(1, 7, 3), again.to_vec()].concat();
    let headline = "Revision 7: 0 of 1 running, 1 starting";
    is_as_expected(&raised(&one, &coming, 5), (Deploying, Rule::Deploying, headline));
}

#[test]
fn wanting_more_does_not_make_an_outage_a_beginning() {
    let failed = [exited(7, 30, 10, 1)];
    let headline = "0 of 4 running: container web, exit code 1 (application error)";
    is_as_expected(&raised(&service(4, 0), &failed, 5), (Down, Rule::NoneRunning, headline));
    let lost = [interrupted(30), interrupted(31)];
    let headline = "0 of 4 running: Spot capacity was taken back";
    is_as_expected(&raised(&service(4, 0), &lost, 5), (Down, Rule::NoneRunning, headline));
    let stopped = [ended(7, 3, 9000, "UserInitiated", "by hand")];
    let headline = "0 of 4 running: stopped by a user";
    is_as_expected(&raised(&service(4, 0), &stopped, 5), (Down, Rule::NoneRunning, headline));
    let mut homeless = service(4, 0);
    homeless.events = vec![event(2, "was unable to place a task. Reason: Capacity is unavailable at this time.")];
    let headline = "0 of 4 running: no place for a task: Capacity is unavailable at this time";
    is_as_expected(&raised(&homeless, &[], 5), (Down, Rule::NoneRunning, headline));
}

#[test]
fn tasks_that_wait_for_an_instance_say_so() {
    let waiting = |seconds| {
        let mut tasks = coming(6, 7, seconds);
        for task in &mut tasks {
            (task.last_status, task.launch_type) = (TaskStatus::Provisioning, Some(LaunchType::Ec2));
            task.capacity_provider = Some("nodes".to_owned());
        }
        [running(4, 7, 9000), tasks].concat()
    };
    let grows = Service { pending: 6, ..service(10, 4) };
    let headline = "Scaling out: 4 of 10 running, 6 waiting for an instance";
    check(&grows, &waiting(200), (Deploying, Rule::ScalingOut, headline));
    let headline = "4 of 10 running, 6 waiting for an instance";
    check(&grows, &waiting(400), (Degraded, Rule::BelowDesired, headline));
    let mut some = waiting(400);
    some[9].last_status = TaskStatus::Pending;
    let headline = "4 of 10 running, 6 starting, 5 of them waiting for an instance";
    check(&grows, &some, (Degraded, Rule::BelowDesired, headline));
    let none = Service { pending: 6, ..service(6, 0) };
    check(&none, &waiting(400)[4..], (Down, Rule::NoneRunning, "0 of 6 running, 6 waiting for an instance"));
}

#[test]
fn what_is_too_many_is_not_said_to_drain_while_nothing_stops() {
    let rebalances = running(5, 7, 9000);
    check(&service(4, 5), &rebalances, (Deploying, Rule::AboveDesired, "5 running, 4 wanted"));
    let mut lowered = running(5, 7, 9000);
    lowered[4].desired_status = TaskStatus::Stopped;
    check(&service(4, 5), &lowered, (Deploying, Rule::AboveDesired, "5 running, 4 wanted: draining"));
    check(&service(4, 5), &lowered[..3], (Deploying, Rule::AboveDesired, "5 running, 4 wanted: draining"));
    check(&service(0, 2), &[], (Deploying, Rule::AboveDesired, "2 running, none wanted: draining"));
    check(&service(0, 0), &[scaled_in(7, 60)], (Idle, Rule::ScaledToZero, "Scaled to zero"));
}

#[test]
fn a_deployment_whose_desired_count_changes_goes_on() {
    let headline = "Revision 8: 1 of 2 running, 4 old left";
    check(&rolling(2, 1, 0, 4), &[], (Deploying, Rule::Deploying, headline));
    let mut more = rolling(500, 10, 90, 100);
    more.deployments[0].updated_at = Some(ago(10));
    let headline = "Revision 8: 10 of 500 running, 90 starting, 100 old left";
    check(&more, &[], (Deploying, Rule::Deploying, headline));
}
