//! Where a value stands in a text, so that an editor can point to its line.

use crate::json::{Json, Spot, parse};
use crate::path::{Path, Step};

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
}

/// Where the value at the path begins; for one that is not there, where the nearest value begins that would hold it.
/// Nothing when the text is no JSON.
pub fn place(text: &str, path: &Path) -> Option<Place> {
    places(text, [path]).into_iter().next().flatten()
}

/// The same for many paths: the text is read once.
pub fn places<'a>(text: &str, paths: impl IntoIterator<Item = &'a Path>) -> Vec<Option<Place>> {
    let read = parse(text).ok();
    let lines = Lines::of(text);
    let find = |path| read.as_ref().map(|(json, spot)| lines.place(start(json, spot, path)));
    paths.into_iter().map(find).collect()
}

/// The byte at which the value at the path begins, or the nearest that would hold it.
pub(crate) fn start(json: &Json, spot: &Spot, path: &Path) -> usize {
    let (mut json, mut spot) = (json, spot);
    for step in path.steps() {
        let inside = match (step, json) {
            (Step::Member(name), Json::Object(members)) => {
                let at = members.iter().position(|(known, _)| known == name);
                at.and_then(|at| Some((&members.get(at)?.1, spot.inside.get(at)?)))
            }
            (Step::Item(number), Json::List(items)) => items.get(*number).zip(spot.inside.get(*number)),
            _ => None,
        };
        match inside {
            Some(inside) => (json, spot) = inside,
            None => break,
        }
    }
    spot.start
}

/// Where the lines of a text begin.
pub(crate) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub fn of(text: &'a str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, starts }
    }

    /// The place of a byte; behind the end is the end.
    pub fn place(&self, at: usize) -> Place {
        let line = self.starts.partition_point(|start| *start <= at);
        let start = line.checked_sub(1).and_then(|line| self.starts.get(line)).copied().unwrap_or(0);
        let column = self.text.get(start..at).map_or(0, |before| before.chars().count()) + 1;
        Place { line, column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "{\n  \"containerDefinitions\": [\n    { \"name\": \"é\", \"cpu\": 7 },\n    {}\n  ]\n}";

    #[track_caller]
    fn check(path: &Path, line: usize, column: usize) {
        assert_eq!(place(TEXT, path), Some(Place { line, column }), "{path}");
    }

    #[test]
    fn a_value_is_found_where_it_begins() {
        let containers = Path::default().member("containerDefinitions");
        check(&Path::default(), 1, 1);
        check(&containers, 2, 27);
        check(&containers.item(0).member("cpu"), 3, 27);
        check(&containers.item(1), 4, 5);
    }

    #[test]
    fn what_is_missing_is_found_where_it_would_be() {
        let containers = Path::default().member("containerDefinitions");
        check(&containers.item(1).member("image"), 4, 5);
        check(&containers.item(2), 2, 27);
        check(&Path::default().member("family"), 1, 1);
        assert_eq!(place("{", &Path::default()), None);
    }
}
