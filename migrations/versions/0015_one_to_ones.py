"""1:1s: series, meetings, topics, minutes, promises, private notes, calendar feeds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "meeting_feed",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("with_names", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("meeting_feed_pk")),
        sa.UniqueConstraint("tenant_id", "token_hash", name=op.f("meeting_feed_tenant_id_token_hash_uq")),
    )
    op.create_index(
        "meeting_feed_one", "meeting_feed", ["tenant_id", "person_id"], unique=True, postgresql_where="ended_at IS NULL"
    )
    op.create_table(
        "meeting_series",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("manager_id", sa.Uuid(), nullable=False),
        sa.Column("proposed_by_id", sa.Uuid(), nullable=False),
        sa.Column("every_days", sa.SmallInteger(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("minutes", sa.SmallInteger(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('proposed', 'agreed', 'dropped', 'ended')", name=op.f("meeting_series_state_ck")),
        sa.CheckConstraint("employee_id <> manager_id", name=op.f("meeting_series_two_people_ck")),
        sa.CheckConstraint("every_days IN (7, 14, 21, 28)", name=op.f("meeting_series_rhythm_ck")),
        sa.CheckConstraint("minutes BETWEEN 10 AND 240", name=op.f("meeting_series_minutes_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("meeting_series_pk")),
    )
    op.create_index(
        "meeting_series_one_of_each",
        "meeting_series",
        ["tenant_id", "employee_id", "manager_id", "state"],
        unique=True,
        postgresql_where="state IN ('proposed', 'agreed')",
    )
    op.create_index(
        op.f("meeting_series_tenant_id_manager_id_state_ix"),
        "meeting_series",
        ["tenant_id", "manager_id", "state"],
        unique=False,
    )
    op.create_table(
        "meeting_topic",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("manager_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("for_id", sa.Uuid(), nullable=True),
        sa.Column("about_label", sa.Text(), nullable=False),
        sa.Column("about_url", sa.Text(), nullable=False),
        sa.Column("wording", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('open', 'talked', 'dropped', 'lapsed')", name=op.f("meeting_topic_state_ck")),
        sa.CheckConstraint("employee_id <> manager_id", name=op.f("meeting_topic_two_people_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("meeting_topic_pk")),
    )
    op.create_index(
        op.f("meeting_topic_tenant_id_employee_id_manager_id_state_ix"),
        "meeting_topic",
        ["tenant_id", "employee_id", "manager_id", "state"],
        unique=False,
    )
    op.create_table(
        "meeting",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("manager_id", sa.Uuid(), nullable=False),
        sa.Column("series_id", sa.Uuid(), nullable=True),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.SmallInteger(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("purpose IN ('regular', 'coaching', 'goal', 'other')", name=op.f("meeting_purpose_ck")),
        sa.CheckConstraint(
            "state IN ('planned', 'prepared', 'held', 'confirmed', 'skipped', 'ended')", name=op.f("meeting_state_ck")
        ),
        sa.CheckConstraint("employee_id <> manager_id", name=op.f("meeting_two_people_ck")),
        sa.CheckConstraint("minutes BETWEEN 10 AND 240", name=op.f("meeting_minutes_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("meeting_pk")),
    )
    op.create_index(
        op.f("meeting_tenant_id_employee_id_starts_at_ix"), "meeting", ["tenant_id", "employee_id", "starts_at"], unique=False
    )
    op.create_index(
        op.f("meeting_tenant_id_manager_id_starts_at_ix"), "meeting", ["tenant_id", "manager_id", "starts_at"], unique=False
    )
    op.create_index(op.f("meeting_tenant_id_series_id_ix"), "meeting", ["tenant_id", "series_id"], unique=False)
    op.create_table(
        "meeting_topic_wording",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("topic_id", sa.Uuid(), nullable=False),
        sa.Column("no", sa.SmallInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("meeting_topic_wording_pk")),
        sa.UniqueConstraint("tenant_id", "topic_id", "no", name=op.f("meeting_topic_wording_tenant_id_topic_id_no_uq")),
    )
    op.create_table(
        "meeting_change",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("was_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind = 'ended' OR (by_id IS NOT NULL AND words <> '')", name=op.f("meeting_change_reason_ck")),
        sa.CheckConstraint("kind IN ('moved', 'skipped', 'ended')", name=op.f("meeting_change_kind_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("meeting_change_pk")),
    )
    op.create_index(op.f("meeting_change_tenant_id_meeting_id_ix"), "meeting_change", ["tenant_id", "meeting_id"], unique=False)
    op.create_table(
        "meeting_line",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("topic_id", sa.Uuid(), nullable=False),
        sa.Column("is_carried", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'talked', 'carried', 'dropped')", name=op.f("meeting_line_state_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("meeting_line_pk")),
        sa.UniqueConstraint("tenant_id", "meeting_id", "topic_id", name=op.f("meeting_line_tenant_id_meeting_id_topic_id_uq")),
    )
    op.create_index(op.f("meeting_line_tenant_id_topic_id_ix"), "meeting_line", ["tenant_id", "topic_id"], unique=False)
    op.create_table(
        "meeting_minutes",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_by_id", sa.Uuid(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("meeting_minutes_pk")),
        sa.UniqueConstraint("tenant_id", "meeting_id", name=op.f("meeting_minutes_tenant_id_meeting_id_uq")),
    )
    op.create_table(
        "meeting_note",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("meeting_note_pk")),
        sa.UniqueConstraint(
            "tenant_id", "author_id", "meeting_id", name=op.f("meeting_note_tenant_id_author_id_meeting_id_uq")
        ),
    )
    op.create_table(
        "meeting_promise",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("manager_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'dropping') = (asked_by_id IS NOT NULL)", name=op.f("meeting_promise_dropping_is_asked_ck")
        ),
        sa.CheckConstraint("kind IN ('promise', 'step', 'help')", name=op.f("meeting_promise_kind_ck")),
        sa.CheckConstraint(
            "state IN ('open', 'done', 'dropping', 'kept', 'dropped', 'taken_back', 'lapsed')",
            name=op.f("meeting_promise_state_ck"),
        ),
        sa.CheckConstraint("words <> ''", name=op.f("meeting_promise_words_ck")),
        sa.CheckConstraint("employee_id <> manager_id", name=op.f("meeting_promise_two_people_ck")),
        sa.CheckConstraint("owner_id IN (employee_id, manager_id)", name=op.f("meeting_promise_owner_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("meeting_promise_pk")),
    )
    op.create_index(
        op.f("meeting_promise_tenant_id_employee_id_manager_id_state_ix"),
        "meeting_promise",
        ["tenant_id", "employee_id", "manager_id", "state"],
        unique=False,
    )
    op.create_index(
        op.f("meeting_promise_tenant_id_manager_id_state_ix"),
        "meeting_promise",
        ["tenant_id", "manager_id", "state"],
        unique=False,
    )
    op.create_index(
        op.f("meeting_promise_tenant_id_meeting_id_ix"), "meeting_promise", ["tenant_id", "meeting_id"], unique=False
    )
    op.create_table(
        "meeting_version",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("no", sa.SmallInteger(), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("no >= 1", name=op.f("meeting_version_no_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("meeting_version_pk")),
        sa.UniqueConstraint("tenant_id", "meeting_id", "no", name=op.f("meeting_version_tenant_id_meeting_id_no_uq")),
    )
    op.create_table(
        "meeting_confirmation",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("meeting_confirmation_pk")),
        sa.UniqueConstraint(
            "tenant_id", "version_id", "person_id", name=op.f("meeting_confirmation_tenant_id_version_id_person_id_uq")
        ),
    )
    op.create_index(
        op.f("meeting_confirmation_tenant_id_meeting_id_ix"), "meeting_confirmation", ["tenant_id", "meeting_id"], unique=False
    )
    op.create_index(
        op.f("meeting_confirmation_tenant_id_person_id_id_ix"),
        "meeting_confirmation",
        ["tenant_id", "person_id", "id"],
        unique=False,
    )
    op.create_table(
        "meeting_minutes_step",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("minutes_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("meeting_minutes_step_pk")),
        sa.UniqueConstraint(
            "tenant_id", "minutes_id", "version", name=op.f("meeting_minutes_step_tenant_id_minutes_id_version_uq")
        ),
    )
    op.create_table(
        "meeting_promise_answer",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("promise_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "answer IN ('done', 'keep', 'not_yet', 'ask_drop', 'drop', 'go_on', 'take_back')",
            name=op.f("meeting_promise_answer_answer_ck"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("meeting_promise_answer_pk")),
    )
    op.create_index(
        op.f("meeting_promise_answer_tenant_id_promise_id_ix"),
        "meeting_promise_answer",
        ["tenant_id", "promise_id"],
        unique=False,
    )
    op.fence_table("meeting_feed")
    op.fence_table("meeting_series")
    op.fence_table("meeting_topic")
    op.fence_table("meeting")
    op.fence_table("meeting_topic_wording", record=True)
    op.fence_table("meeting_change", record=True)
    op.fence_table("meeting_line")
    op.fence_table("meeting_minutes")
    op.fence_table("meeting_note", parties="author_id = current_setting('app.person_id')::uuid")
    op.fence_table("meeting_promise")
    op.fence_table("meeting_version", record=True)
    op.fence_table("meeting_confirmation", record=True)
    op.fence_table("meeting_minutes_step")
    op.fence_table("meeting_promise_answer", record=True)
    op.tenant_key("meeting_feed", "tenant_id", "tenant", "meeting_feed_tenant_fk")
    op.tenant_key("meeting_series", "tenant_id", "tenant", "meeting_series_tenant_fk")
    op.tenant_key("meeting_topic", "tenant_id", "tenant", "meeting_topic_tenant_fk")
    op.tenant_key("meeting", "tenant_id", "tenant", "meeting_tenant_fk")
    op.tenant_key("meeting_topic_wording", "tenant_id", "tenant", "meeting_topic_wording_tenant_fk")
    op.tenant_key("meeting_change", "tenant_id", "tenant", "meeting_change_tenant_fk")
    op.tenant_key("meeting_line", "tenant_id", "tenant", "meeting_line_tenant_fk")
    op.tenant_key("meeting_minutes", "tenant_id", "tenant", "meeting_minutes_tenant_fk")
    op.tenant_key("meeting_note", "tenant_id", "tenant", "meeting_note_tenant_fk")
    op.tenant_key("meeting_promise", "tenant_id", "tenant", "meeting_promise_tenant_fk")
    op.tenant_key("meeting_version", "tenant_id", "tenant", "meeting_version_tenant_fk")
    op.tenant_key("meeting_confirmation", "tenant_id", "tenant", "meeting_confirmation_tenant_fk")
    op.tenant_key("meeting_minutes_step", "tenant_id", "tenant", "meeting_minutes_step_tenant_fk")
    op.tenant_key("meeting_promise_answer", "tenant_id", "tenant", "meeting_promise_answer_tenant_fk")
    op.tenant_key("meeting_change", "by_id", "person", "meeting_change_by_id_fk")
    op.tenant_key("meeting_change", "meeting_id", "meeting", "meeting_change_meeting_id_fk")
    op.tenant_key("meeting_confirmation", "meeting_id", "meeting", "meeting_confirmation_meeting_id_fk")
    op.tenant_key("meeting_confirmation", "person_id", "person", "meeting_confirmation_person_id_fk")
    op.tenant_key("meeting_confirmation", "version_id", "meeting_version", "meeting_confirmation_version_id_fk")
    op.tenant_key("meeting", "employee_id", "person", "meeting_employee_id_fk")
    op.tenant_key("meeting_feed", "person_id", "person", "meeting_feed_person_id_fk")
    op.tenant_key("meeting_line", "meeting_id", "meeting", "meeting_line_meeting_id_fk")
    op.tenant_key("meeting_line", "topic_id", "meeting_topic", "meeting_line_topic_id_fk")
    op.tenant_key("meeting", "made_by_id", "person", "meeting_made_by_id_fk")
    op.tenant_key("meeting", "manager_id", "person", "meeting_manager_id_fk")
    op.tenant_key("meeting_minutes", "meeting_id", "meeting", "meeting_minutes_meeting_id_fk")
    op.tenant_key("meeting_minutes", "saved_by_id", "person", "meeting_minutes_saved_by_id_fk")
    op.tenant_key("meeting_minutes_step", "minutes_id", "meeting_minutes", "meeting_minutes_step_minutes_id_fk")
    op.tenant_key("meeting_note", "author_id", "person", "meeting_note_author_id_fk")
    op.tenant_key("meeting_note", "meeting_id", "meeting", "meeting_note_meeting_id_fk")
    op.tenant_key("meeting_promise_answer", "by_id", "person", "meeting_promise_answer_by_id_fk")
    op.tenant_key("meeting_promise_answer", "promise_id", "meeting_promise", "meeting_promise_answer_promise_id_fk")
    op.tenant_key("meeting_promise", "asked_by_id", "person", "meeting_promise_asked_by_id_fk")
    op.tenant_key("meeting_promise", "author_id", "person", "meeting_promise_author_id_fk")
    op.tenant_key("meeting_promise", "employee_id", "person", "meeting_promise_employee_id_fk")
    op.tenant_key("meeting_promise", "manager_id", "person", "meeting_promise_manager_id_fk")
    op.tenant_key("meeting_promise", "meeting_id", "meeting", "meeting_promise_meeting_id_fk")
    op.tenant_key("meeting_promise", "owner_id", "person", "meeting_promise_owner_id_fk")
    op.tenant_key("meeting_series", "employee_id", "person", "meeting_series_employee_id_fk")
    op.tenant_key("meeting", "series_id", "meeting_series", "meeting_series_id_fk")
    op.tenant_key("meeting_series", "manager_id", "person", "meeting_series_manager_id_fk")
    op.tenant_key("meeting_series", "proposed_by_id", "person", "meeting_series_proposed_by_id_fk")
    op.tenant_key("meeting_topic", "author_id", "person", "meeting_topic_author_id_fk")
    op.tenant_key("meeting_topic", "employee_id", "person", "meeting_topic_employee_id_fk")
    op.tenant_key("meeting_topic", "for_id", "person", "meeting_topic_for_id_fk")
    op.tenant_key("meeting_topic", "manager_id", "person", "meeting_topic_manager_id_fk")
    op.tenant_key("meeting_topic_wording", "topic_id", "meeting_topic", "meeting_topic_wording_topic_id_fk")
    op.tenant_key("meeting_version", "author_id", "person", "meeting_version_author_id_fk")
    op.tenant_key("meeting_version", "meeting_id", "meeting", "meeting_version_meeting_id_fk")
