//! What `podium check` says.

use fleet::{Access, CheckLine, CheckOutcome, Operation, check};
use simulator::Scenario;
use simulator::faults::Effect;

use crate::support::*;

fn outcome(lines: &[CheckLine], action: &str) -> CheckOutcome {
    lines.iter().find(|line| line.action == action).unwrap().outcome
}

/// What can be tried without changing anything.
fn reads() -> impl Iterator<Item = Operation> {
    Operation::ALL.iter().copied().filter(|operation| operation.access() == Access::Read)
}

#[tokio::test]
async fn every_read_is_tried_and_a_denied_one_is_named() {
    let simulator = simulator_at(([127, 0, 0, 1], 0).into(), Scenario::Small).await;
    simulator.control().inject(fault("DescribeTasks", Effect::AccessDenied));
    let lines = check(&settings(&simulator.url())).await;
    assert_eq!(lines.len(), reads().count());
    for operation in reads() {
        let expect = if operation == Operation::DescribeTasks { CheckOutcome::Denied } else { CheckOutcome::Allowed };
        assert_eq!(outcome(&lines, operation.action()), expect, "{operation:?}: {lines:#?}");
    }
}

#[tokio::test]
async fn what_there_is_nothing_to_try_on_is_not_tried() {
    let simulator = empty_simulator().await;
    let lines = check(&settings(&simulator.url())).await;
    assert_eq!(lines.len(), reads().count());
    assert_eq!(outcome(&lines, "ecs:ListClusters"), CheckOutcome::Allowed);
    assert_eq!(outcome(&lines, "ecs:DescribeServices"), CheckOutcome::NotTried);
    assert_eq!(outcome(&lines, "ecs:DescribeTaskDefinition"), CheckOutcome::NotTried);
    assert_eq!(outcome(&lines, "elasticloadbalancing:DescribeTargetGroups"), CheckOutcome::Allowed);
    assert_eq!(outcome(&lines, "elasticloadbalancing:DescribeTargetHealth"), CheckOutcome::NotTried);
    assert_eq!(outcome(&lines, "cloudwatch:GetMetricData"), CheckOutcome::Allowed);
}

#[tokio::test]
async fn an_endpoint_that_is_down_is_unreachable_and_not_denied() {
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let lines = check(&settings(&format!("http://{address}"))).await;
    assert_eq!(outcome(&lines, "ecs:ListClusters"), CheckOutcome::Unreachable);
    assert_eq!(outcome(&lines, "sts:GetCallerIdentity"), CheckOutcome::Unreachable);
    assert_eq!(outcome(&lines, "ecs:ListTasks"), CheckOutcome::NotTried);
}
