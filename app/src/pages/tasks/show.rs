//! One task: how it is, why it ended, its life, its containers.

use leptos::prelude::*;
use model::address::{ClusterRef, RevisionRef, ServiceRef, TaskRef};
use model::page::Section;
use model::view::{Offer, TaskPage, TaskRow};

use crate::components::containers::container_list;
use crate::components::explanation::explanation_card;
use crate::components::level::state_as;
use crate::components::section::sections;
use crate::components::task_table::word;
use crate::components::timeline::timeline;
use crate::cx::Cx;
use crate::pages::changes::{offers, replacement};
use crate::parts::{Drawing, Sheet};
use crate::ui::copy::copy;
use crate::ui::note::{note, paragraph};
use crate::ui::tone::Tone;

/// How a task is, why it ended, its life, its containers.
///
/// # Errors
/// What stands there instead.
pub async fn page(cx: &Cx, at: TaskRef) -> Drawing {
    let answer = cx.console.task(&cx.viewer, &at).await.map_err(|error| cx.report_part(error))?;
    let (mut sheet, page, now) = Sheet::of(answer)?;
    let TaskPage { row, headline, explanation, timeline: steps, containers, details, is_remembered } = page;
    let title = if row.stopped_at.is_some() { "Why it stopped" } else { "Why it does not run" };
    sheet.title(Some(row.level), format_args!("Task {}", row.at.task.short()));
    // A task that AWS no longer knows has none.
    let can = cx.console.offers_of_task(&cx.viewer, &at).await.unwrap_or_default();
    sheet.add("head", || head(&row, &can, headline));
    if let Some(told) = cx.console.replacement_of_task(&cx.viewer, &at).await {
        sheet.add("replacement", || replacement(&told, now));
    }
    if is_remembered {
        sheet.add("remembered", remembered);
    }
    if let Some(explanation) = explanation {
        sheet.add("explanation", || explanation_card(explanation, title, row.level));
    }
    sheet.add("lifecycle", || part("Lifecycle", timeline(steps, now)));
    sheet.add("containers", || part("Containers", container_list(containers)));
    sheet.add("details", || part("Details", sections(details)));
    Ok(sheet)
}

fn part(title: &'static str, content: AnyView) -> AnyView {
    view! { <section class="part"><h2>{title}</h2>{content}</section> }.into_any()
}

fn head(row: &TaskRow, can: &[Offer], headline: String) -> AnyView {
    let id = row.at.task.to_string();
    // A sentence that begins with the status needs no second one before it.
    let status =
        Some(word(row.last_status.as_str())).filter(|status| !headline.starts_with(status)).unwrap_or_default();
    view! {
        <header class="heading">
            <div class="title">
                <h1 data-task=id.clone() data-cluster=row.at.cluster.to_string() data-level=row.level.key()>
                    "Task "<span class="mono" title=id.clone()>{row.at.task.short().to_owned()}</span>
                </h1>
                {copy("task id", id)}
            </div>
            {place(row)}
            {offers(can)}
        </header>
        <div class="headline">{state_as(row.level, status)}<p>{headline}</p></div>
    }
    .into_any()
}

/// Where it is, what it belongs to, and what it runs.
fn place(row: &TaskRow) -> AnyView {
    let cluster = ClusterRef { environment: row.at.environment.clone(), cluster: row.at.cluster.clone() };
    let revision = RevisionRef { environment: row.at.environment.clone(), revision: row.revision.clone() };
    let zone = row.zone.as_ref().map(|zone| format!(" · {zone}"));
    view! {
        <p class="place">
            <a href=Section::Services.home(&row.at.environment).path()>{row.at.environment.to_string()}</a>
            " / "
            <a href=cluster.page().path()>{row.at.cluster.to_string()}</a>
            " / "
            {owner(row)}
            " · revision "
            <a href=revision.page().path()>{row.revision.to_string()}</a>
            {format!(" · {}", row.launch)}
            {zone}
        </p>
    }
    .into_any()
}

/// The service it belongs to; for other tasks, who started them.
fn owner(row: &TaskRow) -> AnyView {
    let Some(service) = row.service.clone() else {
        let who = row.started_by.as_ref().or(row.group.as_ref());
        return who
            .map_or_else(|| "one-off task".to_owned(), |who| format!("one-off task, started by {who}"))
            .into_any();
    };
    let at = ServiceRef { environment: row.at.environment.clone(), cluster: row.at.cluster.clone(), service };
    view! { <a href=at.page().path()>{at.service.to_string()}</a> }.into_any()
}

fn remembered() -> AnyView {
    let body = paragraph("ECS forgets a task about an hour after it stopped. This is the last that Podium saw of it.");
    note(Tone::Quiet, "AWS no longer knows this task", body)
}

#[cfg(test)]
mod tests {
    use model::name::ServiceName;
    use model::task::HealthStatus;
    use model::task_definition::TaskDefinitionRef;
    use model::time::Timestamp;
    use model::verdict::Level;

    use super::*;

    fn row() -> TaskRow {
        let at =
            serde_json::json!({ "environment": "prod", "cluster": "shop", "task": "0123456789abcdef0123456789abcdef" });
        TaskRow {
            at: serde_json::from_value(at).unwrap(),
            service: Some(ServiceName::parse("checkout").unwrap()),
            group: Some("service:checkout".into()),
            started_by: Some("ecs-svc/1".into()),
            revision: TaskDefinitionRef::parse("checkout:43").unwrap(),
            last_status: "STOPPED".into(),
            desired_status: "STOPPED".into(),
            health: HealthStatus::Unknown,
            level: Level::Down,
            why: None,
            created_at: None,
            started_at: None,
            stopped_at: Some(Timestamp(0)),
            zone: None,
            launch: "Fargate".into(),
            private_ip: None,
        }
    }

    #[test]
    fn a_task_leads_to_its_service_and_its_revision() {
        let html = head(&row(), &[], "Container web left with exit code 137.".into()).to_html();
        for part in [
            "data-task=\"0123456789abcdef0123456789abcdef\"",
            "data-level=\"down\"",
            "/env/prod/clusters/shop/services/checkout",
            "/env/prod/task-definitions/checkout/43",
            "Container web left with exit code 137.",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn a_status_is_said_once() {
        let running = TaskRow { last_status: "RUNNING".into(), ..row() };
        assert_eq!(head(&running, &[], "Running for 4 min".into()).to_html().matches("Running").count(), 1);
        assert_eq!(head(&running, &[], "Stopping: scaled in".into()).to_html().matches("Running").count(), 1);
    }

    #[test]
    fn a_task_without_a_service_names_who_started_it() {
        let html =
            head(&TaskRow { service: None, started_by: Some("<i>nightly</i>".into()), ..row() }, &[], String::new())
                .to_html();
        assert!(html.contains("started by &lt;i&gt;nightly&lt;/i&gt;"), "{html}");
    }
}
