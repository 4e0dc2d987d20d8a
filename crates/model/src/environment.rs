//! An environment: one account and region, reached with one role.

use serde::{Deserialize, Serialize};

use crate::name::EnvironmentName;

/// Where a set of clusters lives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Environment {
    /// The name from the configuration; it stands in every address.
    pub name: EnvironmentName,
    /// The AWS region, for example `eu-central-1`.
    pub region: String,
    /// The twelve-digit account id, once STS has told it.
    pub account: Option<String>,
}
