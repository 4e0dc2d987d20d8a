//! Where the page is: every step above it is a link.

use leptos::prelude::*;
use model::page::{Crumb, Page};

/// Draws the steps to a page; to none when there is no page at the address.
pub fn crumbs(page: Option<&Page>) -> AnyView {
    let steps = page.map(Page::crumbs).unwrap_or_else(|| vec![Crumb { text: "Not found".to_owned(), page: None }]);
    let steps: Vec<_> = steps
        .into_iter()
        .map(|Crumb { text, page }| match page {
            Some(page) => view! { <li><a href=page.path()>{text}</a></li> }.into_any(),
            None => view! { <li><span aria-current="page">{text}</span></li> }.into_any(),
        })
        .collect();
    view! { <nav class="crumbs" aria-label="Where you are"><ol>{steps}</ol></nav> }.into_any()
}

#[cfg(feature = "ssr")]
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_but_the_last_is_a_link() {
        let html = crumbs(Page::parse("/env/prod/clusters/shop/services/web/tasks").as_ref()).to_html();
        assert!(html.contains("href=\"/env/prod/clusters/shop\""), "{html}");
        assert_eq!((html.matches("<a ").count(), html.matches("aria-current").count()), (2, 1), "{html}");
    }

    #[test]
    fn an_address_without_a_page_says_so() {
        let html = crumbs(None).to_html();
        assert!(html.contains("Not found") && !html.contains("<a "), "{html}");
    }
}
