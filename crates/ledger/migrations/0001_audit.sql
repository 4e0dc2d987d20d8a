-- The record of changes. A row is an intent or an outcome; it is written once and never touched again.
CREATE TABLE audit (
    -- The place in the chain: 1, 2, 3 and so on. An intent's is the number of its entry.
    seq INTEGER PRIMARY KEY CHECK (seq > 0),
    -- Milliseconds since 1970-01-01T00:00:00Z.
    at INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('intent', 'outcome')),
    -- The entry that the row belongs to.
    entry INTEGER NOT NULL REFERENCES audit (seq),
    -- What intents are found by. All of it stands in the body as well.
    plan TEXT,
    environment TEXT,
    cluster TEXT,
    service TEXT,
    task TEXT,
    task_definition TEXT,
    verb TEXT,
    person TEXT,
    -- What outcomes are found by.
    outcome TEXT,
    -- What the filter of a page looks through, in lower case.
    words TEXT,
    -- The intent or the outcome as JSON.
    body TEXT NOT NULL,
    -- The link of the chain: it covers every column of this row and the link before.
    mac BLOB NOT NULL CHECK (length(mac) = 32),
    CHECK (
        (kind = 'intent' AND entry = seq AND plan IS NOT NULL AND environment IS NOT NULL AND verb IS NOT NULL
            AND person IS NOT NULL AND words IS NOT NULL AND outcome IS NULL)
        OR (kind = 'outcome' AND entry < seq AND plan IS NULL AND outcome IS NOT NULL)
    )
) STRICT;

-- A plan is carried out once.
CREATE UNIQUE INDEX audit_plan ON audit (plan) WHERE plan IS NOT NULL;
-- An entry has one outcome, and before it one that says that nobody knows.
CREATE UNIQUE INDEX audit_outcome ON audit (entry, outcome = 'unknown') WHERE kind = 'outcome';
CREATE INDEX audit_subject ON audit (environment, cluster, service, seq) WHERE kind = 'intent';
CREATE INDEX audit_verb ON audit (verb, seq) WHERE kind = 'intent';
CREATE INDEX audit_person ON audit (person, seq) WHERE kind = 'intent';
CREATE INDEX audit_at ON audit (at, seq) WHERE kind = 'intent';

CREATE TRIGGER audit_not_updated BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit is append-only: rows are not updated');
END;

CREATE TRIGGER audit_not_deleted BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit is append-only: rows are not deleted');
END;

-- REPLACE deletes what is in its way without firing the trigger above.
CREATE TRIGGER audit_not_replaced BEFORE INSERT ON audit
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit)
    OR EXISTS (SELECT 1 FROM audit WHERE plan = NEW.plan)
    OR EXISTS (
        SELECT 1 FROM audit
        WHERE kind = 'outcome' AND entry = NEW.entry AND (outcome = 'unknown') = (NEW.outcome = 'unknown')
    )
BEGIN
    SELECT RAISE(ABORT, 'the audit is append-only: rows are not replaced');
END;
