//! Sentences about pulling images.

use super::{ABSENT, Family, HOST_DISK, NO_ANSWER, REFUSED, THROTTLED};
use crate::why::Kind;

/// What was pulled cannot be unpacked.
const UNREADABLE: &[&str] = &[
    "unexpected media type",
    "no processor for media-type",
    "failed to get stream processor",
    "diffids don't match",
    "invalid tar header",
    "unexpected commit digest",
    "failed size validation",
    "failed to extract layer",
    "failed to register layer",
    "failed to unpack",
    "filesystem layer verification failed",
    "no longer supported",
    "manifest.v1",
    "schema 1",
    "mediatype in manifest",
    "media type&not supported",
    "could not fetch content descriptor",
    "match image configuration",
    "unsupported manifest",
    "gzip: invalid header",
];

pub(super) const FAMILIES: &[Family] = &[
    Family {
        marks: &[
            "cannotpull",
            "pull image manifest",
            "pulling image",
            "pull the image",
            "unable to pull image",
            "ref pull has been retried",
            "image operating system",
            "inspect image has been retried",
        ],
        rows: &[
            (
                &[
                    "toomanyrequests",
                    "too many requests",
                    "pull rate limit",
                    "rate exceeded",
                    "status code: 429",
                    "http 429",
                ],
                Kind::PullRateLimited,
            ),
            (
                &[
                    "no matching manifest",
                    "no match for platform",
                    "matching platform",
                    "specified platform",
                    "image operating system",
                    "cannot be used on this platform",
                    "image platform",
                    "based image is incompatible",
                    "does not match the host operating system",
                ],
                Kind::WrongPlatform,
            ),
            (HOST_DISK, Kind::HostDiskFailed),
            (
                &["no space left", "disk quota exceeded", "thin pool", "failed to extract layer&: write /"],
                Kind::DiskFull,
            ),
            (
                &[
                    "invalid reference format",
                    "invalid repository name",
                    "object required",
                    "must be lowercase",
                    "parse image",
                    "parse reference",
                    "invalid checksum digest",
                    "invalid tag format",
                ],
                Kind::ImageNameInvalid,
            ),
            (&["proxyconnect"], Kind::ProxyFailed),
            (
                &[
                    "http response to https client",
                    "does not look like a tls handshake",
                    "tls: handshake failure",
                    "oversized record",
                ],
                Kind::RegistryNoTls,
            ),
            (&["x509:", "certificate signed by", "certificate has expired"], Kind::RegistryUntrusted),
            (UNREADABLE, Kind::ImageUnreadable),
            (&["check whether the image exists"], Kind::ImageNotFound),
            (REFUSED, Kind::PullDenied),
            (ABSENT, Kind::ImageNotFound),
            (NO_ANSWER, Kind::RegistryUnreachable),
            (
                &[
                    "500 internal",
                    "502 bad gateway",
                    "503 service",
                    "504 gateway",
                    "status code 5",
                    "status code: 5",
                    "http status: 5",
                ],
                Kind::RegistryFailed,
            ),
            (&["pulling image conf"], Kind::RegistryUnreachable),
        ],
        otherwise: Kind::PullFailed,
    },
    Family {
        marks: &[
            "ecr registry auth",
            "ecr auth token",
            "pull registry auth",
            "registry auth from amazon ecr",
            "getauthorizationtoken",
            "https://api.ecr.",
        ],
        rows: &[
            (&["x509:"], Kind::RegistryUntrusted),
            (REFUSED, Kind::PullDenied),
            (THROTTLED, Kind::Throttled),
            (NO_ANSWER, Kind::RegistryUnreachable),
        ],
        otherwise: Kind::PullFailed,
    },
];
