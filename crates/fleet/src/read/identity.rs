//! Whose credentials these are.

use crate::budget::Priority;
use crate::clients::Clients;
use crate::error::FleetError;
use crate::operation::Operation;

/// The twelve-digit account id; `None` when the answer does not tell.
///
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html>
pub(crate) async fn account(clients: &Clients) -> Result<Option<String>, FleetError> {
    let send = || clients.sts.get_caller_identity().send();
    let answer = clients.call(Operation::GetCallerIdentity, Priority::Interactive, send).await?;
    Ok(answer.account.filter(|account| !account.is_empty()))
}
