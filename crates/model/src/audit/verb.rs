//! What kinds of change there are.

use crate::open_enum::open_enum;

open_enum! {
    /// A kind of change. The words stand in addresses and in the record, which outlives this build.
    Verb {
        /// Run another number of tasks.
        Scale = "scale",
        /// Change how Application Auto Scaling scales.
        Autoscaling = "autoscaling",
        /// Start new tasks of the same revision.
        Redeploy = "redeploy",
        /// Run another revision.
        Deploy = "deploy",
        /// Go back to the revision before.
        RollBack = "roll-back",
        /// Stop a deployment.
        StopDeployment = "stop-deployment",
        /// Let a deployment that waits go on.
        ContinueDeployment = "continue-deployment",
        /// Change how deployments are made.
        DeploymentSettings = "deployment-settings",
        /// Stop a task.
        StopTask = "stop-task",
        /// Replace a task: another is started first.
        ReplaceTask = "replace-task",
        /// Protect a task from being scaled in, or no longer.
        TaskProtection = "task-protection",
        /// Register a revision of a task definition.
        RegisterTaskDefinition = "register-task-definition",
        /// Deregister a revision of a task definition.
        DeregisterTaskDefinition = "deregister-task-definition",
        /// Delete a revision of a task definition.
        DeleteTaskDefinition = "delete-task-definition",
    }
}

impl Verb {
    /// The kind that has this word, if this build knows it.
    pub fn from_slug(slug: &str) -> Option<Self> {
        match Self::from(slug) {
            Self::Other(_) => None,
            verb => Some(verb),
        }
    }

    /// The words for it on a page; a kind that this build does not know is shown as it was written.
    pub fn title(&self) -> &str {
        match self {
            Self::Scale => "Scale",
            Self::Autoscaling => "Change auto scaling",
            Self::Redeploy => "Redeploy",
            Self::Deploy => "Deploy",
            Self::RollBack => "Roll back",
            Self::StopDeployment => "Stop deployment",
            Self::ContinueDeployment => "Continue deployment",
            Self::DeploymentSettings => "Change deployment settings",
            Self::StopTask => "Stop task",
            Self::ReplaceTask => "Replace task",
            Self::TaskProtection => "Change task protection",
            Self::RegisterTaskDefinition => "Register task definition",
            Self::DeregisterTaskDefinition => "Deregister task definition",
            Self::DeleteTaskDefinition => "Delete task definition",
            Self::Other(word) => word,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::term::FieldName;

    #[test]
    fn every_word_fits_into_an_address_and_has_a_title_of_its_own() {
        let titles: BTreeSet<String> = Verb::WORDS
            .iter()
            .map(|word| {
                assert!(word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') && FieldName::parse(*word).is_ok());
                let verb = Verb::from_slug(word).unwrap();
                assert_eq!(verb.as_str(), *word);
                verb.title().to_owned()
            })
            .collect();
        assert_eq!(titles.len(), Verb::WORDS.len());
    }

    #[test]
    fn a_word_of_a_later_build_is_kept() {
        let verb: Verb = serde_json::from_str("\"teleport\"").unwrap();
        assert_eq!((verb.as_str(), verb.title(), Verb::from_slug("teleport")), ("teleport", "teleport", None));
    }
}
