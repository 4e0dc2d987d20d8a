//! The theme is remembered in a cookie; "as the system has it" is no cookie.

use app::forms::ChooseTheme;
use model::page::Page;

use super::Submit;
use crate::cookies;
use crate::once::{Done, Outcome, Place};
use crate::podium::Podium;

impl Submit for ChooseTheme {
    fn is_on(_page: &Page) -> bool {
        true
    }

    async fn submit(self, at: Place, _podium: Podium) -> Outcome {
        let Self(theme) = self;
        Ok(Done { see: at, cookie: Some(cookies::theme(theme)) })
    }
}
