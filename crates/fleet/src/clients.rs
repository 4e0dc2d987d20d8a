//! The clients of one environment, and the one way in which calls are made.

use std::error::Error;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{AppName, BehaviorVersion, Region, SdkConfig};
use aws_sdk_ecs::error::{ProvideErrorMetadata, SdkError};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;

use crate::budget::{Budget, Priority};
use crate::error::{FleetError, classify};
use crate::operation::Operation;
use crate::options::{EnvironmentSettings, FleetOptions};

mod credentials;

/// The name that stands in the user agent of every call, so that CloudTrail tells who it was.
const APP_NAME: &str = "podium";

/// Clients of one environment, with its budget.
///
/// The SDK's own retries are off: AWS counts attempts, so the budget has to, and it can not see inside the SDK. A hiccup
/// is tried once more here, with a second token; all else is left to the poller's back-off.
#[derive(Clone, Debug)]
pub(crate) struct Clients {
    pub(crate) ecs: aws_sdk_ecs::Client,
    pub(crate) sts: aws_sdk_sts::Client,
    budget: Arc<Budget>,
}

impl Clients {
    /// Reads the configuration files; makes no call.
    pub(crate) async fn new(settings: &EnvironmentSettings, options: &FleetOptions) -> Self {
        let config = sdk_config(settings, options).await;
        Self {
            ecs: aws_sdk_ecs::Client::new(&config),
            sts: aws_sdk_sts::Client::new(&config),
            budget: Arc::new(Budget::new(options.budget_share)),
        }
    }

    pub(crate) fn budget(&self) -> &Budget {
        &self.budget
    }

    /// Makes a call when the budget allows it, and once more after a hiccup.
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
        self.call_raw(operation, priority, send).await.map_err(|(error, _)| error)
    }

    /// The same; an answer that the SDK could not read is handed out beside the error.
    pub(crate) async fn call_raw<T, E, F>(
        &self,
        operation: Operation,
        priority: Priority,
        send: impl Fn() -> F + Send + Sync,
    ) -> Result<T, (FleetError, Option<Body>)>
    where
        F: Future<Output = Result<T, SdkError<E, HttpResponse>>> + Send,
        E: ProvideErrorMetadata + Error + Send + Sync + 'static,
        T: Send,
    {
        let first = self.attempt(operation, priority, &send).await;
        if !matches!(&first, Err((error, _)) if error.is_hiccup()) {
            return first;
        }
        tokio::time::sleep(Duration::from_millis(rand::random_range(50..200))).await;
        self.attempt(operation, priority, &send).await
    }

    async fn attempt<T, E, F>(
        &self,
        operation: Operation,
        priority: Priority,
        send: &(impl Fn() -> F + Send + Sync),
    ) -> Result<T, (FleetError, Option<Body>)>
    where
        F: Future<Output = Result<T, SdkError<E, HttpResponse>>> + Send,
        E: ProvideErrorMetadata + Error + Send + Sync + 'static,
        T: Send,
    {
        self.budget.take(operation, priority).await;
        let error = match send().await {
            Ok(answer) => return Ok(answer),
            Err(error) => error,
        };
        let kind = classify(operation, &error);
        if kind.is_throttled() {
            self.budget.throttled(operation);
        }
        Err((kind, unread_body(&error)))
    }
}

/// The body of an answer. It may hold secrets, so it can not be printed.
pub(crate) struct Body(pub(crate) Vec<u8>);

/// The body of a 2xx answer that the SDK could not read.
fn unread_body<E>(error: &SdkError<E, HttpResponse>) -> Option<Body> {
    let SdkError::ResponseError(answer) = error else { return None };
    let response = answer.raw();
    let bytes = response.status().is_success().then(|| response.body().bytes())??;
    Some(Body(bytes.to_vec()))
}

async fn sdk_config(settings: &EnvironmentSettings, options: &FleetOptions) -> SdkConfig {
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
    let config = loader.load().await;
    match &settings.role_arn {
        Some(role) => credentials::assume(&config, role, settings.external_id.as_deref()).await,
        None => config,
    }
}
