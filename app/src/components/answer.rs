//! Whether what is drawn is all there is, and what stands where something is missing.

use leptos::prelude::*;
use model::view::Notice;

use crate::ui::note::{blank, paragraph};
use crate::ui::skeleton;

/// Whether something is missing from what is drawn, so that an empty list proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completeness {
    /// All of it was read, and lately.
    Whole,
    /// Something is old, or could not be read.
    Partial,
}

impl Completeness {
    /// What an answer says about itself.
    pub fn of(is_stale: bool, notices: &[Notice]) -> Self {
        if is_stale || !notices.is_empty() { Self::Partial } else { Self::Whole }
    }
}

/// Whether all that the answer being drawn rests on was read, and lately.
pub fn is_complete() -> bool {
    use_context::<Completeness>() != Some(Completeness::Partial)
}

/// What stands where a list would be that has nothing on it. Nothing is claimed of what could not be read.
pub fn nothing(title: &'static str, why: &'static str) -> AnyView {
    if is_complete() {
        return blank(title, paragraph(why));
    }
    blank(
        "Nothing could be read here",
        paragraph("There may be something: the notes above say what is missing, and what would help."),
    )
}

/// The title, and what stands where a page would be of which nothing was ever read. `is_expected` says that nothing is
/// wrong.
pub fn unread(is_expected: bool) -> (&'static str, AnyView) {
    let (title, body) = match is_expected {
        true => ("Reading from AWS for the first time", skeleton::rows()),
        false => {
            ("Nothing could be read yet", paragraph("Podium keeps trying; this page fills by itself once AWS answers."))
        }
    };
    let view = view! {
        <header class="heading" data-unread="">
            <h1>{title}</h1>
        </header>
        {body}
    };
    (title, view.into_any())
}

#[cfg(test)]
mod tests {
    use model::freshness::Trouble;
    use model::name::EnvironmentName;
    use model::time::Timestamp;
    use model::view::Answer;

    use super::*;
    use crate::parts::{Instead, Sheet};

    fn drawn(as_of: Option<Timestamp>, notices: Vec<Notice>) -> String {
        let stale = !notices.is_empty();
        let page = match Sheet::of(Answer { data: (), as_of, now: Timestamp(60_000), stale, notices }) {
            Ok((mut sheet, (), _)) => {
                sheet.add("list", || nothing("No services", "There are none."));
                sheet.finish()
            }
            Err(Instead::Other(drawn)) => drawn,
            Err(Instead::Problem(error)) => panic!("{error:?}"),
        };
        page.html()
    }

    fn refused() -> Notice {
        Notice {
            environment: EnvironmentName::parse("prod").unwrap(),
            area: "services of shop".to_owned(),
            trouble: Trouble::Denied { action: "ecs:ListServices".parse().unwrap() },
            request_id: None,
            as_of: None,
        }
    }

    #[test]
    fn an_empty_list_is_called_empty_only_when_all_of_it_was_read() {
        assert!(drawn(Some(Timestamp(0)), vec![]).contains("No services"));
        let html = drawn(Some(Timestamp(0)), vec![refused()]);
        assert!(html.contains("ecs:ListServices") && !html.contains("No services"), "{html}");
    }

    #[test]
    fn what_was_never_read_is_not_drawn() {
        let html = drawn(None, vec![]);
        assert!(html.contains("for the first time") && !html.contains("No services"), "{html}");
        let html = drawn(None, vec![refused()]);
        assert!(html.contains("Nothing could be read yet") && html.contains("ecs:ListServices"), "{html}");
    }
}
