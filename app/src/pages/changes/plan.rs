//! A plan: the sentence, what differs, what it brings along, and the same by other means.

use leptos::prelude::*;
use model::audit::FieldChange;
use model::change::{Consequence, Equivalent, Plan, Weight};
use model::page::Page;
use model::view::Planned;

use crate::ui::copy::copy;
use crate::ui::note::note;
use crate::ui::shape::{Shape, shape};
use crate::ui::table::{Column, Layout, Look, Row, Table};
use crate::ui::tone::Tone;

/// Draws a plan on the page where it is asked for.
pub fn plan(here: &Page, planned: &Planned) -> AnyView {
    let Plan { sentence, changes, consequences, equivalent, .. } = &planned.plan;
    let rest = (!planned.plan.is_nothing()).then(|| {
        [differences("difference", "What changes", changes), brings(here, consequences), means(equivalent)].into_any()
    });
    view! {
        <section class="part plan" aria-label="Plan" data-plan="">
            <h2 class="plan-sentence">{sentence.clone()}</h2>
            {rest}
        </section>
    }
    .into_any()
}

/// What is different from what the plan that came back was made of.
pub fn changed(changes: &[FieldChange]) -> AnyView {
    let table = differences("meanwhile", "What has changed since", changes);
    let body = view! { <p>"Nothing was done. The plan below is made of what is there now."</p>{table} };
    note(Tone::Warn, "It has changed since that plan was made", body.into_any())
}

/// Fields with what they were and what they will be.
pub fn differences(name: &'static str, caption: &'static str, changes: &[FieldChange]) -> AnyView {
    let table = Table {
        name,
        caption: caption.to_owned(),
        look: Look::Sheet,
        columns: vec![
            Column::plain("Field", Layout::Words, |change: &FieldChange| code(&change.field)).naming(),
            Column::plain("Before", Layout::Words, |change: &FieldChange| value(change.before.as_ref(), "was")),
            Column::plain("After", Layout::Words, |change: &FieldChange| value(change.after.as_ref(), "becomes")),
        ],
        about: &|change| change.field.clone(),
        row: |_, Row { id, cells }| view! { <tr id=id>{cells}</tr> }.into_any(),
    };
    table.draw(changes)
}

fn code(text: &str) -> AnyView {
    view! { <code>{text.to_owned()}</code> }.into_any()
}

fn value(value: Option<&String>, class: &'static str) -> AnyView {
    match value {
        Some(value) => view! { <code class=class>{value.clone()}</code> }.into_any(),
        None => view! { <span class="faint">"–"<span class="sr-only">"nothing"</span></span> }.into_any(),
    }
}

fn brings(here: &Page, consequences: &[Consequence]) -> AnyView {
    if consequences.is_empty() {
        return ().into_any();
    }
    let lines: Vec<_> = consequences.iter().map(|one| consequence(here, one)).collect();
    view! { <ul class="consequences" aria-label="What it brings along">{lines}</ul> }.into_any()
}

fn consequence(here: &Page, one: &Consequence) -> AnyView {
    let (sign, class, word) = match one.weight {
        Weight::Note => (Shape::Ring, "sign quiet", None),
        Weight::Warning => (Shape::Triangle, "sign warn", Some("Warning: ")),
        Weight::Danger => (Shape::Diamond, "sign bad", Some("Danger: ")),
    };
    let more = one.page.as_ref().map(|page| view! { " "<a href=page.path()>"See"</a> });
    let instead: Vec<_> = one
        .instead
        .iter()
        .filter_map(|(words, ask)| {
            let address = format!("{}?{}", here.path(), ask.query()?);
            Some(view! { <a class="btn" href=address>{words.clone()}</a> })
        })
        .collect();
    let instead = (!instead.is_empty()).then(|| view! { <p class="instead">{instead}</p> });
    view! {
        <li>
            <span class=class>{shape(sign)}</span>
            <div>
                <p>{word.map(|word| view! { <span class="sr-only">{word}</span> })}{one.sentence.clone()}{more}</p>
                {instead}
            </div>
        </li>
    }
    .into_any()
}

/// The same change by other means, folded: those who want it know.
fn means(equivalent: &Equivalent) -> AnyView {
    let Equivalent { cli, terraform, cloudformation } = equivalent;
    if cli.is_empty() && terraform.is_none() && cloudformation.is_none() {
        return ().into_any();
    }
    view! {
        <details class="means">
            <summary>"The same by other means"</summary>
            {as_code(equivalent)}
        </details>
    }
    .into_any()
}

/// A command, and what to write down elsewhere, to copy.
pub fn as_code(equivalent: &Equivalent) -> AnyView {
    let Equivalent { cli, terraform, cloudformation } = equivalent;
    let line = |name: &'static str, text: &String| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd class="statement"><pre tabindex="0">{text.clone()}</pre>{copy(name, text.clone())}</dd>
            </div>
        }
    };
    // A whole resource names itself; a property does not say whose it is.
    let is_whole = terraform.as_ref().is_some_and(|text| text.starts_with("resource "));
    let (of_terraform, of_cloudformation) = match is_whole {
        true => ("Terraform", "CloudFormation"),
        false => ("Terraform, aws_ecs_service", "CloudFormation, AWS::ECS::Service"),
    };
    view! {
        <dl class="as-code">
            {(!cli.is_empty()).then(|| line("AWS CLI", cli))}
            {terraform.as_ref().map(|text| line(of_terraform, text))}
            {cloudformation.as_ref().map(|text| line(of_cloudformation, text))}
        </dl>
    }
    .into_any()
}
