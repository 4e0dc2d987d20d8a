//! Jobs that need attention, one row each.

use leptos::prelude::*;
use model::time::Timestamp;
use model::view::JobRow;

use super::about;
use super::level::state;
use super::moment::{Form, age, clock};
use crate::ui::table::{Column, Layout, Look, Row, Table};

/// Draws the jobs of a cluster, or of all, with what is known of them; nothing when none needs attention.
pub fn jobs(rows: &[JobRow], total: u32, shows_place: ShowPlace, now: Timestamp) -> AnyView {
    if rows.is_empty() {
        return ().into_any();
    }
    let shown = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let more =
        (total > shown).then(|| view! { <p class="quiet">{total - shown}" more are in the lists of tasks."</p> });
    let table = Table {
        name: "jobs",
        caption: "Jobs that need attention, the one that failed last first".to_owned(),
        look: Look::Headless("attention"),
        columns: vec![
            Column::plain("State", Layout::Words, |row: &JobRow| state(row.level)).evident().class("level"),
            Column::plain("Job", Layout::Words, move |row: &JobRow| who(row, shows_place)).naming().class("who"),
            Column::plain("Why", Layout::Words, move |row: &JobRow| why(row, now)).evident().class("why"),
            Column::plain("Look at", Layout::Words, next).evident().class("act"),
        ],
        about: &about::job,
        row: draw,
    };
    view! {
        <section aria-label="Jobs that need attention">
            <div class="bar">
                <h2>"Jobs"</h2>
                <span class="faint num">{total}</span>
            </div>
            {table.draw(rows)}
            {more}
            <p class="aside">
                "Tasks of no service, by family, group and who starts them. AWS tells of a stopped task for about an hour; what ended before Podium first looked is not known."
            </p>
        </section>
    }
    .into_any()
}

/// Whether rows say where they run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShowPlace {
    /// The page shows several clusters.
    Yes,
    /// The page is about one cluster.
    No,
}

fn draw(row: &JobRow, Row { id, cells }: Row) -> AnyView {
    view! {
        <tr
            id=id
            data-job=row.family.to_string()
            data-cluster=row.at.cluster.to_string()
            data-level=row.level.key()
        >
            {cells}
        </tr>
    }
    .into_any()
}

fn who(row: &JobRow, shows_place: ShowPlace) -> AnyView {
    let place = (shows_place == ShowPlace::Yes).then(|| format!("{} / {}", row.at.environment, row.at.cluster));
    let group = row.group.as_ref().map(|group| format!("group {group}"));
    let started_by = row.started_by.as_ref().map(|source| format!("started by {source}"));
    let facts: Vec<String> = [place, group, started_by].into_iter().flatten().collect();
    view! {
        <a class="name" href=row.run.page().path()>{row.family.to_string()}</a>
        <div class="sub">{facts.join(" · ")}</div>
    }
    .into_any()
}

fn why(row: &JobRow, now: Timestamp) -> AnyView {
    let last = row.ended_at.map(|at| view! { "last at "{clock(now, at)}" UTC, "{age(Form::Ago, now, at)} });
    let sentence = match &row.why {
        Some(why) => format!("{}: {why}", row.headline),
        None => row.headline.clone(),
    };
    let underway = match row.underway {
        0 => None,
        1 => Some(" · one is under way".to_owned()),
        some => Some(format!(" · {some} are under way")),
    };
    view! {
        <div class="sentence">{sentence}</div>
        <div class="sub">{last}{underway}</div>
    }
    .into_any()
}

fn next(row: &JobRow) -> AnyView {
    view! { <a class="btn" href=row.run.page().path()>"Task "{row.run.task.short().to_owned()}</a> }.into_any()
}

#[cfg(test)]
mod tests {
    use model::address::{ClusterRef, TaskRef};
    use model::name::{ClusterName, EnvironmentName, Family, TaskId};
    use model::verdict::Level;

    use super::*;

    const NOW: Timestamp = Timestamp(1_795_210_931_000);

    fn row() -> JobRow {
        let environment = EnvironmentName::parse("production").unwrap();
        let cluster = ClusterName::parse("data").unwrap();
        let task = TaskId::parse("0123456789abcdef0123456789abcdef").unwrap();
        JobRow {
            at: ClusterRef { environment: environment.clone(), cluster: cluster.clone() },
            family: Family::parse("nightly").unwrap(),
            group: None,
            started_by: Some("events-rule/nightly".to_owned()),
            level: Level::Degraded,
            headline: "Failed 3 of the last 3 runs that are known".to_owned(),
            why: Some("container report, exit code 137 (out of memory)".to_owned()),
            run: TaskRef { environment, cluster, task },
            ended_at: Some(Timestamp(NOW.0 - 3_600_000)),
            underway: 0,
        }
    }

    #[test]
    fn a_job_says_how_often_and_why_it_failed_and_leads_to_the_run() {
        let html = jobs(&[row()], 1, ShowPlace::Yes, NOW).to_html();
        let path = row().run.page().path();
        for words in ["Failed 3 of the last 3 runs that are known: container report, exit code 137", "last at ", &path]
        {
            assert!(html.contains(words), "{words} in {html}");
        }
        assert!(html.contains("production / data · started by events-rule/nightly"), "{html}");
        assert!(!jobs(&[row()], 1, ShowPlace::No, NOW).to_html().contains("production / data"));
    }

    #[test]
    fn nothing_is_drawn_when_no_job_needs_attention() {
        assert!(!jobs(&[], 0, ShowPlace::Yes, NOW).to_html().contains("<section"));
    }
}
