//! The answers to the last few questions.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

/// So many answers are kept.
const KEPT: usize = 8;

/// The answers to the last few questions, so that what many ask at once is found out once.
pub(crate) struct Recent<Q, A>(Mutex<VecDeque<(Q, A)>>);

impl<Q, A> Default for Recent<Q, A> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<Q: Clone + PartialEq, A: Clone> Recent<Q, A> {
    /// The answer that is known, or the one that is found now.
    pub fn answer(&self, question: &Q, find: impl FnOnce() -> A) -> A {
        if let Some((_, answer)) = self.kept().iter().find(|(known, _)| known == question) {
            return answer.clone();
        }
        let answer = find();
        let mut kept = self.kept();
        if kept.len() == KEPT {
            kept.pop_front();
        }
        kept.push_back((question.clone(), answer.clone()));
        answer
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, VecDeque<(Q, A)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
