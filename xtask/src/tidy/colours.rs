//! Both themes stand in one file; a colour anywhere else is right in one of them at best.

use super::Finding;
use super::tree::Tree;

/// Where colours are spelled.
const TOKENS: &str = "style/tokens.css";

const FUNCTIONS: [&str; 8] = ["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "color("];

/// Tailwind's palette, which knows nothing of ours.
const PALETTE: [&str; 22] = [
    "red", "orange", "amber", "yellow", "lime", "green", "emerald", "teal", "cyan", "sky", "blue", "indigo", "violet",
    "purple", "fuchsia", "pink", "rose", "slate", "gray", "zinc", "neutral", "stone",
];

pub(super) fn in_tokens_only(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files().filter(|file| file.path != TOKENS) {
        let styles = file.path.starts_with("style/") && file.path.ends_with(".css");
        let picture = file.path.starts_with("app/") && file.path.ends_with(".svg");
        if styles || picture {
            let text = if styles { without_comments(&file.text) } else { file.text.clone() };
            for (number, line) in (1..).zip(text.lines()) {
                findings.extend(colour(line).map(|colour| Finding::new(&file.path, number, colour)));
            }
        } else if let Some(code) = file.code.as_ref().filter(|_| file.path.starts_with("app/src/")) {
            for string in code.untested_strings() {
                let found = colour(&string.text).or_else(|| palette(&string.text));
                findings.extend(found.map(|colour| Finding::new(&file.path, string.line, colour)));
            }
        }
    }
    findings
}

/// Blanks comments, keeping their line breaks.
fn without_comments(css: &str) -> String {
    let mut code = String::new();
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        code.push_str(before);
        let (comment, after) = comment.split_once("*/").unwrap_or((comment, ""));
        code.extend(comment.chars().filter(|&letter| letter == '\n'));
        rest = after;
    }
    code + rest
}

/// The first colour in some text: `#1a2b3c`, `rgb(…`, `oklch(…`.
fn colour(text: &str) -> Option<String> {
    let before_is_word =
        |at: usize| text[..at].ends_with(|last: char| last.is_alphanumeric() || last == '-' || last == '&');
    let function = FUNCTIONS
        .iter()
        .chain(&["oklch(", "oklab("])
        .find(|function| text.match_indices(**function).any(|(at, _)| !before_is_word(at)));
    if let Some(function) = function {
        return Some((*function).to_owned());
    }
    text.match_indices('#').filter(|(at, _)| !before_is_word(*at)).find_map(|(at, _)| {
        let rest = &text[at + 1..];
        let digits = rest.chars().take_while(char::is_ascii_hexdigit).count();
        let ends = !rest[digits..].starts_with(|next: char| next.is_alphanumeric() || next == '-' || next == '_');
        (matches!(digits, 3 | 4 | 6 | 8) && ends).then(|| format!("#{}", &rest[..digits]))
    })
}

/// The first class of Tailwind's own palette: `bg-red-500`, `text-white`.
fn palette(text: &str) -> Option<String> {
    let is_palette = |class: &str| {
        let class = class.rsplit(':').next().unwrap_or(class).split('/').next().unwrap_or(class);
        let parts: Vec<&str> = class.split('-').collect();
        match parts[..] {
            [_, .., name, shade] if PALETTE.contains(&name) => shade.parse::<u16>().is_ok(),
            [_, "white" | "black"] => true,
            _ => false,
        }
    };
    text.split_whitespace().find(|class| is_palette(class)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, text: &str, expect: &[&str]) {
        let found: Vec<String> =
            in_tokens_only(&Tree::of(&[(path, text)])).into_iter().map(|found| found.what).collect();
        assert_eq!(found, expect, "{path}: {text}");
    }

    #[test]
    fn a_colour_in_a_stylesheet_is_found() {
        check("style/base.css", "a { color: #1a2b3c }", &["#1a2b3c"]);
        check("style/base.css", "a {\n  color: oklch(0.5 0.1 20);\n  background: rgb(1 2 3) }", &["oklch(", "rgb("]);
    }

    #[test]
    fn a_colour_in_a_component_or_picture_is_found() {
        check("app/src/components/spark.rs", "view! { <path stroke=\"#fff\" /> }", &["#fff"]);
        check("app/src/components/spark.rs", "let class = \"flex hover:bg-red-500/50\";", &["hover:bg-red-500/50"]);
        check("app/src/ui/button.rs", "let class = \"text-white\";", &["text-white"]);
        check("app/src/ui/mark.svg", "<path fill=\"#fff\"/>", &["#fff"]);
    }

    #[test]
    fn tokens_words_and_anchors_are_fine() {
        check("style/tokens.css", ":root { --ink: #1a2b3c }", &[]);
        check("style/base.css", "/* not #fff */ a { color: var(--ink); mask: url(#face-of) }", &[]);
        check(
            "app/src/ui/table.rs",
            "let text = \"text-ink #1 of 10, see #surface, &#123;, gap-2 -translate-x-1\";",
            &[],
        );
        check("public/favicon.svg", "<path fill=\"#fff\"/>", &[]);
    }
}
