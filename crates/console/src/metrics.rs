//! The last hour of a service in numbers.

use access::Viewer;
use model::address::ServiceRef;
use model::metric::{Series, ServiceMetrics};
use model::noun::Noun;
use model::time::{Span, Timestamp};
use model::view::{Answer, Chart, MetricsStrip};

use crate::answer::{Area, answer};
use crate::console::Console;
use crate::error::ConsoleError;
use crate::judged::Judged;

/// What the strip shows.
const WINDOW: Span = Span::minutes(60);

impl Console {
    /// The last hour of a service in numbers: CPU, memory, requests, latency, errors, with the deployments that began.
    ///
    /// It never waits for CloudWatch: until the numbers arrive the answer has no age and no charts, and a change is
    /// announced when there is more to tell.
    ///
    /// # Errors
    /// [`ConsoleError::NotFound`] when there is no such environment, cluster or service; [`ConsoleError::Forbidden`]
    /// and [`ConsoleError::Unavailable`] when AWS has not told any numbers and says why.
    pub async fn metrics(&self, _viewer: &Viewer, at: &ServiceRef) -> Result<Answer<MetricsStrip>, ConsoleError> {
        let survey = self.survey_with_service(at).await?;
        let judged = survey.service(&at.cluster, &at.service).ok_or(ConsoleError::NotFound(Noun::Service))?;
        let known = self.fleet().metrics(at);
        let now = self.now();
        let area = Area::on_demand(&survey.snapshot, "metrics", &known.freshness);
        match (known.read(), known.trouble()) {
            (Some(metrics), _) => Ok(answer(strip(metrics, judged, now), &[area], now)),
            (None, Some(_)) => Err(ConsoleError::missing(Noun::Metric, &known.freshness)),
            (None, None) => Ok(answer(unread(now), &[area], now)),
        }
    }
}

/// A strip on which nothing stands yet.
fn unread(now: Timestamp) -> MetricsStrip {
    MetricsStrip { charts: Vec::new(), marks: Vec::new(), from: now.before(WINDOW), to: now }
}

fn strip(metrics: &ServiceMetrics, judged: &Judged, now: Timestamp) -> MetricsStrip {
    let all = [
        ("cpu", "CPU", "%", 1.0, &metrics.cpu),
        ("memory", "Memory", "%", 1.0, &metrics.memory),
        ("requests", "Requests", "/min", 1.0, &metrics.requests),
        ("latency", "Latency, average", "ms", 1000.0, &metrics.latency),
        ("latency-p99", "Latency, p99", "ms", 1000.0, &metrics.latency_p99),
        ("errors", "Answers 5xx", "/min", 1.0, &metrics.errors),
    ];
    let charts: Vec<Chart> = all
        .into_iter()
        .filter_map(|(key, label, unit, factor, series)| Some(chart(key, label, unit, factor, series.as_ref()?)))
        .collect();
    let from = charts.iter().map(|chart| chart.series.from).min().unwrap_or(now.before(WINDOW));
    let to = charts.iter().map(|chart| end(&chart.series)).max().unwrap_or(now);
    let mut marks: Vec<(Timestamp, String)> =
        judged
            .service
            .deployments
            .iter()
            .filter_map(|one| Some((one.created_at?, format!("Revision {}", one.task_definition.revision))))
            .chain(
                judged.rollouts.iter().flat_map(|seen| seen.value.iter()).filter_map(|one| {
                    Some((one.started_at.or(one.created_at)?, format!("Deployment, {}", one.status)))
                }),
            )
            .filter(|(at, _)| (from..=now).contains(at))
            .collect();
    marks.sort();
    marks.dedup_by(|later, earlier| later.0.since(earlier.0) <= SAME_DEPLOYMENT);
    MetricsStrip { charts, marks, from, to }
}

/// Both lists of deployments tell of the same one; the name of the first that tells is kept.
const SAME_DEPLOYMENT: Span = Span::seconds(10);

/// The moment after the last value.
fn end(series: &Series) -> Timestamp {
    let steps = i64::try_from(series.values.len()).unwrap_or(i64::MAX);
    Timestamp(series.from.0.saturating_add(series.step.0.saturating_mul(steps)))
}

fn chart(key: &str, label: &str, unit: &str, factor: f64, series: &Series) -> Chart {
    let values: Vec<Option<f64>> = series.values.iter().map(|value| value.map(|value| value * factor)).collect();
    let greatest = values
        .iter()
        .flatten()
        .copied()
        .fold(None, |most: Option<f64>, value| Some(most.map_or(value, |most| most.max(value))));
    let top = match (unit, greatest) {
        ("%", Some(most)) if most > 100.0 => most * 1.1,
        ("%", _) => 100.0,
        (_, Some(most)) if most > 0.0 => most * 1.1,
        _ => 1.0,
    };
    let latest = values.iter().rev().flatten().next().copied();
    Chart {
        key: key.to_owned(),
        label: label.to_owned(),
        unit: unit.to_owned(),
        latest: latest.map(|value| written(value, unit)),
        greatest: greatest.map(|value| written(value, unit)),
        series: Series { values, ..series.clone() },
        top,
    }
}

/// `42 %`, `1.2 s`, `0.4 /min`: three digits are enough to read.
fn written(value: f64, unit: &str) -> String {
    match unit {
        "ms" if value >= 1000.0 => format!("{} s", digits(value / 1000.0)),
        "/min" if value >= 10_000.0 => format!("{} k/min", digits(value / 1000.0)),
        "/min" => format!("{}/min", digits(value)),
        unit => format!("{} {unit}", digits(value)),
    }
}

fn digits(value: f64) -> String {
    match value.abs() {
        100.0.. => format!("{value:.0}"),
        10.0.. => trimmed(format!("{value:.1}")),
        _ => trimmed(format!("{value:.2}")),
    }
}

fn trimmed(number: String) -> String {
    match number.contains('.') {
        true => number.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{NOW, ago, cluster, cluster_name, service, survey};
    use model::name::ServiceName;

    fn series(values: &[f64]) -> Series {
        Series { from: ago(3600), step: Span::minutes(1), values: values.iter().map(|value| Some(*value)).collect() }
    }

    #[test]
    fn numbers_are_written_with_as_many_digits_as_help() {
        for (value, unit, text) in [
            (42.0, "%", "42 %"),
            (42.349, "%", "42.3 %"),
            (0.0, "/min", "0/min"),
            (1234.5, "/min", "1234/min"),
            (12_345.0, "/min", "12.3 k/min"),
            (0.5, "ms", "0.5 ms"),
            (1250.0, "ms", "1.25 s"),
        ] {
            assert_eq!(written(value, unit), text);
        }
    }

    #[test]
    fn a_percentage_is_drawn_up_to_a_hundred_unless_it_goes_higher() {
        assert_eq!(chart("cpu", "CPU", "%", 1.0, &series(&[20.0, 40.0])).top, 100.0);
        assert!(chart("cpu", "CPU", "%", 1.0, &series(&[120.0])).top > 120.0);
        let empty = chart("errors", "Errors", "/min", 1.0, &series(&[0.0, 0.0]));
        assert_eq!((empty.top, empty.latest.as_deref()), (1.0, Some("0/min")));
        let unmeasured = chart("errors", "Errors", "/min", 1.0, &Series { values: vec![None], ..series(&[]) });
        assert_eq!((unmeasured.latest, unmeasured.greatest), (None, None));
    }

    #[test]
    fn seconds_become_milliseconds_and_deployments_of_the_hour_are_marked() {
        let metrics = ServiceMetrics { latency: Some(series(&[0.25; 60])), ..ServiceMetrics::default() };
        let mark = |seconds: i64| {
            let mut one = service("web", 1, 1);
            one.deployments[0].created_at = Some(ago(seconds));
            let survey = survey(vec![cluster("shop", vec![one], vec![])]);
            let judged = survey.service(&cluster_name("shop"), &ServiceName::parse("web").unwrap()).unwrap();
            strip(&metrics, judged, NOW)
        };
        let recent = mark(600);
        assert_eq!(recent.charts.len(), 1, "what is not measured is left out");
        assert_eq!((recent.charts[0].latest.as_deref(), recent.from, recent.to), (Some("250 ms"), ago(3600), NOW));
        assert_eq!(recent.marks, [(ago(600), "Revision 7".to_owned())]);
        assert!(mark(3700).marks.is_empty());
    }
}
