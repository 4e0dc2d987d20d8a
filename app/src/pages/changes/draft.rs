//! A task definition that is being written: its fields and its JSON, two views of one document in one form.

use leptos::prelude::*;
use model::page::Page;
use model::view::{DraftFault, DraftField, DraftFieldKind, DraftForm, DraftGroup};

use crate::components::form::brought_along;
use crate::components::form::field::{Named, field, id_of, named};
use crate::components::form::summary::listed;
use crate::forms::edit::{ADD, CONTAINER, REMOVE, REVISION, STEP, TEXT};
use crate::forms::{Field, FormName, Kind};
use crate::ui::text_area::{TextArea, text_area};

const ONE_MORE: Field = Field {
    name: CONTAINER,
    label: "Another container",
    hint: Some("Its name; the rest is filled in afterwards."),
    kind: Kind::Text,
};

/// Fields of a container that are drawn at once; the others are folded as long as nothing is wrong with them.
const FIRST: usize = 8;

/// What is wrong, as links to where it is mended.
pub fn faults(form: &DraftForm) -> AnyView {
    let title = match form.faults.len() {
        1 => "One thing is not right yet".to_owned(),
        several => format!("{several} things are not right yet"),
    };
    listed(title, form.faults.iter().map(fault).collect())
}

fn fault(fault: &DraftFault) -> AnyView {
    let place = fault.place.map(|(line, column)| format!("line {line}, column {column}"));
    let container = fault.container.as_ref().map(|name| format!("{name}: "));
    let field = fault.field.as_deref().unwrap_or(TEXT);
    let href = format!("#{}", id_of(FormName::Edit.key(), field));
    let (line, column) = fault.place.unzip();
    let (line, column) = (line.map(|line| line.to_string()), column.map(|column| column.to_string()));
    let about = (!fault.path.is_empty()).then(|| view! { <code>{fault.path.clone()}</code>" " });
    view! {
        <a href=href rel="external" data-line=line data-column=column>{container}{fault.message.clone()}</a>
        " "
        <span class="quiet">{about}{place}</span>
    }
    .into_any()
}

/// Draws the form. Once there is a plan it steps back: it is folded.
pub fn form(draft: &DraftForm, thing: &Page, is_planned: bool) -> AnyView {
    let all = draft.groups.len();
    let groups: Vec<_> = draft.groups.iter().enumerate().map(|(at, drawn)| group(drawn, at == 1, all)).collect();
    let name = FormName::Edit;
    let content = view! {
        <form class="form draft" method="post" aria-label="Task definition" data-filling="">
            {brought_along(name)}
            <input r#type="hidden" name=REVISION value=draft.revision.to_string() autocomplete="off" />
            // Enter in a field presses the first button of a form.
            <button class="sr-only" name=STEP value="keep" tabindex="-1" aria-hidden="true">"Show the plan"</button>
            <div class="draft-views">
                <div class="draft-fields">{groups}{one_more()}</div>
                {text(draft)}
            </div>
            <p class="form-end draft-end">
                <button class=if is_planned { "btn" } else { "btn primary" } name=STEP value="keep">
                    {if is_planned { "Plan again" } else { "Show the plan" }}
                </button>
                <a class="btn" href=thing.path()>"Cancel"</a>
                <span class="field-hint">
                    "Made from "{draft.revision.to_string()}". Nothing is registered before you have seen the plan."
                </span>
            </p>
        </form>
    };
    match is_planned {
        true => view! {
            <details class="draft-again">
                <summary>"Edit further"</summary>
                {content}
            </details>
        }
        .into_any(),
        false => content.into_any(),
    }
}

fn group(group: &DraftGroup, is_first: bool, all: usize) -> AnyView {
    let DraftGroup { container, fields } = group;
    let Some(container) = container else {
        let fields: Vec<_> = fields.iter().map(drawn).collect();
        return view! { <fieldset><legend>"Task"</legend><div class="draft-grid">{fields}</div></fieldset> }.into_any();
    };
    let (first, rest) = fields.split_at(FIRST.min(fields.len()));
    let is_open = rest.iter().any(|field| !field.problems.is_empty());
    let first: Vec<_> = first.iter().map(drawn).collect();
    let filled = rest.iter().filter(|field| !matches!(field.text.as_str(), "" | "true" | "false")).count();
    let rest = (!rest.is_empty()).then(|| {
        let rest: Vec<_> = rest.iter().map(drawn).collect();
        let told = (filled > 0).then(|| format!(" ({filled} set)"));
        view! {
            <details class="draft-rest" open=is_open>
                <summary>"Command, health check, logging and more"{told}</summary>
                <div class="draft-grid">{rest}</div>
            </details>
        }
    });
    let none = fields.is_empty().then(|| view! { <p class="field-hint">"It is changed in the JSON."</p> });
    // Two are task and container: the last container stays.
    let remove = (all > 2).then(|| {
        let value = format!("{REMOVE}{container}");
        view! { <p><button class="btn small" name=STEP value=value>"Remove container "{container.clone()}</button></p> }
    });
    let image = fields.iter().find(|field| field.name.ends_with(".image")).map(|field| short(&field.text).to_owned());
    let is_wrong = fields.iter().any(|field| !field.problems.is_empty());
    view! {
        <details class="draft-container" open=is_first || is_wrong>
            <summary>{container.clone()}" "<span class="mono quiet">{image}</span></summary>
            {none}
            <div class="draft-grid">{first}</div>
            {rest}
            {remove}
        </details>
    }
    .into_any()
}

/// An image without its registry.
fn short(image: &str) -> &str {
    image.rsplit('/').next().unwrap_or(image)
}

fn drawn(field: &DraftField) -> AnyView {
    let kind = match field.kind {
        DraftFieldKind::Text => Kind::Text,
        DraftFieldKind::Number => Kind::Number,
        DraftFieldKind::Lines => Kind::Entries,
        DraftFieldKind::Flag => Kind::Choice(&[("true", "Yes (true)"), ("false", "No (false)")]),
    };
    let hint = Some(field.hint.as_str()).filter(|hint| !hint.is_empty());
    let asked = Named { name: &field.name, label: &field.label, hint, kind };
    let content = named(FormName::Edit.key(), asked, &field.text, &field.problems);
    let is_wide = kind == Kind::Entries
        || !field.problems.is_empty()
        || [".image", "RoleArn"].iter().any(|end| field.name.ends_with(end));
    let class = if is_wide { "wide" } else { "" };
    view! { <div class=class>{content}</div> }.into_any()
}

fn one_more() -> AnyView {
    view! {
        <div class="draft-more">
            {field(FormName::Edit.key(), ONE_MORE, "", None)}
            <button class="btn" name=STEP value=ADD>"Add it"</button>
        </div>
    }
    .into_any()
}

/// The JSON. A script puts an editor over it; without one it is edited as it is.
fn text(draft: &DraftForm) -> AnyView {
    let id = id_of(FormName::Edit.key(), TEXT);
    let hint = format!("{id}-hint");
    let area = TextArea {
        id: id.clone(),
        name: TEXT.to_owned(),
        rows: 40,
        text: draft.text.clone(),
        described: Some(hint.clone()),
        is_invalid: false,
        is_code: true,
        editor: Some(draft.members.clone()),
    };
    view! {
        <div class="field draft-text">
            <label r#for=id.clone() id=format!("{id}-label")>"JSON"</label>
            <p class="field-hint" id=hint>
                "The same document. Where "<code>"••••••"</code>" stands a value is kept that is not shown; write over it to replace it."
            </p>
            {text_area(area)}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::task_definition::TaskDefinitionRef;

    fn draft(faults: Vec<DraftFault>) -> DraftForm {
        let field = |name: &str, kind, text: &str| DraftField {
            name: name.to_owned(),
            label: "Image".to_owned(),
            hint: String::new(),
            kind,
            text: text.to_owned(),
            problems: faults.iter().map(|fault| fault.message.clone()).collect(),
        };
        let fields = vec![
            field("container.web.image", DraftFieldKind::Text, "web:<1>"),
            field("container.web.environment", DraftFieldKind::Lines, "A=••••••"),
        ];
        DraftForm {
            revision: TaskDefinitionRef::parse("web:7").unwrap(),
            draft: None,
            groups: vec![
                DraftGroup { container: None, fields: vec![] },
                DraftGroup { container: Some("web".to_owned()), fields },
            ],
            text: "{\"a\": \"</textarea>\"}".to_owned(),
            faults,
            members: "{}".to_owned(),
        }
    }

    fn fault() -> DraftFault {
        DraftFault {
            message: "Fill in <an image>.".to_owned(),
            path: "containerDefinitions[0].image".to_owned(),
            container: Some("web".to_owned()),
            field: Some("container.web.image".to_owned()),
            place: Some((4, 16)),
        }
    }

    fn thing() -> Page {
        Page::parse("/env/prod/task-definitions/web/7").unwrap()
    }

    #[test]
    fn both_views_are_in_one_form_and_nothing_in_them_is_markup() {
        let html = form(&draft(vec![]), &thing(), false).to_html().replace("<!>", "");
        assert!(html.contains("name=\"container.web.image\" value=\"web:&lt;1&gt;\""), "{html}");
        assert!(html.contains("&lt;/textarea>") && html.contains("data-filling"), "{html}");
        assert!(html.contains("name=\"revision\" value=\"web:7\""), "{html}");
        assert!(!html.contains("Remove container"), "{html}");
        assert!(html.find("value=\"keep\"").unwrap() < html.find("value=\"add\"").unwrap(), "{html}");
    }

    #[test]
    fn a_fault_leads_to_its_field_and_says_its_line() {
        let draft = draft(vec![fault()]);
        let html = faults(&draft).to_html().replace("<!>", "");
        assert!(html.contains("href=\"#edit-container.web.image\""), "{html}");
        assert!(html.contains("data-line=\"4\"") && html.contains("line 4, column 16"), "{html}");
        assert!(html.contains("web: Fill in &lt;an image&gt;."), "{html}");
        let html = form(&draft, &thing(), false).to_html();
        assert!(html.contains("id=\"edit-container.web.image-error\"") && html.contains("aria-invalid"), "{html}");
    }

    #[test]
    fn once_there_is_a_plan_the_form_is_folded() {
        assert!(form(&draft(vec![]), &thing(), true).to_html().contains("<details class=\"draft-again\">"));
    }
}
