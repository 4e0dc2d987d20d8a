//! Tags of scalable targets.

use super::target::ScalableTarget;
use crate::error::ApiError;
use crate::{Engine, World};
use std::collections::BTreeMap;

/// <https://docs.aws.amazon.com/autoscaling/application/userguide/resource-tagging-support.html>
const TAGS_MAX: usize = 50;

impl World {
    /// The tags of the scalable target with that ARN.
    ///
    /// # Errors
    /// `ResourceNotFoundException`.
    pub fn scalable_target_tags(&self, arn: &str) -> Result<&BTreeMap<String, String>, ApiError> {
        let target = self.scaling.values().find(|target| target.arn == arn);
        target.map(|target| &target.tags).ok_or_else(|| not_found(arn))
    }
}

impl Engine {
    /// Puts tags on a scalable target; a known key gets the new value.
    ///
    /// # Errors
    /// `ResourceNotFoundException`, `TooManyTagsException`.
    pub fn tag_scalable_target(&mut self, arn: &str, tags: BTreeMap<String, String>) -> Result<(), ApiError> {
        let target = self.target_with_arn(arn)?;
        let mut all = target.tags.clone();
        all.extend(tags);
        if all.len() > TAGS_MAX {
            let message = format!("The number of tags exceeds the limit of {TAGS_MAX} for a resource.");
            return Err(ApiError::new("TooManyTagsException", message));
        }
        target.tags = all;
        Ok(())
    }

    /// Takes tags off a scalable target; keys it does not have are ignored.
    ///
    /// # Errors
    /// `ResourceNotFoundException`.
    pub fn untag_scalable_target(&mut self, arn: &str, keys: &[String]) -> Result<(), ApiError> {
        self.target_with_arn(arn)?.tags.retain(|key, _| !keys.contains(key));
        Ok(())
    }

    fn target_with_arn(&mut self, arn: &str) -> Result<&mut ScalableTarget, ApiError> {
        self.world.scaling.values_mut().find(|target| target.arn == arn).ok_or_else(|| not_found(arn))
    }
}

fn not_found(arn: &str) -> ApiError {
    ApiError::new("ResourceNotFoundException", format!("The specified resource doesn't exist: {arn}"))
}
