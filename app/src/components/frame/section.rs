//! Which part of the navigation a page belongs to.

/// A part of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// What needs attention.
    Fleet,
    /// Clusters and what is in them.
    Clusters,
    /// Services.
    Services,
    /// Families and revisions.
    TaskDefinitions,
    /// Load balancers, rules and target groups.
    Traffic,
}

/// The part that the page at `path` belongs to, if any.
pub fn section_of(path: &str) -> Option<Section> {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    match parts[..] {
        [] => Some(Section::Fleet),
        ["env", _, "clusters", _, "services", ..] | ["env", _, "services"] => Some(Section::Services),
        ["env", _, "clusters", ..] => Some(Section::Clusters),
        ["env", _, "task-definitions", ..] => Some(Section::TaskDefinitions),
        ["env", _, "traffic" | "target-groups", ..] => Some(Section::Traffic),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_belongs_to_the_part_of_what_it_is_about() {
        for (path, section) in [
            ("/", Some(Section::Fleet)),
            ("/env/prod/clusters", Some(Section::Clusters)),
            ("/env/prod/clusters/shop/tasks/1", Some(Section::Clusters)),
            ("/env/prod/clusters/shop/services/web/events", Some(Section::Services)),
            ("/env/prod/services", Some(Section::Services)),
            ("/env/prod/task-definitions/web/3", Some(Section::TaskDefinitions)),
            ("/env/prod/traffic", Some(Section::Traffic)),
            ("/env/prod/target-groups/web", Some(Section::Traffic)),
            ("/search", None),
        ] {
            assert_eq!(section_of(path), section, "{path}");
        }
    }
}
