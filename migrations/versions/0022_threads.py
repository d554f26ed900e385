"""Questions, what was said in them and their clocks, marks of HR on answers, and what people do around them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.create_table(
        "question",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("asker_id", sa.Uuid(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("about_label", sa.Text(), nullable=False),
        sa.Column("about_path", sa.Text(), nullable=False),
        sa.Column("seed", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_id", sa.Uuid(), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("same_as_id", sa.Uuid(), nullable=True),
        sa.Column("objected", sa.Boolean(), nullable=False),
        sa.Column("copy_of_id", sa.Uuid(), nullable=True),
        sa.Column("taken", sa.Boolean(), nullable=False),
        sa.Column("ending", sa.Text(), nullable=False),
        sa.Column("readers", postgresql.ARRAY(sa.Uuid()), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(audience IN ('partner', 'team')) = (readers IS NOT NULL)", name=op.f("question_readers_ck")),
        sa.CheckConstraint("(state = 'closed') = (ending <> '')", name=op.f("question_closed_ck")),
        sa.CheckConstraint("(state = 'duplicate') = (same_as_id IS NOT NULL)", name=op.f("question_same_ck")),
        sa.CheckConstraint("audience IN ('partner', 'team', 'managers', 'everyone')", name=op.f("question_audience_ck")),
        sa.CheckConstraint("ending IN ('', 'silence', 'let_go', 'left')", name=op.f("question_ending_ck")),
        sa.CheckConstraint("state <> 'accepted' OR accepted_id IS NOT NULL", name=op.f("question_accepted_ck")),
        sa.CheckConstraint(
            "state IN ('open', 'waiting', 'answered', 'accepted', 'promoted', 'closed', 'duplicate')",
            name=op.f("question_state_ck"),
        ),
        sa.CheckConstraint("(accepted_id IS NULL) = (accepted_at IS NULL)", name=op.f("question_accepted_at_ck")),
        sa.CheckConstraint("asker_id IS NOT NULL OR copy_of_id IS NOT NULL", name=op.f("question_unnamed_ck")),
        sa.CheckConstraint("owner_id <> asker_id", name=op.f("question_never_the_asker_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("question_pk")),
        sa.UniqueConstraint("tenant_id", "asker_id", "seed", name=op.f("question_tenant_id_asker_id_seed_uq")),
    )
    op.create_index(op.f("question_tenant_id_accepted_id_ix"), "question", ["tenant_id", "accepted_id"], unique=False)
    op.create_index(op.f("question_tenant_id_asked_at_id_ix"), "question", ["tenant_id", "asked_at", "id"], unique=False)
    op.create_index(
        op.f("question_tenant_id_asker_id_asked_at_id_ix"),
        "question",
        ["tenant_id", "asker_id", "asked_at", "id"],
        unique=False,
    )
    op.create_index(op.f("question_tenant_id_copy_of_id_ix"), "question", ["tenant_id", "copy_of_id"], unique=False)
    op.create_index(op.f("question_tenant_id_owner_id_ix"), "question", ["tenant_id", "owner_id"], unique=False)
    op.create_index(op.f("question_tenant_id_same_as_id_ix"), "question", ["tenant_id", "same_as_id"], unique=False)
    op.create_table(
        "question_deflection",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('question', 'library_item', 'policy')", name=op.f("question_deflection_kind_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("question_deflection_pk")),
    )
    op.create_index(op.f("question_deflection_tenant_id_at_ix"), "question_deflection", ["tenant_id", "at"], unique=False)
    op.create_index(
        op.f("question_deflection_tenant_id_person_id_ix"), "question_deflection", ["tenant_id", "person_id"], unique=False
    )
    op.create_index(
        op.f("question_deflection_tenant_id_source_id_ix"), "question_deflection", ["tenant_id", "source_id"], unique=False
    )
    op.create_table(
        "saved_reply",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("saved_reply_pk")),
        sa.UniqueConstraint("tenant_id", "author_id", "id", name=op.f("saved_reply_tenant_id_author_id_id_uq")),
    )
    op.create_table(
        "question_clock",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=True),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("spent", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_minutes", sa.Integer(), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_minutes", sa.Integer(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("warns_on", sa.Date(), nullable=True),
        sa.Column("warned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ending", sa.Text(), nullable=False),
        sa.CheckConstraint("ending IN ('', 'silence', 'let_go', 'left', 'duplicate')", name=op.f("question_clock_ending_ck")),
        sa.CheckConstraint("(accepted_at IS NULL) = (accepted_minutes IS NULL)", name=op.f("question_clock_accepted_ck")),
        sa.CheckConstraint("(closes_on IS NULL) = (warns_on IS NULL)", name=op.f("question_clock_warns_ck")),
        sa.CheckConstraint("(first_at IS NULL) = (first_minutes IS NULL)", name=op.f("question_clock_first_ck")),
        sa.CheckConstraint("due_at IS NULL OR first_at IS NULL", name=op.f("question_clock_due_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("question_clock_pk")),
        sa.UniqueConstraint("tenant_id", "question_id", name=op.f("question_clock_tenant_id_question_id_uq")),
    )
    op.create_index(
        "question_clock_closes",
        "question_clock",
        ["tenant_id", "closes_on"],
        unique=False,
        postgresql_where="closes_on IS NOT NULL",
    )
    op.create_index(
        "question_clock_due", "question_clock", ["tenant_id", "due_at"], unique=False, postgresql_where="due_at IS NOT NULL"
    )
    op.create_index(op.f("question_clock_tenant_id_asked_at_ix"), "question_clock", ["tenant_id", "asked_at"], unique=False)
    op.create_index(op.f("question_clock_tenant_id_company_id_ix"), "question_clock", ["tenant_id", "company_id"], unique=False)
    op.create_index(op.f("question_clock_tenant_id_owner_id_ix"), "question_clock", ["tenant_id", "owner_id"], unique=False)
    op.create_table(
        "question_draft",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("about_label", sa.Text(), nullable=False),
        sa.Column("about_path", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "audience IN ('', 'partner', 'team', 'managers', 'everyone')", name=op.f("question_draft_audience_ck")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("question_draft_pk")),
        sa.UniqueConstraint(
            "tenant_id",
            "author_id",
            "question_id",
            name=op.f("question_draft_tenant_id_author_id_question_id_uq"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index(
        op.f("question_draft_tenant_id_question_id_ix"), "question_draft", ["tenant_id", "question_id"], unique=False
    )
    op.create_table(
        "question_follow",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("question_follow_pk")),
        sa.UniqueConstraint(
            "tenant_id", "question_id", "person_id", name=op.f("question_follow_tenant_id_question_id_person_id_uq")
        ),
    )
    op.create_index(op.f("question_follow_tenant_id_person_id_ix"), "question_follow", ["tenant_id", "person_id"], unique=False)
    op.create_table(
        "question_post",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("voice", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("readers", postgresql.ARRAY(sa.Uuid()), nullable=True),
        sa.CheckConstraint(
            "kind IN ('question', 'answer', 'comment', 'query', 'reply', 'not_yet', 'objection')",
            name=op.f("question_post_kind_ck"),
        ),
        sa.CheckConstraint("voice IN ('asker', 'hr', 'peer')", name=op.f("question_post_voice_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("question_post_pk")),
    )
    op.create_index(op.f("question_post_tenant_id_author_id_ix"), "question_post", ["tenant_id", "author_id"], unique=False)
    op.create_index(
        op.f("question_post_tenant_id_question_id_id_ix"), "question_post", ["tenant_id", "question_id", "id"], unique=False
    )
    op.create_table(
        "question_official",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("keeper_id", sa.Uuid(), nullable=False),
        sa.Column("verification_id", sa.Uuid(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('official', 'stale', 'retired')", name=op.f("question_official_state_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("question_official_pk")),
    )
    op.create_index(
        "question_official_one",
        "question_official",
        ["tenant_id", "question_id"],
        unique=True,
        postgresql_where="state <> 'retired'",
    )
    op.create_index(
        "question_official_review",
        "question_official",
        ["tenant_id", "review_on"],
        unique=False,
        postgresql_where="state = 'official'",
    )
    op.create_index(
        op.f("question_official_tenant_id_answer_id_ix"), "question_official", ["tenant_id", "answer_id"], unique=False
    )
    op.create_index(
        op.f("question_official_tenant_id_keeper_id_ix"), "question_official", ["tenant_id", "keeper_id"], unique=False
    )
    op.create_index(
        op.f("question_official_tenant_id_verification_id_ix"),
        "question_official",
        ["tenant_id", "verification_id"],
        unique=False,
    )
    op.create_table(
        "question_widening",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answer_id", sa.Uuid(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("made_id", sa.Uuid(), nullable=True),
        sa.Column("readers", postgresql.ARRAY(sa.Uuid()), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "audience IN ('partner', 'team', 'managers', 'everyone')", name=op.f("question_widening_audience_ck")
        ),
        sa.CheckConstraint("purpose <> 'article' OR answer_id IS NOT NULL", name=op.f("question_widening_of_an_answer_ck")),
        sa.CheckConstraint(
            "purpose <> 'thread' OR (state = 'agreed') = (made_id IS NOT NULL)", name=op.f("question_widening_made_ck")
        ),
        sa.CheckConstraint("purpose IN ('thread', 'article')", name=op.f("question_widening_purpose_ck")),
        sa.CheckConstraint(
            "state IN ('proposed', 'agreed', 'declined', 'taken_back')", name=op.f("question_widening_state_ck")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("question_widening_pk")),
    )
    op.create_index(
        "question_widening_one",
        "question_widening",
        ["tenant_id", "question_id"],
        unique=True,
        postgresql_where="state = 'proposed'",
    )
    op.create_index(
        op.f("question_widening_tenant_id_answer_id_ix"), "question_widening", ["tenant_id", "answer_id"], unique=False
    )
    op.create_index(op.f("question_widening_tenant_id_by_id_ix"), "question_widening", ["tenant_id", "by_id"], unique=False)
    op.create_index(op.f("question_widening_tenant_id_made_id_ix"), "question_widening", ["tenant_id", "made_id"], unique=False)
    op.create_index(
        op.f("question_widening_tenant_id_question_id_ix"), "question_widening", ["tenant_id", "question_id"], unique=False
    )
    op.create_table(
        "question_card",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("section_id", sa.Uuid(), nullable=True),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'open') = (decided_at IS NULL)", name=op.f("question_card_decided_ck")),
        sa.CheckConstraint("(state = 'open') = (decided_by_id IS NULL)", name=op.f("question_card_decided_by_ck")),
        sa.CheckConstraint("state <> 'dismissed' OR reason <> ''", name=op.f("question_card_reason_ck")),
        sa.CheckConstraint("state IN ('open', 'taken_up', 'dismissed')", name=op.f("question_card_state_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("question_card_pk")),
    )
    op.create_index(
        "question_card_one", "question_card", ["tenant_id", "cause"], unique=True, postgresql_where="state = 'open'"
    )
    op.create_index(
        op.f("question_card_tenant_id_decided_by_id_ix"), "question_card", ["tenant_id", "decided_by_id"], unique=False
    )
    op.create_index(op.f("question_card_tenant_id_section_id_ix"), "question_card", ["tenant_id", "section_id"], unique=False)
    op.create_index(op.f("question_card_tenant_id_state_id_ix"), "question_card", ["tenant_id", "state", "id"], unique=False)
    op.create_table(
        "question_verification",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("official_id", sa.Uuid(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("no_policy", sa.Boolean(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("no >= 1", name=op.f("question_verification_no_ck")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("question_verification_pk")),
        sa.UniqueConstraint("tenant_id", "official_id", "no", name=op.f("question_verification_tenant_id_official_id_no_uq")),
    )
    op.create_index(
        op.f("question_verification_tenant_id_by_id_ix"), "question_verification", ["tenant_id", "by_id"], unique=False
    )
    op.create_table(
        "question_card_item",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("question_card_item_pk")),
        sa.UniqueConstraint(
            "tenant_id", "card_id", "question_id", name=op.f("question_card_item_tenant_id_card_id_question_id_uq")
        ),
    )
    op.create_index(
        op.f("question_card_item_tenant_id_question_id_ix"), "question_card_item", ["tenant_id", "question_id"], unique=False
    )
    op.create_table(
        "question_citation",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("verification_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("section_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("question_citation_pk")),
        sa.UniqueConstraint(
            "tenant_id", "verification_id", "section_id", name=op.f("question_citation_tenant_id_verification_id_section_id_uq")
        ),
    )
    op.create_index(
        op.f("question_citation_tenant_id_question_id_ix"), "question_citation", ["tenant_id", "question_id"], unique=False
    )
    op.create_index(
        op.f("question_citation_tenant_id_section_id_at_ix"),
        "question_citation",
        ["tenant_id", "section_id", "at"],
        unique=False,
    )
    op.fence_table("question", parties="current_setting('app.person_id')::uuid = ANY (readers) OR readers IS NULL")
    op.fence_table("question_deflection", record=True)
    op.fence_table("saved_reply", parties="author_id = current_setting('app.person_id')::uuid OR shared")
    op.fence_table("question_clock")
    op.fence_table("question_draft", parties="author_id = current_setting('app.person_id')::uuid")
    op.fence_table("question_follow")
    op.fence_table(
        "question_post",
        record=True,
        parties="current_setting('app.person_id')::uuid = ANY (readers) OR readers IS NULL",
        moves=("readers",),
    )
    op.fence_table("question_official")
    op.fence_table("question_widening", parties="current_setting('app.person_id')::uuid = ANY (readers) OR readers IS NULL")
    op.fence_table("question_card")
    op.fence_table("question_verification", record=True)
    op.fence_table("question_card_item", record=True)
    op.fence_table("question_citation", record=True)
    op.tenant_key("question", "tenant_id", "tenant", "question_tenant_fk")
    op.tenant_key("question_deflection", "tenant_id", "tenant", "question_deflection_tenant_fk")
    op.tenant_key("saved_reply", "tenant_id", "tenant", "saved_reply_tenant_fk")
    op.tenant_key("question_clock", "tenant_id", "tenant", "question_clock_tenant_fk")
    op.tenant_key("question_draft", "tenant_id", "tenant", "question_draft_tenant_fk")
    op.tenant_key("question_follow", "tenant_id", "tenant", "question_follow_tenant_fk")
    op.tenant_key("question_post", "tenant_id", "tenant", "question_post_tenant_fk")
    op.tenant_key("question_official", "tenant_id", "tenant", "question_official_tenant_fk")
    op.tenant_key("question_widening", "tenant_id", "tenant", "question_widening_tenant_fk")
    op.tenant_key("question_card", "tenant_id", "tenant", "question_card_tenant_fk")
    op.tenant_key("question_verification", "tenant_id", "tenant", "question_verification_tenant_fk")
    op.tenant_key("question_card_item", "tenant_id", "tenant", "question_card_item_tenant_fk")
    op.tenant_key("question_citation", "tenant_id", "tenant", "question_citation_tenant_fk")
    op.tenant_key("question", "accepted_id", "question_post", "question_accepted_id_fk")
    op.tenant_key("question", "asker_id", "person", "question_asker_id_fk")
    op.tenant_key("question_card", "decided_by_id", "person", "question_card_decided_by_id_fk")
    op.tenant_key("question_card_item", "card_id", "question_card", "question_card_item_card_id_fk")
    op.tenant_key("question_card_item", "question_id", "question", "question_card_item_question_id_fk")
    op.tenant_key("question_card", "section_id", "policy_section", "question_card_section_id_fk")
    op.tenant_key("question_citation", "question_id", "question", "question_citation_question_id_fk")
    op.tenant_key("question_citation", "section_id", "policy_section", "question_citation_section_id_fk")
    op.tenant_key("question_citation", "verification_id", "question_verification", "question_citation_verification_id_fk")
    op.tenant_key("question_clock", "company_id", "company", "question_clock_company_id_fk")
    op.tenant_key("question_clock", "owner_id", "person", "question_clock_owner_id_fk")
    op.tenant_key("question_clock", "question_id", "question", "question_clock_question_id_fk")
    op.tenant_key("question", "copy_of_id", "question", "question_copy_of_id_fk")
    op.tenant_key("question_deflection", "person_id", "person", "question_deflection_person_id_fk")
    op.tenant_key("question_draft", "author_id", "person", "question_draft_author_id_fk")
    op.tenant_key("question_draft", "question_id", "question", "question_draft_question_id_fk")
    op.tenant_key("question_follow", "person_id", "person", "question_follow_person_id_fk")
    op.tenant_key("question_follow", "question_id", "question", "question_follow_question_id_fk")
    op.tenant_key("question_official", "answer_id", "question_post", "question_official_answer_id_fk")
    op.tenant_key("question_official", "keeper_id", "person", "question_official_keeper_id_fk")
    op.tenant_key("question_official", "question_id", "question", "question_official_question_id_fk")
    op.tenant_key("question_official", "verification_id", "question_verification", "question_official_verification_id_fk")
    op.tenant_key("question", "owner_id", "person", "question_owner_id_fk")
    op.tenant_key("question_post", "author_id", "person", "question_post_author_id_fk")
    op.tenant_key("question_post", "question_id", "question", "question_post_question_id_fk")
    op.tenant_key("question", "same_as_id", "question", "question_same_as_id_fk")
    op.tenant_key("question_verification", "by_id", "person", "question_verification_by_id_fk")
    op.tenant_key("question_verification", "official_id", "question_official", "question_verification_official_id_fk")
    op.tenant_key("question_widening", "answer_id", "question_post", "question_widening_answer_id_fk")
    op.tenant_key("question_widening", "by_id", "person", "question_widening_by_id_fk")
    op.tenant_key("question_widening", "made_id", "question", "question_widening_made_id_fk")
    op.tenant_key("question_widening", "question_id", "question", "question_widening_question_id_fk")
    op.tenant_key("saved_reply", "author_id", "person", "saved_reply_author_id_fk")
