//! Images of ECR.

use aws_sdk_ecr::types::{ImageDetail, ImageStatus};
use model::image::Found;

use super::{text, time};

/// An image that is there.
pub(crate) fn found(detail: ImageDetail) -> Found {
    Found {
        digest: text(detail.image_digest),
        pushed_at: time(detail.image_pushed_at),
        size: detail.image_size_in_bytes.and_then(|size| u64::try_from(size).ok()),
        is_archived: detail.image_status.is_some_and(|status| status != ImageStatus::Active),
    }
}
