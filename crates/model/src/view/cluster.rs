//! Clusters as rows and as a page.

use serde::{Deserialize, Serialize};

use super::{JobRow, Section};
use crate::address::ClusterRef;
use crate::cluster::ClusterStatus;
use crate::name::ServiceName;
use crate::verdict::Level;

/// One cell of the orchestra.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceCell {
    /// The service.
    pub service: ServiceName,
    /// How it is.
    pub level: Level,
    /// What that was, if there is no fresh data.
    pub last_known: Option<Level>,
}

/// A cluster in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClusterRow {
    /// Its address.
    pub at: ClusterRef,
    /// Whether it is there.
    pub status: ClusterStatus,
    /// Its services, the worst first, at most sixty.
    pub cells: Vec<ServiceCell>,
    /// All its services.
    pub services: u32,
    /// The worst level of its services and jobs; `None` without any, Unknown while not all services were read.
    pub worst: Option<Level>,
    /// What the worst was before there was no fresh data about it.
    pub last_known: Option<Level>,
    /// Services that are degraded, down or unknown.
    pub attention: u32,
    /// Jobs that are.
    pub jobs: u32,
    /// Tasks its services want; `None` while not all of its services were read.
    pub desired: Option<u32>,
    /// Tasks that run.
    pub running: u32,
    /// Tasks on their way.
    pub pending: u32,
    /// Registered container instances.
    pub instances: u32,
    /// What it runs on: `Fargate 12 · EC2 3`.
    pub capacity: String,
}

/// The head of a cluster's page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClusterPage {
    /// The cluster as in a list.
    pub row: ClusterRow,
    /// One sentence: `2 of 9 services need attention`.
    pub headline: String,
    /// Jobs that need attention, the one that failed last first, at most fifty.
    pub jobs: Vec<JobRow>,
    /// Tasks that are known, stopped ones too; `None` before they were read.
    pub tasks_total: Option<u32>,
    /// Events of all its services that are known; `None` before those were read.
    pub events_total: Option<u32>,
    /// Settings and tags.
    pub configuration: Vec<Section>,
}
