//! A revision beside another one: what is different, by container and key.

use leptos::prelude::*;
use model::address::RevisionRef;
use model::field::FieldErrors;
use model::page::RevisionTab;
use model::task_definition::Comparison;
use model::view::ComparePage;

use super::revision::{forms, head};
use crate::address;
use crate::components::form::field::{field, select};
use crate::components::form::summary::summary;
use crate::cx::Cx;
use crate::forms::{Field, Kind};
use crate::pages::changes;
use crate::parts::{Drawing, Sheet, answered};
use crate::ui::note::blank;

/// The name of the form in ids.
const FORM: &str = "compare";

const WITH: Field =
    Field { name: Comparison::WITH, label: "Compare with", hint: Some("family:revision"), kind: Kind::Text };
const IN: Field = Field { name: Comparison::IN, label: "Environment", hint: None, kind: Kind::Text };

/// What is different from another revision.
///
/// # Errors
/// What stands there instead.
pub async fn page(cx: &Cx, at: RevisionRef, search: &str) -> Drawing {
    let pairs = address::pairs(search);
    let asked: Vec<_> = pairs.iter().map(|(field, value)| (field.as_str(), value.as_str())).collect();
    let compare = |query: Option<Comparison>| {
        let (cx, at) = (cx.clone(), at.clone());
        async move { cx.console.compare(&cx.viewer, &at, &query.unwrap_or_default()).await }
    };
    let (answer, errors) = answered(cx, Comparison::read(&asked).map(Some), compare).await?;
    let (mut sheet, compared, now) = Sheet::of(answer)?;
    sheet.title(None, format_args!("Compare {}", at.revision));
    sheet.add("head", || head(&compared.page, RevisionTab::Compare, now));
    sheet.add("tabs", || forms(&at, RevisionTab::Compare));
    if let Some(errors) = &errors {
        sheet.status(422);
        sheet.add("errors", || summary(FORM, &[WITH, IN], errors));
    }
    sheet.add("with", || form(&at, &compared, &pairs, errors.as_ref()));
    sheet.add("differences", || differences(&at, &compared));
    Ok(sheet)
}

fn form(at: &RevisionRef, page: &ComparePage, typed: &[(String, String)], errors: Option<&FieldErrors>) -> AnyView {
    let typed = |name: &str| typed.iter().find(|(field, _)| field == name).map(|(_, value)| value.clone());
    let problem = |name: &str| errors.and_then(|errors| errors.of(name));
    let with = page.with.as_ref();
    let revision = typed(Comparison::WITH).or_else(|| with.map(|with| with.revision.to_string())).unwrap_or_default();
    let environment = with.map_or(&at.environment, |with| &with.environment).to_string();
    let environment = typed(Comparison::IN).unwrap_or(environment);
    let names: Vec<_> = page.environments.iter().map(|name| (name.to_string(), name.to_string())).collect();
    let of_environment = (names.len() > 1).then(|| select(FORM, IN, &names, &environment, problem(Comparison::IN)));
    view! {
        <form
            class="form ask asked"
            method="get"
            action=at.tab(RevisionTab::Compare).path()
            aria-label="Comparison"
            data-filling=""
        >
            {field(FORM, WITH, &revision, problem(Comparison::WITH))}
            {of_environment}
            <p class="form-end">
                <button class="btn">"Compare"</button>
            </p>
        </form>
    }
    .into_any()
}

fn differences(at: &RevisionRef, page: &ComparePage) -> AnyView {
    let Some(with) = &page.with else {
        let other = view! { <p>"It is the only ACTIVE revision of its family. Name another one above."</p> };
        return blank("Nothing to compare it with", other.into_any());
    };
    let place = (with.environment != at.environment).then(|| format!(" in {}", with.environment));
    let name = view! { <a href=with.page().path()>{with.revision.to_string()}</a>{place} };
    if page.differences.is_empty() {
        let same = view! { <p>"Values of environment variables are the same too."</p> };
        return view! {
            <section class="part plan">
                <h2>"The same as "{name}</h2>
                {same}
            </section>
        }
        .into_any();
    }
    let caption = "What is different";
    view! {
        <section class="part plan">
            <h2>"Different from "{name}</h2>
            <p class="quiet">"Of values of environment variables it is only told whether they are the same."</p>
            {changes::differences("differences", caption, &page.differences)}
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use model::audit::FieldChange;
    use model::task_definition::TaskDefinitionRef;
    use model::view::{RevisionPage, RevisionRow};

    use super::*;

    fn compared(with: Option<&str>, differences: Vec<FieldChange>) -> String {
        let at = |text: &str| RevisionRef {
            environment: "prod".parse().unwrap(),
            revision: TaskDefinitionRef::parse(text).unwrap(),
        };
        let row = RevisionRow {
            at: at("web:4"),
            status: "ACTIVE".into(),
            registered_at: None,
            images: vec![],
            used_by: vec![],
        };
        let page = RevisionPage {
            row,
            previous: None,
            following: None,
            sections: vec![],
            containers: vec![],
            raw: String::new(),
        };
        let page = ComparePage { page, with: with.map(at), differences, environments: vec![] };
        super::differences(&at("web:4"), &page).to_html().replace("<!>", "")
    }

    #[test]
    fn two_revisions_differ_or_are_the_same_or_there_is_only_one() {
        let change = FieldChange { field: "web.image".into(), before: Some("<a>".into()), after: Some("b".into()) };
        let html = compared(Some("web:3"), vec![change]);
        assert!(html.contains("Different from <a href=\"/env/prod/task-definitions/web/3\">web:3</a>"), "{html}");
        assert!(html.contains("web.image") && html.contains("&lt;a&gt;"), "{html}");
        assert!(compared(Some("web:3"), vec![]).contains("The same as"));
        assert!(compared(None, vec![]).contains("only ACTIVE revision"));
    }
}
