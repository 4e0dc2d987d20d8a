//! The menu of a row: what can be done to the thing that it is about.

use leptos::prelude::*;
use model::page::Page;

use crate::ui::table::{Column, Layout};

/// The last column of a table: `of` says where the actions on a row's thing are, and what the thing is called.
///
/// It is a link to the page that lists them; `app/js/menu.ts` shows that list beside the row instead.
pub fn row_menu<'a, R>(of: impl Fn(&R) -> (Page, String) + 'a) -> Column<'a, R> {
    Column::plain("Actions", Layout::Menu, move |row: &R| {
        let (page, name) = of(row);
        let label = format!("Actions on {name}");
        view! { <a class="row-menu" href=page.path() data-menu aria-haspopup="dialog" aria-label=label>"⋯"</a> }
    })
    .evident()
}
