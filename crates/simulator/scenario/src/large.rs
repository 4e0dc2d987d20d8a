//! Many services, most of them dull: to see what size does.

mod instances;

use super::app::App;
use super::makers::Maker;
use super::story::alarms::{self, Limit};
use super::story::balancing::{fixed, host, to_https};
use super::story::{Story, mostly_spot, tags};
use serde_json::json;
use simulator_engine::metrics::{Comparison, Missing, Statistic};
use simulator_engine::time::{hours, minutes, seconds};

/// The clusters; services are dealt out to them in turn.
const CLUSTERS: [&str; 20] = [
    "accounts",
    "ads",
    "analytics",
    "auth",
    "billing",
    "catalog",
    "chat",
    "checkout",
    "content",
    "delivery",
    "fraud",
    "identity",
    "inventory",
    "media",
    "notifications",
    "partners",
    "platform",
    "pricing",
    "search",
    "support",
];

/// What services are called, with a number behind.
const ROLES: [&str; 8] = ["api", "worker", "web", "gateway", "scheduler", "consumer", "indexer", "proxy"];

/// How services differ in size, relative to each other.
const SIZES: [u32; 10] = [1, 2, 2, 3, 4, 6, 8, 13, 20, 41];

/// One service in so many is in trouble.
const TROUBLED: usize = 36;

/// What is wrong with a troubled service.
#[derive(Clone, Copy)]
enum Trouble {
    Missing,
    Exits,
    OutOfMemory,
    Unhealthy,
    Slow,
    ScaledToZero,
    BadGateway,
    Flapping,
}

const TROUBLES: [Trouble; 8] = [
    Trouble::Missing,
    Trouble::Exits,
    Trouble::OutOfMemory,
    Trouble::Unhealthy,
    Trouble::Slow,
    Trouble::ScaledToZero,
    Trouble::BadGateway,
    Trouble::Flapping,
];

/// The roles whose services are behind the load balancer of their cluster.
const BALANCED: [&str; 4] = ["api", "web", "gateway", "proxy"];

/// Of each cluster, only so many services may be: a load balancer has at most a hundred rules.
const BALANCED_TURNS: usize = 180;

struct Member {
    cluster: &'static str,
    name: String,
    desired: u32,
    balanced: bool,
    trouble: Option<Trouble>,
}

pub(super) fn tell(story: &mut Story, services: u32, tasks: u32) {
    let members = members(services, tasks);
    story.ago(hours(40));
    for cluster in CLUSTERS {
        story.cluster(cluster, cluster);
        front(story, cluster);
    }
    instances::provide(story);
    for (priority, member) in (1..).zip(members.iter().filter(|member| member.balanced)) {
        route(story, member, priority);
    }
    for (index, member) in members.iter().enumerate() {
        found(story, member);
        if let Some(maker) = maker(index) {
            story.made_by(maker, member.cluster, &member.name);
        }
    }
    story.ago(hours(14));
    for member in members.iter().step_by(3) {
        story.register(&instances::program(member).tag("1.1.0"));
        deploy(story, member);
    }
    watch(story, &members);
    for (when, chosen) in [(minutes(50), is_early as fn(Trouble) -> bool), (seconds(90), |trouble| !is_early(trouble))]
    {
        story.ago(when);
        for member in &members {
            if let Some(trouble) = member.trouble.filter(|trouble| chosen(*trouble)) {
                strike(story, member, trouble);
            }
        }
    }
}

/// What made the service with that number; most are made by hand.
fn maker(index: usize) -> Option<Maker> {
    match index % 27 {
        1 => Some(Maker::Cdk),
        4 | 13 => Some(Maker::Stack),
        7 | 16 => Some(Maker::Terraform),
        10 => Some(Maker::TerraformManaged),
        19 => Some(Maker::Copilot),
        22 => Some(Maker::Pipeline),
        _ => None,
    }
}

fn members(services: u32, tasks: u32) -> Vec<Member> {
    let indices = 0..usize::try_from(services).unwrap_or(0);
    let average = SIZES.iter().map(|size| f64::from(*size)).sum::<f64>() / 10.0;
    let scale = f64::from(tasks) / f64::from(services.max(1)) / average;
    let member = |index: usize| {
        let cluster = CLUSTERS[index % CLUSTERS.len()];
        let turn = index / CLUSTERS.len();
        let role = ROLES[turn % ROLES.len()];
        let name = format!("{role}-{:02}", turn / ROLES.len() + 1);
        let trouble = (index % TROUBLED == TROUBLED / 2).then(|| TROUBLES[index / TROUBLED % TROUBLES.len()]);
        let balanced = BALANCED.contains(&role) && turn < BALANCED_TURNS;
        Member { cluster, name, balanced, desired: desired(SIZES[(index + turn) % SIZES.len()], scale), trouble }
    };
    indices.map(member).collect()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what a service can want")]
fn desired(size: u32, scale: f64) -> u32 {
    (f64::from(size) * scale).round().clamp(1.0, 5_000.0) as u32
}

fn app(member: &Member) -> App {
    App::new(member.cluster, &family(member))
        .port(8_080)
        .health("/healthz")
        .env(&[("LOG_LEVEL", "info"), ("REGION", "eu")])
        .agent()
}

fn found(story: &mut Story, member: &Member) {
    story.register(&instances::program(member).tag("1.0.0"));
    if instances::has(member) {
        instances::found(story, member);
        return;
    }
    let mut more = json!({ "taskDefinition": family(member), "tags": tags(member.cluster, "cc-1") });
    if member.desired > 12 {
        more["capacityProviderStrategy"] = mostly_spot(2);
    }
    if member.balanced {
        let family = family(member);
        more["loadBalancers"] = story.behind(&family, &family, 8_080);
        more["healthCheckGracePeriodSeconds"] = json!(60);
    }
    story.create(member.cluster, &member.name, member.desired, more);
}

/// The load balancer of a cluster.
fn front(story: &mut Story, cluster: &str) {
    story.load_balancer(cluster, cluster, "internet-facing", tags(cluster, "cc-1"));
    story.listener(cluster, 80, to_https());
    story.listener(cluster, 443, fixed(404, "Not found"));
}

/// How requests reach a service.
fn route(story: &mut Story, member: &Member, priority: u32) {
    let family = family(member);
    story.target_group(&family, 8_080, json!({}));
    story.draining(&family, 60);
    let action = story.forward(&[(&family, 1)]);
    let name = format!("{}.{}.example.com", member.name, member.cluster);
    story.rule((member.cluster, 443), priority, json!([host(&[&name])]), action);
}

/// An alarm for one service in eight, and for each one in trouble that is behind a load balancer.
fn watch(story: &mut Story, members: &[Member]) {
    story.ago(minutes(60));
    for member in members.iter().step_by(8) {
        let cpu = alarms::of_service("AWS/ECS", "CPUUtilization", member.cluster, &member.name);
        let (watched, limit) = (alarms::watch(cpu, Statistic::Average), Limit(Comparison::Greater, 85.0, 3, 5));
        story.alarm(&format!("{}-cpu-high", family(member)), "Little CPU is left", watched, limit, Missing::Missing);
    }
    for member in members.iter().filter(|member| member.balanced && member.trouble.is_some()) {
        let hosts = story.of_group("UnHealthyHostCount", &family(member));
        let (watched, limit) = (alarms::watch(hosts, Statistic::Maximum), Limit(Comparison::AtLeast, 1.0, 3, 5));
        let name = format!("{}-unhealthy-hosts", family(member));
        story.alarm(&name, "A target does not answer", watched, limit, Missing::Missing);
    }
}

/// Whether a trouble began a while ago; the others have only just begun.
fn is_early(trouble: Trouble) -> bool {
    !matches!(trouble, Trouble::Slow)
}

fn strike(story: &mut Story, member: &Member, trouble: Trouble) {
    let tag = match trouble {
        Trouble::Missing => "1.2.0-missing",
        Trouble::Exits => "1.2.0-exit-1",
        Trouble::OutOfMemory => "1.2.0-exit-137",
        Trouble::Unhealthy => "1.2.0-unhealthy",
        Trouble::Slow => "1.2.0-slow",
        Trouble::BadGateway => "1.2.0-bad-gateway",
        Trouble::Flapping => "1.2.0-flapping",
        Trouble::ScaledToZero => {
            story.update(member.cluster, &member.name, json!({ "desiredCount": 0 }));
            return;
        }
    };
    story.register(&instances::program(member).tag(tag));
    deploy(story, member);
}

fn deploy(story: &mut Story, member: &Member) {
    story.update(member.cluster, &member.name, json!({ "taskDefinition": family(member) }));
}

/// Families are the account's, not a cluster's.
fn family(member: &Member) -> String {
    format!("{}-{}", member.cluster, member.name)
}
