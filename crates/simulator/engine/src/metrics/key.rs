//! Which series: namespace, name and dimensions.

use crate::Name;

/// What names a metric.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Metric.html>
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MetricKey {
    /// For example `AWS/ECS`.
    pub namespace: Name,
    /// For example `CPUUtilization`.
    pub name: Name,
    dimensions: Vec<(Name, Name)>,
}

impl MetricKey {
    /// A metric; the order of its dimensions does not matter.
    #[must_use]
    pub fn new<T: Into<Name>>(namespace: &str, name: &str, dimensions: impl IntoIterator<Item = (T, T)>) -> Self {
        let mut dimensions: Vec<_> = dimensions.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        dimensions.sort();
        Self { namespace: namespace.into(), name: name.into(), dimensions }
    }

    /// Names and values of its dimensions, by name.
    #[must_use]
    pub fn dimensions(&self) -> &[(Name, Name)] {
        &self.dimensions
    }

    /// The value of a dimension.
    #[must_use]
    pub fn dimension(&self, name: &str) -> Option<&str> {
        self.dimensions.iter().find(|(known, _)| **known == *name).map(|(_, value)| &**value)
    }

    /// The values of exactly these dimensions; `None` when it has others, or lacks one.
    pub(super) fn exactly<const N: usize>(&self, names: [&str; N]) -> Option<[&str; N]> {
        if self.dimensions.len() != N {
            return None;
        }
        let mut values = [""; N];
        for (value, name) in values.iter_mut().zip(names) {
            *value = self.dimension(name)?;
        }
        Some(values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_dimensions_does_not_matter() {
        let one = MetricKey::new("AWS/ECS", "CPUUtilization", [("ServiceName", "web"), ("ClusterName", "shop")]);
        let other = MetricKey::new("AWS/ECS", "CPUUtilization", [("ClusterName", "shop"), ("ServiceName", "web")]);
        assert_eq!(one, other);
        assert_eq!(one.exactly(["ServiceName", "ClusterName"]), Some(["web", "shop"]));
        assert_eq!(one.exactly(["ClusterName"]), None);
        assert_eq!(one.exactly(["ClusterName", "Zone"]), None);
    }
}
