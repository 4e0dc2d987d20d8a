//! What can be done to a thing.

use strum::VariantArray;

use crate::audit::Verb;

/// What can be done to a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, VariantArray)]
pub enum ServiceVerb {
    /// Run more or fewer tasks.
    Scale,
    /// Deploy another revision.
    Deploy,
    /// Deploy other images of the same definition: as a new revision of it.
    DeployImage,
    /// Edit what runs, and deploy it: as a new revision.
    Edit,
    /// Replace every task with a new one of the same revision.
    Redeploy,
    /// Deploy a revision that ran before.
    RollBack,
    /// End the deployment that is under way.
    StopDeployment,
    /// Let a deployment that waits in a stage go on.
    ContinueDeployment,
    /// Change how deployments are made.
    Settings,
}

impl ServiceVerb {
    /// All of them, in the order in which they are offered.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// What the button says.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Scale => "Scale",
            Self::Deploy => "Deploy",
            Self::DeployImage => "Deploy image",
            Self::Edit => "Edit task definition",
            Self::Redeploy => "Redeploy",
            Self::RollBack => "Roll back",
            Self::StopDeployment => "Stop deployment",
            Self::ContinueDeployment => "Continue deployment",
            Self::Settings => "Change settings",
        }
    }

    /// What it does, in a sentence.
    pub const fn what(self) -> &'static str {
        match self {
            Self::Scale => "Run more or fewer tasks.",
            Self::Deploy => "Run another revision of the task definition.",
            Self::DeployImage => "Run another tag or digest of its images, as a new revision.",
            Self::Edit => "Change the task definition and deploy the new revision.",
            Self::Redeploy => "Replace every task with a new one of the same revision.",
            Self::RollBack => "Return to a revision that ran before.",
            Self::StopDeployment => "End the deployment in progress.",
            Self::ContinueDeployment => "Let a paused deployment go on.",
            Self::Settings => "Change how it deploys.",
        }
    }

    /// What the button says that carries it out.
    pub const fn carry_out(self) -> &'static str {
        match self {
            Self::Edit => "Register and deploy",
            other => other.label(),
        }
    }

    /// What is done, and to what: `Stop deployment of checkout`.
    pub fn done_to(self, service: &str) -> String {
        let between = match self {
            Self::Scale | Self::Deploy | Self::Redeploy | Self::RollBack => " ",
            Self::DeployImage => " to ",
            Self::Edit | Self::StopDeployment | Self::ContinueDeployment | Self::Settings => " of ",
        };
        [self.label(), between, service].concat()
    }

    /// What the record of changes calls it.
    pub const fn verb(self) -> Verb {
        match self {
            Self::Scale => Verb::Scale,
            Self::Deploy | Self::DeployImage | Self::Edit => Verb::Deploy,
            Self::Redeploy => Verb::Redeploy,
            Self::RollBack => Verb::RollBack,
            Self::StopDeployment => Verb::StopDeployment,
            Self::ContinueDeployment => Verb::ContinueDeployment,
            Self::Settings => Verb::DeploymentSettings,
        }
    }
}

/// What can be done to a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, VariantArray)]
pub enum TaskVerb {
    /// Stop it; a service starts another in its place.
    Stop,
    /// Start another in its place, and stop it once that one serves.
    Replace,
    /// Protect it from being stopped by its service.
    Protect,
    /// Protect it no longer.
    Unprotect,
}

impl TaskVerb {
    /// All of them, in the order in which they are offered.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// What the button says.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Stop => "Stop task",
            Self::Replace => "Replace task",
            Self::Protect => "Protect task",
            Self::Unprotect => "Unprotect task",
        }
    }

    /// What it does, in a sentence.
    pub const fn what(self) -> &'static str {
        match self {
            Self::Stop => "End it now. A service starts another in its place.",
            Self::Replace => "Start another first, and end this one once that one serves.",
            Self::Protect => "Keep its service from ending it when it scales in or deploys.",
            Self::Unprotect => "Let its service end it again.",
        }
    }

    /// What the record of changes calls it.
    pub const fn verb(self) -> Verb {
        match self {
            Self::Stop => Verb::StopTask,
            Self::Replace => Verb::ReplaceTask,
            Self::Protect | Self::Unprotect => Verb::TaskProtection,
        }
    }
}

/// What can be done to a revision of a task definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, VariantArray)]
pub enum RevisionVerb {
    /// Edit it, and register what comes of it as a new revision.
    Edit,
    /// Let nobody use it any more.
    Deregister,
    /// Delete it for good.
    Delete,
}

impl RevisionVerb {
    /// All of them, in the order in which they are offered.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// What the button says.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Edit => "Edit",
            Self::Deregister => "Deregister",
            Self::Delete => "Delete",
        }
    }

    /// What it does, in a sentence.
    pub const fn what(self) -> &'static str {
        match self {
            Self::Edit => "Register a new revision made from this one.",
            Self::Deregister => "No new task or service can use it. What runs goes on.",
            Self::Delete => "Delete it for good.",
        }
    }

    /// What the button says that carries it out.
    pub const fn carry_out(self) -> &'static str {
        match self {
            Self::Edit => "Register",
            other => other.label(),
        }
    }

    /// What the record of changes calls it.
    pub const fn verb(self) -> Verb {
        match self {
            Self::Edit => Verb::RegisterTaskDefinition,
            Self::Deregister => Verb::DeregisterTaskDefinition,
            Self::Delete => Verb::DeleteTaskDefinition,
        }
    }
}
