//! An area of several lines of text.

use leptos::prelude::*;

/// An area and what is in it.
#[derive(Clone, Debug, Default)]
pub struct TextArea {
    /// The id.
    pub id: String,
    /// What it is sent as.
    pub name: String,
    /// Lines that are in sight.
    pub rows: usize,
    /// What is in it.
    pub text: String,
    /// The ids of what describes it.
    pub described: Option<String>,
    /// Whether something is wrong with it.
    pub is_invalid: bool,
    /// Whether it holds no words of a language: lines are not wrapped, and nothing is spelled for whoever types.
    pub is_code: bool,
    /// What an editor over it completes, if one is put there.
    pub editor: Option<String>,
}

/// Draws the area.
///
/// Leptos takes what is in a `<textarea>` for something that needs no escaping, as it does in `<script>`. A browser
/// reads entities there and ends it at `</textarea>`, so it is escaped here, and areas are drawn nowhere else.
///
/// <https://docs.rs/tachys/latest/tachys/html/element/trait.ElementType.html>
pub fn text_area(area: TextArea) -> AnyView {
    let TextArea { id, name, rows, text, described, is_invalid, is_code, editor } = area;
    let invalid = is_invalid.then_some("true");
    let (spellcheck, wrap, capitals) =
        if is_code { (Some("false"), Some("off"), Some("none")) } else { (None, None, None) };
    view! {
        <textarea id=id name=name rows=rows.to_string() aria-describedby=described aria-invalid=invalid spellcheck=spellcheck wrap=wrap autocapitalize=capitals data-editor=editor>
            {escaped(&text)}
        </textarea>
    }
    .into_any()
}

/// The text as markup. A line end right after the tag is left out by browsers; one more keeps what was typed.
fn escaped(text: &str) -> String {
    format!("\n{}", text.replace('&', "&amp;").replace('<', "&lt;"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &str) -> String {
        let area = TextArea { id: "a".into(), name: "a".into(), rows: 2, text: text.into(), ..TextArea::default() };
        text_area(area).to_html()
    }

    #[test]
    fn what_is_in_it_is_no_markup() {
        let html = drawn("</textarea><script>alert(1)</script> &lt; &amp;");
        assert!(
            html.contains("\n&lt;/textarea>&lt;script>alert(1)&lt;/script> &amp;lt; &amp;amp;</textarea>"),
            "{html}"
        );
    }

    #[test]
    fn lines_stay_lines() {
        assert!(drawn("\nfirst").contains(">\n\nfirst</textarea>"));
    }
}
