//! The first page: what needs attention.

mod attention;
mod deploying;
mod recent;

use leptos::prelude::*;
use model::freshness::wrong_clock;
use model::time::Timestamp;
use model::view::{Overview, with_jobs};

use crate::components::answer::{is_complete, nothing};
use crate::components::cluster_table::{ShowEnvironment, cluster_table};
use crate::components::job_table::{ShowPlace, jobs};
use crate::cx::Cx;
use crate::parts::{Drawing, Sheet};
use crate::ui::note::{note, paragraph};
use crate::ui::skeleton;
use crate::ui::tone::Tone;

/// What is wrong anywhere and why, what is being deployed, and what happened just before.
///
/// # Errors
/// What stands there instead.
pub async fn page(cx: &Cx) -> Drawing {
    let answer = cx.console.overview(&cx.viewer).await.map_err(|error| cx.report_part(error))?;
    let (mut sheet, overview, now) = Sheet::of(answer)?;
    let title = match overview.attention_total.saturating_add(overview.jobs_total) {
        0 => "Fleet".to_owned(),
        count => format!("{count} · Fleet"),
    };
    let of_jobs = overview.jobs.iter().map(|row| row.level);
    sheet.title(overview.attention.iter().map(|row| row.verdict.level).chain(of_jobs).max(), title);
    sheet.add("head", || head(&overview));
    sheet.add("attention", || attention::attention(&overview, now));
    if !overview.jobs.is_empty() {
        sheet.add("jobs", || jobs(&overview.jobs, overview.jobs_total, ShowPlace::Yes, now));
    }
    sheet.add("estate", || estate(&overview, now));
    Ok(sheet)
}

fn head(overview: &Overview) -> AnyView {
    let clock = overview.clock_ahead.and_then(wrong_clock);
    view! {
        <h1>{headline(overview, is_complete())}</h1>
        {clock.map(|title| note(Tone::Warn, title, paragraph("Podium goes by AWS's time. Other programs there may not.")))}
    }
    .into_any()
}

fn estate(overview: &Overview, now: Timestamp) -> AnyView {
    view! {
        <div class="two">
            <div>
                {deploying::deploying(overview, now)}
                {clusters(overview)}
            </div>
            {recent::recent(&overview.recent, now)}
        </div>
    }
    .into_any()
}

fn clusters(overview: &Overview) -> AnyView {
    if overview.clusters.is_empty() {
        return match overview.is_loading {
            true => skeleton::rows(),
            false => nothing(
                "No clusters yet",
                "Create one with CreateCluster in an account that is configured here, and it appears within a minute.",
            ),
        };
    }
    let environments = overview
        .clusters
        .first()
        .is_some_and(|first| overview.clusters.iter().any(|row| row.at.environment != first.at.environment));
    let shows = if environments { ShowEnvironment::Yes } else { ShowEnvironment::No };
    view! {
        <section>
            <div class="bar">
                <h2>"Clusters"</h2>
                <span class="faint num">{overview.clusters_total}</span>
            </div>
            {cluster_table("Clusters, the worst first", &overview.clusters, None, shows)}
        </section>
    }
    .into_any()
}

/// The state of everything in one sentence.
fn headline(overview: &Overview, is_complete: bool) -> String {
    let services = of_services(overview, is_complete);
    if overview.is_loading { services } else { with_jobs(services, overview.attention_total, overview.jobs_total) }
}

fn of_services(overview: &Overview, is_complete: bool) -> String {
    let (attention, total) = (overview.attention_total, overview.services_total);
    match (attention, total) {
        _ if overview.is_loading => "Reading from AWS for the first time".to_owned(),
        (_, 0) if is_complete => "No services yet".to_owned(),
        (_, 0) => "No service could be read".to_owned(),
        (0, 1) if !is_complete => "The only service that could be read is all right".to_owned(),
        (0, _) if !is_complete => format!("None of the {total} services that could be read needs attention"),
        (0, _) if overview.deploying_total > 0 => format!("None of {total} services needs attention"),
        (0, 1) => "The only service is steady".to_owned(),
        (0, _) => format!("All {total} services are steady"),
        (1, _) => format!("1 of {total} services needs attention"),
        _ => format!("{attention} of {total} services need attention"),
    }
}

#[cfg(test)]
mod tests {
    use model::time::Span;

    use super::*;

    #[derive(Clone, Copy, PartialEq, Eq)]
    enum State {
        Loading,
        Incomplete,
        Complete,
    }

    fn overview(attention_total: u32, services_total: u32, state: State) -> Overview {
        Overview {
            attention: Vec::new(),
            attention_total,
            jobs: Vec::new(),
            jobs_total: 0,
            services_total,
            deploying: Vec::new(),
            deploying_total: 0,
            clusters: Vec::new(),
            clusters_total: 0,
            recent: Vec::new(),
            alarms_total: 0,
            clock_ahead: None,
            is_loading: state == State::Loading,
        }
    }

    #[track_caller]
    fn check(attention_total: u32, services_total: u32, state: State, expect: &str) {
        let overview = overview(attention_total, services_total, state);
        assert_eq!(headline(&overview, state == State::Complete), expect);
    }

    #[test]
    fn a_job_that_fails_leaves_the_headline_no_calm() {
        let check = |attention, jobs_total, state, expect: &str| {
            let overview = Overview { jobs_total, ..overview(attention, 41, state) };
            assert_eq!(headline(&overview, state == State::Complete), expect);
        };
        check(0, 1, State::Complete, "All 41 services are steady, but 1 job needs attention");
        check(3, 2, State::Complete, "3 of 41 services need attention, and so do 2 jobs");
        check(0, 1, State::Loading, "Reading from AWS for the first time");
    }

    #[test]
    fn a_wrong_clock_is_told_in_one_line_and_a_right_one_is_not() {
        let drawn = |seconds| {
            let clock_ahead = Some(Span::seconds(seconds));
            head(&Overview { clock_ahead, ..overview(0, 41, State::Complete) }).to_html()
        };
        assert!(drawn(-480).contains("The clock of this machine is 8 min behind AWS"), "{}", drawn(-480));
        assert!(!drawn(5).contains("clock"), "{}", drawn(5));
    }

    #[test]
    fn the_headline_counts_what_needs_attention() {
        check(3, 41, State::Complete, "3 of 41 services need attention");
        check(1, 41, State::Complete, "1 of 41 services needs attention");
    }

    #[test]
    fn the_headline_is_calm_when_nothing_does() {
        check(0, 41, State::Complete, "All 41 services are steady");
        check(0, 1, State::Complete, "The only service is steady");
        check(0, 0, State::Complete, "No services yet");
    }

    #[test]
    fn nothing_is_called_steady_before_it_was_read() {
        check(0, 0, State::Loading, "Reading from AWS for the first time");
        check(0, 41, State::Incomplete, "None of the 41 services that could be read needs attention");
        check(0, 0, State::Incomplete, "No service could be read");
    }
}
