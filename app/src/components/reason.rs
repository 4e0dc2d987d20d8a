//! Why there is no answer, in words, and what would help: said the same way for a page, for a part of one and in a
//! notice.

use leptos::prelude::*;
use model::field::FieldErrors;
use model::freshness::Trouble;
use model::term::{Action, AwsRequestId};

use crate::error::AppError;
use crate::ui::copy::copy;
use crate::ui::note::paragraph;
use crate::ui::tone::Tone;

/// What is said instead of an answer.
pub struct Reason {
    /// How bad it is.
    pub tone: Tone,
    /// The kind of it, in one or two words.
    pub kind: &'static str,
    /// The one sentence, without a full stop.
    pub title: String,
    /// What would help.
    pub help: AnyView,
}

/// Says an error.
pub fn reason(error: AppError) -> Reason {
    match error {
        AppError::NotFound(noun) => Reason {
            tone: Tone::Quiet,
            kind: "Not found",
            title: format!("There is no such {}", noun.word()),
            help: paragraph(
                "The address may be mistyped, or what it named is gone. A deleted service disappears here within a minute.",
            ),
        },
        AppError::Invalid(errors) => invalid(&errors),
        AppError::Conflict(noun) => Reason {
            tone: Tone::Warn,
            kind: "Changed meanwhile",
            title: format!("This {} has changed since you saw it", noun.word()),
            help: paragraph("Nothing was done. Open the page again, look at what is there now, and decide anew."),
        },
        AppError::ReadOnly => Reason {
            tone: Tone::Warn,
            kind: "Read-only",
            title: "This environment is read-only".to_owned(),
            help: paragraph("Nothing was done. Whoever runs Podium has said read_only in its configuration."),
        },
        AppError::Impossible(why) => Reason {
            tone: Tone::Warn,
            kind: "Not possible now",
            title: why.sentence().trim_end_matches('.').to_owned(),
            help: paragraph("Nothing was done."),
        },
        AppError::Refused(_) => Reason {
            tone: Tone::Bad,
            kind: "Refused",
            title: "AWS refused, and nothing was changed".to_owned(),
            help: paragraph("What AWS says is below, with the plan as it is now."),
        },
        AppError::Unrecorded => Reason {
            tone: Tone::Bad,
            kind: "Not recorded",
            title: "The record of changes cannot be written".to_owned(),
            help: paragraph(
                "Nothing was sent to AWS: Podium changes nothing that it cannot write down. Its disk may be full; its log says more.",
            ),
        },
        AppError::Forbidden { missing, request_id } => {
            of_trouble(&Trouble::Denied { action: missing }, request_id.as_ref())
        }
        AppError::Unavailable { trouble, request_id } => of_trouble(&trouble, request_id.as_ref()),
        AppError::Lost => Reason {
            tone: Tone::Bad,
            kind: "No answer",
            title: "Podium did not answer".to_owned(),
            help: paragraph("The connection may be down, or Podium is being restarted. Reload the page to try again."),
        },
        AppError::Internal(id) => {
            let under = id.map(|id| view! { " Its log says more under "<code>{id.to_string()}</code>"." });
            Reason {
                tone: Tone::Bad,
                kind: "Error",
                title: "Podium could not make this".to_owned(),
                help: view! { <p>"The fault is Podium’s, not yours."{under}</p> }.into_any(),
            }
        }
    }
}

/// Says what keeps AWS from being read. `request_id` is AWS's name for the request that met it.
pub fn of_trouble(trouble: &Trouble, request_id: Option<&AwsRequestId>) -> Reason {
    let (tone, kind, help) = match trouble {
        Trouble::Denied { action } => (Tone::Warn, "Refused", statement(action)),
        Trouble::Throttled { .. } => (
            Tone::Warn,
            "No answer from AWS",
            paragraph("Podium asks less often until it stops; somebody else may be using up the account’s limit."),
        ),
        Trouble::Unreachable { .. } => (
            Tone::Bad,
            "No answer from AWS",
            paragraph("Podium keeps trying. Check the network between it and the endpoint of the region."),
        ),
        Trouble::Credentials { .. } => (
            Tone::Bad,
            "No answer from AWS",
            paragraph("The profile, role or external id of this environment may be wrong, or its session has ended."),
        ),
        Trouble::Failed { .. } => {
            (Tone::Bad, "No answer from AWS", paragraph("Podium keeps trying, less and less often."))
        }
        Trouble::Incomplete { .. } => (
            Tone::Warn,
            "Not read in full",
            paragraph(
                "All else is as AWS says it. What could not be read is missing here, or not told; the log names it.",
            ),
        ),
        Trouble::Broken => {
            (Tone::Bad, "Error", paragraph("The fault is Podium’s. It keeps trying, and its log says more."))
        }
    };
    let named = request_id.map(|id| {
        view! { <p class="quiet">"AWS calls the request "<code>{id.to_string()}</code>"."</p> }
    });
    Reason { tone, kind, title: trouble.sentence(), help: view! { {help}{named} }.into_any() }
}

fn invalid(errors: &FieldErrors) -> Reason {
    let title = match errors.0.as_slice() {
        [error] => format!("“{}” in the address is not valid", error.field),
        several => format!("{} fields of the address are not valid", several.len()),
    };
    let lines: Vec<_> = errors.0.iter().map(|error| view! { <li>{error.to_string()}</li> }).collect();
    let lines = match errors.0.as_slice() {
        [error] => paragraph(error.problem.sentence()),
        _ => view! { <ul>{lines}</ul> }.into_any(),
    };
    Reason {
        tone: Tone::Warn,
        kind: "Bad address",
        title,
        help: view! {
            {lines}
            <p><a href="?">"Open the page without its query"</a></p>
        }
        .into_any(),
    }
}

/// How to allow a missing IAM action: the statement to add to the policy of Podium's role.
fn statement(action: &Action) -> AnyView {
    let statement = policy_statement(action);
    view! {
        <p>"Add this statement to the policy of the role that Podium uses; the rest works meanwhile."</p>
        <div class="statement">
            <pre tabindex="0">{statement.clone()}</pre>
            {copy("policy statement", statement)}
        </div>
    }
    .into_any()
}

fn policy_statement(action: &Action) -> String {
    format!("{{\n  \"Effect\": \"Allow\",\n  \"Action\": \"{action}\",\n  \"Resource\": \"*\"\n}}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request_id::RequestId;

    fn denied() -> Trouble {
        Trouble::Denied { action: Action::literal("ecs:ListTasks") }
    }

    #[test]
    fn a_refused_action_is_named_with_a_statement_that_is_json() {
        let html = of_trouble(&denied(), None).help.to_html();
        assert!(html.contains("ecs:ListTasks"), "{html}");
        let statement: serde_json::Value =
            serde_json::from_str(&policy_statement(&Action::literal("ecs:ListTasks"))).unwrap();
        assert_eq!(statement["Effect"], "Allow");
        assert_eq!(statement["Action"], "ecs:ListTasks");
    }

    #[test]
    fn what_aws_refused_is_said_with_awss_name_for_the_request() {
        let id = AwsRequestId::literal("0b7e6a3c-1f2d-4e5f");
        for error in [
            AppError::Forbidden { missing: Action::literal("ecs:ListTasks"), request_id: Some(id.clone()) },
            AppError::Unavailable { trouble: denied(), request_id: Some(id) },
        ] {
            let html = reason(error).help.to_html();
            assert!(html.contains("0b7e6a3c-1f2d-4e5f"), "{html}");
        }
    }

    #[test]
    fn a_fault_of_podium_is_said_with_podiums_name_for_the_request() {
        let html = reason(AppError::Internal(Some(RequestId(0x9f86)))).help.to_html();
        assert!(html.contains("0000000000009f86"), "{html}");
    }

    #[test]
    fn a_trouble_has_one_sentence_wherever_it_is_said() {
        let said = reason(AppError::Unavailable { trouble: denied(), request_id: None });
        assert_eq!(said.title, denied().sentence());
    }
}
