//! How AWS or the network put it: what the log says below the kind of an error.

use std::error::Error;
use std::fmt;

use aws_sdk_ecs::error::SdkError;
use aws_sdk_ecs::operation::RequestId as _;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use model::term::AwsRequestId;

/// The most characters of somebody else's message that are kept.
const LONGEST_MESSAGE: usize = 400;

/// The most causes of one error that are kept.
const LONGEST_CHAIN: usize = 8;

/// One link of the chain of causes, with those below it.
///
/// It holds what the links say and not the links themselves: an error of the SDK carries AWS's whole answer, and that
/// may hold values of environment variables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    message: String,
    request_id: Option<AwsRequestId>,
    below: Option<Box<Cause>>,
}

impl Cause {
    /// A cause that is told in one message.
    pub(crate) fn new(message: &str) -> Self {
        Self { message: one_line(message), request_id: None, below: None }
    }

    /// What the error and the causes below it say; of each its `Display`, never its `Debug`.
    pub(crate) fn of(error: &(dyn Error + 'static)) -> Self {
        Self::chained(error, LONGEST_CHAIN)
    }

    fn chained(error: &(dyn Error + 'static), most: usize) -> Self {
        let below = error.source().filter(|_| most > 1).map(|below| Box::new(Self::chained(below, most - 1)));
        Self { below, ..Self::new(&error.to_string()) }
    }

    /// The same, with AWS's name for the request if its answer has one.
    pub(crate) fn answered<E>(self, error: &SdkError<E, HttpResponse>) -> Self {
        let request_id = error.request_id().and_then(|id| AwsRequestId::parse(id).ok());
        Self { request_id, ..self }
    }

    /// The same, with AWS's name for the request.
    pub(crate) fn of_request(self, request_id: Option<AwsRequestId>) -> Self {
        Self { request_id, ..self }
    }

    /// AWS's name for the request.
    pub(crate) fn request_id(&self) -> Option<&AwsRequestId> {
        self.request_id.as_ref()
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        self.request_id.iter().try_for_each(|id| write!(f, " (request id {id})"))
    }
}

impl Error for Cause {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.below.as_deref().map(|below| below as _)
    }
}

/// An error with everything below it, on one line.
pub(crate) struct Chain<'a>(pub(crate) &'a (dyn Error + 'static));

impl fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        let mut next = self.0.source();
        while let Some(cause) = next {
            write!(f, ": {cause}")?;
            next = cause.source();
        }
        Ok(())
    }
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST_MESSAGE).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("dispatch failure")]
    struct Outer(#[source] Inner);

    #[derive(Debug, thiserror::Error)]
    #[error("connection refused\nby peer")]
    struct Inner;

    #[test]
    fn every_link_is_kept_as_a_link_of_its_own() {
        let cause = Cause::of(&Outer(Inner));
        assert_eq!(cause.to_string(), "dispatch failure");
        assert_eq!(cause.source().map(ToString::to_string).as_deref(), Some("connection refused by peer"));
        assert_eq!(Chain(&cause).to_string(), "dispatch failure: connection refused by peer");
    }

    #[test]
    fn what_somebody_else_says_is_one_line_of_bounded_length() {
        let cause = Cause::new(&"x\n".repeat(1_000));
        assert_eq!(cause.to_string().chars().count(), LONGEST_MESSAGE);
        assert!(!cause.to_string().contains('\n'));
    }
}
