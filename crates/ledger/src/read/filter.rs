//! From the query of a page to a condition of the database.

use model::audit::{AuditQuery, State};
use sqlx::{QueryBuilder, Sqlite};

use crate::draft;

/// Adds the conditions of the query to a statement over entries.
pub(super) fn push(sql: &mut QueryBuilder<Sqlite>, query: &AuditQuery) {
    let same = [
        (" AND audit.environment = ", query.environment.as_ref().map(|name| name.as_str())),
        (" AND audit.cluster = ", query.cluster.as_ref().map(|name| name.as_str())),
        (" AND audit.service = ", query.service.as_ref().map(|name| name.as_str())),
        (" AND audit.verb = ", query.verb.as_ref().map(|verb| verb.as_str())),
        (" AND audit.person = ", query.person.as_ref().map(|person| person.as_str())),
    ];
    for (condition, value) in same {
        if let Some(value) = value {
            sql.push(condition).push_bind(value.to_owned());
        }
    }
    match query.outcome {
        None => {}
        Some(State::Open) => _ = sql.push(" AND latest.seq IS NULL"),
        Some(state) => _ = sql.push(" AND latest.outcome = ").push_bind(state.key()),
    }
    if let Some(day) = query.from {
        sql.push(" AND audit.at >= ").push_bind(draft::moment(day.start()));
    }
    if let Some(day) = query.to {
        sql.push(" AND audit.at < ").push_bind(draft::moment(day.end()));
    }
    for word in query.filter.split_whitespace() {
        sql.push(" AND instr(audit.words, ").push_bind(word.to_lowercase()).push(") > 0");
    }
}
