//! Fields laid out for reading: configuration, task details, task definitions.

use leptos::prelude::*;
use model::view::{Field, FieldValue, Section};

use super::arn::arn;
use crate::ui::copy::code;

/// Titled groups of fields, side by side where there is room. They stand below a heading of the second level.
pub fn sections(sections: Vec<Section>) -> AnyView {
    view! { <div class="sections">{sections.into_iter().map(section).collect_view()}</div> }.into_any()
}

/// The configuration of a thing, as the only part of a tab.
pub fn configuration(configuration: Vec<Section>) -> AnyView {
    view! {
        <section class="part">
            <h2 class="sr-only">"Configuration"</h2>
            {sections(configuration)}
        </section>
    }
    .into_any()
}

fn section(section: Section) -> AnyView {
    view! {
        <section class="card fields">
            <h3>{section.title}</h3>
            <dl>{section.fields.into_iter().map(field).collect_view()}</dl>
        </section>
    }
    .into_any()
}

fn field(field: Field) -> AnyView {
    let value = value(field.value, &field.label);
    view! { <div><dt>{field.label}</dt><dd>{value}</dd></div> }.into_any()
}

fn value(value: FieldValue, label: &str) -> AnyView {
    match value {
        FieldValue::Text(text) if text.is_empty() => nothing(),
        FieldValue::Text(text) => text.into_any(),
        FieldValue::Code(text) => code(label, text),
        FieldValue::Arn(text) => arn(&text),
        FieldValue::Codes(codes) if codes.is_empty() => nothing(),
        FieldValue::Codes(codes) => list(codes.iter().map(|code| identifier(code, label)).collect()),
        FieldValue::Pairs(pairs) if pairs.is_empty() => nothing(),
        FieldValue::Pairs(pairs) => pair_list(pairs),
        FieldValue::Command(words) => view! { <code class="command">{command_line(&words)}</code> }.into_any(),
        FieldValue::Hidden(names) if names.is_empty() => nothing(),
        FieldValue::Hidden(names) => hidden(names),
        FieldValue::Link(words, target) => view! { <a href=target.path()>{words}</a> }.into_any(),
    }
}

fn nothing() -> AnyView {
    view! { <span class="faint">"none"</span> }.into_any()
}

fn identifier(text: &str, noun: &str) -> AnyView {
    if text.starts_with("arn:") { arn(text) } else { code(noun, text.to_owned()) }
}

fn list(items: Vec<AnyView>) -> AnyView {
    view! { <ul class="codes">{items.into_iter().map(|item| view! { <li>{item}</li> }).collect_view()}</ul> }.into_any()
}

fn pair_list(pairs: Vec<(String, String)>) -> AnyView {
    let pairs = pairs
        .into_iter()
        .map(|(key, value)| {
            let value = if value.starts_with("arn:") { arn(&value) } else { view! { <span>{value}</span> }.into_any() };
            view! { <div><dt><code>{key}</code></dt><dd>{value}</dd></div> }
        })
        .collect_view();
    view! { <dl class="pairs">{pairs}</dl> }.into_any()
}

/// Names of environment variables: their values never leave the server.
fn hidden(names: Vec<String>) -> AnyView {
    let names = names
        .into_iter()
        .map(|name| view! { <li><code>{name}</code><span class="redacted">"hidden"</span></li> })
        .collect_view();
    view! {
        <ul class="hidden-values">{names}</ul>
        <p class="aside">"Values are never shown: they often hold secrets. Only the names leave the server."</p>
    }
    .into_any()
}

/// The words of a command as one would type them: those that a shell would split stand in quotes.
fn command_line(words: &[String]) -> String {
    let quoted = words.iter().map(|word| {
        let plain = !word.is_empty() && !word.contains(|c: char| c.is_whitespace() || "'\"$`\\|&;<>()*?#~".contains(c));
        if plain { word.clone() } else { format!("'{}'", word.replace('\'', "'\\''")) }
    });
    quoted.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(value: FieldValue) -> String {
        let field = Field { label: "Field".into(), value };
        sections(vec![Section { title: "Section".into(), fields: vec![field] }]).to_html()
    }

    #[test]
    fn an_environment_variable_is_a_name_and_the_word_hidden() {
        let html = drawn(FieldValue::Hidden(vec!["TAX_URL".into()]));
        assert!(
            html.contains("TAX_URL") && html.contains("hidden") && html.contains("Values are never shown"),
            "{html}"
        );
    }

    #[test]
    fn an_empty_list_says_so() {
        for value in [
            FieldValue::Codes(vec![]),
            FieldValue::Pairs(vec![]),
            FieldValue::Hidden(vec![]),
            FieldValue::Text(String::new()),
        ] {
            assert!(drawn(value).contains("none"));
        }
    }

    #[test]
    fn markup_in_names_and_values_stays_text() {
        let payload = "<script>alert(1)</script>".to_owned();
        for value in [
            FieldValue::Text(payload.clone()),
            FieldValue::Code(payload.clone()),
            FieldValue::Codes(vec![payload.clone()]),
            FieldValue::Pairs(vec![(payload.clone(), payload.clone())]),
            FieldValue::Command(vec![payload.clone()]),
            FieldValue::Hidden(vec![payload.clone()]),
            FieldValue::Arn(payload.clone()),
        ] {
            let html = drawn(value);
            assert!(!html.contains("<script"), "{html}");
            assert!(html.contains("&lt;script&gt;"), "{html}");
        }
    }

    #[test]
    fn a_word_with_spaces_is_quoted_in_a_command_line() {
        let words = ["sh", "-c", "echo 'a b'"].map(str::to_owned);
        assert_eq!(command_line(&words), r"sh -c 'echo '\''a b'\'''");
    }
}
