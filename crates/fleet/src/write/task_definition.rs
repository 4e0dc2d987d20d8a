//! Revisions of task definitions.

use access::{DeleteRevision, Deregister, Grant, Register};
use aws_sdk_ecs::types::ContainerDefinition;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextMut;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use draft::Document;
use model::task_definition::TaskDefinitionRef;

use super::{WriteError, Written, send, send_for};
use crate::fleet::Fleet;
use crate::operation::Operation;

impl Fleet {
    /// Registers a revision of a family: the document as it is, with members that the SDK does not know.
    ///
    /// The revision is missing from the answer only when AWS does not tell its number.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html>
    ///
    /// # Errors
    /// As [`Fleet::set_desired_count`].
    pub async fn register(
        &self,
        grant: Grant<Register>,
        document: &Document,
    ) -> Result<(Written, Option<TaskDefinitionRef>), WriteError> {
        let at = grant.subject();
        let estate = self.estate(&at.environment).map_err(WriteError::NotSent)?;
        let (mut revision, body) = (None, Whole(document.body()));
        let written = send(&estate.clients, Operation::RegisterTaskDefinition, |ecs| {
            // The SDK demands both; what is sent in their place names the family and the containers itself.
            let call = ecs.register_task_definition().family(at.family.as_str());
            let call = call.container_definitions(ContainerDefinition::builder().build());
            let (answer, revision) = (call.customize().interceptor(body).send(), &mut revision);
            async move {
                let answer = answer.await?;
                let arn = answer.task_definition().and_then(|definition| definition.task_definition_arn());
                *revision = arn.and_then(|arn| TaskDefinitionRef::parse(arn).ok());
                Ok(answer)
            }
        });
        let written = written.await?;
        Ok((written, revision))
    }
}

impl Fleet {
    /// Lets nobody use a revision any more; what uses it goes on.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeregisterTaskDefinition.html>
    ///
    /// # Errors
    /// As [`Fleet::set_desired_count`].
    pub async fn deregister(&self, grant: Grant<Deregister>) -> Result<Written, WriteError> {
        let at = grant.subject();
        let estate = self.estate(&at.environment).map_err(WriteError::NotSent)?;
        let outcome = send(&estate.clients, Operation::DeregisterTaskDefinition, |ecs| {
            ecs.deregister_task_definition().task_definition(at.revision.to_string()).send()
        });
        let outcome = outcome.await;
        estate.definitions.forget(&at.revision);
        outcome
    }

    /// Deletes a revision for good, once nothing uses it.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteTaskDefinitions.html>
    ///
    /// # Errors
    /// As [`Fleet::set_desired_count`].
    pub async fn delete_revision(&self, grant: Grant<DeleteRevision>) -> Result<Written, WriteError> {
        let at = grant.subject();
        let estate = self.estate(&at.environment).map_err(WriteError::NotSent)?;
        let call =
            |ecs: aws_sdk_ecs::Client| ecs.delete_task_definitions().task_definitions(at.revision.to_string()).send();
        let outcome = send_for(&estate.clients, Operation::DeleteTaskDefinitions, call, |answer| answer.failures());
        let outcome = outcome.await;
        estate.definitions.forget(&at.revision);
        outcome
    }
}

/// Sends this in place of what the SDK has written. It holds values of environment variables.
struct Whole(Vec<u8>);

impl std::fmt::Debug for Whole {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Whole")
    }
}

#[dyn_dispatch_hint]
impl Intercept for Whole {
    fn name(&self) -> &'static str {
        "whole"
    }

    /// Before the request is signed, so that what is sent is what was signed.
    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let request = context.request_mut();
        request.headers_mut().insert("content-length", self.0.len().to_string());
        *request.body_mut() = SdkBody::from(self.0.clone());
        Ok(())
    }
}
