//! What a registry would know about an image.

use super::Name;
use super::fault::tag_of;
use super::time::seconds;

/// The digest that an image reference is pretended to point to: the reference's own, or one made from its text.
pub(super) fn digest(image: &str) -> Name {
    if let Some((_, digest)) = image.split_once('@') {
        return digest.into();
    }
    let words: [u64; 4] = std::array::from_fn(|index| hash(image, index as u64));
    format!("sha256:{:016x}{:016x}{:016x}{:016x}", words[0], words[1], words[2], words[3]).into()
}

/// How large it is, packed, in bytes: 30 to 430 MB, always the same for the same image.
pub(super) fn size(image: &str) -> u64 {
    30_000_000 + hash(image, 4) % 400_000_000
}

/// How long pulling it usually takes, in milliseconds: 4 to 24 seconds, always the same for the same image.
pub(super) fn pull_time(image: &str) -> u64 {
    seconds(4) + hash(image, 0) % seconds(20)
}

/// The sentence of a pull that fails because there is no such image.
pub(super) fn cannot_pull(image: &str) -> Name {
    let full = full_reference(image);
    format!(
        "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref {full}: {full}: not found"
    )
    .into()
}

/// The reference with the registry and the tag that Docker assumes.
fn full_reference(image: &str) -> String {
    let has_registry = image.split_once('/').is_some_and(|(host, _)| host.contains(['.', ':']) || host == "localhost");
    let registry = match (has_registry, image.contains('/')) {
        (true, _) => "",
        (false, true) => "docker.io/",
        (false, false) => "docker.io/library/",
    };
    let tag = if tag_of(image).is_none() && !image.contains('@') { ":latest" } else { "" };
    format!("{registry}{image}{tag}")
}

/// FNV-1a.
fn hash(text: &str, salt: u64) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325 ^ salt.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    text.bytes().fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(image: &str, expect: &str) {
        assert_eq!(full_reference(image), expect);
    }

    #[test]
    fn a_reference_is_completed_as_docker_completes_it() {
        check("nginx", "docker.io/library/nginx:latest");
        check("shop/x:missing", "docker.io/shop/x:missing");
        check("public.ecr.aws/x/y:1", "public.ecr.aws/x/y:1");
        check("localhost:5000/y", "localhost:5000/y:latest");
    }

    #[test]
    fn the_same_image_has_the_same_digest_and_another_image_another() {
        assert_eq!(digest("a:1"), digest("a:1"));
        assert_ne!(digest("a:1"), digest("a:2"));
        assert_eq!(digest("a:1").len(), "sha256:".len() + 64);
        assert_eq!(&*digest("a@sha256:00"), "sha256:00");
    }
}
