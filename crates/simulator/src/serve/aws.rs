//! One call of an AWS operation: faults, buckets, the engine, the journal.

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use serde_json::{Map, Value};

use super::body;
use super::connection::{Cut, Open};
use super::live_tail;
use super::reply::{Reply, request_id};
use super::request::{Protocol, Request};
use super::signature::Credential;
use crate::buckets::{Bucket, Payer};
use crate::endpoint::Endpoint;
use crate::faults::{Refusal, Subject, Verdict};
use crate::journal::Finished;
use simulator_logs::wire as logs;
use simulator_protocol::api::Api;
use simulator_protocol::error::AwsError;
use simulator_wire::identity::Identity;
use simulator_wire::{autoscaling, cloudwatch, codedeploy, ec2, ecr, ecs, elbv2, sts};

/// Answers a call and writes it down.
pub async fn answer(
    State(endpoint): State<Arc<Endpoint>>,
    Extension(cut): Extension<Cut>,
    Extension(open): Extension<Open>,
    request: axum::extract::Request,
) -> Response {
    #[expect(clippy::disallowed_methods, reason = "the journal tells when a call came, by the wall")]
    let (received, begun) = (SystemTime::now(), Instant::now());
    let (parts, packed) = request.into_parts();
    let credential = Credential::of(&parts.headers);
    let request = match body::read(&parts.headers, packed).await {
        Ok(body) => Request::of(&parts, &credential, body),
        Err(error) => Request::unread(error),
    };
    let call = Call { endpoint: &endpoint, credential: &credential, id: request_id(), open };
    let mut entry = Entry {
        endpoint: &endpoint,
        begun,
        finished: Finished {
            api: request.api,
            operation: request.operation.clone(),
            caller: credential.access_key.clone(),
            region: credential.region.clone(),
            received_at: received.duration_since(UNIX_EPOCH).unwrap_or_default(),
            took: Duration::ZERO,
            status: 0,
            code: Some("ClientGone".to_owned()),
            parameters: request.parameters.clone(),
        },
    };
    let reply = call.carry_out(request).await;
    match &reply {
        Some(reply) => (entry.finished.status, entry.finished.code) = (reply.status.as_u16(), reply.code.clone()),
        None => entry.finished.code = Some("ConnectionReset".to_owned()),
    }
    drop(entry);
    match reply {
        Some(reply) => reply.into_response(&call.id),
        None => {
            cut.0.cancel();
            std::future::pending().await
        }
    }
}

/// Writes a call down when it ends, also when the client does not wait for the answer.
struct Entry<'a> {
    endpoint: &'a Endpoint,
    begun: Instant,
    finished: Finished,
}

impl Drop for Entry<'_> {
    fn drop(&mut self) {
        self.finished.took = self.begun.elapsed();
        self.endpoint.journal().record(self.finished.clone());
    }
}

struct Call<'a> {
    endpoint: &'a Arc<Endpoint>,
    credential: &'a Credential,
    id: String,
    open: Open,
}

impl Call<'_> {
    /// `None` when the connection is to be cut instead.
    async fn carry_out(&self, request: Request) -> Option<Reply> {
        let Request { protocol, api, operation, asked, .. } = request;
        let bucket = api.and_then(|api| Bucket::of(api, &operation));
        let verdict = self.endpoint.judge(Subject {
            operation: &operation,
            bucket,
            asked: asked.as_ref().ok(),
            caller: &self.credential.access_key,
        });
        if !verdict.latency.is_zero() {
            tokio::time::sleep(verdict.latency).await;
        }
        if let Some(refusal) = verdict.refusal {
            let prefix = api.map_or("unknown", Api::policy_prefix);
            return self.refuse(refusal, protocol, api, &format!("{prefix}:{operation}"));
        }
        if bucket.is_some_and(|bucket| !self.endpoint.take(&self.payer(), bucket)) {
            return Some(Reply::error(protocol, api, AwsError::throttling(), &self.id));
        }
        let reply = asked.and_then(|members| match api {
            Some(api) => self.members(protocol, api, &operation, members, &verdict),
            None => Err(AwsError::unknown_operation("")),
        });
        Some(reply.unwrap_or_else(|error| Reply::error(protocol, api, error, &self.id)))
    }

    /// An operation and its members, whatever the protocol.
    fn members(
        &self,
        protocol: Protocol,
        api: Api,
        operation: &str,
        members: Value,
        verdict: &Verdict,
    ) -> Result<Reply, AwsError> {
        let mut answer = match api {
            Api::Sts => self.sts(operation, &members)?,
            Api::Ecs => {
                let caller = self.caller();
                let mut machine = self.endpoint.machine();
                let engine = machine.catch_up();
                engine.act_as(&caller.arn);
                ecs::answer(engine, operation, members)?
            }
            Api::AutoScaling => autoscaling::answer(self.endpoint.machine().catch_up(), operation, members)?,
            Api::Registry => ecr::answer(self.endpoint.machine().catch_up().world(), operation, members)?,
            Api::Compute => ec2::answer(self.endpoint.machine().catch_up().world(), operation, &members)?,
            Api::Deploy => codedeploy::answer(self.endpoint.machine().catch_up(), operation, members)?,
            Api::Monitoring => {
                let form = protocol == Protocol::Query;
                cloudwatch::answer(self.endpoint.machine().catch_up(), operation, members, form)?
            }
            Api::LoadBalancing => elbv2::answer(self.endpoint.machine().catch_up(), operation, members)?,
            Api::Logs if operation == live_tail::OPERATION => {
                return live_tail::begin(self.endpoint, &self.open, members, &self.id);
            }
            Api::Logs => logs::answer(self.endpoint.machine().catch_up(), operation, members)?,
        };
        self.stir(operation);
        for odd in &verdict.oddities {
            odd.apply(&mut answer);
        }
        Ok(match protocol {
            Protocol::Query if api == Api::Monitoring => {
                Reply::xml(api, operation, &cloudwatch::in_xml(answer), &self.id)
            }
            Protocol::Query => Reply::xml(api, operation, &answer, &self.id),
            Protocol::Json => Reply::json(&answer),
            Protocol::Cbor => Reply::cbor(api, &answer),
        })
    }

    fn sts(&self, action: &str, parameters: &Value) -> Result<Value, AwsError> {
        let mut identities = self.endpoint.identities();
        let caller = identities.of(&self.credential.access_key);
        sts::answer(action, parameters.as_object().unwrap_or(&Map::new()), &caller, &mut identities)
    }

    fn caller(&self) -> Identity {
        self.endpoint.identities().of(&self.credential.access_key)
    }

    /// The engine may have something earlier to do than before, when the operation changes anything.
    fn stir(&self, operation: &str) {
        if !["List", "Describe", "Get", "BatchGet", "Filter"].iter().any(|verb| operation.starts_with(verb)) {
            self.endpoint.stirred.notify_one();
        }
    }

    fn refuse(&self, refusal: Refusal, protocol: Protocol, api: Option<Api>, action: &str) -> Option<Reply> {
        let error = match refusal {
            Refusal::Throttle => AwsError::throttling(),
            Refusal::ExpiredToken => AwsError::expired_token(),
            Refusal::AccessDenied => AwsError::access_denied(&self.caller().arn, action),
            Refusal::ServerError { status, body } => {
                let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
                return Some(Reply::server_error(protocol, api, status, body, &self.id));
            }
            Refusal::Reset => return None,
        };
        Some(Reply::error(protocol, api, error, &self.id))
    }

    fn payer(&self) -> Payer {
        let account = self.caller().account;
        let region = self.credential.region.clone().unwrap_or_else(|| self.endpoint.options().region.clone());
        Payer { account, region }
    }
}
