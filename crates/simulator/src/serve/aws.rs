//! One call of an AWS operation: faults, buckets, the engine, the journal.

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use axum::Extension;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::response::Response;
use http::{HeaderMap, StatusCode};

use super::connection::Cut;
use super::reply::{Reply, request_id};
use super::request::{Asked, LARGEST_BODY, Protocol, Request};
use super::signature::Credential;
use crate::buckets::{Bucket, Payer};
use crate::endpoint::Endpoint;
use crate::faults::{Refusal, Subject, Verdict};
use crate::journal::Finished;
use crate::wire::error::AwsError;
use crate::wire::{ecs, sts};

/// Answers a call and writes it down.
pub async fn answer(
    State(endpoint): State<Arc<Endpoint>>,
    Extension(cut): Extension<Cut>,
    request: axum::extract::Request,
) -> Response {
    let (received, begun) = (SystemTime::now(), Instant::now());
    let (parts, body) = request.into_parts();
    let credential = Credential::of(&parts.headers);
    let request = match read(&parts.headers, body).await {
        Some(body) => Request::of(&parts.method, &parts.headers, &credential, &body),
        None => Request::too_large(),
    };
    let call = Call { endpoint: &endpoint, credential: &credential, id: request_id() };
    let mut entry = Entry {
        endpoint: &endpoint,
        begun,
        finished: Finished {
            service: request.service,
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

/// The whole body; `None` when it is too large, or does not come.
async fn read(headers: &HeaderMap, body: Body) -> Option<bytes::Bytes> {
    let length = headers.get(http::header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > LARGEST_BODY) {
        return None;
    }
    to_bytes(body, LARGEST_BODY).await.ok()
}

struct Call<'a> {
    endpoint: &'a Endpoint,
    credential: &'a Credential,
    id: String,
}

impl Call<'_> {
    /// `None` when the connection is to be cut instead.
    async fn carry_out(&self, request: Request) -> Option<Reply> {
        let Request { protocol, service, operation, asked, .. } = request;
        let bucket = Bucket::of(&operation).filter(|_| service == "ecs");
        let verdict =
            self.endpoint.judge(Subject { operation: &operation, bucket, caller: &self.credential.access_key });
        if !verdict.latency.is_zero() {
            tokio::time::sleep(verdict.latency).await;
        }
        if let Some(refusal) = verdict.refusal {
            return self.refuse(refusal, protocol, &format!("{service}:{operation}"));
        }
        if bucket.is_some_and(|bucket| !self.endpoint.take(&self.payer(), bucket)) {
            return Some(Reply::error(protocol, AwsError::throttling(), &self.id));
        }
        Some(match self.perform(&operation, asked, &verdict) {
            Ok(reply) => reply,
            Err(error) => Reply::error(protocol, error, &self.id),
        })
    }

    fn perform(&self, operation: &str, asked: Asked, verdict: &Verdict) -> Result<Reply, AwsError> {
        match asked {
            Asked::Ecs(request) => {
                let mut answer = ecs::answer(self.endpoint.machine().catch_up(), operation, request)?;
                if !is_read(operation) {
                    self.endpoint.stirred.notify_one();
                }
                for odd in &verdict.oddities {
                    odd.apply(&mut answer);
                }
                Ok(Reply::json(&answer))
            }
            Asked::Sts(parameters) => {
                let mut identities = self.endpoint.identities();
                let caller = identities.of(&self.credential.access_key);
                let inner = sts::answer(operation, &parameters, &caller, &mut identities)?;
                Ok(Reply::xml(operation, &inner, &self.id))
            }
            Asked::Nonsense(error) => Err(error),
        }
    }

    fn refuse(&self, refusal: Refusal, protocol: Protocol, action: &str) -> Option<Reply> {
        let error = match refusal {
            Refusal::Throttle => AwsError::throttling(),
            Refusal::ExpiredToken => AwsError::expired_token(),
            Refusal::AccessDenied => {
                let caller = self.endpoint.identities().of(&self.credential.access_key);
                AwsError::access_denied(&caller.arn, action)
            }
            Refusal::ServerError { status, body } => {
                let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
                return Some(Reply::server_error(protocol, status, body, &self.id));
            }
            Refusal::Reset => return None,
        };
        Some(Reply::error(protocol, error, &self.id))
    }

    fn payer(&self) -> Payer {
        let account = self.endpoint.identities().of(&self.credential.access_key).account;
        let region = self.credential.region.clone().unwrap_or_else(|| self.endpoint.options().region.clone());
        Payer { account, region }
    }
}

fn is_read(operation: &str) -> bool {
    operation.starts_with("List") || operation.starts_with("Describe")
}
