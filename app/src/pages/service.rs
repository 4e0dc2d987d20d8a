//! One service: what is wrong with it and why, and everything that belongs to it.

mod head;
mod lists;
mod metrics;
mod overview;
mod path;
mod rollout;
#[cfg(test)]
pub(crate) mod sample;
mod scaling;
mod tabs;

use leptos::prelude::*;
use model::address::ServiceRef;
use model::time::{Span, Timestamp};
use model::view::{
    AlarmLine, Answer, ChangeLine, MetricsStrip, RolloutPage, ServicePage, ServiceScaling, ServiceTraffic,
};

use crate::components::alarms::alarm_list;
use crate::components::deployment::deployment_list;
use crate::components::part::{plain, titled};
use crate::components::section;
use crate::cx::Cx;
use crate::pages::changes;
use crate::parts::{Drawing, Instead, Sheet, Told};
use crate::ui::segments::legend;
use model::page::ServiceTab;

pub use lists::{events, tasks};

/// The verdict, and what explains most: the deployment, the traffic, metrics, scaling, alarms, tasks, events.
///
/// # Errors
/// What stands there instead.
pub async fn overview(cx: &Cx, at: ServiceRef) -> Drawing {
    let rollout = cx.ask({
        let at = at.clone();
        |cx| async move { cx.console.rollout(&cx.viewer, &at).await }
    });
    let traffic = cx.ask({
        let at = at.clone();
        |cx| async move { cx.console.service_traffic(&cx.viewer, &at).await }
    });
    let metrics = cx.ask_slow({
        let at = at.clone();
        |cx| async move { cx.console.metrics(&cx.viewer, &at).await }
    });
    let scaling = cx.ask({
        let at = at.clone();
        |cx| async move { cx.console.scaling(&cx.viewer, &at).await }
    });
    let (page, rollout, traffic, metrics, scaling) =
        tokio::join!(head(cx, &at, ServiceTab::Overview), rollout, traffic, metrics, scaling);
    let (mut sheet, page, now) = page?;
    below(&mut sheet, &at, Below { rollout, traffic, metrics, scaling });
    sheet.add("tasks", || overview::tasks(&page, now));
    sheet.add("events", || overview::events(&page, now));
    Ok(sheet)
}

/// What is read for the overview alone.
struct Below {
    rollout: Told<RolloutPage>,
    traffic: Told<ServiceTraffic>,
    metrics: Told<MetricsStrip>,
    scaling: Told<ServiceScaling>,
}

/// Each part has an answer of its own: one that has none takes no other with it.
fn below(sheet: &mut Sheet, at: &ServiceRef, Below { rollout, traffic, metrics, scaling }: Below) {
    let alarms = traffic.read().and_then(alarms);
    sheet.add_told(
        "deployment",
        "Deployment",
        |_| rollout::all(at),
        rollout,
        |page, now| rollout::progress(at, &page, now),
    );
    sheet.add_told("traffic", "Traffic", |_| path::all(at), traffic, |traffic, _| path::path(&traffic));
    sheet.add_told("metrics", "Last hour", metrics::marks, metrics, |strip, _| metrics::strip(&strip));
    if scaling.read().is_none_or(|answer| answer.data != ServiceScaling::Unscaled) {
        let told = |scaling: ServiceScaling, now| scaling::scaling(&scaling, now);
        sheet.add_told("scaling", "Auto scaling", |_| scaling::all(at), scaling, told);
    }
    if let Some(alarms) = alarms {
        sheet.add_told("alarms", "Alarms", plain, Told::Read(alarms), |alarms, now| match alarms.is_empty() {
            true => {
                view! { <p class="quiet">"No alarm watches this service, its target groups or its load balancers."</p> }
                    .into_any()
            }
            false => alarm_list(&alarms, now),
        });
    }
}

/// The deployment under way, and those before.
///
/// # Errors
/// What stands there instead.
pub async fn deployments(cx: &Cx, at: ServiceRef) -> Drawing {
    let rollout = cx.ask({
        let at = at.clone();
        |cx| async move { cx.console.rollout(&cx.viewer, &at).await }
    });
    let (page, rollout) = tokio::join!(head(cx, &at, ServiceTab::Deployments), rollout);
    let (mut sheet, page, now) = page?;
    let before = rollout.read().map(|answer| Answer { notices: Vec::new(), ..answer.clone() });
    sheet.add_told("progress", "Progress", plain, rollout, |page, now| rollout::progress(&at, &page, now));
    sheet.add("deployments", || titled("Deployments that have tasks", legend(), deployment_list(&page, now)));
    if let Some(before) = before {
        sheet.add_told("history", "History", plain, Told::Read(before), |page, now| rollout::history(&at, &page, now));
    }
    Ok(sheet)
}

/// How it is set up.
///
/// # Errors
/// What stands there instead.
pub async fn configuration(cx: &Cx, at: ServiceRef) -> Drawing {
    let (mut sheet, page, _) = head(cx, &at, ServiceTab::Configuration).await?;
    sheet.add("configuration", || section::configuration(page.configuration));
    Ok(sheet)
}

/// The beginning of every tab: head and tabs, drawn from the service's own answer.
async fn head(cx: &Cx, at: &ServiceRef, tab: ServiceTab) -> Result<(Sheet, ServicePage, Timestamp), Instead> {
    let (answer, offers) =
        tokio::join!(cx.console.service(&cx.viewer, at), cx.console.offers_of_service(&cx.viewer, at));
    let answer = answer.map_err(|error| cx.report_part(error))?;
    // A service that is there has offers; without them it is still worth looking at.
    let offers = offers.unwrap_or_default();
    let (mut sheet, page, now) = Sheet::of(answer)?;
    sheet.title(Some(page.verdict.line.level), &page.row.at.service);
    sheet.add("head", || head::head(&page, &offers, now));
    if let Some(told) = cx.console.replacement_in_service(&cx.viewer, at).await {
        sheet.add("replacement", || changes::replacement(&told, now));
    }
    if let Some(line) = news(cx, at, now).await {
        sheet.add("change", || changes::news(&line, now));
    }
    sheet.add("tabs", || tabs::service_tabs(&page, tab));
    Ok((sheet, page, now))
}

/// A change that is older is history: it is in the record, and no longer news on the page of its service.
const NEWS: Span = Span::minutes(60);

/// What was asked of the service last, if that was not long ago.
async fn news(cx: &Cx, at: &ServiceRef, now: Timestamp) -> Option<ChangeLine> {
    let lines = cx.console.changes_of_service(&cx.viewer, at).await.map_err(|error| cx.report_part(error)).ok()?;
    lines.data.into_iter().next().filter(|line| now.since(line.entry.intent.at) <= NEWS)
}

/// The alarms that come with the traffic; nothing when there are none and it is not sure that there are none. What
/// could not be read stands above the traffic and is not said again.
fn alarms(answer: &Answer<ServiceTraffic>) -> Option<Answer<Vec<AlarmLine>>> {
    let data = answer.data.alarms.clone();
    let is_sure = !answer.stale && answer.notices.is_empty();
    let alarms = Answer { data, as_of: answer.as_of, now: answer.now, stale: false, notices: Vec::new() };
    (is_sure || !alarms.data.is_empty()).then_some(alarms)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::AppError;

    fn read<T>(data: T) -> Told<T> {
        Told::Read(Answer { data, as_of: Some(Timestamp(0)), now: Timestamp(60_000), stale: false, notices: vec![] })
    }

    fn drawn(draw: impl FnOnce(&mut Sheet)) -> String {
        let mut sheet = Sheet::new(String::new());
        draw(&mut sheet);
        sheet.finish().html()
    }

    fn overview(traffic: Told<ServiceTraffic>, metrics: Told<MetricsStrip>) -> String {
        scaled(traffic, metrics, ServiceScaling::Unscaled)
    }

    fn scaled(traffic: Told<ServiceTraffic>, metrics: Told<MetricsStrip>, scaling: ServiceScaling) -> String {
        let rollout = RolloutPage {
            current: Some(sample::rollout()),
            history: vec![sample::rollout_row()],
            unread: None,
            is_loading: false,
        };
        let (rollout, scaling) = (read(rollout), read(scaling));
        drawn(|sheet| below(sheet, &sample::at(), Below { rollout, traffic, metrics, scaling }))
    }

    #[test]
    fn a_part_that_is_refused_leaves_the_others_where_they_are() {
        let refused = AppError::Forbidden { missing: "cloudwatch:GetMetricData".parse().unwrap(), request_id: None };
        let html = overview(read(sample::traffic()), Told::Failed(refused));
        for part in ["IAM does not allow cloudwatch:GetMetricData", "checkout-http", "2 of 3"] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn a_part_that_is_on_its_way_is_marked_for_the_browser_to_ask_again() {
        let html = overview(read(sample::traffic()), Told::Pending);
        assert_eq!(html.matches("data-pending").count(), 1, "{html}");
        let Told::Read(metrics) = read(sample::metrics()) else { unreachable!() };
        let unread = Told::Read(Answer { as_of: None, ..metrics });
        assert_eq!(overview(read(sample::traffic()), unread).matches("data-pending").count(), 1);
        assert!(!overview(read(sample::traffic()), read(sample::metrics())).contains("data-pending"));
    }

    #[test]
    fn a_service_that_does_not_scale_has_no_part_for_it_and_one_that_may_has() {
        let drawn = |scaling| scaled(read(sample::traffic()), read(sample::metrics()), scaling);
        assert!(!drawn(ServiceScaling::Unscaled).contains("Auto scaling"));
        assert!(drawn(ServiceScaling::Unknown("IAM does not allow it".into())).contains("<h2>Auto scaling</h2>"));
        let html = drawn(ServiceScaling::Scaled(Box::new(sample::scaled())));
        assert!(html.contains("At its maximum of 12") && html.contains("/services/checkout/configuration"), "{html}");
    }

    #[test]
    fn that_no_alarm_watches_is_said_only_when_alarms_were_read() {
        let Told::Read(traffic) = read(sample::traffic()) else { unreachable!() };
        assert!(overview(Told::Read(traffic.clone()), Told::Pending).contains("No alarm watches"));
        let stale = Told::Read(Answer { stale: true, ..traffic });
        assert!(!overview(stale, Told::Pending).contains("No alarm watches"));
    }
}
