//! What has to be known of a service to plan a change: read at that moment.

use std::sync::Arc;

use access::Viewer;
use draft::Document;
use model::address::{RevisionRef, ServiceRef};
use model::audit::FieldChange;
use model::change::{Ask, DraftFacts, IMAGE_FIELDS, Plan, Seen, ServiceFacts, WhyNot};
use model::deployment::ServiceDeployment;
use model::field::{FieldError, Problem};
use model::image::Sighting;
use model::noun::Noun;
use model::scaling::ScalableTarget;
use model::service::Service;
use model::task_definition::{TaskDefinition, TaskDefinitionRef};

use crate::change::edit::{Ready, runs_on};
use crate::change::room::room;
use crate::console::Console;
use crate::error::ConsoleError;
use crate::judged::Survey;

/// A service as it is now, and what a plan takes into account.
pub(super) struct Around {
    pub survey: Arc<Survey>,
    pub service: Arc<Service>,
    /// What scales it, if anything does.
    pub scaling: Option<ScalableTarget>,
    pub current: Option<Arc<TaskDefinition>>,
    pub wanted: Option<Arc<TaskDefinition>>,
    /// What is different in the revision that is to be deployed.
    pub differences: Option<Arc<Vec<FieldChange>>>,
    /// The revision that is to be registered. It holds values of environment variables.
    pub document: Option<Document>,
    /// The draft that is to be registered, once there is nothing wrong with it.
    pub ready: Option<Ready>,
    /// The images that are to be deployed, and what ECR says of those that are there; empty until somebody looks.
    pub images: Vec<(String, Option<Sighting>)>,
    /// The deployment that is under way, and the revision that a rollback brings back.
    pub under_way: Option<(ServiceDeployment, Option<TaskDefinitionRef>)>,
}

impl Console {
    /// What comes of it.
    pub(super) fn plan_of(&self, at: &ServiceRef, ask: &Ask, around: &Around) -> Plan {
        let snapshot = &around.survey.snapshot;
        let under_way = around.under_way.as_ref().map(|(deployment, back)| (deployment, back.as_ref()));
        let sharing = around.survey.uses(&around.service.task_definition.family).by_others_than(at);
        let providers = snapshot.capacity_providers.read().map(|all| all.all_of(&at.cluster));
        let facts = ServiceFacts {
            at,
            region: &snapshot.environment.region,
            service: &around.service,
            scaling: around.scaling.as_ref(),
            room: room(&around.survey, &around.service, around.current.as_deref()),
            providers: providers.as_ref(),
            current: around.current.as_deref(),
            wanted: around.wanted.as_deref(),
            draft: around.ready.as_ref().map(|ready| DraftFacts {
                made_from: &ready.draft.made_from.revision,
                family: &ready.family,
                differences: &ready.differences,
            }),
            differences: around.differences.as_deref().map(|all| &all[..]),
            sharing: &sharing,
            images: &around.images,
            under_way,
            now: self.now(),
            is_protected: self.changes_of().protected.contains(&at.environment),
        };
        let mut plan = Plan::of_service(ask, facts);
        if let Some(ready) = &around.ready {
            ready.write_as_code(&mut plan.equivalent);
        }
        plan
    }

    /// Describes the service again, and reads what the plan needs besides.
    pub(super) async fn around(&self, viewer: &Viewer, at: &ServiceRef, ask: &Ask) -> Result<Around, ConsoleError> {
        let fleet = self.fleet();
        let service =
            fleet.describe_service(at).await.map_err(|error| ConsoleError::from_fleet(Noun::Service, &error))?;
        if let Ask::Settings(asked) = ask {
            asked.check(&service)?;
        }
        let current = fleet.task_definition(&at.environment, &service.task_definition).await.ok();
        let wanted = match ask {
            Ask::Deploy { revision } | Ask::RollBack { revision } => {
                let wanted = fleet.task_definition(&at.environment, revision).await;
                Some(wanted.map_err(|error| match ConsoleError::from_fleet(Noun::Revision, &error) {
                    ConsoleError::NotFound(_) => FieldError::new("revision", Problem::NotKnown).into(),
                    error => error,
                })?)
            }
            _ => None,
        };
        let differences = match ask {
            Ask::Deploy { revision } | Ask::RollBack { revision } => {
                let of = |revision: &TaskDefinitionRef| RevisionRef {
                    environment: at.environment.clone(),
                    revision: revision.clone(),
                };
                fleet.compare(&of(&service.task_definition), &of(revision)).await.ok()
            }
            _ => None,
        };
        let document = match ask {
            Ask::DeployImage { images } => {
                Some(self.with_images(at, &service.task_definition, current.as_deref(), images).await?)
            }
            _ => None,
        };
        let ready = match ask {
            Ask::DeployDraft { draft } => {
                let revision = service.task_definition.clone();
                let current = RevisionRef { environment: at.environment.clone(), revision };
                self.ready(viewer, &current, draft, runs_on(&service)).await?
            }
            _ => None,
        };
        let document = document.or_else(|| ready.as_ref().map(|ready| ready.draft.document.clone()));
        let under_way = match ask {
            Ask::StopDeployment { .. } | Ask::ContinueDeployment if service.is_deploying() => {
                self.under_way(at).await?
            }
            _ => None,
        };
        let asked = match ask {
            Ask::Autoscale { .. } => Some(Box::pin(self.scalable_target(at)).await?),
            _ => None,
        };
        let survey = self.survey(&at.environment)?;
        let known = || survey.snapshot.scaling.get(&(at.cluster.clone(), at.service.clone())).cloned();
        let scaling = asked.or_else(known);
        let images = Vec::new();
        Ok(Around { survey, service, scaling, current, wanted, differences, document, ready, images, under_way })
    }

    /// What runs, as AWS has it, with these images.
    async fn with_images(
        &self,
        at: &ServiceRef,
        revision: &TaskDefinitionRef,
        current: Option<&TaskDefinition>,
        images: &[(usize, String)],
    ) -> Result<Document, ConsoleError> {
        let document = self.fleet().document(&at.environment, revision).await;
        let mut document = document.map_err(|error| ConsoleError::from_fleet(Noun::Revision, &error))?;
        let containers = current.map(|definition| &definition.containers[..]).unwrap_or_default();
        for (place, image) in images {
            let problem = |problem| FieldError::new(IMAGE_FIELDS.get(*place).copied().unwrap_or("query"), problem);
            let container = containers.get(*place).ok_or_else(|| problem(Problem::Unknown))?;
            document = document.with_image(&container.name, image).map_err(|_| problem(Problem::NotAnImage))?;
        }
        Ok(document)
    }

    /// The deployment that is under way, and the revision that a rollback brings back.
    async fn under_way(
        &self,
        at: &ServiceRef,
    ) -> Result<Option<(ServiceDeployment, Option<TaskDefinitionRef>)>, ConsoleError> {
        let moving = self.fleet().deployment_under_way(at).await;
        let moving = moving.map_err(|error| ConsoleError::from_fleet(Noun::ServiceDeployment, &error))?;
        let before = |deployment: &ServiceDeployment| {
            let source = &deployment.sources.first()?.arn;
            self.fleet().known_service_revision(&at.environment, source)?.task_definition.clone()
        };
        Ok(moving.map(|moving| {
            let back = before(&moving);
            (moving, back)
        }))
    }
}

impl Around {
    /// Whether there is anything to carry out: a draft may still have something wrong with it.
    pub(super) const fn is_ready(&self, ask: &Ask) -> bool {
        !matches!(ask, Ask::DeployDraft { .. }) || self.ready.is_some()
    }

    /// The deployment that is under way.
    ///
    /// # Errors
    /// [`ConsoleError::Impossible`] when there is none.
    pub(super) fn moving(&self) -> Result<&ServiceDeployment, ConsoleError> {
        let moving = self.under_way.as_ref().map(|(deployment, _)| deployment);
        moving.ok_or(ConsoleError::Impossible(WhyNot::NothingDeploys))
    }

    /// What matters of it for what is asked.
    pub(super) fn seen(&self, ask: &Ask) -> Seen {
        Seen::of_service(ask, &self.service, self.scaling.as_ref(), self.moving().ok())
    }
}
