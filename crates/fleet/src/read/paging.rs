//! From page to page to the end, and not further.

use std::collections::HashSet;
use std::future::Future;

use super::lost;
use crate::error::FleetError;
use crate::operation::Operation;

/// Empty pages in a row after which a list is over, whatever its token says.
const EMPTY_PAGES_MAX: usize = 50;

/// One page: items, and the token of the next page.
pub(super) type Page<T> = (Vec<T>, Option<String>);

/// A whole list.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Listed<T = String> {
    /// The items in the order of the answer, each once.
    pub items: Vec<T>,
    /// How many calls it took.
    pub pages: usize,
}

/// Reads all pages of a list of names.
pub(super) async fn all<F>(fetch: impl Fn(Option<String>) -> F) -> Result<Listed, FleetError>
where
    F: Future<Output = Result<Page<String>, FleetError>>,
{
    all_by(|name: &String| Some(name.clone()), fetch).await
}

/// The same of things. What has no key lacks the member that tells it, and is noted as lost.
pub(super) async fn things<T, F>(
    (operation, member): (Operation, &str),
    key: impl Fn(&T) -> Option<String>,
    fetch: impl Fn(Option<String>) -> F,
) -> Result<Listed<T>, FleetError>
where
    F: Future<Output = Result<Page<T>, FleetError>>,
{
    let noted_key = |item: &T| {
        lost::note_items(operation, 1);
        let key = key(item);
        if key.is_none() {
            lost::note_lost(operation, member);
        }
        key
    };
    all_by(noted_key, fetch).await
}

/// Reads all pages. A token that was seen before, or a page of nothing but what is known by its key, ends the list.
async fn all_by<T, F>(
    key: impl Fn(&T) -> Option<String>,
    fetch: impl Fn(Option<String>) -> F,
) -> Result<Listed<T>, FleetError>
where
    F: Future<Output = Result<Page<T>, FleetError>>,
{
    let (mut listed, mut known, mut tokens) = (Listed { items: Vec::new(), pages: 0 }, HashSet::new(), HashSet::new());
    let (mut token, mut empty) = (None, 0);
    loop {
        let (items, next) = fetch(token).await?;
        listed.pages += 1;
        empty = if items.is_empty() { empty + 1 } else { 0 };
        let (was_empty, before) = (items.is_empty(), listed.items.len());
        listed.items.extend(items.into_iter().filter(|item| key(item).is_some_and(|key| known.insert(key))));
        let is_repetition = !was_empty && listed.items.len() == before;
        match next.filter(|next| !next.is_empty()) {
            Some(next) if !is_repetition && empty < EMPTY_PAGES_MAX && tokens.insert(next.clone()) => {
                token = Some(next)
            }
            _ => return Ok(listed),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    async fn check(pages: &[(&[&str], Option<&str>)], expect: (&[&str], usize)) {
        let number = Cell::new(0);
        let fetch = |_| {
            let (names, token) = pages[number.get().min(pages.len() - 1)];
            number.set(number.get() + 1);
            async move { Ok((names.iter().map(ToString::to_string).collect(), token.map(str::to_owned))) }
        };
        let listed = all(fetch).await.unwrap();
        assert_eq!((listed.items, listed.pages), (expect.0.iter().map(ToString::to_string).collect(), expect.1));
    }

    #[tokio::test]
    async fn pages_are_read_to_the_end() {
        check(&[(&["a", "b"], Some("1")), (&[], Some("2")), (&["c"], None)], (&["a", "b", "c"], 3)).await;
    }

    #[tokio::test]
    async fn a_repeated_token_ends_the_list() {
        check(&[(&["a"], Some("1")), (&["b"], Some("1")), (&["c"], Some("1"))], (&["a", "b"], 2)).await;
    }

    #[tokio::test]
    async fn an_empty_token_ends_the_list() {
        check(&[(&["a"], Some(""))], (&["a"], 1)).await;
    }

    #[tokio::test]
    async fn a_server_that_gives_the_same_page_under_ever_new_tokens_ends_the_list() {
        let calls = Cell::new(0);
        let fetch = |_| {
            calls.set(calls.get() + 1);
            let token = calls.get().to_string();
            async move { Ok((vec!["a".to_owned()], Some(token))) }
        };
        assert_eq!(all(fetch).await.unwrap().items, ["a"]);
        assert_eq!(calls.get(), 2);
    }

    #[tokio::test]
    async fn a_server_that_gives_empty_pages_for_ever_ends_the_list() {
        let calls = Cell::new(0);
        let fetch = |_| {
            calls.set(calls.get() + 1);
            let token = calls.get().to_string();
            async move { Ok((Vec::new(), Some(token))) }
        };
        assert!(all(fetch).await.unwrap().items.is_empty());
        assert_eq!(calls.get(), EMPTY_PAGES_MAX);
    }
}
