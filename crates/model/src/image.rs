//! Images: where a reference leads, and what the registry there says of it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::freshness::Trouble;
use crate::time::Timestamp;

/// The domains under which AWS has private registries, one for each partition.
///
/// <https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html>
const DOMAINS: [&str; 7] = [
    "amazonaws.com",
    "amazonaws.com.cn",
    "amazonaws.eu",
    "c2s.ic.gov",
    "sc2s.sgov.gov",
    "cloud.adc-e.uk",
    "csp.hci.ic.gov",
];

/// The domain of endpoints that also have an IPv6 address.
const DUAL_STACK: &str = "on.aws";

/// The tag that is meant where none is given.
const LATEST: &str = "latest";

/// An image in a private registry of Amazon ECR, as a task definition names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EcrImage {
    /// The account whose registry it is.
    pub account: String,
    /// The region of the registry.
    pub region: String,
    /// The repository, with slashes.
    pub repository: String,
    /// Which of its images.
    pub version: ImageVersion,
}

/// Which image of a repository is meant.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ImageVersion {
    /// The one that has this tag now.
    Tag(String),
    /// This one: `sha256:…`.
    Digest(String),
}

/// What ECR says of an image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sighting {
    /// It is there.
    Found(Found),
    /// It is not there, or its repository is not.
    Missing,
    /// ECR does not say.
    Unseen(Trouble),
}

/// An image that is there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// `sha256:…`.
    pub digest: Option<String>,
    /// When it was pushed.
    pub pushed_at: Option<Timestamp>,
    /// How large it is, packed, in bytes.
    pub size: Option<u64>,
    /// Whether it is archived: then nobody can pull it before it is restored.
    pub is_archived: bool,
}

impl fmt::Display for EcrImage {
    /// What the image is called within its registry: `shop/web:2`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.version {
            ImageVersion::Tag(tag) => write!(f, "{}:{tag}", self.repository),
            ImageVersion::Digest(digest) => write!(f, "{}@{digest}", self.repository),
        }
    }
}

impl EcrImage {
    /// Reads `ACCOUNT.dkr.ecr.REGION.amazonaws.com/REPOSITORY`, with `:TAG` or `@DIGEST` behind it; `None` for an image
    /// of any other registry. Where there are a tag and a digest, the digest counts.
    pub fn parse(reference: &str) -> Option<Self> {
        let (host, path) = reference.split_once('/')?;
        let (account, region) = registry(host)?;
        let (named, digest) = match path.split_once('@') {
            Some((named, digest)) => (named, Some(digest)),
            None => (path, None),
        };
        let (repository, tag) = match named.split_once(':') {
            Some((repository, tag)) => (repository, tag),
            None => (named, LATEST),
        };
        let version = match digest {
            Some(digest) => ImageVersion::Digest(digest.to_owned()),
            None => ImageVersion::Tag(tag.to_owned()),
        };
        let is_whole = !repository.is_empty() && !tag.is_empty() && digest != Some("");
        is_whole.then(|| Self {
            account: account.to_owned(),
            region: region.to_owned(),
            repository: repository.to_owned(),
            version,
        })
    }
}

/// The account and region in the host of a private registry.
fn registry(host: &str) -> Option<(&str, &str)> {
    let (account, rest) = host.split_once('.')?;
    let (region, domain) = match rest.strip_prefix("dkr-ecr.") {
        Some(rest) => rest.split_once('.').filter(|(_, domain)| *domain == DUAL_STACK)?,
        None => {
            let rest = rest.strip_prefix("dkr.ecr.").or_else(|| rest.strip_prefix("dkr.ecr-fips."))?;
            rest.split_once('.').filter(|(_, domain)| DOMAINS.contains(domain))?
        }
    };
    let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    let is_region = region.contains('-')
        && region.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    (is_account && is_region && !domain.is_empty()).then_some((account, region))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(reference: &str, expect: Option<(&str, &str, &str, ImageVersion)>) {
        let expect = expect.map(|(account, region, repository, version)| EcrImage {
            account: account.to_owned(),
            region: region.to_owned(),
            repository: repository.to_owned(),
            version,
        });
        assert_eq!(EcrImage::parse(reference), expect, "{reference}");
    }

    fn tag(tag: &str) -> ImageVersion {
        ImageVersion::Tag(tag.to_owned())
    }

    #[test]
    fn a_private_registry_is_known_by_its_host_in_every_partition() {
        let of = |region, version| Some(("123456789012", region, "shop/web", version));
        check("123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/web:2", of("eu-central-1", tag("2")));
        check("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/shop/web:2", of("cn-north-1", tag("2")));
        check("123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu/shop/web:2", of("eusc-de-east-1", tag("2")));
        check("123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com/shop/web:2", of("us-gov-west-1", tag("2")));
        check("123456789012.dkr-ecr.us-west-2.on.aws/shop/web:2", of("us-west-2", tag("2")));
    }

    #[test]
    fn a_digest_counts_before_a_tag_and_latest_is_meant_without_either() {
        let of = |version| Some(("123456789012", "eu-west-1", "web", version));
        let digest = || ImageVersion::Digest("sha256:0123".to_owned());
        check("123456789012.dkr.ecr.eu-west-1.amazonaws.com/web", of(tag("latest")));
        check("123456789012.dkr.ecr.eu-west-1.amazonaws.com/web@sha256:0123", of(digest()));
        check("123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:7@sha256:0123", of(digest()));
    }

    #[test]
    fn other_registries_and_what_only_looks_like_one_are_left_alone() {
        for other in [
            "nginx",
            "nginx:1.27",
            "public.ecr.aws/datadog/agent:7.62.0",
            "ghcr.io/shop/web:2",
            "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
            "123456789012.dkr.ecr.eu-west-1.amazonaws.com/",
            "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:",
            "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web@",
            "123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.example/web:2",
            "123456789012.dkr.ecr.evil.example/web:2",
            "123456789012.dkr.ecr.EU_WEST.amazonaws.com/web:2",
            "1234.dkr.ecr.eu-west-1.amazonaws.com/web:2",
            "123456789012.dkr-ecr.eu-west-1.amazonaws.com/web:2",
        ] {
            check(other, None);
        }
    }
}
