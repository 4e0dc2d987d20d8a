//! A small line over time.

use leptos::prelude::*;

/// The drawing's own units; the stylesheet stretches it to the room there is.
const WIDTH: f64 = 240.0;

/// Its height in the same units.
const HEIGHT: f64 = 56.0;

/// A line and what happened meanwhile.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// The values, evenly spaced; `None` where nothing was measured.
    pub values: Vec<Option<f64>>,
    /// The value at the upper edge; 0 is at the lower one.
    pub top: f64,
    /// Moments to mark, as shares of the width from 0 to 1.
    pub marks: Vec<f64>,
    /// The same in words.
    pub label: String,
}

/// Draws the line over its area, and a dashed line at each mark.
pub fn chart(chart: Chart) -> AnyView {
    let Chart { values, top, marks, label } = chart;
    let runs: Vec<_> = runs(&values, top)
        .into_iter()
        .map(|run| view! { <path class="area" d=area(&run)></path><path class="line" d=line(&run)></path> })
        .collect();
    let marks = marks.into_iter().filter(|share| (0.0..=1.0).contains(share)).map(|share| {
        let x = number(share * WIDTH);
        view! { <path class="mark" d=format!("M{x} 0V{HEIGHT}")></path> }
    });
    view! {
        <svg class="chart-lines" viewBox=format!("0 0 {WIDTH} {HEIGHT}") preserveAspectRatio="none" role="img" aria-label=label>
            {runs}
            {marks.collect_view()}
        </svg>
    }
    .into_any()
}

/// The points of each stretch that was measured without a gap.
fn runs(values: &[Option<f64>], top: f64) -> Vec<Vec<(f64, f64)>> {
    let step = WIDTH / values.len().saturating_sub(1).max(1) as f64;
    let top = if top > 0.0 { top } else { 1.0 };
    let mut runs = vec![Vec::new()];
    for (index, value) in values.iter().enumerate() {
        match (value, runs.last_mut()) {
            (Some(value), Some(run)) if value.is_finite() => {
                run.push((index as f64 * step, HEIGHT - (value / top).clamp(0.0, 1.0) * (HEIGHT - 2.0) - 1.0));
            }
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// The path through the points; one point alone is a short stroke.
fn line(run: &[(f64, f64)]) -> String {
    let mut path = String::new();
    for (index, (x, y)) in run.iter().enumerate() {
        path.push_str(&format!("{}{} {}", if index == 0 { 'M' } else { 'L' }, number(*x), number(*y)));
    }
    if run.len() == 1 {
        path.push_str("h1");
    }
    path
}

/// The path around everything between the points and the lower edge.
fn area(run: &[(f64, f64)]) -> String {
    let (first, last) = (run.first().map_or(0.0, |point| point.0), run.last().map_or(0.0, |point| point.0));
    format!("{}L{} {HEIGHT}L{} {HEIGHT}Z", line(run), number(last), number(first))
}

/// One digit after the point is less than a pixel.
fn number(value: f64) -> String {
    format!("{}", (value * 10.0).round() / 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(values: Vec<Option<f64>>, marks: Vec<f64>) -> String {
        chart(Chart { values, top: 100.0, marks, label: "CPU <1>".into() }).to_html()
    }

    #[test]
    fn a_gap_in_the_measurements_is_a_gap_in_the_line() {
        let html = drawn(vec![Some(10.0), Some(20.0), None, Some(30.0), Some(40.0)], vec![]);
        assert_eq!(html.matches("class=\"line\"").count(), 2, "{html}");
        assert_eq!(drawn(vec![None, None], vec![]).matches("class=\"line\"").count(), 0);
    }

    #[test]
    fn values_stand_between_the_lower_edge_and_the_top() {
        let runs = runs(&[Some(0.0), Some(50.0), Some(100.0), Some(400.0)], 100.0);
        let heights: Vec<_> = runs[0].iter().map(|(_, y)| *y).collect();
        assert_eq!(heights, [55.0, 28.0, 1.0, 1.0]);
    }

    #[test]
    fn a_series_of_nothing_but_zeros_lies_at_the_lower_edge() {
        assert_eq!(runs(&[Some(0.0), Some(0.0)], 0.0)[0], [(0.0, 55.0), (WIDTH, 55.0)]);
    }

    #[test]
    fn only_marks_within_the_hour_are_drawn() {
        let html = drawn(vec![Some(1.0)], vec![0.5, 1.5, -0.1]);
        assert_eq!(html.matches("class=\"mark\"").count(), 1, "{html}");
        assert!(html.contains("M120 0V56") && html.contains("aria-label=\"CPU &lt;1&gt;\""), "{html}");
    }
}
