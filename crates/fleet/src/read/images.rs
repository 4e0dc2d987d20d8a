//! Images in private registries of Amazon ECR.

use aws_sdk_ecr::config::{Builder, Region};
use aws_sdk_ecr::types::ImageIdentifier;
use model::image::{EcrImage, Found, ImageVersion};

use crate::budget::Priority;
use crate::clients::Clients;
use crate::convert;
use crate::error::FleetError;
use crate::operation::Operation;
use crate::write::not_found;

/// An image, asked of the registry that it is in: that of any account and region.
///
/// One call each: where one of several images is not there, AWS tells of none.
///
/// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html>
///
/// # Errors
/// [`FleetError::NotFound`] when there is no such image, or no such repository.
pub(crate) async fn describe(clients: &Clients, image: &EcrImage, priority: Priority) -> Result<Found, FleetError> {
    let id = ImageIdentifier::builder();
    let id = match &image.version {
        ImageVersion::Tag(tag) => id.image_tag(tag),
        ImageVersion::Digest(digest) => id.image_digest(digest),
    };
    let id = id.build();
    let send = || {
        let call = clients.ecr.describe_images().registry_id(&image.account).repository_name(&image.repository);
        let there = Builder::new().region(Region::new(image.region.clone()));
        call.image_ids(id.clone()).customize().config_override(there).send()
    };
    let answer = clients.call(Operation::DescribeImages, priority, send).await?;
    let detail = answer.image_details.into_iter().flatten().next();
    detail.map(convert::image::found).ok_or_else(|| not_found(Operation::DescribeImages))
}
