//! The environment is remembered in a cookie, and the same section of it is shown.

use app::error::AppError;
use app::forms::ChooseEnvironment;
use model::field::{FieldError, Problem};
use model::page::{Page, Section};

use super::Submit;
use crate::cookies;
use crate::once::{Done, Outcome, Place};
use crate::podium::Podium;

impl Submit for ChooseEnvironment {
    fn is_on(_page: &Page) -> bool {
        true
    }

    async fn submit(self, at: Place, podium: Podium) -> Outcome {
        let Self(chosen) = self;
        if podium.fleet.snapshot(&chosen).is_none() {
            return Err(AppError::Invalid(FieldError::new("environment", Problem::NotKnown).into()));
        }
        let see = match at.page.section() {
            // Fleet and search are about all environments, and a page of this one is where it should be.
            None | Some(Section::Fleet) => at,
            _ if at.page.environment() == Some(&chosen) => at,
            Some(section) => Place { page: section.home(&chosen), query: None },
        };
        Ok(Done { see, cookie: Some(cookies::environment(&chosen)) })
    }
}
