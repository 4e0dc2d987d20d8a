//! Who a caller is, by access key: anybody's key is good, and a key that AssumeRole gave stands for that role.

use std::collections::{HashMap, VecDeque};

use rand::Rng;
use rand::distr::Alphanumeric;

/// Who calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The twelve digits of the account.
    pub account: String,
    /// The ARN of the role session.
    pub arn: String,
    /// The id that IAM gives it.
    pub user_id: String,
}

/// A session of a role, as AssumeRole asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The account that owns the role.
    pub account: String,
    /// The role's name, without its path.
    pub name: String,
    /// The name of the session.
    pub session: String,
}

/// Credentials that AssumeRole gives.
#[derive(Clone, Debug)]
pub struct Session {
    /// `ASIA…`
    pub access_key: String,
    /// Never checked.
    pub secret_key: String,
    /// Never checked.
    pub token: String,
    /// Whom they stand for.
    pub identity: Identity,
}

/// Sessions are forgotten, the oldest first, beyond this many.
const MOST_SESSIONS: usize = 1_000;

/// The identities that AssumeRole has given.
#[derive(Debug)]
pub struct Identities {
    account: String,
    assumed: HashMap<String, Identity>,
    order: VecDeque<String>,
}

impl Identities {
    /// Callers belong to that account unless they have assumed a role of another one.
    #[must_use]
    pub fn new(account: &str) -> Self {
        Self { account: account.to_owned(), assumed: HashMap::new(), order: VecDeque::new() }
    }

    /// Who signs with that access key.
    #[must_use]
    pub fn of(&self, access_key: &str) -> Identity {
        self.assumed.get(access_key).cloned().unwrap_or_else(|| Identity {
            account: self.account.clone(),
            arn: format!("arn:aws:sts::{}:assumed-role/Simulated/{access_key}", self.account),
            user_id: format!("AROASIMULATED00000000:{access_key}"),
        })
    }

    /// Gives credentials for a role session.
    pub fn assume(&mut self, role: &Role) -> Session {
        let identity = Identity {
            account: role.account.clone(),
            arn: format!("arn:aws:sts::{}:assumed-role/{}/{}", role.account, role.name, role.session),
            user_id: format!("AROA{}:{}", letters(17).to_uppercase(), role.session),
        };
        let access_key = format!("ASIA{}", letters(16).to_uppercase());
        self.assumed.insert(access_key.clone(), identity.clone());
        self.order.push_back(access_key.clone());
        if self.order.len() > MOST_SESSIONS
            && let Some(oldest) = self.order.pop_front()
        {
            self.assumed.remove(&oldest);
        }
        Session { access_key, secret_key: letters(40), token: letters(200), identity }
    }
}

fn letters(count: usize) -> String {
    rand::rng().sample_iter(Alphanumeric).take(count).map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(session: &str) -> Role {
        Role { account: "444455556666".into(), name: "reader".into(), session: session.into() }
    }

    #[test]
    fn an_assumed_key_stands_for_the_role_and_any_other_for_the_account() {
        let mut identities = Identities::new("111122223333");
        let session = identities.assume(&role("podium"));
        let expect = "arn:aws:sts::444455556666:assumed-role/reader/podium";
        assert_eq!(identities.of(&session.access_key).arn, expect);
        assert_eq!(identities.of("AKIAEXAMPLE").account, "111122223333");
    }

    #[test]
    fn old_sessions_are_forgotten() {
        let mut identities = Identities::new("111122223333");
        let first = identities.assume(&role("first"));
        for _ in 0..MOST_SESSIONS {
            identities.assume(&role("later"));
        }
        assert_eq!(identities.of(&first.access_key).account, "111122223333");
        assert_eq!(identities.assumed.len(), MOST_SESSIONS);
    }
}
