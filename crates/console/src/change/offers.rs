//! What can be done to a thing, as buttons.

use access::Viewer;
use model::address::{RevisionRef, ServiceRef, TaskRef};
use model::change::{RevisionVerb, ServiceVerb, TaskVerb, WhyNot};
use model::noun::Noun;
use model::task_definition::TaskDefinitionStatus;
use model::view::Offer;

use crate::console::Console;
use crate::error::ConsoleError;

impl Console {
    /// What can be done to a service, and why not where it cannot.
    ///
    /// # Errors
    /// [`ConsoleError::NotFound`] when there is no such service.
    pub async fn offers_of_service(&self, viewer: &Viewer, at: &ServiceRef) -> Result<Vec<Offer>, ConsoleError> {
        let survey = self.survey_with_service(at).await?;
        let judged = survey.service(&at.cluster, &at.service).ok_or(ConsoleError::NotFound(Noun::Service))?;
        let offer = |verb: &ServiceVerb| Offer {
            label: verb.label().to_owned(),
            what: verb.what().to_owned(),
            page: at.change(*verb),
            why_not: words(self.why_not(viewer, (at, *verb), &judged.service, judged.newest())),
        };
        Ok(ServiceVerb::ALL.iter().map(offer).collect())
    }

    /// What can be done to a task, and why not where it cannot.
    ///
    /// # Errors
    /// [`ConsoleError::NotFound`] when there is no such task.
    pub async fn offers_of_task(&self, viewer: &Viewer, at: &TaskRef) -> Result<Vec<Offer>, ConsoleError> {
        let survey = self.survey(&at.environment)?;
        let known = survey.cluster(&at.cluster).and_then(|cluster| cluster.tasks.get(&at.task));
        let task = &known.ok_or(ConsoleError::NotFound(Noun::Task))?.value;
        let service = task.service().and_then(|name| survey.service(&at.cluster, &name));
        let why_not = |verb: TaskVerb| match verb {
            TaskVerb::Replace => {
                self.why_not_replace_as_known(viewer, at, task, service.map(|judged| &*judged.service))
            }
            _ => self.why_not_task(viewer, at, verb, task),
        };
        let offer = |verb: &TaskVerb| Offer {
            label: verb.label().to_owned(),
            what: verb.what().to_owned(),
            page: at.change(*verb),
            why_not: words(why_not(*verb)),
        };
        Ok(TaskVerb::ALL.iter().map(offer).collect())
    }

    /// What can be done to a revision in this state, and why not where it cannot.
    pub fn offers_of_revision(&self, viewer: &Viewer, at: &RevisionRef, status: &TaskDefinitionStatus) -> Vec<Offer> {
        let offer = |verb: &RevisionVerb| Offer {
            label: verb.label().to_owned(),
            what: verb.what().to_owned(),
            page: at.change(*verb),
            why_not: words(self.why_not_revision(viewer, at, *verb, status)),
        };
        RevisionVerb::ALL.iter().map(offer).collect()
    }
}

fn words(why: Option<WhyNot>) -> Option<String> {
    why.map(|why| why.sentence().to_owned())
}
