//! The containers of a task: what each runs, how it is, and what it left with.

use leptos::prelude::*;
use model::task::HealthStatus;
use model::view::ContainerRow;

use super::level::state_as;
use super::task_table::{health, word};
use crate::ui::copy::{code, shortened};

/// Characters of a digest that are shown: enough to tell two images apart on screen.
const DIGEST_SHOWN: usize = 12;

/// One item per container, in the order of the task definition.
pub fn container_list(containers: Vec<ContainerRow>) -> AnyView {
    if containers.is_empty() {
        return view! { <div class="card empty"><p>"ECS has not reported a container yet."</p></div> }.into_any();
    }
    view! { <ul class="card containers">{containers.into_iter().map(container).collect_view()}</ul> }.into_any()
}

fn container(row: ContainerRow) -> AnyView {
    let essential = row.essential.map(|essential| match essential {
        true => view! { <span class="tag" title="The task ends when this container ends">"essential"</span> },
        false => view! { <span class="tag" title="The task goes on when this container ends">"not essential"</span> },
    });
    let exit = row.exit_code.map(|code| {
        let words = row.exit_text.map(|text| format!(": {text}")).unwrap_or_default();
        fact("Exit code", view! { <b>{code}</b>{words} }.into_any())
    });
    let image = row.image.map(|image| fact("Image", code("image", image)));
    let digest = row.image_digest.map(|whole| fact("Digest", digest(&whole)));
    let health = (row.health != HealthStatus::Unknown).then(|| fact("Health", health(&row.health).into_any()));
    let agents =
        row.agents.into_iter().map(|(name, state)| view! { <div><dt>{name}</dt><dd>{state}</dd></div> }.into_any());
    let reason = row.reason.map(|reason| fact("ECS says", view! { <q>{reason}</q> }.into_any()));
    view! {
        <li class="container" data-container=row.name data-level=row.level.key()>
            <div class="container-head">
                <span class="name">{row.name.clone()}</span>{state_as(row.level, word(row.last_status.as_str()))}{essential}
            </div>
            <dl>{exit}{reason}{health}{image}{digest}{agents.collect_view()}</dl>
        </li>
    }
    .into_any()
}

fn fact(label: &'static str, value: AnyView) -> AnyView {
    view! { <div><dt>{label}</dt><dd>{value}</dd></div> }.into_any()
}

/// The first characters of a digest, the whole in its title and on the clipboard.
fn digest(whole: &str) -> AnyView {
    let short: String = whole.strip_prefix("sha256:").unwrap_or(whole).chars().take(DIGEST_SHOWN).collect();
    shortened("digest", short, whole.to_owned())
}

#[cfg(test)]
mod tests {
    use model::verdict::Level;

    use super::*;

    fn killed() -> ContainerRow {
        ContainerRow {
            name: "web".into(),
            essential: Some(true),
            image: Some("shop/web:exit-137".into()),
            image_digest: Some("sha256:0123456789abcdef0123456789abcdef".into()),
            last_status: "STOPPED".into(),
            exit_code: Some(137),
            exit_text: Some("out of memory or killed".into()),
            reason: Some("OutOfMemoryError: container killed due to memory usage".into()),
            health: HealthStatus::Unhealthy,
            agents: vec![("ECS Exec agent".into(), "STOPPED".into())],
            level: Level::Down,
        }
    }

    #[test]
    fn an_exit_code_is_said_in_words_too() {
        let html = container_list(vec![killed()]).to_html();
        for part in
            ["137", "out of memory or killed", "OutOfMemoryError", "data-level=\"down\"", "essential", "ECS Exec agent"]
        {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn a_digest_is_short_on_screen_and_whole_on_the_clipboard() {
        let html = container_list(vec![killed()]).to_html();
        assert!(html.contains(">0123456789ab<"), "{html}");
        assert!(html.contains("data-copy=\"sha256:0123456789abcdef0123456789abcdef\""), "{html}");
    }

    #[test]
    fn markup_in_a_name_stays_text() {
        let html = container_list(vec![ContainerRow { name: "\"><script>".into(), ..killed() }]).to_html();
        assert!(!html.contains("<script"), "{html}");
    }
}
