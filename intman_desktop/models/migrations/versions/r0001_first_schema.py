"""The first schema: cases with all that hangs on them, counters, journal, settings, the name index.

Self-contained: it imports nothing of the program, so that it stays as it was.
"""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE TABLE brief_contacts (
        id INTEGER NOT NULL,
        "on" DATE NOT NULL,
        form VARCHAR NOT NULL,
        topic VARCHAR NOT NULL,
        worker TEXT DEFAULT '' NOT NULL,
        CONSTRAINT pk_brief_contacts PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE cases (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "key" VARCHAR(32) NOT NULL,
        origin_key VARCHAR(32) DEFAULT '' NOT NULL,
        number VARCHAR NOT NULL,
        state VARCHAR NOT NULL,
        opened_on DATE NOT NULL,
        worker TEXT DEFAULT '' NOT NULL,
        programme TEXT DEFAULT '' NOT NULL,
        counselled_before VARCHAR NOT NULL,
        period_start DATE,
        start_origin VARCHAR NOT NULL,
        start_evidence VARCHAR,
        start_reason TEXT DEFAULT '' NOT NULL,
        ended_on DATE,
        ending_reason TEXT DEFAULT '' NOT NULL,
        ending_note TEXT DEFAULT '' NOT NULL,
        deletion_due DATE,
        deletion_reason TEXT DEFAULT '' NOT NULL,
        hold_since DATE,
        hold_reason TEXT DEFAULT '' NOT NULL,
        hold_review_on DATE,
        version INTEGER DEFAULT 1 NOT NULL,
        CONSTRAINT uq_cases_key UNIQUE ("key"),
        CONSTRAINT uq_cases_number UNIQUE (number)
    )
    """,
    """
    CREATE INDEX ix_cases_origin_key ON cases (origin_key)
    """,
    """
    CREATE TABLE counters (
        year INTEGER NOT NULL,
        definition VARCHAR NOT NULL,
        definition_version INTEGER NOT NULL,
        figure VARCHAR NOT NULL,
        cell VARCHAR NOT NULL,
        value INTEGER NOT NULL,
        CONSTRAINT pk_counters PRIMARY KEY (year, definition, definition_version, figure, cell)
    )
    """,
    """
    CREATE TABLE erased_keys (
        digest VARCHAR(64) NOT NULL,
        CONSTRAINT pk_erased_keys PRIMARY KEY (digest)
    )
    """,
    """
    CREATE TABLE erasures (
        id INTEGER NOT NULL,
        erased_on DATE NOT NULL,
        reason VARCHAR NOT NULL,
        CONSTRAINT pk_erasures PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE frozen_sheets (
        id INTEGER NOT NULL,
        year INTEGER NOT NULL,
        definition VARCHAR NOT NULL,
        definition_version INTEGER NOT NULL,
        number INTEGER NOT NULL,
        frozen_on VARCHAR NOT NULL,
        figures TEXT DEFAULT '' NOT NULL,
        differences TEXT DEFAULT '' NOT NULL,
        fingerprint VARCHAR(64) NOT NULL,
        journal_head VARCHAR(64) NOT NULL,
        journal_length INTEGER NOT NULL,
        CONSTRAINT pk_frozen_sheets PRIMARY KEY (id),
        CONSTRAINT uq_frozen_sheets_year_definition_number UNIQUE (year, definition, number)
    )
    """,
    """
    CREATE TABLE journal (
        seq INTEGER NOT NULL,
        at VARCHAR NOT NULL,
        slot VARCHAR NOT NULL,
        verb VARCHAR NOT NULL,
        case_key VARCHAR(32) DEFAULT '' NOT NULL,
        salt VARCHAR(32) DEFAULT '' NOT NULL,
        commitment VARCHAR(64) NOT NULL,
        chain VARCHAR(64) NOT NULL,
        CONSTRAINT pk_journal PRIMARY KEY (seq)
    )
    """,
    """
    CREATE INDEX ix_journal_case_key ON journal (case_key)
    """,
    """
    CREATE TABLE services (
        id INTEGER NOT NULL,
        code VARCHAR NOT NULL,
        kind VARCHAR NOT NULL,
        name TEXT NOT NULL,
        contact TEXT DEFAULT '' NOT NULL,
        hours TEXT DEFAULT '' NOT NULL,
        active BOOLEAN DEFAULT 1 NOT NULL,
        version INTEGER DEFAULT 1 NOT NULL,
        CONSTRAINT pk_services PRIMARY KEY (id),
        CONSTRAINT uq_services_code UNIQUE (code)
    )
    """,
    """
    CREATE TABLE settings (
        name VARCHAR NOT NULL,
        value TEXT DEFAULT '' NOT NULL,
        version INTEGER DEFAULT 1 NOT NULL,
        CONSTRAINT pk_settings PRIMARY KEY (name)
    )
    """,
    """
    CREATE TABLE talks (
        id INTEGER NOT NULL,
        "key" VARCHAR(32) NOT NULL,
        "on" DATE NOT NULL,
        form VARCHAR NOT NULL,
        topic VARCHAR NOT NULL,
        further_topics TEXT DEFAULT '[]' NOT NULL,
        setting VARCHAR NOT NULL,
        minutes INTEGER,
        interpretation TEXT DEFAULT '' NOT NULL,
        worker TEXT DEFAULT '' NOT NULL,
        programme TEXT DEFAULT '' NOT NULL,
        version INTEGER DEFAULT 1 NOT NULL,
        CONSTRAINT pk_talks PRIMARY KEY (id),
        CONSTRAINT ck_talks_minutes CHECK (minutes IS NULL OR minutes >= 0),
        CONSTRAINT uq_talks_key UNIQUE ("key")
    )
    """,
    """
    CREATE INDEX ix_talks_figures ON talks ("on", id, form, topic)
    """,
    """
    CREATE TABLE text_versions (
        id INTEGER NOT NULL,
        kind VARCHAR NOT NULL,
        language VARCHAR NOT NULL,
        version INTEGER NOT NULL,
        fingerprint VARCHAR(64) NOT NULL,
        body TEXT DEFAULT '' NOT NULL,
        CONSTRAINT pk_text_versions PRIMARY KEY (id),
        CONSTRAINT uq_text_versions_fingerprint UNIQUE (fingerprint)
    )
    """,
    """
    CREATE TABLE agreements (
        id INTEGER NOT NULL,
        case_id INTEGER NOT NULL,
        client_name TEXT DEFAULT '' NOT NULL,
        worker_name TEXT DEFAULT '' NOT NULL,
        client_signed_on DATE,
        worker_signed_on DATE,
        oral_on DATE,
        copy_handed_out BOOLEAN DEFAULT 0 NOT NULL,
        filing_place TEXT DEFAULT '' NOT NULL,
        language TEXT DEFAULT '' NOT NULL,
        text_fingerprint TEXT DEFAULT '' NOT NULL,
        version INTEGER DEFAULT 1 NOT NULL,
        CONSTRAINT pk_agreements PRIMARY KEY (id),
        CONSTRAINT uq_agreements_case_id UNIQUE (case_id),
        CONSTRAINT fk_agreements_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE answers (
        id INTEGER NOT NULL,
        case_id INTEGER NOT NULL,
        field VARCHAR NOT NULL,
        value TEXT DEFAULT '' NOT NULL,
        valid_from DATE,
        valid_to DATE,
        version INTEGER DEFAULT 1 NOT NULL,
        CONSTRAINT pk_answers PRIMARY KEY (id),
        CONSTRAINT fk_answers_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX ix_answers_case_id ON answers (case_id)
    """,
    """
    CREATE INDEX ix_answers_field_case ON answers (field, case_id, valid_from, value)
    """,
    """
    CREATE TABLE clients (
        case_id INTEGER NOT NULL,
        family_name TEXT DEFAULT '' NOT NULL,
        given_name TEXT DEFAULT '' NOT NULL,
        designation TEXT DEFAULT '' NOT NULL,
        birth_date DATE,
        birth_precision VARCHAR NOT NULL,
        birth_uncertain BOOLEAN DEFAULT 0 NOT NULL,
        adult BOOLEAN,
        sex VARCHAR,
        nationality TEXT DEFAULT '' NOT NULL,
        second_nationality TEXT DEFAULT '' NOT NULL,
        section_24 BOOLEAN,
        language TEXT DEFAULT '' NOT NULL,
        interpreter_needed BOOLEAN,
        phone TEXT DEFAULT '' NOT NULL,
        email TEXT DEFAULT '' NOT NULL,
        street TEXT DEFAULT '' NOT NULL,
        postal_code TEXT DEFAULT '' NOT NULL,
        town TEXT DEFAULT '' NOT NULL,
        sort_name TEXT DEFAULT '' NOT NULL,
        version INTEGER DEFAULT 1 NOT NULL,
        CONSTRAINT pk_clients PRIMARY KEY (case_id),
        CONSTRAINT fk_clients_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX ix_clients_sort_name ON clients (sort_name)
    """,
    """
    CREATE TABLE consents (
        id INTEGER NOT NULL,
        case_id INTEGER NOT NULL,
        scope VARCHAR NOT NULL,
        decision VARCHAR NOT NULL,
        decided_on DATE NOT NULL,
        kind VARCHAR,
        recipient TEXT DEFAULT '' NOT NULL,
        purpose TEXT DEFAULT '' NOT NULL,
        data_kinds TEXT DEFAULT '' NOT NULL,
        valid_until DATE,
        form VARCHAR NOT NULL,
        language TEXT DEFAULT '' NOT NULL,
        text_fingerprint TEXT DEFAULT '' NOT NULL,
        explained_by TEXT DEFAULT '' NOT NULL,
        interpreter TEXT DEFAULT '' NOT NULL,
        witness TEXT DEFAULT '' NOT NULL,
        representative TEXT DEFAULT '' NOT NULL,
        told_withdrawable BOOLEAN DEFAULT 0 NOT NULL,
        copy_handed_out BOOLEAN DEFAULT 0 NOT NULL,
        filing_place TEXT DEFAULT '' NOT NULL,
        withdrawn_on DATE,
        version INTEGER DEFAULT 1 NOT NULL,
        CONSTRAINT pk_consents PRIMARY KEY (id),
        CONSTRAINT fk_consents_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX ix_consents_case_id ON consents (case_id)
    """,
    """
    CREATE TABLE decisions (
        id INTEGER NOT NULL,
        case_id INTEGER NOT NULL,
        kind VARCHAR NOT NULL,
        "on" DATE NOT NULL,
        reason TEXT DEFAULT '' NOT NULL,
        until DATE,
        CONSTRAINT pk_decisions PRIMARY KEY (id),
        CONSTRAINT fk_decisions_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX ix_decisions_case_id ON decisions (case_id)
    """,
    """
    CREATE TABLE drafts (
        id INTEGER NOT NULL,
        form VARCHAR NOT NULL,
        case_id INTEGER,
        content TEXT DEFAULT '' NOT NULL,
        saved_at VARCHAR NOT NULL,
        CONSTRAINT pk_drafts PRIMARY KEY (id),
        CONSTRAINT fk_drafts_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX ix_drafts_case_id ON drafts (case_id)
    """,
    """
    CREATE TABLE earlier_counselling (
        id INTEGER NOT NULL,
        case_id INTEGER NOT NULL,
        office TEXT DEFAULT '' NOT NULL,
        since DATE,
        until DATE,
        evidence VARCHAR NOT NULL,
        CONSTRAINT pk_earlier_counselling PRIMARY KEY (id),
        CONSTRAINT fk_earlier_counselling_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX ix_earlier_counselling_case_id ON earlier_counselling (case_id)
    """,
    """
    CREATE TABLE extensions (
        id INTEGER NOT NULL,
        case_id INTEGER NOT NULL,
        until DATE NOT NULL,
        decided_on DATE NOT NULL,
        reason VARCHAR NOT NULL,
        text TEXT DEFAULT '' NOT NULL,
        evidence_seen_on DATE,
        evidence_place_kind TEXT DEFAULT '' NOT NULL,
        late_reason TEXT DEFAULT '' NOT NULL,
        decided_by TEXT DEFAULT '' NOT NULL,
        version INTEGER DEFAULT 1 NOT NULL,
        CONSTRAINT pk_extensions PRIMARY KEY (id),
        CONSTRAINT fk_extensions_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX ix_extensions_case_id ON extensions (case_id)
    """,
    """
    CREATE TABLE household_members (
        id INTEGER NOT NULL,
        case_id INTEGER NOT NULL,
        relationship VARCHAR NOT NULL,
        adult BOOLEAN DEFAULT 0 NOT NULL,
        birth_year INTEGER,
        birth_month INTEGER,
        linked_case TEXT DEFAULT '' NOT NULL,
        version INTEGER DEFAULT 1 NOT NULL,
        CONSTRAINT pk_household_members PRIMARY KEY (id),
        CONSTRAINT fk_household_members_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX ix_household_members_case_id ON household_members (case_id)
    """,
    """
    CREATE TABLE needs_assessments (
        id INTEGER NOT NULL,
        case_id INTEGER NOT NULL,
        held_on DATE NOT NULL,
        held_by TEXT DEFAULT '' NOT NULL,
        is_first_talk BOOLEAN DEFAULT 1 NOT NULL,
        handover_on DATE,
        handover_office TEXT DEFAULT '' NOT NULL,
        handover_content TEXT DEFAULT '' NOT NULL,
        version INTEGER DEFAULT 1 NOT NULL,
        CONSTRAINT pk_needs_assessments PRIMARY KEY (id),
        CONSTRAINT uq_needs_assessments_case_id UNIQUE (case_id),
        CONSTRAINT fk_needs_assessments_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE notices_given (
        id INTEGER NOT NULL,
        case_id INTEGER NOT NULL,
        handed_out_on DATE NOT NULL,
        explained_on DATE NOT NULL,
        explained_by TEXT DEFAULT '' NOT NULL,
        interpreter TEXT DEFAULT '' NOT NULL,
        language TEXT DEFAULT '' NOT NULL,
        text_fingerprint TEXT DEFAULT '' NOT NULL,
        CONSTRAINT pk_notices_given PRIMARY KEY (id),
        CONSTRAINT uq_notices_given_case_id UNIQUE (case_id),
        CONSTRAINT fk_notices_given_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE participants (
        id INTEGER NOT NULL,
        talk_id INTEGER NOT NULL,
        case_id INTEGER NOT NULL,
        note TEXT DEFAULT '' NOT NULL,
        counts BOOLEAN DEFAULT 1 NOT NULL,
        plan_missing_reason TEXT DEFAULT '' NOT NULL,
        next_step TEXT DEFAULT '' NOT NULL,
        next_step_due DATE,
        next_step_done_on DATE,
        version INTEGER DEFAULT 1 NOT NULL,
        CONSTRAINT pk_participants PRIMARY KEY (id),
        CONSTRAINT uq_participants_talk_id_case_id UNIQUE (talk_id, case_id),
        CONSTRAINT fk_participants_talk_id FOREIGN KEY(talk_id) REFERENCES talks (id) ON DELETE CASCADE,
        CONSTRAINT fk_participants_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX ix_participants_case ON participants (case_id, counts, talk_id)
    """,
    """
    CREATE INDEX ix_participants_due ON participants (next_step_due) WHERE next_step_due IS NOT NULL
    """,
    """
    CREATE INDEX ix_participants_figures ON participants (talk_id, counts, case_id)
    """,
    """
    CREATE INDEX ix_participants_talk_id ON participants (talk_id)
    """,
    """
    CREATE TABLE plans (
        id INTEGER NOT NULL,
        case_id INTEGER NOT NULL,
        begun_on DATE,
        brought_along BOOLEAN DEFAULT 0 NOT NULL,
        steps TEXT DEFAULT '' NOT NULL,
        course TEXT DEFAULT '' NOT NULL,
        no_goal_reason TEXT DEFAULT '' NOT NULL,
        no_goal_until DATE,
        client_signed_on DATE,
        worker_signed_on DATE,
        complete_blocks INTEGER DEFAULT 0 NOT NULL,
        version INTEGER DEFAULT 1 NOT NULL,
        CONSTRAINT pk_plans PRIMARY KEY (id),
        CONSTRAINT uq_plans_case_id UNIQUE (case_id),
        CONSTRAINT fk_plans_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE block_reasons (
        id INTEGER NOT NULL,
        plan_id INTEGER NOT NULL,
        block VARCHAR NOT NULL,
        reason TEXT DEFAULT '' NOT NULL,
        CONSTRAINT pk_block_reasons PRIMARY KEY (id),
        CONSTRAINT uq_block_reasons_plan_id_block UNIQUE (plan_id, block),
        CONSTRAINT fk_block_reasons_plan_id FOREIGN KEY(plan_id) REFERENCES plans (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX ix_block_reasons_plan_id ON block_reasons (plan_id)
    """,
    """
    CREATE TABLE goals (
        id INTEGER NOT NULL,
        plan_id INTEGER NOT NULL,
        area VARCHAR NOT NULL,
        wording TEXT DEFAULT '' NOT NULL,
        seen_by TEXT DEFAULT '' NOT NULL,
        until DATE,
        state VARCHAR NOT NULL,
        agreed_on DATE,
        next_review DATE,
        version INTEGER DEFAULT 1 NOT NULL,
        CONSTRAINT pk_goals PRIMARY KEY (id),
        CONSTRAINT fk_goals_plan_id FOREIGN KEY(plan_id) REFERENCES plans (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX ix_goals_plan_id ON goals (plan_id)
    """,
    """
    CREATE TABLE light_changes (
        id INTEGER NOT NULL,
        plan_id INTEGER NOT NULL,
        block VARCHAR NOT NULL,
        light VARCHAR NOT NULL,
        "on" DATE NOT NULL,
        CONSTRAINT pk_light_changes PRIMARY KEY (id),
        CONSTRAINT fk_light_changes_plan_id FOREIGN KEY(plan_id) REFERENCES plans (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX ix_light_changes_plan_id ON light_changes (plan_id)
    """,
    """
    CREATE TABLE plan_spans (
        id INTEGER NOT NULL,
        plan_id INTEGER NOT NULL,
        opened_on DATE NOT NULL,
        closed_on DATE,
        reason TEXT DEFAULT '' NOT NULL,
        CONSTRAINT pk_plan_spans PRIMARY KEY (id),
        CONSTRAINT fk_plan_spans_plan_id FOREIGN KEY(plan_id) REFERENCES plans (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX ix_plan_spans_plan_id ON plan_spans (plan_id)
    """,
    """
    CREATE TABLE plan_versions (
        id INTEGER NOT NULL,
        plan_id INTEGER NOT NULL,
        number INTEGER NOT NULL,
        issued_on DATE NOT NULL,
        language TEXT DEFAULT '' NOT NULL,
        content TEXT DEFAULT '' NOT NULL,
        fingerprint TEXT DEFAULT '' NOT NULL,
        CONSTRAINT pk_plan_versions PRIMARY KEY (id),
        CONSTRAINT uq_plan_versions_plan_id_number UNIQUE (plan_id, number),
        CONSTRAINT fk_plan_versions_plan_id FOREIGN KEY(plan_id) REFERENCES plans (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX ix_plan_versions_plan_id ON plan_versions (plan_id)
    """,
    """
    CREATE TABLE referrals (
        id INTEGER NOT NULL,
        participant_id INTEGER NOT NULL,
        service VARCHAR NOT NULL,
        outcome TEXT DEFAULT '' NOT NULL,
        outcome_on DATE,
        CONSTRAINT pk_referrals PRIMARY KEY (id),
        CONSTRAINT fk_referrals_participant_id FOREIGN KEY(participant_id)
            REFERENCES participants (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX ix_referrals_participant_id ON referrals (participant_id)
    """,
    """
    CREATE TABLE goal_changes (
        id INTEGER NOT NULL,
        goal_id INTEGER NOT NULL,
        state VARCHAR NOT NULL,
        "on" DATE NOT NULL,
        note TEXT DEFAULT '' NOT NULL,
        reviewed BOOLEAN DEFAULT 0 NOT NULL,
        CONSTRAINT pk_goal_changes PRIMARY KEY (id),
        CONSTRAINT fk_goal_changes_goal_id FOREIGN KEY(goal_id) REFERENCES goals (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX ix_goal_changes_figures ON goal_changes ("on", state, goal_id)
    """,
    """
    CREATE INDEX ix_goal_changes_goal_id ON goal_changes (goal_id)
    """,
    """
    CREATE TABLE measures (
        id INTEGER NOT NULL,
        goal_id INTEGER NOT NULL,
        what TEXT DEFAULT '' NOT NULL,
        who VARCHAR NOT NULL,
        third_party TEXT DEFAULT '' NOT NULL,
        until DATE,
        outcome TEXT DEFAULT '' NOT NULL,
        done_on DATE,
        CONSTRAINT pk_measures PRIMARY KEY (id),
        CONSTRAINT fk_measures_goal_id FOREIGN KEY(goal_id) REFERENCES goals (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX ix_measures_goal_id ON measures (goal_id)
    """,
    """
    CREATE VIRTUAL TABLE name_index USING fts5(
        names, numbers, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3'
    )
    """,
    "INSERT INTO name_index(name_index, rank) VALUES ('secure-delete', 1)",
    """
    CREATE TRIGGER cases_leave_name_index AFTER DELETE ON cases
    BEGIN DELETE FROM name_index WHERE rowid = old.id; END
    """,
)


def upgrade() -> None:
    """Create every table and index."""
    for statement in STATEMENTS:
        op.execute(statement)
