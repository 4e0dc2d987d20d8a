//! The body of an answer: the SDK drops members that it does not model, and makes zeros of numbers that are missing.

use std::sync::Arc;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::AfterDeserializationInterceptorContextRef;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use parking_lot::Mutex;

use crate::clients::Body;

/// Keeps the body of the last answer beside what the SDK makes of it. It may hold secrets, so it cannot be printed.
#[derive(Clone, Default)]
pub(super) struct Capture(Arc<Mutex<Option<Body>>>);

impl Capture {
    /// The body, once.
    pub(super) fn take(&self) -> Option<Body> {
        self.0.lock().take()
    }
}

impl std::fmt::Debug for Capture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Capture")
    }
}

#[dyn_dispatch_hint]
impl Intercept for Capture {
    fn name(&self) -> &'static str {
        "capture"
    }

    /// The body is in memory only after the SDK has read it.
    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let bytes = context.response().body().bytes().map(<[u8]>::to_vec);
        *self.0.lock() = bytes.map(Body);
        Ok(())
    }
}
