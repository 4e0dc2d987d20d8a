//! The query of an address says what it cannot say: a form with what was typed, to mend it.

use leptos::prelude::*;
use model::field::FieldErrors;

use super::field::field;
use super::summary::summary;
use crate::address;
use crate::forms::{Field, Kind};

/// What the query of a list or a search can say.
const FIELDS: [Field; 6] = [
    text("q", "Filter"),
    text("level", "Level"),
    text("status", "Status"),
    text("sort", "Sort by"),
    text("order", "Order"),
    text("page", "Page"),
];

const fn text(name: &'static str, label: &'static str) -> Field {
    Field { name, label, hint: None, kind: Kind::Text }
}

/// The name of this form in ids.
const QUERY: &str = "query";

/// Says what is wrong with the query of the page at `path`, and shows the fields that it concerns with what was typed.
/// The rest of the query is kept; what no query can say is left out.
pub fn mend(path: &str, search: &str, errors: &FieldErrors) -> AnyView {
    let pairs = address::pairs(search);
    let value = |name: &str| pairs.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
    let shown = FIELDS.into_iter().filter(|field| errors.of(field.name).is_some());
    let shown = shown.map(|it| field(QUERY, it, value(it.name).unwrap_or_default(), errors.of(it.name)));
    let kept = FIELDS.into_iter().filter(|field| errors.of(field.name).is_none());
    let kept = kept.filter_map(|field| Some((field.name, value(field.name)?.to_owned())));
    let kept = kept.map(|(name, value)| view! { <input r#type="hidden" name=name value=value /> });
    let title = match errors.0.as_slice() {
        [error] => format!("“{}” in the address is not valid", error.field),
        several => format!("{} fields of the address are not valid", several.len()),
    };
    view! {
        {summary(QUERY, &FIELDS, errors)}
        <h1>{title}</h1>
        <form class="form" method="get" action=path.to_owned() aria-label="Mend the address" data-filling="">
            {shown.collect_view()}
            {kept.collect_view()}
            <p class="form-end">
                <button class="btn primary">"Show the list"</button>
                <a class="btn" href=path.to_owned()>"Show all of it"</a>
            </p>
        </form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use model::query::{ListQuery, SERVICE_SORTS};

    use super::*;

    fn drawn(search: &str) -> String {
        let pairs = address::pairs(search);
        let pairs = pairs.iter().map(|(field, value)| (&**field, &**value));
        let errors = ListQuery::parse(pairs, SERVICE_SORTS).unwrap_err();
        mend("/env/prod/services", search, &errors).to_html()
    }

    #[test]
    fn what_was_typed_stays_and_has_its_message_at_it() {
        let html = drawn("?q=web&page=two&colour=red");
        assert!(html.contains("id=\"query-page\" name=\"page\" value=\"two\""), "{html}");
        assert!(html.contains("aria-describedby=\"query-page-error\" aria-invalid=\"true\""), "{html}");
        assert!(html.contains("type=\"hidden\" name=\"q\" value=\"web\""), "{html}");
        assert!(!html.contains("name=\"colour\""), "{html}");
    }

    #[test]
    fn a_filter_that_is_too_long_is_kept_whole() {
        let long = "x".repeat(300);
        assert!(drawn(&format!("?q={long}")).contains(&format!("value=\"{long}\"")));
    }
}
