"""The coaching library: items with their versions and steps, what readers leave, and files on their way in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from tenants.isolation import definers, searching

revision = "0020"
down_revision = "0019"


FINDS = "find_docs(text[], text, integer)"


def upgrade() -> None:
    """And the search answers with so many of each kind: its function is made anew, since only a fresh database has today's."""
    op.execute(f"DROP FUNCTION IF EXISTS {FINDS}")
    for statement in definers.create_statements({FINDS: searching.STATEMENTS[FINDS]}):
        op.execute(statement)
    op.create_table(
        "library_item",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(collation="C"), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("hands", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("thread_id", sa.Uuid(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("latest_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("unverified_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("skill", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_key", sa.Text(collation="C"), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("also", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("steps", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("anchors", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint("audience IN ('everyone', 'managers', 'hr')", name=op.f("library_item_audience_ck")),
        sa.CheckConstraint(
            "kind IN ('guide', 'template', 'script', 'example', 'exercise', 'vignette', 'path')",
            name=op.f("library_item_kind_ck"),
        ),
        sa.CheckConstraint("origin IN ('own', 'starter', 'import', 'answer')", name=op.f("library_item_origin_ck")),
        sa.CheckConstraint("reason IN ('', 'day', 'policy', 'question', 'asked')", name=op.f("library_item_reason_ck")),
        sa.CheckConstraint(
            "skill IN ('', 'agreeing_goals', 'two_way_communication', 'coaching_by_questions', 'observing_and_documenting', 'feedback', 'appraising', 'diagnosing', 'delegating')",
            name=op.f("library_item_skill_ck"),
        ),
        sa.CheckConstraint("state <> 'retired' OR latest_id IS NULL", name=op.f("library_item_retired_is_not_read_ck")),
        sa.CheckConstraint(
            "state IN ('draft', 'in_review', 'published', 'needs_review', 'retired')", name=op.f("library_item_state_ck")
        ),
        sa.CheckConstraint(
            "state NOT IN ('published', 'needs_review') OR latest_id IS NOT NULL",
            name=op.f("library_item_published_has_a_version_ck"),
        ),
        sa.CheckConstraint(
            "topic IN ('plan', 'talk', 'file', 'appraise', 'improve', 'partnership')", name=op.f("library_item_topic_ck")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("library_item_pk")),
        sa.UniqueConstraint("tenant_id", "key", "language", name=op.f("library_item_tenant_id_key_language_uq")),
    )
    op.create_index(
        "library_item_of_thread",
        "library_item",
        ["tenant_id", "thread_id"],
        unique=False,
        postgresql_where="thread_id IS NOT NULL",
    )
    op.create_index(op.f("library_item_tenant_id_author_id_ix"), "library_item", ["tenant_id", "author_id"], unique=False)
    op.create_index(op.f("library_item_tenant_id_latest_id_ix"), "library_item", ["tenant_id", "latest_id"], unique=False)
    op.create_index(op.f("library_item_tenant_id_owner_id_ix"), "library_item", ["tenant_id", "owner_id"], unique=False)
    op.create_index(
        op.f("library_item_tenant_id_state_changed_at_ix"), "library_item", ["tenant_id", "state", "changed_at"], unique=False
    )
    op.create_index(
        "library_item_to_review",
        "library_item",
        ["tenant_id", "review_on"],
        unique=False,
        postgresql_where="state = 'published'",
    )
    op.create_table(
        "library_anchor",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("signal", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "phase IN ('', 'planning', 'working', 'appraising', 'diagnosing')", name=op.f("library_anchor_phase_ck")
        ),
        sa.CheckConstraint(
            "signal IN ('', 'rounds', 'silence', 'confidence_fell', 'contested', 'unanswered', 'did_it_for_them', 'first_cycle', 'no_criteria')",
            name=op.f("library_anchor_signal_ck"),
        ),
        sa.CheckConstraint(
            "task IN ('plan.draft', 'plan.counter', 'plan.read', 'check_in.say', 'check_in.answer', 'meeting.prepare', 'meeting.minutes', 'file.enter', 'file.answer', 'feedback.give', 'feedback.ask', 'feedback.respond')",
            name=op.f("library_anchor_task_ck"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("library_anchor_pk")),
        sa.UniqueConstraint(
            "tenant_id",
            "item_id",
            "task",
            "phase",
            "signal",
            name=op.f("library_anchor_tenant_id_item_id_task_phase_signal_uq"),
        ),
    )
    op.create_index(op.f("library_anchor_tenant_id_task_ix"), "library_anchor", ["tenant_id", "task"], unique=False)
    op.create_table(
        "library_event",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "act IN ('shown', 'opened', 'used', 'not_helpful', 'asked', 'dismissed', 'recalled')",
            name=op.f("library_event_act_ck"),
        ),
        sa.CheckConstraint(
            "task IN ('', 'plan.draft', 'plan.counter', 'plan.read', 'check_in.say', 'check_in.answer', 'meeting.prepare', 'meeting.minutes', 'file.enter', 'file.answer', 'feedback.give', 'feedback.ask', 'feedback.respond')",
            name=op.f("library_event_task_ck"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("library_event_pk")),
    )
    op.create_index(
        "library_event_once",
        "library_event",
        ["tenant_id", "person_id", "item_id", "task", "act", "day"],
        unique=True,
        postgresql_where="act IN ('shown', 'opened')",
    )
    op.create_index(op.f("library_event_tenant_id_item_id_ix"), "library_event", ["tenant_id", "item_id"], unique=False)
    op.create_index(
        op.f("library_event_tenant_id_person_id_item_id_ix"),
        "library_event",
        ["tenant_id", "person_id", "item_id"],
        unique=False,
    )
    op.create_table(
        "library_import",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("requester_id", sa.Uuid(), nullable=True),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("publishes", sa.Boolean(), nullable=False),
        sa.Column("counts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('checking', 'checked', 'applying', 'applied', 'failed', 'dropped')", name=op.f("library_import_state_ck")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("library_import_pk")),
    )
    op.create_index(op.f("library_import_tenant_id_job_id_ix"), "library_import", ["tenant_id", "job_id"], unique=False)
    op.create_index(op.f("library_import_tenant_id_made_at_ix"), "library_import", ["tenant_id", "made_at"], unique=False)
    op.create_index(
        op.f("library_import_tenant_id_requester_id_ix"), "library_import", ["tenant_id", "requester_id"], unique=False
    )
    op.create_table(
        "library_mark",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("verdict IN ('', 'helpful', 'not_helpful')", name=op.f("library_mark_verdict_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("library_mark_pk")),
        sa.UniqueConstraint("tenant_id", "person_id", "item_id", name=op.f("library_mark_tenant_id_person_id_item_id_uq")),
    )
    op.create_index(op.f("library_mark_tenant_id_item_id_ix"), "library_mark", ["tenant_id", "item_id"], unique=False)
    op.create_table(
        "library_remark",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("act IN ('propose', 'send_back')", name=op.f("library_remark_act_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("library_remark_pk")),
    )
    op.create_index(op.f("library_remark_tenant_id_author_id_ix"), "library_remark", ["tenant_id", "author_id"], unique=False)
    op.create_index(
        op.f("library_remark_tenant_id_item_id_id_ix"), "library_remark", ["tenant_id", "item_id", "id"], unique=False
    )
    op.create_table(
        "library_version",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("approver_id", sa.Uuid(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("skill", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_key", sa.Text(collation="C"), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("also", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("steps", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("anchors", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint("audience IN ('everyone', 'managers', 'hr')", name=op.f("library_version_audience_ck")),
        sa.CheckConstraint(
            "kind IN ('guide', 'template', 'script', 'example', 'exercise', 'vignette', 'path')",
            name=op.f("library_version_kind_ck"),
        ),
        sa.CheckConstraint(
            "skill IN ('', 'agreeing_goals', 'two_way_communication', 'coaching_by_questions', 'observing_and_documenting', 'feedback', 'appraising', 'diagnosing', 'delegating')",
            name=op.f("library_version_skill_ck"),
        ),
        sa.CheckConstraint(
            "topic IN ('plan', 'talk', 'file', 'appraise', 'improve', 'partnership')", name=op.f("library_version_topic_ck")
        ),
        sa.CheckConstraint("no >= 1", name=op.f("library_version_no_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("library_version_pk")),
        sa.UniqueConstraint("tenant_id", "item_id", "no", name=op.f("library_version_tenant_id_item_id_no_uq")),
    )
    op.create_index(
        op.f("library_version_tenant_id_approver_id_ix"), "library_version", ["tenant_id", "approver_id"], unique=False
    )
    op.create_index(op.f("library_version_tenant_id_author_id_ix"), "library_version", ["tenant_id", "author_id"], unique=False)
    op.create_index(
        op.f("library_version_tenant_id_title_key_id_ix"), "library_version", ["tenant_id", "title_key", "id"], unique=False
    )
    op.create_table(
        "exercise_answer",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("rests", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("no >= 1", name=op.f("exercise_answer_no_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("exercise_answer_pk")),
        sa.UniqueConstraint(
            "tenant_id", "author_id", "item_id", "no", name=op.f("exercise_answer_tenant_id_author_id_item_id_no_uq")
        ),
    )
    op.create_index(op.f("exercise_answer_tenant_id_item_id_ix"), "exercise_answer", ["tenant_id", "item_id"], unique=False)
    op.create_index(
        op.f("exercise_answer_tenant_id_version_id_ix"), "exercise_answer", ["tenant_id", "version_id"], unique=False
    )
    op.create_table(
        "library_import_file",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("notes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('new', 'changed', 'unchanged', 'refused')", name=op.f("library_import_file_outcome_ck")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("library_import_file_pk")),
        sa.UniqueConstraint("tenant_id", "import_id", "no", name=op.f("library_import_file_tenant_id_import_id_no_uq")),
    )
    op.create_table(
        "vignette_answer",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("vignette_answer_pk")),
        sa.UniqueConstraint(
            "tenant_id", "author_id", "version_id", name=op.f("vignette_answer_tenant_id_author_id_version_id_uq")
        ),
    )
    op.create_index(
        op.f("vignette_answer_tenant_id_version_id_ix"), "vignette_answer", ["tenant_id", "version_id"], unique=False
    )
    op.create_table(
        "vignette_tally",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("many", sa.Integer(), nullable=False),
        sa.CheckConstraint("many >= 0", name=op.f("vignette_tally_many_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("vignette_tally_pk")),
        sa.UniqueConstraint("tenant_id", "version_id", "level", name=op.f("vignette_tally_tenant_id_version_id_level_uq")),
    )
    op.fence_table("library_item")
    op.fence_table("library_anchor")
    op.fence_table("library_event", record=True)
    op.fence_table("library_import")
    op.fence_table("library_mark")
    op.fence_table("library_remark", record=True)
    op.fence_table("library_version", record=True)
    op.fence_table("exercise_answer", record=True, parties="author_id = current_setting('app.person_id')::uuid")
    op.fence_table("library_import_file")
    op.fence_table("vignette_answer", record=True, parties="author_id = current_setting('app.person_id')::uuid")
    op.fence_table("vignette_tally")
    op.tenant_key("library_item", "tenant_id", "tenant", "library_item_tenant_fk")
    op.tenant_key("library_anchor", "tenant_id", "tenant", "library_anchor_tenant_fk")
    op.tenant_key("library_event", "tenant_id", "tenant", "library_event_tenant_fk")
    op.tenant_key("library_import", "tenant_id", "tenant", "library_import_tenant_fk")
    op.tenant_key("library_mark", "tenant_id", "tenant", "library_mark_tenant_fk")
    op.tenant_key("library_remark", "tenant_id", "tenant", "library_remark_tenant_fk")
    op.tenant_key("library_version", "tenant_id", "tenant", "library_version_tenant_fk")
    op.tenant_key("exercise_answer", "tenant_id", "tenant", "exercise_answer_tenant_fk")
    op.tenant_key("library_import_file", "tenant_id", "tenant", "library_import_file_tenant_fk")
    op.tenant_key("vignette_answer", "tenant_id", "tenant", "vignette_answer_tenant_fk")
    op.tenant_key("vignette_tally", "tenant_id", "tenant", "vignette_tally_tenant_fk")
    op.tenant_key("exercise_answer", "author_id", "person", "exercise_answer_author_id_fk")
    op.tenant_key("exercise_answer", "item_id", "library_item", "exercise_answer_item_id_fk")
    op.tenant_key("exercise_answer", "version_id", "library_version", "exercise_answer_version_id_fk")
    op.tenant_key("library_anchor", "item_id", "library_item", "library_anchor_item_id_fk")
    op.tenant_key("library_event", "item_id", "library_item", "library_event_item_id_fk")
    op.tenant_key("library_event", "person_id", "person", "library_event_person_id_fk")
    op.tenant_key("library_import_file", "import_id", "library_import", "library_import_file_import_id_fk")
    op.tenant_key("library_import", "job_id", "job", "library_import_job_id_fk")
    op.tenant_key("library_import", "requester_id", "person", "library_import_requester_id_fk")
    op.tenant_key("library_item", "author_id", "person", "library_item_author_id_fk")
    op.tenant_key("library_item", "latest_id", "library_version", "library_item_latest_id_fk")
    op.tenant_key("library_item", "owner_id", "person", "library_item_owner_id_fk")
    op.tenant_key("library_mark", "item_id", "library_item", "library_mark_item_id_fk")
    op.tenant_key("library_mark", "person_id", "person", "library_mark_person_id_fk")
    op.tenant_key("library_remark", "author_id", "person", "library_remark_author_id_fk")
    op.tenant_key("library_remark", "item_id", "library_item", "library_remark_item_id_fk")
    op.tenant_key("library_version", "approver_id", "person", "library_version_approver_id_fk")
    op.tenant_key("library_version", "author_id", "person", "library_version_author_id_fk")
    op.tenant_key("library_version", "item_id", "library_item", "library_version_item_id_fk")
    op.tenant_key("vignette_answer", "author_id", "person", "vignette_answer_author_id_fk")
    op.tenant_key("vignette_answer", "version_id", "library_version", "vignette_answer_version_id_fk")
    op.tenant_key("vignette_tally", "version_id", "library_version", "vignette_tally_version_id_fk")
