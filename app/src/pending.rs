//! Use cases that `console` is still to bring.

use console::{Console, ConsoleError, Viewer};
use model::name::EnvironmentName;
use model::query::ListQuery;
use model::service::ServiceRef;
use model::view::*;
type T<A> = Result<Answer<A>, ConsoleError>;
fn no<A>() -> T<A> {
    Err(ConsoleError::NotFound { noun: "page" })
}
pub trait Pending {
    async fn traffic(&self, _: &Viewer, _: &EnvironmentName) -> T<TrafficPage> {
        no()
    }
    async fn target_group(&self, _: &Viewer, _: &EnvironmentName, _: &str) -> T<TargetGroupPage> {
        no()
    }
    async fn service_traffic(&self, _: &Viewer, _: &ServiceRef) -> T<ServiceTraffic> {
        no()
    }
    async fn rollout(&self, _: &Viewer, _: &ServiceRef) -> T<RolloutPage> {
        no()
    }
    async fn metrics(&self, _: &Viewer, _: &ServiceRef) -> T<MetricsStrip> {
        no()
    }
    async fn instances(&self, _: &Viewer, _: &ClusterRef, _: &ListQuery) -> T<InstancesPage> {
        no()
    }
    async fn capacity(&self, _: &Viewer, _: &ClusterRef) -> T<CapacityPage> {
        no()
    }
}
impl Pending for Console {}
