//! The rules of a listener.

use serde::{Deserialize, Serialize};

use crate::arn::Arn;
use crate::open_enum::open_enum;

/// A rule of a listener.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Rule.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Its full name.
    pub arn: Arn,
    /// Rules are tried from the lowest number on; `None` is the default rule, which is tried last.
    pub priority: Option<u32>,
    /// All of them must hold; the default rule has none.
    pub conditions: Vec<Condition>,
    /// What happens, in order: authentication first, the answer last.
    pub actions: Vec<Action>,
}

/// What a request must be like.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RuleCondition.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Condition {
    /// The host is one of these patterns.
    Host(Vec<String>),
    /// The path is one of these patterns.
    Path(Vec<String>),
    /// The header has one of these values.
    Header(String, Vec<String>),
    /// The query string has one of these pairs; without a key any key will do.
    Query(Vec<(Option<String>, String)>),
    /// The client's address is in one of these networks.
    Source(Vec<String>),
    /// The method is one of these.
    Method(Vec<String>),
    /// A condition this build does not know: its field, and its values.
    Other(String, Vec<String>),
}

/// A target group and its share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weighted {
    /// Full name of the target group.
    pub group: Arn,
    /// 0–999; its share is this among the sum of all.
    pub weight: u32,
}

open_enum! {
    /// The type of an action.
    ///
    /// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html>
    ActionType {
        /// It goes to target groups.
        Forward = "forward",
        /// The client is sent elsewhere.
        Redirect = "redirect",
        /// It is answered at once.
        FixedResponse = "fixed-response",
        /// The client signs in with Amazon Cognito first.
        AuthenticateCognito = "authenticate-cognito",
        /// The client signs in with an OpenID Connect provider first.
        AuthenticateOidc = "authenticate-oidc",
        /// Its JSON web token is checked first.
        JwtValidation = "jwt-validation",
    }
}

/// What a rule does with a request.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Action {
    /// It goes to one of these groups, by weight.
    Forward(Vec<Weighted>),
    /// The client is sent elsewhere: status and address, as `301` and `https://#{host}:443/#{path}?#{query}`.
    Redirect(String, String),
    /// It gets this status and nothing behind the load balancer hears of it.
    Fixed(String),
    /// One that comes before the answer, or that this build does not know.
    Other(ActionType),
}

impl Rule {
    /// The groups it forwards to, with their weights.
    pub fn groups(&self) -> impl Iterator<Item = &Weighted> {
        self.actions.iter().flat_map(|action| match action {
            Action::Forward(groups) => groups.as_slice(),
            Action::Redirect(..) | Action::Fixed(_) | Action::Other(_) => &[],
        })
    }
}
