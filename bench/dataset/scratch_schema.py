"""The schema `bulk` in which the plan stands while the tables are filled from it; it is dropped at the end."""

from collections.abc import Sequence
from typing import Any

import psycopg

from bench.dataset.papers import Original
from bench.dataset.plan import Plan
from bench.dataset.staff import Crew
from bench.dataset.wording import Wording
from intake.models import Service
from policy.models import Channel, PolicyVersion

CASE_COLUMNS = (
    "id, reference, person, branch, service, way, agent, status, step, round, closed_reason, reception, researcher,"
    " begun_by, branch_id, bench, dice, answers, recommends, barred, scanned, created, submitted, begun, reviewed,"
    " again, interviewed, recommended, registered, served, stands"
)
HEARING_COLUMNS = "case_id, round, sitting, postponed, voted, decided, outcome, dice, told"

TABLES = """
    CREATE SCHEMA bulk;
    CREATE UNLOGGED TABLE bulk.person (id bigint, masked text, name text, born text, stated jsonb);
    CREATE UNLOGGED TABLE bulk.case (
        id bigint, reference text, person bigint, branch int, service int, way text, agent bool, status text, step int,
        round smallint, closed_reason text, reception bigint, researcher bigint, begun_by bigint, branch_id bigint,
        bench int, dice int, answers jsonb, recommends text, barred int, scanned bool, created timestamptz,
        submitted timestamptz, begun timestamptz, reviewed timestamptz, again timestamptz, interviewed timestamptz,
        recommended timestamptz, registered timestamptz, served timestamptz, stands timestamptz);
    CREATE UNLOGGED TABLE bulk.hearing (
        case_id bigint, round smallint, sitting bigint, postponed bigint, voted timestamptz, decided timestamptz,
        outcome text, dice int, told timestamptz);
    CREATE UNLOGGED TABLE bulk.sitting (id bigint, bench int, day date, absent int);
    CREATE TABLE bulk.bench (bench int, committee bigint, chair bigint, secretary bigint, secretary_seat bigint);
    CREATE TABLE bulk.voter (bench int, seat int, member bigint, staff bigint);
    CREATE TABLE bulk.service (service int, id bigint, name text, amounts int[]);
    CREATE TABLE bulk.channel (way text, id bigint);
    CREATE TABLE bulk.paper (kind text, size int, sha256 text, content_type text, folder text);
    CREATE TABLE bulk.wording (key text, subject text, body text);
    CREATE TABLE bulk.day (day date, words text);
    CREATE TABLE bulk.one (version bigint, days int, target int, declaration text, quorum int, head bigint,
                           sent text, handed text, told text, ends timestamptz, closing_hour timestamptz);
"""

# what several tables are filled from, each said once
VIEWS = """
    -- a statement for each signature, and one for a draft
    CREATE VIEW bulk.statement AS
        SELECT c.id * 2 - 1 AS statement, 1 AS n, c.created AS made, c.submitted - interval '1 minute' AS signed, c.*
          FROM bulk.case c
        UNION ALL
        SELECT c.id * 2, 2, c.again - interval '10 minutes', c.again - interval '1 minute', c.*
          FROM bulk.case c WHERE c.again IS NOT NULL;

    -- a hearing with its case; `item` numbers the agenda item, its motion, closing and decision
    CREATE VIEW bulk.heard AS
        SELECT h.case_id * 8 + h.round * 2 AS item, h.*, c.reference, c.bench, c.barred, c.service, c.way, c.person,
               c.agent, c.status, c.dice AS luck, b.chair, b.secretary
          FROM bulk.hearing h JOIN bulk.case c ON c.id = h.case_id JOIN bulk.bench b ON b.bench = c.bench;

    -- every vote: who was there and is not barred; now and then one member dissents
    CREATE VIEW bulk.vote AS
        SELECT h.item, v.seat, v.member, h.voted,
               CASE WHEN h.dice % 100 < 8 AND v.seat = 2 + h.dice / 100 % 4
                    THEN CASE WHEN h.dice / 400 % 2 = 0 THEN 'against' ELSE 'abstain' END ELSE 'for' END AS choice
          FROM bulk.heard h JOIN bulk.sitting s ON s.id = h.sitting JOIN bulk.voter v ON v.bench = h.bench
         WHERE v.seat <> s.absent AND v.seat IS DISTINCT FROM h.barred;

    -- what is moved and decided
    CREATE VIEW bulk.motion AS
        SELECT h.*, CASE h.outcome WHEN 'accept' THEN s.name ELSE '' END AS help,
               CASE h.outcome WHEN 'accept'
                    THEN s.amounts[1 + h.luck / 7 % cardinality(s.amounts)]::numeric(12, 2) END AS amount,
               CASE WHEN h.outcome = 'accept' AND h.luck % 2 = 0
                    THEN 'يُصرف المبلغ إلى الجهة المستحقة مباشرة.' ELSE '' END AS conditions,
               CASE h.outcome WHEN 'accept'
                    THEN 'نصيب الفرد من الدخل دون حد الاستحقاق، وأثبتت الوثائق والمقابلة الحاجة.'
                    ELSE 'نصيب الفرد من الدخل يتجاوز حد الاستحقاق في هذه الخدمة.' END AS reasons
          FROM bulk.heard h JOIN bulk.service s ON s.service = h.service;
"""


def build(
    connection: "psycopg.Connection[Any]",
    *,
    plan: Plan,
    services: Sequence[Service],
    version: PolicyVersion,
    papers: Sequence[Original],
    wording: Wording,
) -> None:
    """Creates the schema with everything in it that is not a person, an application or a hearing."""
    connection.execute(TABLES)
    connection.execute(VIEWS)
    crew, hours = plan.world.crew, plan.world.hours
    _rows(connection, "sitting", plan.world.sittings.rows())
    _committees(connection, crew)
    offers = zip(services, plan.world.offers, strict=True)
    _rows(connection, "service", [(n, one.pk, one.name, list(offer.amounts)) for n, (one, offer) in enumerate(offers)])
    carrying = Channel.objects.carrying_decisions()
    _rows(connection, "channel", reversed([(way, channel.pk) for channel in carrying for way in channel.ways]))
    _rows(connection, "paper", [(p.kind, p.size, p.sha256, p.content_type, p.folder) for p in papers])
    _rows(connection, "wording", wording.texts)
    _rows(connection, "day", wording.days)
    one = (version.pk, version.decision_days, version.target_days, version.declaration_text, 3, crew.head)
    last = hours.stamp(hours.end - 5)
    _rows(connection, "one", [(*one, wording.sent, wording.handed, wording.told, f"{hours.until} 00:00+03", last)])


def _committees(connection: "psycopg.Connection[Any]", crew: Crew) -> None:
    for n, bench in enumerate(crew.benches):
        _rows(connection, "bench", [(n, bench.committee, bench.voters[0], bench.secretary, bench.secretary_seat)])
        people = zip(bench.members, bench.voters, strict=True)
        _rows(connection, "voter", [(n, seat, *pair) for seat, pair in enumerate(people, start=1)])


def _rows(connection: "psycopg.Connection[Any]", table: str, rows: Any) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY bulk.{table} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
