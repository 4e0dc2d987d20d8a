//! An instance as a place for tasks: what is on it already counts as well.

use crate::instance::Instance;

/// The most network interfaces of each instance type with one network card; its first lines tell date and source.
///
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AvailableIpPerENI.html>
const INTERFACES: &str = include_str!("interfaces.txt");

/// The attribute of an instance whose tasks share a trunk: many more fit then than it has interfaces.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html>
const TRUNK: &str = "ecs.awsvpc-trunk-id";

/// An instance with what its tasks have of it that ECS does not show as resources.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The instance.
    pub instance: &'a Instance,
    /// How many of its tasks have a network interface of their own.
    pub interfaces: u32,
    /// How many of its tasks are tasks of the service.
    pub of_service: u32,
}

impl<'a> From<&'a Instance> for Place<'a> {
    /// An instance on which nothing of that kind is.
    fn from(instance: &'a Instance) -> Self {
        Self { instance, interfaces: 0, of_service: 0 }
    }
}

impl Place<'_> {
    /// How many more tasks can have a network interface of their own; `None` when its type is not known, or its tasks
    /// share a trunk. The first interface is the instance's.
    pub fn interfaces_left(&self) -> Option<u32> {
        if self.instance.attributes.iter().any(|(name, _)| name == TRUNK) {
            return None;
        }
        let most = interfaces_of(self.instance.attribute("ecs.instance-type")?)?;
        Some(most.saturating_sub(1).saturating_sub(self.interfaces))
    }

    pub(super) fn zone(&self) -> &str {
        self.instance.attribute("ecs.availability-zone").unwrap_or_default()
    }
}

/// The most network interfaces of an instance type: 3 of `m5.large`.
fn interfaces_of(kind: &str) -> Option<u32> {
    let (family, size) = kind.split_once('.')?;
    let line = INTERFACES.lines().find_map(|line| line.strip_prefix(family)?.strip_prefix(' '))?;
    line.split(' ').find_map(|group| {
        let (most, sizes) = group.split_once(':')?;
        sizes.split(',').any(|one| one == size).then(|| most.parse().ok())?
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::testing::instance;

    #[test]
    fn an_instance_has_as_many_interfaces_as_its_type() {
        for (kind, expect) in [("m5.large", Some(3)), ("c7g.medium", Some(2)), ("m5.24xlarge", Some(15)), ("m5", None)]
        {
            assert_eq!(interfaces_of(kind), expect, "{kind}");
        }
        assert_eq!((interfaces_of("m5.huge"), interfaces_of("z9.large"), interfaces_of("m.large")), (None, None, None));
    }

    #[test]
    fn the_table_has_a_date_and_reads_whole() {
        let (about, families): (Vec<&str>, Vec<&str>) = INTERFACES.lines().partition(|line| line.starts_with('#'));
        assert!(about.iter().any(|line| line.contains("11 August 2026")));
        let mut kinds = BTreeSet::new();
        for line in families {
            let (family, groups) = line.split_once(' ').unwrap();
            for (most, sizes) in groups.split(' ').map(|group| group.split_once(':').unwrap()) {
                for kind in sizes.split(',').map(|size| format!("{family}.{size}")) {
                    assert_eq!(interfaces_of(&kind).map(|found| found.to_string()).as_deref(), Some(most), "{kind}");
                    assert!(kinds.insert(kind), "{line}");
                }
            }
        }
        assert_eq!(kinds.len(), 1_324);
    }

    #[test]
    fn the_first_interface_is_the_instances_own_and_a_trunk_has_no_limit_that_is_known() {
        let mut one = instance("a", "1a", 1, 1);
        assert_eq!(Place::from(&one).interfaces_left(), None, "its type is not told");
        one.attributes.push(("ecs.instance-type".to_owned(), Some("m5.large".to_owned())));
        let left = |one: &Instance, interfaces| Place { interfaces, ..Place::from(one) }.interfaces_left();
        assert_eq!((left(&one, 0), left(&one, 2), left(&one, 9)), (Some(2), Some(0), Some(0)));
        one.attributes.push(("ecs.awsvpc-trunk-id".to_owned(), Some("eni-1".to_owned())));
        assert_eq!(left(&one, 2), None);
    }
}
