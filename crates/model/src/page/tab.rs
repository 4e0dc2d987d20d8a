//! The tabs of pages that have some.

/// The tabs of a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClusterTab {
    /// Its services; the cluster's own address.
    Services,
    /// Its tasks.
    Tasks,
    /// What its tasks run on, and what still fits.
    Instances,
    /// What ECS reports about its services.
    Events,
    /// Its settings and tags.
    Configuration,
}

/// The tabs of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ServiceTab {
    /// What explains most; the service's own address.
    Overview,
    /// Its tasks.
    Tasks,
    /// Its deployments.
    Deployments,
    /// What ECS reports about it.
    Events,
    /// How it is set up.
    Configuration,
}

/// The tabs of a revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RevisionTab {
    /// Laid out for reading; the revision's own address.
    Fields,
    /// The whole as JSON.
    Raw,
    /// What differs from another revision.
    Compare,
}
