//! Asking, and what an allowance looks like.

use std::collections::BTreeSet;
use std::marker::PhantomData;

use model::name::EnvironmentName;

use crate::{Action, Viewer};

/// That somebody may do this to that thing, once: proof which only [`Access`] makes.
///
/// ```compile_fail
/// use access::{Grant, Scale};
/// use std::marker::PhantomData;
/// # fn subject() -> model::address::ServiceRef { unimplemented!() }
/// let forged = Grant::<Scale> { subject: subject(), action: PhantomData };
/// ```
///
/// A grant cannot be used twice:
///
/// ```compile_fail
/// fn twice(grant: access::Grant<access::Scale>) -> [access::Grant<access::Scale>; 2] {
///     [grant.clone(), grant]
/// }
/// ```
///
/// nor for something else:
///
/// ```compile_fail
/// fn other(grant: access::Grant<access::Scale>) -> access::Grant<access::Deploy> {
///     grant
/// }
/// ```
#[derive(Debug)]
#[must_use]
pub struct Grant<A: Action> {
    subject: A::Subject,
    action: PhantomData<A>,
}

impl<A: Action> Grant<A> {
    /// What it may be done to.
    pub fn subject(&self) -> &A::Subject {
        &self.subject
    }
}

/// Why something is not granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nobody may change anything in this environment.
    #[error("this environment is read-only")]
    ReadOnly,
}

/// Who may do what.
#[derive(Clone, Debug, Default)]
pub struct Access {
    /// Environments in which nobody may change anything.
    read_only: BTreeSet<EnvironmentName>,
}

impl Access {
    /// Until there are people, whoever reaches this machine may do everything but in these environments.
    pub fn new(read_only: impl IntoIterator<Item = EnvironmentName>) -> Self {
        Self { read_only: read_only.into_iter().collect() }
    }

    /// Whether a person may change anything at all in an environment.
    ///
    /// # Errors
    /// [`Refusal`]: why not.
    pub fn may_change(&self, _viewer: &Viewer, environment: &EnvironmentName) -> Result<(), Refusal> {
        if self.read_only.contains(environment) { Err(Refusal::ReadOnly) } else { Ok(()) }
    }

    /// Asks whether a person may do something to a thing.
    ///
    /// # Errors
    /// [`Refusal`]: why not.
    pub fn grant<A: Action>(&self, viewer: &Viewer, subject: &A::Subject) -> Result<Grant<A>, Refusal>
    where
        A::Subject: InEnvironment + Clone,
    {
        self.may_change(viewer, subject.environment())?;
        Ok(Grant { subject: subject.clone(), action: PhantomData })
    }
}

/// A thing that is in an environment.
pub trait InEnvironment {
    /// The environment.
    fn environment(&self) -> &EnvironmentName;
}

impl InEnvironment for model::address::RevisionRef {
    fn environment(&self) -> &EnvironmentName {
        &self.environment
    }
}

impl InEnvironment for model::address::FamilyRef {
    fn environment(&self) -> &EnvironmentName {
        &self.environment
    }
}

impl InEnvironment for model::address::ServiceRef {
    fn environment(&self) -> &EnvironmentName {
        &self.environment
    }
}

impl InEnvironment for model::address::TaskRef {
    fn environment(&self) -> &EnvironmentName {
        &self.environment
    }
}

#[cfg(test)]
mod tests {
    use model::address::ServiceRef;
    use model::name::{ClusterName, ServiceName};

    use super::*;
    use crate::Scale;

    fn service(environment: &str) -> ServiceRef {
        ServiceRef {
            environment: EnvironmentName::parse(environment).unwrap(),
            cluster: ClusterName::parse("shop").unwrap(),
            service: ServiceName::parse("web").unwrap(),
        }
    }

    #[test]
    fn a_grant_names_what_it_is_for() {
        let web = service("staging");
        let grant = Access::default().grant::<Scale>(&Viewer::built_in(), &web).unwrap();
        assert_eq!(grant.subject(), &web);
    }

    #[test]
    fn nothing_is_granted_where_everything_is_read_only() {
        let access = Access::new([EnvironmentName::parse("prod").unwrap()]);
        let viewer = Viewer::built_in();
        assert_eq!(access.grant::<Scale>(&viewer, &service("prod")).unwrap_err(), Refusal::ReadOnly);
        assert!(access.grant::<Scale>(&viewer, &service("staging")).is_ok());
    }
}
