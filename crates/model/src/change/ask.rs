//! What somebody asks for.

mod read;

use serde::{Deserialize, Serialize};

use read::{draft, minutes, nothing, only, revision, stop_type};

use super::image::{IMAGE_FIELDS, images};
use super::{DraftId, RevisionVerb, ScalingAsk, ServiceVerb, Settings, TaskVerb, autoscale};
use crate::field::FieldErrors;
use crate::query::percent_encode;
use crate::task_definition::TaskDefinitionRef;

/// The most tasks that a service may run.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html>
pub const MOST_TASKS: u32 = 5_000;

/// The most minutes for which a task can be protected at once: two days.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateTaskProtection.html>
const MOST_MINUTES: u32 = 2_880;

/// The minutes for which AWS protects a task when it is not told for how many.
pub const USUAL_MINUTES: u32 = 120;

/// The field that names a draft.
pub const DRAFT: &str = "draft";

/// How an address says that a replacement is given up.
const GIVE_UP: &str = "give-up";

/// How a deployment is ended.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopServiceDeployment.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum StopType {
    /// It stays as far as it is.
    Abort,
    /// The revision before comes back.
    Rollback,
}

impl StopType {
    /// AWS's word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Abort => "ABORT",
            Self::Rollback => "ROLLBACK",
        }
    }
}

/// What is asked of a service or a task. Its text form is a query: the address of a plan says what is asked.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Ask {
    /// Run so many tasks.
    Scale {
        /// Tasks that should run.
        desired: u32,
    },
    /// Change how Application Auto Scaling scales it, and run so many tasks.
    Autoscale {
        /// Tasks that should run, if another count is asked.
        desired: Option<u32>,
        /// What becomes of the scalable target.
        target: ScalingAsk,
    },
    /// Deploy this revision.
    Deploy {
        /// The revision.
        revision: TaskDefinitionRef,
    },
    /// Deploy these images, as a new revision of what runs: the place of the container in its task definition, and the
    /// image.
    DeployImage {
        /// The images that are asked for; the other containers keep theirs.
        images: Vec<(usize, String)>,
    },
    /// Register this draft and deploy it.
    DeployDraft {
        /// The draft.
        draft: DraftId,
    },
    /// Deploy the same revision again.
    Redeploy,
    /// Go back to this revision.
    RollBack {
        /// The revision.
        revision: TaskDefinitionRef,
    },
    /// End the deployment that is under way.
    StopDeployment {
        /// What becomes of it.
        how: StopType,
    },
    /// Let the deployment that waits go on.
    ContinueDeployment,
    /// Change how deployments are made.
    Settings(Settings),
    /// Stop a task.
    StopTask,
    /// Replace a task.
    Replace,
    /// Replace a task no longer.
    GiveUp,
    /// Protect a task from being stopped by its service.
    Protect {
        /// For so many minutes.
        minutes: u32,
    },
    /// Protect a task no longer.
    Unprotect,
    /// Register this draft.
    Register {
        /// The draft.
        draft: DraftId,
    },
    /// Deregister a revision.
    Deregister,
    /// Delete a revision for good.
    Delete,
}

/// The fields of a query, as name and value.
type Pairs<'a> = [(&'a str, &'a str)];

impl Ask {
    /// What the query of the address of a change asks of a service; `None` while it does not say yet.
    ///
    /// # Errors
    /// [`FieldErrors`]: every field that says what it cannot say.
    pub fn of_service(verb: ServiceVerb, query: &Pairs<'_>) -> Result<Option<Self>, FieldErrors> {
        match verb {
            ServiceVerb::Scale => autoscale::read(query),
            ServiceVerb::Deploy => {
                Ok(only(query, "revision")?.map(revision).transpose()?.map(|revision| Self::Deploy { revision }))
            }
            ServiceVerb::RollBack => {
                Ok(only(query, "revision")?.map(revision).transpose()?.map(|revision| Self::RollBack { revision }))
            }
            ServiceVerb::StopDeployment => {
                Ok(only(query, "how")?.map(stop_type).transpose()?.map(|how| Self::StopDeployment { how }))
            }
            ServiceVerb::DeployImage => Ok(images(query)?.map(|images| Self::DeployImage { images })),
            ServiceVerb::Edit => {
                Ok(only(query, DRAFT)?.map(draft).transpose()?.map(|draft| Self::DeployDraft { draft }))
            }
            ServiceVerb::Redeploy => nothing(query).map(|()| Some(Self::Redeploy)),
            ServiceVerb::Settings => Ok(Settings::read(query)?.map(Self::Settings)),
            ServiceVerb::ContinueDeployment => nothing(query).map(|()| Some(Self::ContinueDeployment)),
        }
    }

    /// The same of a task.
    ///
    /// # Errors
    /// As [`Ask::of_service`].
    pub fn of_task(verb: TaskVerb, query: &Pairs<'_>) -> Result<Option<Self>, FieldErrors> {
        match verb {
            TaskVerb::Stop => nothing(query).map(|()| Some(Self::StopTask)),
            TaskVerb::Replace => match only(query, "how")? {
                None => Ok(Some(Self::Replace)),
                Some(GIVE_UP) => Ok(Some(Self::GiveUp)),
                Some(_) => Err(read::only_to_give_up()),
            },
            TaskVerb::Protect => {
                Ok(only(query, "minutes")?.map(minutes).transpose()?.map(|minutes| Self::Protect { minutes }))
            }
            TaskVerb::Unprotect => nothing(query).map(|()| Some(Self::Unprotect)),
        }
    }

    /// The same of a revision.
    ///
    /// # Errors
    /// As [`Ask::of_service`].
    pub fn of_revision(verb: RevisionVerb, query: &Pairs<'_>) -> Result<Option<Self>, FieldErrors> {
        match verb {
            RevisionVerb::Edit => Ok(only(query, DRAFT)?.map(draft).transpose()?.map(|draft| Self::Register { draft })),
            RevisionVerb::Deregister => nothing(query).map(|()| Some(Self::Deregister)),
            RevisionVerb::Delete => nothing(query).map(|()| Some(Self::Delete)),
        }
    }

    /// The fields and values that an address asks with, in the order of the form.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Scale { desired } => vec![("desired", desired.to_string())],
            Self::Autoscale { desired, target } => autoscale::pairs(*desired, *target),
            Self::Deploy { revision } | Self::RollBack { revision } => vec![("revision", revision.to_string())],
            Self::DeployImage { images } => {
                let pair = |(place, image): &(usize, String)| Some((*IMAGE_FIELDS.get(*place)?, image.clone()));
                images.iter().filter_map(pair).collect()
            }
            Self::StopDeployment { how } => vec![("how", how.as_str().to_lowercase())],
            Self::Settings(asked) => asked.texts().map(|(setting, text)| (setting.field(), text)).collect(),
            Self::DeployDraft { draft } | Self::Register { draft } => vec![(DRAFT, draft.to_string())],
            Self::Protect { minutes } => vec![("minutes", minutes.to_string())],
            Self::GiveUp => vec![("how", GIVE_UP.to_owned())],
            Self::Redeploy
            | Self::ContinueDeployment
            | Self::StopTask
            | Self::Replace
            | Self::Unprotect
            | Self::Deregister
            | Self::Delete => vec![],
        }
    }

    /// The draft that is asked for, if one is.
    pub const fn draft(&self) -> Option<&DraftId> {
        match self {
            Self::DeployDraft { draft } | Self::Register { draft } => Some(draft),
            _ => None,
        }
    }

    /// The query of an address that asks for it, without a question mark; `None` when there is nothing to say.
    pub fn query(&self) -> Option<String> {
        let pairs = self.pairs();
        let pairs: Vec<_> = pairs.iter().map(|(field, value)| format!("{field}={}", percent_encode(value))).collect();
        Some(pairs.join("&")).filter(|query| !query.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::{FieldError, Problem};

    #[track_caller]
    fn check(verb: ServiceVerb, query: &Pairs<'_>, expect: Result<Option<Ask>, &[(&str, Problem)]>) {
        let asked = Ask::of_service(verb, query);
        let expect = expect.map_err(|errors| {
            FieldErrors(errors.iter().map(|(field, problem)| FieldError::of(field, problem.clone())).collect())
        });
        assert_eq!(asked, expect, "{query:?}");
    }

    #[test]
    fn a_count_is_a_whole_number_that_aws_takes() {
        let scale = |desired| Ok(Some(Ask::Scale { desired }));
        check(ServiceVerb::Scale, &[("desired", "12")], scale(12));
        check(ServiceVerb::Scale, &[("desired", " 0 ")], scale(0));
        check(ServiceVerb::Scale, &[("desired", "5000")], scale(5_000));
        for bad in ["-1", "+3", "1.5", "5001", "1e3", "99999999999999999999", "４", "<b>", "NaN", "0x10"] {
            check(ServiceVerb::Scale, &[("desired", bad)], Err(&[("desired", Problem::NotBetween(0, MOST_TASKS))]));
        }
    }

    #[test]
    fn an_address_that_says_nothing_asks_for_nothing_yet() {
        check(ServiceVerb::Scale, &[], Ok(None));
        check(ServiceVerb::Scale, &[("desired", "")], Ok(None));
        check(ServiceVerb::Redeploy, &[], Ok(Some(Ask::Redeploy)));
    }

    #[test]
    fn fields_that_a_verb_does_not_have_are_refused() {
        check(ServiceVerb::Scale, &[("count", "3")], Err(&[("count", Problem::Unknown)]));
        check(ServiceVerb::Scale, &[("desired", "3"), ("desired", "4")], Err(&[("desired", Problem::Repeated)]));
        check(ServiceVerb::Redeploy, &[("desired", "3")], Err(&[("desired", Problem::Unknown)]));
    }

    #[test]
    fn what_is_asked_is_found_again_in_its_address() {
        let revision = TaskDefinitionRef::parse("web:3").unwrap();
        for (verb, ask) in [
            (ServiceVerb::Scale, Ask::Scale { desired: 7 }),
            (ServiceVerb::Scale, Ask::Autoscale { desired: Some(7), target: ScalingAsk::Widen }),
            (ServiceVerb::Scale, Ask::Autoscale { desired: None, target: ScalingAsk::Resume }),
            (ServiceVerb::Deploy, Ask::Deploy { revision: revision.clone() }),
            (ServiceVerb::RollBack, Ask::RollBack { revision }),
            (ServiceVerb::StopDeployment, Ask::StopDeployment { how: StopType::Rollback }),
            (ServiceVerb::StopDeployment, Ask::StopDeployment { how: StopType::Abort }),
            (ServiceVerb::DeployImage, Ask::DeployImage { images: vec![(0, "web:2".into()), (3, "log:1".into())] }),
            (ServiceVerb::Edit, Ask::DeployDraft { draft: DraftId::parse("0".repeat(32)).unwrap() }),
            (ServiceVerb::Redeploy, Ask::Redeploy),
            (ServiceVerb::ContinueDeployment, Ask::ContinueDeployment),
        ] {
            let pairs = ask.pairs();
            let query: Vec<_> = pairs.iter().map(|(field, value)| (*field, value.as_str())).collect();
            check(verb, &query, Ok(Some(ask)));
        }
    }
}
