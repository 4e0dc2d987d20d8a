//! A fetched value without its type.

use std::any::Any;
use std::sync::Arc;

use leptos::server::codee::{Decoder, Encoder};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::AppError;
use crate::wire::{self, Wire};

/// How a value is written; the browser writes none.
type Write = fn(&dyn Any) -> Option<String>;

/// A value and how to write it, or how it was written.
#[derive(Clone)]
pub(super) enum Loaded {
    /// It was fetched here.
    Value(Arc<dyn Any + Send + Sync>, Write),
    /// The server fetched it and wrote it beside the document.
    Text(Arc<str>),
}

impl Loaded {
    pub(super) fn of<T: Serialize + Send + Sync + 'static>(value: Result<T, AppError>) -> Self {
        Self::Value(Arc::new(value), written::<T>)
    }

    pub(super) fn get<T: Clone + DeserializeOwned + 'static>(&self) -> Result<T, AppError> {
        match self {
            Self::Value(value, _) => {
                value.downcast_ref::<Result<T, AppError>>().cloned().unwrap_or(Err(AppError::internal()))
            }
            Self::Text(text) => wire::read(text).unwrap_or(Err(AppError::Lost)),
        }
    }
}

fn written<T: Serialize + 'static>(value: &dyn Any) -> Option<String> {
    // Known when this is compiled, so that the browser's half holds nothing that writes.
    if cfg!(feature = "hydrate") {
        return None;
    }
    serde_json::to_string(value.downcast_ref::<Result<T, AppError>>()?).ok()
}

impl Encoder<Loaded> for Wire {
    type Error = wire::WireError;
    type Encoded = String;

    fn encode(loaded: &Loaded) -> Result<String, Self::Error> {
        match loaded {
            Loaded::Value(value, write) => write(&**value).ok_or(wire::WireError),
            Loaded::Text(text) => Ok(text.to_string()),
        }
    }
}

impl Decoder<Loaded> for Wire {
    type Error = wire::WireError;
    type Encoded = str;

    fn decode(text: &str) -> Result<Loaded, Self::Error> {
        Ok(Loaded::Text(text.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::noun::Noun;

    #[track_caller]
    fn check(value: Result<String, AppError>) {
        let loaded = Loaded::of(value.clone());
        assert_eq!(loaded.get::<String>(), value);
        let text = <Wire as Encoder<Loaded>>::encode(&loaded).unwrap();
        let read = <Wire as Decoder<Loaded>>::decode(&text).unwrap();
        assert_eq!(read.get::<String>(), value);
    }

    #[test]
    fn what_is_written_beside_the_document_is_read_again() {
        check(Ok("web".to_owned()));
        check(Err(AppError::NotFound(Noun::Cluster)));
    }

    #[test]
    fn text_that_is_not_understood_is_an_answer_that_got_lost() {
        assert_eq!(Loaded::Text("{".into()).get::<String>(), Err(AppError::Lost));
    }
}
