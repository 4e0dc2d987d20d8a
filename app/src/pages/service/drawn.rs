//! The parts of a service's page that only the server draws.

use leptos::prelude::*;
use model::service::ServiceRef;
use model::view::{AlarmLine, Answer, MetricsStrip, RolloutPage, ServicePage, ServiceTraffic};

use super::{metrics, path, rollout};
use crate::components::alarms::alarm_list;
use crate::components::deployment::deployment_list;
use crate::components::part::{part, plain};
use crate::drawn::Drawn;
use crate::error::AppError;
use crate::ui::segments::legend;

/// What a use case answered.
type Told<T> = Result<Answer<T>, AppError>;

/// How the deployment fares, where the traffic goes, what was measured, and the alarms.
///
/// Each part is drawn for itself: one that has no answer does not take the others with it.
pub fn overview(
    at: &ServiceRef,
    rollout: Told<RolloutPage>,
    traffic: Told<ServiceTraffic>,
    metrics: Told<MetricsStrip>,
) -> Drawn {
    let alarms = traffic.as_ref().ok().and_then(alarms);
    let mut pieces = vec![
        part("Deployment", |_| rollout::all(at), rollout, |page, now| rollout::progress(at, &page, now)),
        part("Traffic", |_| path::all(at), traffic, |traffic, _| path::path(&traffic)),
        part("Last hour", metrics::marks, metrics, |strip, _| metrics::strip(&strip)),
    ];
    pieces.extend(alarms.map(|alarms| {
        part("Alarms", plain, Ok(alarms), |alarms, now| match alarms.is_empty() {
            true => {
                view! { <p class="quiet">"No alarm watches this service, its target groups or its load balancers."</p> }
                    .into_any()
            }
            false => alarm_list(&alarms, now),
        })
    }));
    Drawn { pieces, listed: None }
}

/// The alarms that come with the traffic; nothing when there are none and it is not sure that there are none. What could not
/// be read stands above the traffic and is not said again.
fn alarms(answer: &Answer<ServiceTraffic>) -> Option<Answer<Vec<AlarmLine>>> {
    let data = answer.data.alarms.clone();
    let is_sure = !answer.stale && answer.notices.is_empty();
    let alarms = Answer { data, as_of: answer.as_of, now: answer.now, stale: false, notices: Vec::new() };
    (is_sure || !alarms.data.is_empty()).then_some(alarms)
}

/// The deployment in full, the deployments that have tasks, and those before.
pub fn deployments(at: &ServiceRef, page: Told<ServicePage>, rollout: Told<RolloutPage>) -> Drawn {
    let before = rollout.as_ref().ok().map(|answer| Answer { notices: Vec::new(), ..answer.clone() });
    let mut pieces = vec![part("Progress", plain, rollout, |page, now| rollout::progress(at, &page, now))];
    pieces.extend(page.ok().map(|answer| {
        let notes = Answer { notices: Vec::new(), ..answer };
        part("Deployments that have tasks", |_| legend(), Ok(notes), |page, now| deployment_list(&page, now))
    }));
    pieces
        .extend(before.map(|before| part("History", plain, Ok(before), |page, now| rollout::history(at, &page, now))));
    Drawn { pieces, listed: None }
}

#[cfg(test)]
mod tests {
    use model::time::Timestamp;

    use super::*;
    use crate::drawn::Piece;
    use crate::pages::service::sample;

    fn read<T>(data: T) -> Told<T> {
        Ok(Answer { data, as_of: Some(Timestamp(0)), now: Timestamp(60_000), stale: false, notices: vec![] })
    }

    fn drawn(drawn: &Drawn) -> String {
        drawn.pieces.iter().map(Piece::html).collect()
    }

    fn rollouts() -> RolloutPage {
        RolloutPage { current: Some(sample::rollout()), history: vec![sample::rollout_row()], unread: None }
    }

    #[test]
    fn a_part_that_is_refused_leaves_the_others_where_they_are() {
        let refused = AppError::Forbidden { missing: "cloudwatch:GetMetricData".parse().unwrap(), request_id: None };
        let html = drawn(&overview(&sample::at(), read(rollouts()), read(sample::traffic()), Err(refused)));
        for part in ["IAM does not allow cloudwatch:GetMetricData", "checkout-http", "2 of 3"] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn that_no_alarm_watches_is_said_only_when_alarms_were_read() {
        let told = |traffic| drawn(&overview(&sample::at(), read(rollouts()), Ok(traffic), read(sample::metrics())));
        let traffic = read(sample::traffic()).unwrap();
        assert!(told(traffic.clone()).contains("No alarm watches"));
        assert!(!told(Answer { stale: true, ..traffic }).contains("No alarm watches"));
    }

    #[test]
    fn the_deployments_tab_holds_progress_tasks_and_history() {
        let html = drawn(&deployments(&sample::at(), read(sample::page()), read(rollouts())));
        let titles = ["Progress", "Deployments that have tasks", "History"];
        let places = titles.map(|title| html.find(title).unwrap_or_else(|| panic!("{title} in {html}")));
        assert!(places.is_sorted(), "{places:?}");
    }
}
