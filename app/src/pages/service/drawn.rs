//! The parts of a service's page that only the server draws.

use console::ConsoleError;
use model::service::ServiceRef;
use model::view::{Answer, MetricsStrip, RolloutPage, ServicePage, ServiceTraffic};

use super::{metrics, path, rollout};
use crate::components::alarms::alarm_list;
use crate::components::answer::nothing;
use crate::components::deployment::deployment_list;
use crate::components::part::{part, plain};
use crate::drawn::Drawn;
use crate::ui::segments::legend;

/// What a use case answered.
type Told<T> = Result<Answer<T>, ConsoleError>;

/// How the deployment fares, where the traffic goes, what was measured, and the alarms.
///
/// Each part is drawn for itself: one that has no answer does not take the others with it.
pub fn overview(
    at: &ServiceRef,
    rollout: Told<RolloutPage>,
    traffic: Told<ServiceTraffic>,
    metrics: Told<MetricsStrip>,
) -> Drawn {
    let alarms = traffic.as_ref().ok().map(|answer| Answer { data: answer.data.alarms.clone(), ..bare(answer) });
    let mut pieces = vec![
        part(
            "Deployment",
            |_| rollout::all(at),
            rollout.map_err(Into::into),
            |page, now| rollout::progress(at, &page, now),
        ),
        part("Traffic", |_| path::all(at), traffic.map_err(Into::into), |traffic, _| path::path(&traffic)),
        part("Last hour", metrics::marks, metrics.map_err(Into::into), |strip, _| metrics::strip(&strip)),
    ];
    pieces.extend(alarms.map(|alarms| {
        part("Alarms", plain, Ok(alarms), |alarms, now| match alarms.is_empty() {
            true => nothing(
                "No alarm watches this service",
                "Alarms on it, its target groups and its load balancers would be here.",
            ),
            false => alarm_list(&alarms, now),
        })
    }));
    Drawn { pieces, listed: None }
}

/// The same answer without its notes, which stand above another part of the page.
fn bare<T>(answer: &Answer<T>) -> Answer<Vec<model::view::AlarmLine>> {
    Answer { data: Vec::new(), as_of: answer.as_of, now: answer.now, stale: false, notices: Vec::new() }
}

/// The deployment in full, the deployments that have tasks, and those before.
pub fn deployments(at: &ServiceRef, page: Told<ServicePage>, rollout: Told<RolloutPage>) -> Drawn {
    let before = rollout.as_ref().ok().map(|answer| Answer { notices: Vec::new(), ..answer.clone() });
    let mut pieces =
        vec![part("Progress", plain, rollout.map_err(Into::into), |page, now| rollout::progress(at, &page, now))];
    pieces.extend(page.ok().map(|answer| {
        let notes = Answer { notices: Vec::new(), ..answer };
        part("Deployments that have tasks", |_| legend(), Ok(notes), |page, now| deployment_list(&page, now))
    }));
    pieces
        .extend(before.map(|before| part("History", plain, Ok(before), |page, now| rollout::history(at, &page, now))));
    Drawn { pieces, listed: None }
}
