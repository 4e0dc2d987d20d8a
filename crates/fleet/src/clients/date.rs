//! What time it is for the servers: each of their answers says it.

use std::time::Duration;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeDeserializationInterceptorContextRef, BeforeTransmitInterceptorContextRef,
};
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::DateTime;
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};
use aws_smithy_types::date_time::Format;
use model::time::Timestamp;

use crate::clock::Teller;

/// Passes the `Date` of every answer on to the clock, whatever else the answer says.
#[derive(Clone, Debug)]
pub(super) struct Dates(pub(super) Teller);

/// When a request was sent.
#[derive(Debug)]
struct SentAt(Duration);

impl Storable for SentAt {
    type Storer = StoreReplace<Self>;
}

#[dyn_dispatch_hint]
impl Intercept for Dates {
    fn name(&self) -> &'static str {
        "Dates"
    }

    fn read_before_transmit(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        bag: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        bag.interceptor_state().store_put(SentAt(self.0.moment()));
        Ok(())
    }

    fn read_after_transmit(
        &self,
        context: &BeforeDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        bag: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let date = context.response().headers().get("date").and_then(read);
        if let (Some(date), Some(SentAt(sent))) = (date, bag.load::<SentAt>()) {
            self.0.told(date, *sent, self.0.moment());
        }
        Ok(())
    }
}

fn read(date: &str) -> Option<Timestamp> {
    DateTime::from_str(date, Format::HttpDate).ok()?.to_millis().ok().map(Timestamp)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_of_an_answer_is_read_and_what_is_none_is_not() {
        assert_eq!(read("Fri, 20 Nov 2026 18:22:11 GMT"), Some(Timestamp(1_795_198_931_000)));
        assert_eq!(read("yesterday"), None);
    }
}
