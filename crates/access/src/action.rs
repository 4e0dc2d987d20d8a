//! What may be granted: one type for each, so that a grant for one is none for another.

use model::address::{FamilyRef, RevisionRef, ServiceRef, TaskRef};

/// Something that may be granted.
pub trait Action: sealed::Sealed {
    /// What it is done to.
    type Subject;
}

mod sealed {
    /// Nobody else makes an action.
    pub trait Sealed {}
}

/// Declares an action and what it is done to.
macro_rules! actions {
    ($($(#[$meaning:meta])* $action:ident on $subject:ty;)+) => {
        $(
            $(#[$meaning])*
            #[derive(Debug)]
            pub enum $action {}

            impl sealed::Sealed for $action {}

            impl Action for $action {
                type Subject = $subject;
            }
        )+
    };
}

actions! {
    /// Set how many tasks a service should run.
    Scale on ServiceRef;
    /// Change how Application Auto Scaling scales a service.
    ChangeScaling on ServiceRef;
    /// Deploy another revision of a task definition, newer or older.
    Deploy on ServiceRef;
    /// Register a new revision of a family of task definitions.
    Register on FamilyRef;
    /// Deregister a revision of a task definition.
    Deregister on RevisionRef;
    /// Delete a revision of a task definition for good.
    DeleteRevision on RevisionRef;
    /// Deploy the same revision again.
    Redeploy on ServiceRef;
    /// End a deployment that is under way.
    StopDeployment on ServiceRef;
    /// Let a deployment that waits go on.
    ContinueDeployment on ServiceRef;
    /// Change how deployments of a service are made.
    ChangeSettings on ServiceRef;
    /// Stop a task.
    StopTask on TaskRef;
    /// Protect a task from being stopped by its service, or no longer.
    ProtectTask on TaskRef;
}
