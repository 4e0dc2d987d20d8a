//! The regular expressions that constraints are written with, as far as they are simple.

/// Whether the whole text matches; `None` for patterns with groups, classes, choices or anchors.
pub(super) fn matches(pattern: &str, text: &str) -> Option<bool> {
    let pattern: Vec<char> = pattern.chars().collect();
    let is_simple = !pattern.iter().any(|letter| "()[]{}|^$".contains(*letter));
    is_simple.then(|| here(&pattern, &text.chars().collect::<Vec<char>>()))
}

fn here(pattern: &[char], text: &[char]) -> bool {
    let (literal, wanted, rest) = match pattern {
        [] => return text.is_empty(),
        ['\\', letter, rest @ ..] => (true, *letter, rest),
        [letter, rest @ ..] => (false, *letter, rest),
    };
    let fits = |letter: &char| (wanted == '.' && !literal) || *letter == wanted;
    let (least, most, rest) = match rest {
        ['*', rest @ ..] => (0, usize::MAX, rest),
        ['+', rest @ ..] => (1, usize::MAX, rest),
        ['?', rest @ ..] => (0, 1, rest),
        rest => (1, 1, rest),
    };
    let longest = text.iter().take_while(|letter| fits(letter)).count().min(most);
    (least..=longest).rev().any(|taken| here(rest, &text[taken..]))
}
