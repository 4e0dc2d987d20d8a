//! The metrics strip of a service: what it used and answered in the last hour, deployments marked.

use leptos::prelude::*;
use model::time::{Span, Timestamp};
use model::view::{Chart, MetricsStrip};

use crate::components::answer::nothing;
use crate::ui::chart::{self, chart};
use crate::ui::shape::{Shape, shape};
use crate::ui::table::{Column, Layout, Look, Row, Table};

/// The table beside the charts has one row for so many minutes.
const ROW: Span = Span::minutes(5);

/// One chart for each number that AWS measures, and the same numbers as a table.
pub fn strip(strip: &MetricsStrip) -> AnyView {
    if strip.charts.iter().all(|chart| chart.latest.is_none()) {
        return nothing(
            "Nothing was measured in the last hour",
            "CloudWatch gets its first numbers a minute or two after the first task runs.",
        );
    }
    view! {
        <ul class="charts">{strip.charts.iter().map(|one| draw(strip, one)).collect_view()}</ul>
        {numbers(strip)}
    }
    .into_any()
}

/// What the dashed lines are.
pub fn marks(strip: &MetricsStrip) -> AnyView {
    if strip.marks.is_empty() {
        return ().into_any();
    }
    let names: Vec<_> = strip.marks.iter().map(|(at, name)| format!("{name} at {}", short(*at))).collect();
    view! { <span class="bar-end-quiet quiet">"dashed: "{names.join(", ")}</span> }.into_any()
}

fn draw(strip: &MetricsStrip, one: &Chart) -> AnyView {
    let latest = one.latest.clone().unwrap_or_else(|| "–".to_owned());
    let greatest = one.greatest.clone().unwrap_or_else(|| "–".to_owned());
    let label = format!("{} over the last hour: now {latest}, at most {greatest}", one.label);
    let lines = chart::Chart {
        values: one.series.values.clone(),
        top: one.top,
        marks: strip.marks.iter().map(|(at, _)| share(strip, *at)).collect(),
        label,
    };
    let value = match fails(one) {
        true => view! { <span class="bad">{shape(Shape::Diamond)}" "{latest}</span> }.into_any(),
        false => latest.into_any(),
    };
    view! {
        <li class="card chart" data-metric=one.key.clone()>
            <h3>{one.label.clone()}</h3>
            <div class="chart-head num">
                <span class="chart-value">{value}</span>
                <span class="faint">"max "{greatest}</span>
            </div>
            {chart(lines)}
        </li>
    }
    .into_any()
}

/// Whether the newest number is of something that should not happen at all.
fn fails(one: &Chart) -> bool {
    one.key == "errors" && one.series.values.iter().rev().flatten().next().is_some_and(|newest| *newest > 0.0)
}

/// Where in the hour a moment is, from 0 to 1.
fn share(strip: &MetricsStrip, at: Timestamp) -> f64 {
    let whole = strip.to.since(strip.from).0.max(1);
    at.since(strip.from).0 as f64 / whole as f64
}

/// `14:02`.
fn short(at: Timestamp) -> String {
    let mut clock = at.clock();
    clock.truncate(5);
    clock
}

/// The charts in numbers, for whoever cannot see or wants to copy them.
fn numbers(strip: &MetricsStrip) -> AnyView {
    let mut moments = Vec::new();
    let mut at = strip.from;
    while at <= strip.to {
        moments.push(at);
        at = Timestamp(at.0 + ROW.0);
    }
    let mut columns = vec![Column::plain("UTC", Layout::Words, |at: &Timestamp| short(*at)).naming().class("num")];
    columns.extend(strip.charts.iter().map(|one| {
        let text = format!("{}, {}", one.label, one.unit);
        Column::plain(text, Layout::Numbers, move |at: &Timestamp| value_at(one, *at))
    }));
    let table = Table {
        name: "numbers",
        caption: "The same numbers, one row for every five minutes, times in UTC".to_owned(),
        look: Look::Sheet,
        columns,
        about: &|at| format!("minute/{}", at.0),
        row: |_, Row { id, cells }| view! { <tr id=id>{cells}</tr> }.into_any(),
    };
    view! {
        <details class="numbers">
            <summary>"As a table"</summary>
            {table.draw(&moments)}
        </details>
    }
    .into_any()
}

/// The value at a moment with one digit after the point, a dash where nothing was measured.
fn value_at(one: &Chart, at: Timestamp) -> String {
    let step = one.series.step.0.max(1);
    let index = usize::try_from(at.since(one.series.from).0.div_euclid(step));
    let value = index.ok().and_then(|index| one.series.values.get(index).copied().flatten());
    value.map_or_else(|| "–".to_owned(), |value| format!("{}", (value * 10.0).round() / 10.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::service::sample;

    #[test]
    fn every_chart_says_its_newest_number_in_words_too() {
        let html = strip(&sample::metrics()).to_html();
        for part in ["CPU over the last hour: now 42 %, at most 57 %", "data-metric=\"cpu\"", "data-metric=\"errors\""]
        {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn the_same_numbers_stand_in_a_table() {
        let html = strip(&sample::metrics()).to_html();
        assert!(html.contains("As a table") && html.contains("CPU, %"), "{html}");
        assert_eq!(html.matches("<tr").count(), 14, "a head and every fifth minute of the hour, both ends: {html}");
    }

    #[test]
    fn deployments_are_marked_where_they_began() {
        let metrics = sample::metrics();
        assert!((share(&metrics, metrics.marks[0].0) - 0.5).abs() < f64::EPSILON);
        assert_eq!(strip(&metrics).to_html().matches("class=\"mark\"").count(), metrics.charts.len());
        assert!(marks(&metrics).to_html().contains("Revision 43 at 00:30"));
    }

    #[test]
    fn errors_are_bad_only_while_there_are_some() {
        let mut metrics = sample::metrics();
        assert!(strip(&metrics).to_html().contains("class=\"bad\""));
        for chart in &mut metrics.charts {
            chart.series.values.push(Some(0.0));
        }
        assert!(!strip(&metrics).to_html().contains("class=\"bad\""));
    }

    #[test]
    fn an_hour_without_measurements_says_so() {
        let mut metrics = sample::metrics();
        metrics.charts.clear();
        assert!(strip(&metrics).to_html().contains("Nothing was measured"));
    }
}
