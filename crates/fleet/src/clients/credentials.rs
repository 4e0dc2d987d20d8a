//! Where credentials come from, beyond the default chain of the SDK.

use aws_config::SdkConfig;
use aws_config::environment::EnvironmentVariableCredentialsProvider;
use aws_config::meta::credentials::CredentialsProviderChain;
use aws_config::profile::ProfileFileCredentialsProvider;
use aws_config::sts::AssumeRoleProvider;
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use http::Uri;

use crate::options::EnvironmentSettings;

mod renewing;

pub(super) use renewing::Renewing;

/// What the sessions of an assumed role are called in CloudTrail.
const SESSION_NAME: &str = "podium";

/// The access key that a simulator on this machine is shown when there is no other.
const SIMULATOR_KEY: &str = "AKIASIMULATOR0PODIUM";

/// Credentials for an endpoint on this machine: environment variables, then the profile, then a dummy.
///
/// `None` for every other endpoint: there the default chain applies, and nothing is ever made up. The chain for
/// simulators leaves out the metadata service of EC2 and ECS, which would only cost seconds of waiting.
pub(super) fn of_simulator(settings: &EnvironmentSettings) -> Option<CredentialsProviderChain> {
    let endpoint = settings.endpoint_url.as_deref()?;
    if !is_loopback(endpoint) {
        return None;
    }
    let mut profile = ProfileFileCredentialsProvider::builder();
    if let Some(name) = &settings.profile {
        profile = profile.profile_name(name);
    }
    let dummy = Credentials::new(SIMULATOR_KEY, "simulator", None, None, "Simulator");
    let chain = CredentialsProviderChain::first_try("Environment", EnvironmentVariableCredentialsProvider::new())
        .or_else("Profile", profile.build())
        .or_else("Simulator", dummy);
    Some(chain)
}

/// The same configuration with the credentials of a role.
pub(super) async fn assume(config: &SdkConfig, role: &str, external_id: Option<&str>) -> SdkConfig {
    let mut builder = AssumeRoleProvider::builder(role).session_name(SESSION_NAME).configure(config);
    if let Some(id) = external_id {
        builder = builder.external_id(id);
    }
    let provider = SharedCredentialsProvider::new(builder.build().await);
    config.clone().into_builder().credentials_provider(provider).build()
}

fn is_loopback(endpoint: &str) -> bool {
    let Ok(uri) = endpoint.parse::<Uri>() else { return false };
    let Some(host) = uri.host() else { return false };
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_endpoints_on_this_machine_are_loopback() {
        for endpoint in ["http://127.0.0.1:4566", "http://localhost:5000/", "http://[::1]:4566", "http://127.9.9.9"] {
            assert!(is_loopback(endpoint), "{endpoint}");
        }
        for endpoint in [
            "https://ecs.eu-central-1.amazonaws.com",
            "http://10.0.0.1:4566",
            "http://localhost.evil.test",
            "nonsense",
            "",
        ] {
            assert!(!is_loopback(endpoint), "{endpoint}");
        }
    }
}
