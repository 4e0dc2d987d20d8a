//! Measures how soon a target that turns unhealthy in one group among thousands is known, and with how many calls a
//! minute. Everything runs in this process, with AWS's request rates and in real time: the first round over 5 000
//! groups takes a quarter of an hour.
//!
//! `quiet_group SERVICES TASKS GROUPS`

use std::error::Error;
use std::time::{Duration, Instant};

use aws_sdk_elasticloadbalancingv2::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_elasticloadbalancingv2::types::{Matcher, TargetHealthStateEnum};
use aws_sdk_elasticloadbalancingv2::{Client, Config};
use fleet::{EnvironmentSettings, Fleet, FleetOptions, Snapshot};
use model::name::EnvironmentName;
use model::traffic::TargetState;
use simulator::{Scenario, Simulator, SimulatorOptions};

/// Between two looks.
const LOOK: Duration = Duration::from_millis(250);

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut numbers = std::env::args().skip(1).map(|text| text.parse::<u32>());
    let mut next = |default| numbers.next().unwrap_or(Ok(default));
    let (services, tasks, groups) = (next(5_000)?, next(10_000)?, next(5)?);
    let scenario = Scenario::Large { services, tasks };
    let simulator = Simulator::start(SimulatorOptions { scenario, ..SimulatorOptions::default() }).await?;
    let name = EnvironmentName::parse("bench")?;
    let settings = EnvironmentSettings {
        name: name.clone(),
        region: "eu-central-1".to_owned(),
        profile: None,
        role_arn: None,
        external_id: None,
        endpoint_url: Some(simulator.url()),
        read_only: false,
    };
    let begun = Instant::now();
    let fleet = Fleet::start(vec![settings], FleetOptions::default()).await;
    let snapshot = || fleet.snapshot(&name).ok_or("there is no such environment");
    while !snapshot()?.health.is_read() {
        tokio::time::sleep(LOOK).await;
    }
    println!("{} groups, first round: {:.0} s", snapshot()?.traffic.groups.len(), begun.elapsed().as_secs_f64());
    let calls = || simulator.control().totals().operations.values().sum::<u64>();
    let before = calls();
    let quiet = Instant::now();
    tokio::time::sleep(Duration::from_secs(120)).await;
    println!("quiet: {:.0} calls a minute", (calls() - before) as f64 / quiet.elapsed().as_secs_f64() * 60.0);

    let balancing = Client::from_conf(
        Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::from_static("eu-central-1"))
            .credentials_provider(Credentials::new("AKIABENCH", "bench", None, None, "bench"))
            .endpoint_url(simulator.url())
            .build(),
    );
    for arn in quiet_groups(&*snapshot()?, usize::try_from(groups)?) {
        let matcher = Matcher::builder().http_code("299").build();
        balancing.modify_target_group().target_group_arn(&arn).matcher(matcher).send().await?;
        loop {
            let health = balancing.describe_target_health().target_group_arn(&arn).send().await?;
            let state = |target: &_| -> Option<TargetHealthStateEnum> {
                let target: &aws_sdk_elasticloadbalancingv2::types::TargetHealthDescription = target;
                target.target_health()?.state().cloned()
            };
            if health.target_health_descriptions().iter().any(|it| state(it) == Some(TargetHealthStateEnum::Unhealthy))
            {
                break;
            }
            tokio::time::sleep(LOOK * 4).await;
        }
        let (failed, before) = (Instant::now(), snapshot()?.health[&arn].at);
        while !is_sick(&*snapshot()?, &arn) {
            tokio::time::sleep(LOOK).await;
        }
        let age = fleet.now().since(before);
        println!("known after {:.0} s; its health was {age} old then: {arn}", failed.elapsed().as_secs_f64());
    }
    Ok(())
}

/// Groups whose targets are healthy, spread over all there are.
fn quiet_groups(snapshot: &Snapshot, count: usize) -> Vec<String> {
    let is_well = |arn: &&String| {
        let targets = snapshot.health.get(*arn).map(|seen| seen.value.as_slice()).unwrap_or_default();
        !targets.is_empty() && targets.iter().all(|target| target.state == TargetState::Healthy)
    };
    let well: Vec<&String> = snapshot.traffic.groups.keys().filter(is_well).collect();
    well.iter().step_by((well.len() / count.max(1)).max(1)).take(count).map(|arn| (*arn).clone()).collect()
}

fn is_sick(snapshot: &Snapshot, arn: &str) -> bool {
    let targets = snapshot.health.get(arn).map(|seen| seen.value.as_slice()).unwrap_or_default();
    targets.iter().any(|target| target.state == TargetState::Unhealthy)
}
