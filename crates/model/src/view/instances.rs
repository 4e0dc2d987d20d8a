//! Container instances and capacity providers of a cluster.

use serde::{Deserialize, Serialize};

use super::AlarmLine;
use crate::address::{ServiceRef, TaskRef};
use crate::instance::{CapacityProviderStatus, CapacityProviderUpdateStatus, InstanceStatus};
use crate::query::Listing;
use crate::task_definition::TaskDefinitionRef;
use crate::time::Timestamp;
use crate::verdict::Level;

/// A task's part of a bar.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BarPart {
    /// The task.
    pub task: TaskRef,
    /// What to call it: its service and the first letters of its id.
    pub label: String,
    /// What it takes, in the unit of the bar.
    pub amount: u32,
}

/// What an instance has of one resource, and who takes it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// What the instance brought: CPU units, or MiB.
    pub registered: u32,
    /// What no task has taken.
    pub remaining: u32,
    /// Tasks, the largest first.
    pub parts: Vec<BarPart>,
    /// What is taken by tasks that are not known.
    pub other: u32,
}

/// A port that is taken on an instance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PortTaken {
    /// Its number.
    pub port: u16,
    /// Whether it is UDP.
    pub is_udp: bool,
    /// The task that takes it, where one is known; 22, 2375, 2376, 51678–51680 belong to the instance itself.
    pub task: Option<TaskRef>,
    /// What to call it: a service, `instance`, or nothing.
    pub label: String,
}

/// A container instance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InstanceRow {
    /// The last part of its ARN.
    pub id: String,
    /// The EC2 instance.
    pub ec2: Option<String>,
    /// Its instance type, for example `m7g.large`.
    pub kind: Option<String>,
    /// Its availability zone.
    pub zone: Option<String>,
    /// Where it is in its life.
    pub status: InstanceStatus,
    /// Why it has that status, in ECS's words.
    pub status_reason: Option<String>,
    /// Steady when ACTIVE with its agent connected, Deploying while it drains or registers, Down when the agent is
    /// gone, else Unknown.
    pub level: Level,
    /// Whether ECS hears from its agent.
    pub agent_connected: bool,
    /// What ECS checked and found impaired, with why in ECS's words, and since when.
    pub impaired: Vec<(String, Option<String>, Option<Timestamp>)>,
    /// The agent's version.
    pub agent_version: Option<String>,
    /// The capacity provider it came from.
    pub provider: Option<String>,
    /// CPU units.
    pub cpu: Bar,
    /// MiB of memory.
    pub memory: Bar,
    /// Ports that are taken, by number.
    pub ports: Vec<PortTaken>,
    /// GPUs it brought, and how many of them are free.
    pub gpus: (u32, u32),
    /// Tasks that run on it.
    pub running: u32,
    /// Tasks on their way.
    pub pending: u32,
    /// When it registered.
    pub registered_at: Option<Timestamp>,
}

/// How many more tasks fit under one placement strategy, and where the next ones go.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FitUnder {
    /// `binpack on memory`, `spread over zones`, `one per instance`.
    pub strategy: String,
    /// How many more fit.
    pub count: u32,
    /// Instances that get the next ones, with how many each: of so many as fit.
    pub places: Vec<(String, u32)>,
    /// Instances that would then still have no task at all.
    pub left_empty: u32,
}

/// How many more tasks of one size fit on the instances of a cluster.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FitLine {
    /// What such a task runs.
    pub revision: TaskDefinitionRef,
    /// Services that run it.
    pub services: Vec<ServiceRef>,
    /// What one takes: `256 CPU, 512 MiB, port 8080`.
    pub needs: String,
    /// What the figures go by, where they leave out what else decides: `By CPU, memory, ports and GPU alone: …`.
    pub alone: Option<String>,
    /// Under each strategy.
    pub under: Vec<FitUnder>,
    /// Why no more fit, by instance: instance, and reasons in words. Those where one fits are left out.
    pub hindrances: Vec<(String, Vec<String>)>,
}

/// A service that wants a task for which there is no place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UnplacedLine {
    /// The service.
    pub service: ServiceRef,
    /// What the task would run.
    pub revision: TaskDefinitionRef,
    /// What one takes: `256 CPU, 512 MiB, port 8080`; `None` while its definition is not read.
    pub needs: Option<String>,
    /// ECS's sentence.
    pub event: String,
    /// When ECS said so.
    pub at: Timestamp,
    /// Why it does not fit now, by instance: instance, and reasons in words; none where one would fit.
    pub instances: Vec<(String, Vec<String>)>,
}

/// The instances of a cluster and what still fits on them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InstancesPage {
    /// The instances of this page.
    pub rows: Listing<InstanceRow>,
    /// What still fits: one line for each service of the cluster that runs on instances, the scarcest first.
    pub fits: Vec<FitLine>,
    /// Services that want a task for which there is no place.
    pub unplaced: Vec<UnplacedLine>,
}

/// A capacity provider of a cluster.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProviderRow {
    /// Its name.
    pub name: String,
    /// Whether it is there; `None` when it could not be read.
    pub status: Option<CapacityProviderStatus>,
    /// How its last change went.
    pub update_status: Option<CapacityProviderUpdateStatus>,
    /// Why, in AWS's words.
    pub update_reason: Option<String>,
    /// Steady when ACTIVE, Degraded when its last change failed, Deploying while one is under way, else Unknown.
    pub level: Level,
    /// The Auto Scaling group's name.
    pub group: Option<String>,
    /// How it scales: `ECS keeps 100 % of the group in use`, `the group is not scaled by ECS`, `ECS manages the
    /// instances (Spot), idle ones end after 300 s`.
    pub scaling: Option<String>,
    /// Whether instances that run tasks are kept from being ended by scaling.
    pub termination_protection: bool,
    /// Whether instances that are to end are drained.
    pub managed_draining: bool,
    /// Instances of it.
    pub instances: u32,
    /// Tasks that run on it.
    pub running: u32,
}

/// What a cluster runs on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CapacityPage {
    /// Its capacity providers, in the cluster's order.
    pub providers: Vec<ProviderRow>,
    /// Running tasks by where they run, the most first: `Fargate`, `Spot`, `EC2`, or a provider.
    pub mix: Vec<(String, u32)>,
    /// Alarms on the cluster.
    pub alarms: Vec<AlarmLine>,
}
