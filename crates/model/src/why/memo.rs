//! What was made of a sentence, kept for the next task that ends with it.

use std::collections::BTreeMap;

/// Sentences that are kept, at some 500 bytes each; when there are more, all are forgotten.
const KEPT: usize = 1_000;

/// Results by sentence.
#[derive(Debug)]
pub(super) struct Memo<T>(BTreeMap<String, T>);

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Clone> Memo<T> {
    /// The result for a sentence, made if it is not known.
    pub(super) fn get_or_make(&mut self, sentence: &str, make: impl FnOnce() -> T) -> T {
        if let Some(known) = self.0.get(sentence) {
            return known.clone();
        }
        if self.0.len() >= KEPT {
            self.0.clear();
        }
        let made = make();
        self.0.insert(sentence.to_owned(), made.clone());
        made
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_read_once_as_long_as_there_is_room() {
        let (mut memo, mut made) = (Memo::default(), 0);
        for _ in 0..3 {
            assert_eq!(
                memo.get_or_make("a", || {
                    made += 1;
                    7
                }),
                7
            );
        }
        assert_eq!(made, 1);
        for number in 0..KEPT {
            memo.get_or_make(&number.to_string(), || 0);
        }
        assert!(memo.0.len() <= KEPT && !memo.0.contains_key("a"));
    }
}
