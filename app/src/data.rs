//! What a page asks for: fetched by the server while it draws, taken over by the browser, and asked for again on changes.
//!
//! A thin coat over Leptos' `Resource`. That one is unfolded by the compiler for every type it holds, every source and
//! every future, which would be a quarter of the WebAssembly; here it exists once, and values lose their type on the way.

mod key;
mod loaded;

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;

use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::AppError;
use crate::wire::Wire;
use key::Key;
use loaded::Loaded;

/// An answer of type `T`, or why there is none, that is fetched again whenever its source changes.
pub struct Data<T> {
    loaded: Resource<Loaded, Wire>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Data<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Data<T> {}

/// What a page can be told, one way or the other.
pub trait Told: Clone + Serialize + DeserializeOwned + Send + Sync + 'static {}

impl<T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static> Told for T {}

type Source = Box<dyn Fn() -> Key + Send + Sync>;
type Fetch = Box<dyn Fn(Key) -> Pin<Box<dyn Future<Output = Loaded> + Send>> + Send + Sync>;

impl<T: Told> Data<T> {
    /// Fetches with what `source` says, now and whenever it says something else.
    pub fn new<S, F>(
        source: impl Fn() -> S + Send + Sync + 'static,
        fetch: impl Fn(S) -> F + Send + Sync + 'static,
    ) -> Self
    where
        S: Clone + PartialEq + Send + Sync + 'static,
        F: Future<Output = Result<T, AppError>> + Send + 'static,
    {
        let source: Source = Box::new(move || Key::of(source()));
        let fetch: Fetch = Box::new(move |key| match key.get::<S>() {
            Some(key) => {
                let answer = fetch(key);
                Box::pin(async move { Loaded::of(answer.await) })
            }
            None => Box::pin(async { Loaded::of(Err::<T, _>(AppError::internal())) }),
        });
        Self { loaded: resource(source, fetch), of: PhantomData }
    }

    /// Waits until it is there.
    pub async fn get(self) -> Result<T, AppError> {
        self.loaded.await.get()
    }

    /// What is there now; `None` while there is nothing yet.
    pub fn now(self) -> Option<Result<T, AppError>> {
        self.loaded.get().map(|loaded| loaded.get())
    }
}

fn resource(source: Source, fetch: Fetch) -> Resource<Loaded, Wire> {
    Resource::new_with_options(source, fetch, false)
}
