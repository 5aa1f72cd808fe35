"""What the database refuses of notices and communications, asked in raw SQL as the portal's role."""

import datetime as dt
import re
from contextlib import suppress
from itertools import product

import pytest
from django.apps import apps
from django.db import transaction

from channels_log.domain import outbox
from channels_log.domain.refusals import SENTENCES
from channels_log.models import Communication, Notice
from channels_log.states import ALLOWED, FINAL, State
from intake.domain import moves
from intake.models import Application
from intake.states import ClosedReason
from ledger import refusals
from tests import factories
from tests.channels_log.factories import DAY_0, DAY_13, DAY_15, decided, noticed, sql, submitted, voted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_app_role")]

INSERT = """
    INSERT INTO channels_log_notice (id, application_id, kind, occasion, due_at, state, channel_id, way, recipient,
        subject, body, attempt, tries, worker, transport, provider_ref, last_error)
    SELECT gen_random_uuid(), a.id, %s, %s, %s, %s, a.notify_channel_id, a.notify_way, '', '', 'x', 0, 0, '', '', '', ''
      FROM intake_application a WHERE a.id = %s
"""


def insert(application, kind, occasion, due_at, state="owed"):
    sql(INSERT, kind, occasion, due_at, state, application.pk)


def decision_notice(at) -> Notice:
    decision = decided(at)
    with at(DAY_15):
        outbox.make_all()
    return Notice.objects.get(application=decision.application, kind="decision")


def test_a_notice_of_a_decision_needs_that_decision(at, refused):
    application = voted(at)
    other = decided(at)
    with at(DAY_15):
        for occasion in ["1", "999999", "", str(other.pk), "submission"]:
            with refused("decision_notice_without_decision"):
                insert(application, "decision", occasion, DAY_15)


def test_a_notice_of_a_decision_is_never_due_early(at, refused):
    decision = decided(at)
    moment = decision.application.decision_not_before
    with at(DAY_15):
        for early in [moment - dt.timedelta(microseconds=1), DAY_13, DAY_0]:
            with refused("decision_notice_too_early"):
                insert(decision.application, "decision", str(decision.pk), early)
        insert(decision.application, "decision", str(decision.pk), moment)
        with refused("notice_content_fixed"):
            sql("UPDATE channels_log_notice SET due_at = %s WHERE kind = 'decision'", DAY_0)


def test_a_shadow_of_a_table_deceives_nobody(at, refused):
    application = voted(at)
    sql("RESET ROLE")  # the portal's role may not make temporary tables at all
    sql("CREATE TEMP TABLE committee_decision AS SELECT 1::bigint AS id, %s::bigint AS application_id", application.pk)
    sql(
        "CREATE TEMP TABLE intake_application ON COMMIT DROP AS SELECT *, NULL::int AS x FROM public.intake_application"
    )
    with at(DAY_15), refused("decision_notice_without_decision"):
        insert(application, "decision", "1", DAY_15)
    sql("DROP TABLE pg_temp.committee_decision, pg_temp.intake_application")


def test_nobody_is_owed_the_same_notice_twice(at, refused):
    notice = decision_notice(at)
    with at(DAY_15), refused("notice_once"):
        insert(notice.application, "decision", notice.occasion, DAY_15)


def test_a_notice_of_receipt_needs_a_submission(at, refused):
    draft = factories.draft()
    with refused("receipt_notice_without_submission"):
        insert(draft, "receipt", "submission", DAY_15)
    application = submitted(at)
    for occasion, due_at in [("again", DAY_15), ("submission", DAY_0 - dt.timedelta(days=1))]:
        with refused("receipt_notice_without_submission"):
            insert(application, "receipt", occasion, due_at)
    with refused("notice_kind_known"):
        insert(application, "invitation", "submission", DAY_15)


def test_a_notice_is_born_unsent(at, refused):
    application = submitted(at)
    with at(DAY_15):
        for state in set(State.values) - {State.OWED, State.BY_HAND}:
            with refused("notice_born_unsent"):
                insert(application, "receipt", "submission", DAY_0, state)
        insert(application, "receipt", "submission", DAY_0, State.BY_HAND)
    assert Notice.objects.get().state == State.OWED  # its way is a machine's


def test_a_notice_marks_its_source(at):
    decision = decided(at)
    application = decision.application
    assert (decision.announced, application.receipt_noticed) == (False, False)
    with at(DAY_15):
        insert(application, "decision", str(decision.pk), DAY_15)
        insert(application, "receipt", "submission", DAY_15)
    decision.refresh_from_db()
    assert (decision.announced, Application.objects.get().receipt_noticed) == (True, True)


def test_it_moves_only_as_the_table_says(at, refused):
    notice = noticed(at)
    change = "UPDATE channels_log_notice SET state = %s, lease_until = portal_now()"
    for start, end in product(State, State):
        # each pair in a savepoint that is given up, so that the rules of a commit stay out of it
        with at(DAY_15), suppress(GiveUp), transaction.atomic():
            _put(notice, start)
            if start in FINAL:
                with refused("notice_finished"):
                    sql(change, end)
            elif end == start or end in ALLOWED[start]:
                sql(change, end)
                assert Notice.objects.get().state == end
            else:
                with refused("notice_move_unknown"):
                    sql(change, end)
            raise GiveUp


class GiveUp(Exception):
    """Rolls a savepoint back."""


def _put(notice: Notice, state: State) -> None:
    """The notice in this state, past the rules, as it may stand after many transactions."""
    sql("RESET ROLE")
    sql("SET session_replication_role = replica")
    sql(
        "UPDATE channels_log_notice SET state = %s, lease_until = CASE WHEN %s = 'sending' THEN portal_now() END,"
        " sent_at = CASE WHEN %s IN ('sent', 'done') THEN portal_now() END WHERE id = %s",
        state,
        state,
        state,
        notice.pk,
    )
    sql("SET session_replication_role = origin")
    sql("SET ROLE portal_app")


@pytest.mark.parametrize(("way", "path"), [("sms", ["sending", "sent"]), ("phone", ["done"]), ("phone", ["failed"])])
def test_a_notice_is_not_finished_without_its_communication(at, refused, way, path):
    notice = noticed(at, way=way)
    with at(DAY_15), refused("notice_end_without_communication", commit=True):
        for state in path:
            sql("UPDATE channels_log_notice SET state = %s, lease_until = portal_now()", state)
    _communication(notice, at, outcome="no_answer", by=notice.application.created_by)
    with at(DAY_15), refused("notice_end_without_communication", commit=True):
        for state in path:
            sql("UPDATE channels_log_notice SET state = %s, lease_until = portal_now()", state)


def test_what_goes_by_hand_is_not_sent_by_a_machine(at, refused):
    noticed(at, way="phone")
    with at(DAY_15), refused("notice_by_hand_not_sent"):
        sql("UPDATE channels_log_notice SET state = 'owed'")


def test_nobody_is_told_before_it_is_due(at, refused):
    decision_notice(at)
    with at(DAY_13), refused("notice_before_due"):
        sql("UPDATE channels_log_notice SET state = 'sending', lease_until = portal_now() WHERE kind = 'decision'")


def test_what_is_told_and_to_whom_is_fixed(at, refused):
    decision_notice(at)
    for change in [
        "body = 'accepted'",
        "subject = 'x'",
        "recipient = '0599999999'",
        "kind = 'receipt'",
        "occasion = '0'",
        "way = 'email'",
        "created_at = now() - interval '1 year'",
        "id = gen_random_uuid()",
    ]:
        with at(DAY_15), refused("notice_content_fixed"):
            sql(f"UPDATE channels_log_notice SET {change} WHERE kind = 'decision'")


def test_attempts_are_counted_upwards(at, refused):
    noticed(at)
    sql("UPDATE channels_log_notice SET attempt = 3")
    with refused("notice_attempt_not_upwards"):
        sql("UPDATE channels_log_notice SET attempt = 2")


def test_the_letter_stays(at, refused):
    notice = noticed(at, way="letter")
    assert notice.letter is not None
    with refused("notice_content_fixed"):
        sql("UPDATE channels_log_notice SET letter_id = NULL")


def test_closing_a_case_stops_what_is_owed(at):
    notice = noticed(at)
    application = notice.application
    with at(DAY_15):
        moves.close(
            application_id=application.pk,
            step=application.step,
            by=application.created_by,
            reason=ClosedReason.WITHDRAWN,
        )
    notice.refresh_from_db()
    assert notice.state == State.CANCELLED


def test_a_notice_of_a_closed_case_is_born_cancelled(at):
    decision = decided(at)
    application = Application.objects.get(pk=decision.application_id)
    with at(DAY_15):
        moves.close(
            application_id=application.pk, step=application.step, by=application.created_by, reason=ClosedReason.DIED
        )
        insert(application, "decision", str(decision.pk), DAY_15)
    assert Notice.objects.get().state == State.CANCELLED


def _communication(notice, on, /, **fields) -> Communication:
    values = {
        "application": notice.application,
        "channel": notice.channel,
        "direction": "out",
        "summary": "x",
        "notice": notice,
        **fields,
    }
    with on(DAY_15):
        return Communication.objects.create(**values)


def test_a_communication_is_of_the_application_of_its_notice(at, refused):
    notice, other = noticed(at), submitted(at)
    with refused("communication_of_other_case"):
        _communication(notice, at, application=other, outcome="told", by=other.created_by)


def test_a_communication_has_somebody_behind_it(at, refused):
    notice = noticed(at)
    for fields in [
        {"outcome": "told", "by": None},
        {"outcome": "sent", "by": notice.application.created_by},
        {"outcome": "sent", "by": None, "notice": None},
    ]:
        with refused("communication_by_somebody"):
            _communication(notice, at, **fields)
    _communication(notice, at, outcome="sent", by=None)
    with refused("communication_sent_once"):
        _communication(notice, at, outcome="sent", by=None)


def test_the_register_is_stamped_by_the_database(at):
    notice = noticed(at)
    row = _communication(notice, at, outcome="told", by=notice.application.created_by, at=DAY_0)
    row.refresh_from_db()
    assert (row.at, row.beneficiary) == (DAY_15, notice.application.beneficiary)


def test_every_code_has_its_sentence():
    codes = set()
    for model in apps.get_app_config("channels_log").get_models():
        codes |= {constraint.name for constraint in model._meta.constraints}
        for trigger in getattr(model._meta, "triggers", []):
            codes |= set(re.findall(r"CONSTRAINT = '(\w+)'", trigger.compile(model).install_sql))
    assert codes - set(SENTENCES) - set(refusals.SENTENCES) == set()
    assert set(SENTENCES) <= codes


ATTACKS = [
    ("UPDATE channels_log_communication SET summary = 'y'", "append_only"),
    ("DELETE FROM channels_log_communication", "append_only"),
    ("TRUNCATE channels_log_communication CASCADE", "append_only", ""),
    ("DELETE FROM channels_log_notice", "never_deleted"),
    ("TRUNCATE channels_log_notice CASCADE", "append_only", ""),
    ("TRUNCATE intake_application CASCADE", "append_only", ""),
    ("UPDATE channels_log_noticeevent SET attempt = 9", "append_only"),
    ("DELETE FROM channels_log_noticeevent", "append_only"),
    ("TRUNCATE channels_log_noticeevent CASCADE", "append_only", ""),
]


@pytest.mark.parametrize("role", ["portal_app", "owner"])
def test_nothing_of_the_log_is_changed_or_removed(at, refused, role):
    notice = noticed(at)
    _communication(notice, at, outcome="no_answer", by=notice.application.created_by)
    sql("UPDATE channels_log_notice SET attempt = 5")
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql("SET CONSTRAINTS ALL DEFERRED")
    if role == "owner":
        sql("RESET ROLE")
    for attack, *codes in ATTACKS:
        with refused(*codes):
            sql(attack)
