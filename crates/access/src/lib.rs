//! Who is looking, and what they may do.
//!
//! What may be done is a value: a [`Grant`] for one verb on one thing, which nobody but [`Access`] can make. Every
//! function that writes takes one, so that forgetting to ask does not compile.

mod action;
mod grant;
mod viewer;

pub use action::{
    Action, ChangeScaling, ChangeSettings, ContinueDeployment, DeleteRevision, Deploy, Deregister, ProtectTask,
    Redeploy, Register, Scale, StopDeployment, StopTask,
};
pub use grant::{Access, Grant, Refusal};
pub use viewer::Viewer;
