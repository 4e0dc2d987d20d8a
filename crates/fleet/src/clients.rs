//! The clients of one environment, and the one way in which calls are made.

use std::error::Error;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use aws_config::identity::IdentityCache;
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{AppName, BehaviorVersion, Region, SdkConfig};
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_sdk_ecs::error::{ProvideErrorMetadata, SdkError};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use futures::FutureExt;
use model::freshness::Trouble;
use model::time::Timestamp;

use crate::budget::{Budget, Priority};
use crate::clock::Clock;
use crate::error::{FleetError, classify};
use crate::operation::{Access, Operation};
use crate::options::{EnvironmentSettings, FleetOptions};

mod credentials;
mod date;

use credentials::Renewing;
use date::Dates;

/// The name that stands in the user agent of every call, so that CloudTrail tells who it was.
const APP_NAME: &str = "podium";

/// How often a call is made at most, the first time included: when the connection broke or the server stumbled.
const ATTEMPTS_AFTER_HICCUP: u32 = 2;

/// The same when the rate was exceeded: the bucket has become slower by then.
const ATTEMPTS_WHEN_THROTTLED: u32 = 3;

/// Clients of one environment, with its budget.
///
/// The SDK's own retries are off: AWS counts attempts, so the budget has to, and it cannot see inside the SDK. What is
/// worth another attempt is attempted here, with another token each; all else is left to the poller's back-off.
#[derive(Clone, Debug)]
pub(crate) struct Clients {
    pub(crate) ecs: aws_sdk_ecs::Client,
    pub(crate) ecr: aws_sdk_ecr::Client,
    /// For what changes something: clients with patience of their own; none where nothing may be changed.
    pub(crate) writing: Option<Writing>,
    pub(crate) balancing: aws_sdk_elasticloadbalancingv2::Client,
    pub(crate) cloudwatch: aws_sdk_cloudwatch::Client,
    pub(crate) scaling: aws_sdk_applicationautoscaling::Client,
    pub(crate) sts: aws_sdk_sts::Client,
    credentials: Renewing,
    budget: Arc<Budget>,
    clock: Clock,
}

/// A client of a service whose answers tell the clock what time it is.
macro_rules! client {
    ($service:ident, $config:expr, $dates:expr) => {
        $service::Client::from_conf($service::config::Builder::from($config).interceptor($dates.clone()).build())
    };
}

/// Clients for what changes something.
#[derive(Clone, Debug)]
pub(crate) struct Writing {
    pub(crate) ecs: aws_sdk_ecs::Client,
    pub(crate) scaling: aws_sdk_applicationautoscaling::Client,
}

impl Writing {
    /// A write is never made twice, so it is waited for longer: to give up early is not to know what became of it.
    fn new(config: &SdkConfig, options: &FleetOptions, dates: &Dates) -> Self {
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(options.connect_timeout)
            .operation_attempt_timeout(options.write_timeout)
            .operation_timeout(options.write_timeout + options.operation_timeout)
            .build();
        let config = config.to_builder().timeout_config(timeouts).build();
        Self {
            ecs: client!(aws_sdk_ecs, &config, dates),
            scaling: client!(aws_sdk_applicationautoscaling, &config, dates),
        }
    }
}

/// An answer and the moment at which it was asked for, after all waiting for tokens.
pub(crate) struct Sent<T> {
    pub(crate) at: Timestamp,
    pub(crate) value: T,
}

/// The body of an answer. It may hold secrets, so it cannot be printed.
pub(crate) struct Body(pub(crate) Vec<u8>);

/// Why there is no answer; an answer that the SDK could not read is handed out as it came.
pub(crate) struct Unanswered {
    pub(crate) error: FleetError,
    pub(crate) unread: Option<Sent<Body>>,
}

impl Clients {
    /// Reads the configuration files; makes no call.
    pub(crate) async fn new(settings: &EnvironmentSettings, options: &FleetOptions, clock: &Clock) -> Self {
        let (config, credentials) = sdk_config(settings, options, clock).await;
        let dates = Dates(clock.teller());
        Self {
            ecs: client!(aws_sdk_ecs, &config, dates),
            ecr: client!(aws_sdk_ecr, &config, dates),
            writing: (!settings.read_only).then(|| Writing::new(&config, options, &dates)),
            balancing: client!(aws_sdk_elasticloadbalancingv2, &config, dates),
            cloudwatch: client!(aws_sdk_cloudwatch, &patient(&config, options), dates),
            scaling: client!(aws_sdk_applicationautoscaling, &config, dates),
            sts: client!(aws_sdk_sts, &config, dates),
            credentials,
            budget: Arc::new(Budget::new(|access| options.share_of(access))),
            clock: clock.clone(),
        }
    }

    pub(crate) fn budget(&self) -> &Budget {
        &self.budget
    }

    /// The time of day by the clock of the fleet.
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Makes a call when the budget allows it, and again where that is worth it.
    pub(crate) async fn call<T, E, F>(
        &self,
        operation: Operation,
        priority: Priority,
        send: impl Fn() -> F + Send + Sync,
    ) -> Result<T, FleetError>
    where
        F: Future<Output = Result<T, SdkError<E, HttpResponse>>> + Send,
        E: ProvideErrorMetadata + Error + Send + Sync + 'static,
        T: Send,
    {
        match self.call_raw(operation, priority, send).await {
            Ok(answer) => Ok(answer.value),
            Err(unanswered) => Err(unanswered.error),
        }
    }

    /// The same, for those who can make something of an answer that the SDK could not read.
    pub(crate) async fn call_raw<T, E, F>(
        &self,
        operation: Operation,
        priority: Priority,
        send: impl Fn() -> F + Send + Sync,
    ) -> Result<Sent<T>, Unanswered>
    where
        F: Future<Output = Result<T, SdkError<E, HttpResponse>>> + Send,
        E: ProvideErrorMetadata + Error + Send + Sync + 'static,
        T: Send,
    {
        let mut attempts = 1;
        loop {
            self.budget.take(operation, priority).await;
            let at = self.clock.now();
            let error = match send().await {
                Ok(value) => return Ok(Sent { at, value }),
                Err(error) => error,
            };
            let unread = unread_body(&error).map(|value| Sent { at, value });
            let error = classify(operation, &error);
            if matches!(error.trouble(), Some(Trouble::Credentials { .. })) {
                self.credentials.doubt();
            }
            if error.is_throttled() {
                self.budget.throttled(operation);
            }
            if unread.is_some() || attempts >= attempts_worth(operation.access(), &error) {
                return Err(Unanswered { error, unread });
            }
            tokio::time::sleep(Duration::from_millis(rand::random_range(50..200)) * attempts).await;
            attempts += 1;
        }
    }
}

/// How often a call is made at most that failed like this. A write may have worked although it failed, so it is made
/// once.
fn attempts_worth(access: Access, error: &FleetError) -> u32 {
    match access {
        Access::Write => 1,
        Access::Read if error.is_throttled() => ATTEMPTS_WHEN_THROTTLED,
        Access::Read if error.is_hiccup() => ATTEMPTS_AFTER_HICCUP,
        Access::Read => 1,
    }
}

/// The body of a 2xx answer that the SDK could not read.
fn unread_body<E>(error: &SdkError<E, HttpResponse>) -> Option<Body> {
    let SdkError::ResponseError(answer) = error else { return None };
    let response = answer.raw();
    let bytes = response.status().is_success().then(|| response.body().bytes())??;
    Some(Body(bytes.to_vec()))
}

/// How many times longer CloudWatch may take than others: an hour of metrics is computed, and nobody waits for it.
const CLOUDWATCH_TAKES: u32 = 4;

fn patient(config: &SdkConfig, options: &FleetOptions) -> SdkConfig {
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(options.connect_timeout)
        .operation_attempt_timeout(options.attempt_timeout * CLOUDWATCH_TAKES)
        .operation_timeout(options.operation_timeout * CLOUDWATCH_TAKES)
        .build();
    config.to_builder().timeout_config(timeouts).build()
}

/// The configuration of an environment, with credentials that are looked for anew when AWS refuses them.
async fn sdk_config(settings: &EnvironmentSettings, options: &FleetOptions, clock: &Clock) -> (SdkConfig, Renewing) {
    let config = loaded(settings, options).await;
    let (settings, options) = (settings.clone(), options.clone());
    let make = move || {
        let (settings, options) = (settings.clone(), options.clone());
        async move { with_role(loaded(&settings, &options).await, &settings).await.credentials_provider() }.boxed()
    };
    let credentials = Renewing::new(clock, Box::new(make));
    let provider = SharedCredentialsProvider::new(credentials.clone());
    let config = config.into_builder().credentials_provider(provider).identity_cache(IdentityCache::no_cache());
    (config.build(), credentials)
}

async fn with_role(config: SdkConfig, settings: &EnvironmentSettings) -> SdkConfig {
    match &settings.role_arn {
        Some(role) => credentials::assume(&config, role, settings.external_id.as_deref()).await,
        None => config,
    }
}

/// What the files of profiles and the environment variables say now, as far as it is read at once.
async fn loaded(settings: &EnvironmentSettings, options: &FleetOptions) -> SdkConfig {
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(options.connect_timeout)
        .operation_attempt_timeout(options.attempt_timeout)
        .operation_timeout(options.operation_timeout)
        .build();
    let mut loader = aws_config::defaults(BehaviorVersion::latest())
        .region(Region::new(settings.region.clone()))
        .timeout_config(timeouts)
        .retry_config(RetryConfig::disabled());
    if let Ok(name) = AppName::new(APP_NAME) {
        loader = loader.app_name(name);
    }
    if let Some(profile) = &settings.profile {
        loader = loader.profile_name(profile);
    }
    if let Some(endpoint) = &settings.endpoint_url {
        loader = loader.endpoint_url(endpoint);
    }
    if let Some(chain) = credentials::of_simulator(settings) {
        loader = loader.credentials_provider(chain);
    }
    loader.load().await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Cause;

    #[test]
    fn a_read_is_made_again_when_that_is_worth_it_and_a_write_never() {
        let operation = Operation::ListClusters;
        let error = |trouble| FleetError::Trouble { operation, trouble, cause: Cause::new("it failed") };
        let throttled = error(Trouble::Throttled { operation: operation.term() });
        let unreachable = error(Trouble::Unreachable { operation: operation.term() });
        let attempts = |access| [&throttled, &unreachable].map(|error| attempts_worth(access, error));
        assert_eq!(attempts(Access::Read), [ATTEMPTS_WHEN_THROTTLED, ATTEMPTS_AFTER_HICCUP]);
        assert_eq!(attempts(Access::Write), [1, 1]);
    }
}
