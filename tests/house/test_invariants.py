"""What must always be true, and the tests that would fail if it were not. A name that no test bears any more fails here."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache

import pytest

from tests.conftest import ROOT


@dataclass(frozen=True)
class Invariant:
    """A sentence of the product's law, and what holds it: files below tests/, and the tests in them without their `test_`."""

    says: str
    held: dict[str, tuple[str, ...]]


INVARIANTS: dict[int, Invariant] = {
    1: Invariant(
        "Nothing of one organisation is returned, counted or revealed to another; without a tenant there is an error, not all.",
        {
            "fence/test_route_walk.py": (
                "no_door_tells_of_another_organisation",
                "nothing_is_counted_that_lies_elsewhere",
                "a_cookie_of_one_organisation_is_worth_nothing_at_another",
                "every_table_has_rows_in_both_organisations",
                "every_text_of_the_other_organisation_is_a_marker",
            ),
            "fence/test_write_walk.py": (
                "no_form_takes_another_organisations_ids_nor_columns_that_it_does_not_have",
                "after_everything_was_sent_for_good_no_row_of_the_other_organisation_differs",
            ),
            "fence/test_planted_faults.py": ("each_planted_fault_is_found_by_the_walk",),
            "fence/test_soak.py": (
                "a_soak_shows_no_row_of_another_organisation",
                "the_same_soak_sees_a_leak_that_was_planted",
                "without_a_tenant_code_gets_an_error_and_never_everything",
            ),
            "fence/test_catalog.py": ("the_migrated_database_keeps_every_rule",),
            "tenants/people/test_finding.py": ("nobody_of_another_organisation_is_found",),
            "tenants/files/test_files.py": ("a_file_of_another_organisation_is_not_there",),
            "tenants/jobs/test_jobs.py": (
                "a_job_cannot_be_claimed_outside_its_own_organisation",
                "a_ring_for_a_tenant_that_is_not_there_does_nothing",
            ),
            "tenants/jobs/test_tampering.py": ("a_changed_tenant_makes_only_that_tenants_own_due_jobs_run_by_its_own_rows",),
        },
    ),
    2: Invariant(
        "The database refuses it too, to a role that is neither owner nor superuser; else the program does not start.",
        {
            "fence/test_raw_sql.py": (
                "by_hand_no_row_of_the_other_organisation_is_seen_or_touched",
                "a_hole_that_is_made_in_the_fence_is_found_by_the_same_tries",
                "the_tries_know_every_table_of_the_database",
                "app_may_not",
            ),
            "fence/test_planted_faults.py": ("the_databases_fence_alone_holds_against_the_same_faults",),
            "fence/test_catalog.py": (
                "a_planted_mistake_is_found",
                "every_rule_finds_at_least_one_plant",
                "the_program_does_not_start_with_a_role_that_sees_through",
                "the_program_does_not_start_on_a_database_with_a_hole",
            ),
            "launch/test_roles.py": ("no_login_sees_through", "app_and_steward_are_members_of_nothing"),
        },
    ),
    3: Invariant(
        "Every route is in a matrix of rights, for everybody who has to do with somebody and for those who have not.",
        {
            "house/test_rights.py": (
                "the_matrix_holds_every_address_once",
                "everybody_comes_in_where_they_should_and_nowhere_else",
            ),
            "house/test_routes.py": ("every_view_is_gated_or_public_with_a_reason", "what_is_public_is_a_short_list"),
            "saas/plan/test_policy.py": ("each_reads_what_is_theirs", "nobody_but_the_two_acts"),
            "saas/cycle/test_policy.py": ("who_may_do_what_with_hrs_cycle", "who_may_do_what_with_an_own_cycle"),
            "tenants/people/test_policy.py": ("the_table_of_rights",),
        },
    ),
    4: Invariant(
        "A plan is active exactly when the employee and the manager in force have validly signed the same hash.",
        {
            "saas/plan/test_actions.py": (
                "a_plan_is_agreed_exactly_when_both_in_force_signed_the_same_hash",
                "a_line_that_changes_between_proposal_and_signature_leaves_nothing_to_sign",
                "a_line_that_ends_on_a_date_without_anybody_noticing_is_noticed_at_the_signature",
                "the_outgoing_manager_signs_nothing_more_and_the_new_one_may",
            ),
            "saas/plan/test_adoption.py": (
                "adopting_is_a_further_signature_on_the_same_hash",
                "only_who_leads_now_adopts_and_silence_never_does",
                "a_forged_hash_adopts_nothing",
            ),
            "saas/plan/test_deputies.py": ("a_deputy_never_agrees_to_anything",),
            "saas/plan/test_mediation.py": ("the_partner_speaks_marked_and_never_proposes_or_signs",),
            "tenants/agreements/test_actions.py": (
                "the_proposer_signs_by_proposing_and_the_other_side_signs_the_same_hash",
                "a_version_that_somebody_altered_behind_the_products_back_cannot_be_signed",
                "two_clicks_at_once_give_one_pair_of_signatures",
            ),
        },
    ),
    5: Invariant(
        "Nobody's words are changed by another person, and what was changed keeps its history.",
        {
            "tenants/agreements/test_actions.py": (
                "nobody_changes_a_word_that_was_proposed",
                "a_draft_is_its_authors_alone",
                "a_window_that_writes_on_without_loading_again_undoes_nothing_of_the_other",
            ),
            "tenants/agreements/test_canonical.py": ("every_part_of_the_envelope_is_covered",),
            "tenants/journal/test_journal.py": ("nobody_changes_or_removes_what_is_kept",),
            "saas/plan/test_views.py": ("questions_stand_beside_their_line_in_every_version_and_are_never_lost",),
            "saas/plan/test_actions.py": ("a_note_stays_its_authors_and_is_not_repeated_in_the_others_name",),
            "saas/plan/test_deputies.py": (
                "the_managers_own_words_stay_where_both_wrote",
                "what_a_deputy_says_is_marked_as_said_for_the_manager",
            ),
            "fence/test_raw_sql.py": (
                "by_hand_no_row_of_the_other_organisation_is_seen_or_touched",
                "drafts_are_invisible_to_everybody_but_their_author_even_by_hand",
            ),
        },
    ),
    6: Invariant(
        "Below the threshold nothing of a group is shown to any reader of results.",
        {
            "saas/alignment/test_views.py": ("others_see_a_few_and_those_who_may_read_the_plan_see_the_goal",),
            "saas/plan/test_contributing.py": ("a_few_are_not_counted",),
            "saas/check_ins/test_policy.py": ("hr_sees_numbers_of_a_unit_from_three_pairs_up_and_no_name",),
            "saas/check_ins/test_rules.py": ("a_unit_is_shown_from_three_pairs_up",),
            "tenants/organisations/test_actions.py": ("settings_stay_in_their_ranges_and_only_differences_are_kept",),
        },
    ),
    7: Invariant(
        "There is no statement about a person that this person can never see.",
        {
            "house/test_words_about_me.py": (
                "every_column_of_personal_words_says_where_those_concerned_read_them",
                "those_concerned_read_what_was_written",
            ),
            "saas/plan/test_adoption.py": ("a_note_is_handed_over_once_read_by_those_concerned_and_answered",),
            "saas/plan/test_policy.py": ("a_draft_shows_nowhere_to_anybody_else",),
            "saas/home/test_views.py": ("rooms_above_tell_nothing_of_drafts",),
        },
    ),
    8: Invariant(
        "Silence never agrees, and no timer signs.",
        {
            "saas/plan/test_actions.py": ("silence_never_agrees_and_no_job_moves_a_plan",),
            "saas/plan/test_adoption.py": ("only_who_leads_now_adopts_and_silence_never_does",),
            "tenants/agreements/test_actions.py": ("silence_never_agrees",),
        },
    ),
    9: Invariant(
        "Each change of a state is in its table, by an allowed role, with its guard, once; of two at once one loses cleanly.",
        {
            "house/test_anatomy.py": ("every_state_moves_by_its_table",),
            "tenants/law/test_states.py": (
                "a_move_that_is_not_listed_is_refused_and_changes_nothing",
                "an_older_version_is_stale_even_where_the_move_is_listed",
            ),
            "saas/cycle/test_states.py": (
                "the_table_is_whole",
                "a_move_by_anybody_else_is_refused_and_changes_nothing",
                "a_move_that_the_table_does_not_list_is_not_now",
                "of_two_who_open_at_once_one_opens_and_the_other_is_told",
                "of_taking_back_and_agreeing_at_once_only_one_happens",
            ),
            "tenants/agreements/test_policy.py": ("each_verb_does_what_the_table_says",),
            "tenants/agreements/test_actions.py": ("of_two_proposals_at_once_the_later_one_learns_of_the_first",),
            "saas/plan/test_mediation.py": ("of_two_who_call_at_once_one_calls_and_the_other_is_told",),
            "saas/plan/test_adoption.py": ("two_clicks_at_once_give_one_adoption",),
            "saas/plan/test_views.py": ("many_clicks_on_sign_at_once_give_exactly_one_pair_of_signatures",),
            "tenants/people/test_actions.py": ("two_admins_cannot_end_each_other_at_once",),
            "tenants/jobs/test_jobs.py": ("two_workers_never_claim_the_same_job",),
        },
    ),
    11: Invariant(
        "A report asks for the rights again when it is fetched; files whose days are over are gone.",
        {
            "saas/reports/test_reports.py": (
                "whoever_is_no_longer_manager_fetches_only_what_they_signed",
                "the_right_is_asked_again_when_it_is_printed",
                "after_its_days_the_file_is_gone_and_one_may_ask_again",
            ),
            "tenants/files/test_files.py": ("when_its_time_is_over_the_bytes_are_gone_and_the_job_is_expired",),
        },
    ),
    13: Invariant(
        "Where a relation ends, access ends the same day; a handover carries no private notes.",
        {
            "tenants/sign_in/test_signing_in.py": (
                "who_leaves_today_is_signed_out_of_every_device_at_once",
                "after_the_last_day_one_is_out_even_where_no_job_has_noted_it",
                "who_has_left_is_out_at_once_and_stays_out",
            ),
            "tenants/sign_in/test_links.py": ("who_has_left_gets_no_link_and_an_open_one_is_over",),
            "tenants/people/test_actions.py": (
                "what_ends_today_opens_nothing_today",
                "leaving_ends_everything_and_coming_back_begins_anew",
            ),
            "saas/plan/test_policy.py": ("a_former_manager_reads_what_they_signed_and_nothing_newer",),
            "saas/plan/test_actions.py": (
                "the_outgoing_manager_signs_nothing_more_and_the_new_one_may",
                "a_note_stays_its_authors_and_is_not_repeated_in_the_others_name",
            ),
            "saas/plan/test_adoption.py": (
                "the_former_manager_keeps_what_they_signed_and_nothing_newer",
                "a_handover_carries_no_draft_of_the_former_manager",
            ),
            "saas/plan/test_mediation.py": (
                "from_the_call_on_the_partner_reads_versions_and_comments_and_nothing_earlier",
                "when_it_is_agreed_the_partner_hears_no_more",
                "a_partner_whose_assignment_ends_reads_no_more_and_another_can_be_called",
            ),
            "saas/plan/test_deputies.py": ("a_deputy_reads_what_the_manager_reads_while_they_stand_in",),
            "tenants/people/test_deputies.py": ("it_begins_and_ends_on_its_days", "leaving_ends_it_the_same_day"),
            "saas/meetings/test_policy.py": (
                "a_former_manager_keeps_what_they_confirmed_and_nothing_newer",
                "the_next_manager_begins_with_nothing_and_the_employee_keeps_everything",
                "a_private_note_is_its_authors_alone_also_in_sql",
            ),
            "saas/meetings/test_calendars.py": ("a_feed_forgets_a_line_on_the_day_on_which_it_ends",),
            "saas/cycle/test_launch.py": ("the_former_manager_does_not_answer_and_the_new_one_does",),
        },
    ),
    14: Invariant(
        "The operator's tools show no content.",
        {
            "fence/test_operators.py": ("no_command_shows_what_anybody_wrote",),
            "launch/test_roles.py": ("no_login_sees_through", "app_and_steward_are_members_of_nothing"),
            "fence/test_catalog.py": ("the_migrated_database_keeps_every_rule", "a_planted_mistake_is_found"),
        },
    ),
    15: Invariant(
        "Every screen says who can see what is on it.",
        {
            "house/test_faces.py": (
                "every_page_says_who_can_see_what_is_on_it",
                "every_template_of_a_page_for_somebody_signed_in_says_it_too",
            ),
            "saas/plan/test_views.py": ("every_page_says_who_can_read_it",),
        },
    ),
}
"""By their numbers. Those that are missing speak of rooms that do not stand yet."""


@cache
def named_in(file: str) -> frozenset[str]:
    """The tests of a file, without those that never run."""
    tree = ast.parse((ROOT / "tests" / file).read_text("utf-8"))
    found = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    asleep = {
        node for node in found for mark in node.decorator_list if "skip" in ast.unparse(mark) or "xfail" in ast.unparse(mark)
    }
    return frozenset(node.name.removeprefix("test_") for node in found if node not in asleep)


def test_the_invariants_of_the_rooms_that_stand_are_all_here() -> None:
    assert sorted(INVARIANTS) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 14, 15]


@pytest.mark.parametrize("number", INVARIANTS)
def test_what_holds_an_invariant_is_there(number: int) -> None:
    held = INVARIANTS[number].held
    missing = [f"{file}: {name}" for file, names in held.items() for name in names if name not in named_in(file)]
    assert missing == []
    assert sum(len(names) for names in held.values()) > 1


def test_a_name_that_no_test_bears_and_a_test_that_never_runs_are_missed() -> None:
    assert "no_such_thing" not in named_in("house/test_invariants.py")
    assert "a_name_that_no_test_bears_and_a_test_that_never_runs_are_missed" in named_in("house/test_invariants.py")
