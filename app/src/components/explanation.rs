//! Why a task ended, or does not come up, in words that help.

use leptos::prelude::*;
use model::verdict::Level;
use model::view::Explanation;

/// What happened, what it usually means, what to do next, and ECS's own words.
pub fn explanation_card(explanation: Explanation, title: &'static str, level: Level) -> AnyView {
    let Explanation { summary, meaning, next, quote, code, link } = explanation;
    let code = code.map(|code| view! { <div><dt>"Stop code"</dt><dd><code>{code.to_string()}</code></dd></div> });
    let quote = quote.map(|quote| view! { <div><dt>"ECS says"</dt><dd><q>{quote}</q></dd></div> });
    let link = link.filter(|link| link.starts_with("https://")).map(|link| {
        view! { <div><dt>"Read more"</dt><dd><a href=link rel="external noreferrer">"AWS documentation"</a></dd></div> }
    });
    view! {
        <section class="explanation" data-tone=level.key() aria-labelledby="explanation">
            <h2 id="explanation">{title}</h2>
            <p>{summary}</p>
            <dl>
                <div><dt>"Usually means"</dt><dd>{meaning}</dd></div>
                <div><dt>"Do next"</dt><dd>{next}</dd></div>
                {quote}
                {code}
                {link}
            </dl>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(link: &str, quote: &str) -> String {
        let explanation = Explanation {
            summary: "The image could not be pulled.".into(),
            meaning: "The tag does not exist.".into(),
            next: "Check the tag.".into(),
            quote: Some(quote.into()),
            code: Some("TaskFailedToStart".into()),
            link: Some(link.into()),
        };
        explanation_card(explanation, "Why it stopped", Level::Down).to_html()
    }

    #[test]
    fn only_links_over_https_are_followed() {
        assert!(drawn("https://docs.aws.amazon.com/x", "").contains("href=\"https://docs.aws.amazon.com/x\""));
        for link in ["javascript:alert(1)", "http://example.com", "//example.com"] {
            assert!(!drawn(link, "").contains("href"), "{link}");
        }
    }

    #[test]
    fn the_words_of_ecs_are_quoted_as_text() {
        assert!(drawn("", "<script>").contains("<q>&lt;script&gt;"));
    }
}
