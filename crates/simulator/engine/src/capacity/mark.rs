//! Custom attributes: what people tell about container instances.

use super::attributes::is_reserved;
use super::input::{AttributeItem, Attributes};
use crate::error::ApiError;
use crate::id::InstanceKey;
use crate::{Engine, Name};

/// The most attributes one call puts or takes.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutAttributes.html>
const CALL_MAX: usize = 10;

/// The most custom attributes an instance can have.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutAttributes.html>
const CUSTOM_MAX: usize = 10;

/// The longest name and the longest value.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Attribute.html>
const LENGTH_MAX: usize = 128;

/// An attribute and the instance it was put on or taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The instance.
    pub instance: InstanceKey,
    /// The attribute's name.
    pub name: Name,
    /// The attribute's value.
    pub value: Option<Name>,
}

impl Engine {
    /// Puts attributes on instances; a known one gets the new value.
    ///
    /// # Errors
    /// `ClusterNotFoundException`; `TargetNotFoundException`; `AttributeLimitExceededException`;
    /// `InvalidParameterException` for names and values that cannot be.
    pub fn put_attributes(&mut self, input: &Attributes) -> Result<Vec<Marked>, ApiError> {
        let marked = self.marked(input)?;
        for (index, item) in marked.iter().enumerate() {
            check(item)?;
            let custom = self.world.instance(&item.instance).map_or(0, |instance| {
                let others =
                    instance.attributes.keys().filter(|name| !is_reserved(name) && **name != item.name).count();
                let new = |it: &&Marked| it.instance == item.instance && !instance.attributes.contains_key(&it.name);
                others + marked[..=index].iter().filter(new).count()
            });
            if custom > CUSTOM_MAX {
                return Err(ApiError::new(
                    "AttributeLimitExceededException",
                    format!("You can apply up to {CUSTOM_MAX} custom attributes for each resource."),
                ));
            }
        }
        for item in &marked {
            if let Some(instance) = self.instance_mut(&item.instance) {
                instance.attributes.insert(item.name.clone(), item.value.clone());
                instance.version += 1;
            }
            self.capacity_changed(&item.instance.cluster);
        }
        Ok(marked)
    }

    /// Takes attributes off instances; one that an instance does not have is ignored.
    ///
    /// # Errors
    /// `ClusterNotFoundException`; `TargetNotFoundException`; `InvalidParameterException` for ECS's own attributes.
    pub fn delete_attributes(&mut self, input: &Attributes) -> Result<Vec<Marked>, ApiError> {
        let marked = self.marked(input)?;
        for item in &marked {
            check(item)?;
        }
        for item in &marked {
            if let Some(instance) = self.instance_mut(&item.instance) {
                instance.attributes.remove(&item.name);
                instance.version += 1;
            }
            self.capacity_changed(&item.instance.cluster);
        }
        Ok(marked)
    }

    fn marked(&self, input: &Attributes) -> Result<Vec<Marked>, ApiError> {
        let cluster = self.world.find_cluster(input.cluster.as_deref())?.name.clone();
        if input.attributes.is_empty() {
            return Err(ApiError::invalid("Attributes cannot be empty."));
        }
        if input.attributes.len() > CALL_MAX {
            return Err(ApiError::invalid(format!("Attributes cannot have more than {CALL_MAX} elements.")));
        }
        let mark = |item: &AttributeItem| {
            let target = item.target_id.as_deref().ok_or_else(|| ApiError::invalid("targetId cannot be empty."))?;
            let instance = self
                .find_instance(Some(&cluster), target)
                .map_err(|_| ApiError::new("TargetNotFoundException", "The specified target wasn't found."))?;
            Ok(Marked { instance, name: item.name.as_str().into(), value: item.value.as_deref().map(Name::from) })
        };
        input.attributes.iter().map(mark).collect()
    }
}

fn check(item: &Marked) -> Result<(), ApiError> {
    let name_can_be = |byte: u8| byte.is_ascii_alphanumeric() || b"-_/\\.".contains(&byte);
    let value_can_be = |byte: u8| byte.is_ascii_alphanumeric() || b"-_/\\.@: ".contains(&byte);
    if !(1..=LENGTH_MAX).contains(&item.name.len()) || !item.name.bytes().all(name_can_be) {
        return Err(ApiError::invalid(format!("The attribute name {} is not valid.", item.name)));
    }
    if is_reserved(&item.name) {
        return Err(ApiError::invalid(format!("The attribute {} is reserved for use by Amazon ECS.", item.name)));
    }
    let value = item.value.as_deref();
    if value.is_some_and(|text| !(1..=LENGTH_MAX).contains(&text.len()) || !text.bytes().all(value_can_be)) {
        return Err(ApiError::invalid(format!("The value of the attribute {} is not valid.", item.name)));
    }
    Ok(())
}
