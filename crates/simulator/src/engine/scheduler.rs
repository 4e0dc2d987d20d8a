//! How a service keeps its tasks.

use super::{Engine, Millis};
use super::id::{DeploymentId, ServiceKey};

#[derive(Clone, Debug, Default)]
pub(super) struct Backoff {}
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {}

impl Engine {
    pub(super) fn reconcile(&mut self, _s: &ServiceKey, _w: u32) {}
    pub(super) fn repeat_steady_state(&mut self, _s: &ServiceKey, _d: DeploymentId) {}
    pub(super) fn forget_service(&mut self, _s: &ServiceKey, _c: Millis) {}
    pub(super) fn forget_revision(&mut self, _f: &str, _r: u32) {}
}
