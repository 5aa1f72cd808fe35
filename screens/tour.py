"""The tour: every page of the portal, by the role that uses it, in a state worth looking at.

A page that is added is added here; tests/screens/test_tour.py finds an address that was forgotten.
"""

from channels_log.states import Kind
from screens.acts import (
    choose,
    in_english,
    in_turn,
    match_everything,
    press,
    press_where_there_is,
    reveal,
    search,
    send_empty,
    send_empty_at,
    sign_in_wrongly,
    typed,
    unfold,
    unfold_all,
    without_token,
)
from screens.admin_tour import ADMIN
from screens.people_tour import IMPORTS, PAIRS
from screens.policy_tour import READS, WATCHES
from screens.recurring import case, form, person, pk, tabs
from screens.steps import Paper, Part, Step, nothing
from screens.world import World

BAR = ".actions-bar .btn-primary"
SUBMIT = "main form .btn-primary"
MENU = unfold("details.menu")


def mistyped(world: World) -> str:
    """A family name without its third letter."""
    name = world.case("served").beneficiary.family_name
    return f"{name[:2]}{name[3:]}"


ANONYMOUS = [
    Step(name="sign-in", view="account_login"),
    Step(name="sign-in-wrong", view="account_login", act=sign_in_wrongly(1)),
    Step(name="sign-in-en", view="account_login", act=in_english, language="en"),
    Step(name="inactive", view="account_inactive"),
    Step(name="400", address="http://elsewhere.localhost:{port}/", status=400),
    Step(name="403-csrf", view="account_login", act=without_token, status=403),
    Step(name="404", address="/no/such/page/", status=404),
    Step(name="500", address="/accounts/login/?next=/", dead=True, act=sign_in_wrongly(1), status=500),
    # last: after it nobody signs in from here for minutes
    Step(name="429", view="account_login", act=sign_in_wrongly(32), status=429),
]
COUNTER = [
    Step(name="home", view="desk:home"),
    Step(name="home-menu", view="desk:home", act=MENU, within="details.menu"),
    Step(name="home-filtered", view="desk:home", query="?only=draft"),
    Step(name="home-empty", view="desk:home", who="new-reception"),
    Step(name="home-two-roles", view="desk:home", who="two-roles"),
    Step(name="export-lists", view="exports:export"),
    Step(name="export", view="exports:export", query="?list=reception&only=draft"),
    Step(name="search", view="desk:search"),
    Step(
        name="search-names",
        view="desk:search",
        query=lambda world: f"?q={world.case('served').beneficiary.family_name}",
    ),
    Step(name="search-mistyped", view="desk:search", query=lambda world: f"?q={mistyped(world)}"),
    Step(name="search-typing", view="desk:search", act=typed("#q", "نو", "#found .row-r")),
    Step(name="search-reference", view="desk:search", act=typed("#q", "1448-0", "#found .row-r")),
    Step(name="search-nobody", view="desk:search", act=search("1000000008")),
    Step(name="search-refused", view="desk:search", act=search("7"), status=422),
    Step(name="person", view="desk:person", args=person("represented")),
    Step(name="person-served", view="desk:person", args=person("served")),
    Step(name="person-revealed", view="desk:person", args=person("represented"), act=reveal),
    Step(name="new", view="desk:person_new", query="?q=نورة صالح"),
    Step(
        name="new-errors",
        view="desk:person_new",
        query="?q=نورة صالح",
        act=press("main form .actions .btn-primary"),
        status=422,
    ),
    Step(name="edit", view="beneficiaries:edit", args=person("represented")),
    Step(name="edit-errors", view="beneficiaries:edit", args=person("represented"), act=send_empty, status=422),
    Step(name="edit-household", view="beneficiaries:edit", args=person("draft"), act=press("button[name=add_member]")),
    *form("representative", "beneficiaries:representatives", person("represented")),
    Step(name="person-member", view="desk:person", args=pk(lambda world: world.unasked)),
    *form("contacts", "beneficiaries:contact_points", person("represented")),
    Step(name="consent", view="beneficiaries:consents", args=person("represented"), printed=True),
    *form("consent-missing", "beneficiaries:consents", pk(lambda world: world.unasked)),
    Step(
        name="person-withdrawn",
        view="beneficiaries:consents",
        args=person("by_phone"),
        act=press_where_there_is("button[name=withdraw]"),
    ),
    *form("accounts", "beneficiaries:bank_accounts", person("served")),
    *form("start", "intake:start", person("served")),
    Step(name="documents", view="intake:documents", args=case("draft")),
    Step(name="documents-errors", view="intake:documents", args=case("draft"), act=send_empty, status=422),
    Step(name="documents-filled", view="intake:documents", args=case("filled")),
    Step(name="match", view="intake:match", args=case("filled")),
    Step(name="match-errors", view="intake:match", args=case("filled"), act=press(BAR), status=422),
    Step(name="match-differs", view="intake:match", args=case("filled"), act=choose("[value=differs]")),
    Step(name="match-revealed", view="intake:match", args=case("filled"), act=press(".match .reveal")),
    Step(name="match-done", view="intake:match", args=case("to_match"), act=choose("[value=matches]")),
    Step(name="declaration-early", view="intake:declaration", args=case("draft")),
    Step(name="declaration", view="intake:match", args=case("to_sign"), act=match_everything),
    Step(
        name="declaration-errors",
        view="intake:declaration",
        args=case("to_sign"),
        act=press(".sign-ways .btn-primary"),
        status=422,
    ),
    Step(
        name="declaration-typed",
        view="intake:declaration",
        args=case("to_sign"),
        act=choose("[name=method][value=typed]"),
    ),
    Step(
        name="declaration-scanned",
        view="intake:declaration",
        args=case("to_sign"),
        act=choose("[name=method][value=scanned]"),
    ),
    Step(name="declaration-signed", view="intake:declaration", args=case("signed"), printed=True),
    Step(name="declaration-answering", view="intake:declaration", args=case("asked")),
    Step(name="referrals", view="intake:referrals", args=case("served")),
    Step(name="referrals-open", view="intake:referrals", args=case("referred")),
    Step(name="referrals-errors", view="intake:referrals", args=case("referred"), act=send_empty, status=422),
    Step(name="receipt", view="intake:receipt", args=case("submitted")),
    Step(name="receipt-handed-over", view="intake:receipt", args=case("handed_over")),
    *form("close", "intake:close", case("draft")),
    *form("conflict", "intake:conflict", case("draft")),
    *form("appeal", "desk:step", case("rejected", "appeal")),
    *form("register", "delivery:register", case("accepted")),
    *form("deliver", "delivery:deliver", case("registered")),
    Step(name="hand-tasks", view="channels_log:manual_notices"),
    *form("hand-task-call", "channels_log:manual_notice", pk(lambda world: world.notice("by_phone", Kind.RECEIPT))),
    Step(name="hand-task-letter", view="channels_log:manual_notice", args=pk(lambda world: world.notice("accepted"))),
    Step(name="notices", view="channels_log:notices"),
    Step(name="notices-by-hand", view="channels_log:notices", query="?state=by_hand"),
    *form("contact", "channels_log:communication_new", nothing),
    Step(name="case", view="desk:case", args=case("asked")),
    Step(name="case-draft", view="desk:case", args=case("draft")),
    Step(name="case-accepted", view="desk:case", args=case("accepted")),
    Step(name="case-registered", view="desk:case", args=case("registered")),
    Step(name="case-rejected", view="desk:case", args=case("rejected")),
    Step(name="case-closed", view="desk:case", args=case("closed")),
    Step(name="case-waiting", view="desk:case", args=case("waiting")),
    *tabs("served", "data", "documents", "committee", "contacts", "history"),
    Step(name="case-rail", view="desk:case", args=case("served"), act=unfold_all),
    Step(name="policy", view="policy:current"),
    *READS,
    Step(name="password", view="account_change_password"),
    # allauth answers a form with errors with 200
    Step(name="password-errors", view="account_change_password", act=send_empty),
    Step(name="403", view="desk:figures", status=403),
    Step(name="404", address="/cases/1448-99999/", status=404),
    Step(name="home-en", view="desk:home", act=in_english, language="en"),
]
RESEARCH = [
    Step(name="home", view="desk:home"),
    Step(name="home-empty", view="desk:home", who="new-researcher"),
    *tabs("studied", "data", "documents", "assessment"),
    Step(name="case-to-take", view="desk:case", args=case("handed_over")),
    Step(name="case-to-refer", view="desk:case_tab", args=case("to_refer", "assessment")),
    *tabs("waiting"),
    *form("review", "eligibility:review", case("studied")),
    *form("interview", "eligibility:interview", case("studied")),
    *form("recommend", "eligibility:recommend", case("studied")),
    *form("ask", "eligibility:ask", case("studied")),
    Step(name="refer-early", view="eligibility:refer", args=case("studied")),
    Step(name="refer", view="eligibility:refer", args=case("to_refer")),
    Step(name="search-names", view="desk:search", act=search("نورة")),
    Step(name="home-en", view="desk:home", act=in_english, language="en"),
]
HEAD = [
    *IMPORTS,
    *PAIRS,
    Step(name="home", view="desk:home"),
    *form("assign", "eligibility:assign", case("handed_over")),
    Step(name="referrals", view="intake:referrals", args=case("referred")),
    Step(
        name="referrals-errors",
        view="intake:referrals",
        args=case("referred"),
        act=send_empty_at("form[action$='/answer/']"),
        status=422,
    ),
    Step(name="case", view="desk:case", args=case("waiting")),
    Step(name="export", view="exports:export", query="?list=people"),
    Step(
        name="export-errors",
        view="exports:export",
        query="?list=people",
        act=in_turn(choose("[name=full_numbers]"), press(SUBMIT)),
        status=422,
    ),
    Step(name="figures", view="desk:figures"),
    Step(name="home-en", view="desk:home", act=in_english, language="en"),
]
MEMBER = [
    Step(name="home", view="desk:home"),
    Step(name="home-menu", view="desk:home", act=MENU, within="details.menu"),
    Step(name="sittings", view="committee:sittings"),
    Step(name="sitting", view="committee:sitting", args=pk(lambda world: world.open_sitting)),
    Step(name="dossier", view="committee:item", args=pk(lambda world: world.item(1))),
    Step(
        name="dossier-errors",
        view="committee:item",
        args=pk(lambda world: world.item(1)),
        act=press("form[data-keys] button"),
        status=422,
    ),
    Step(
        name="dossier-chosen",
        view="committee:item",
        args=pk(lambda world: world.item(1)),
        act=choose("[name=choice][value=for]"),
    ),
    Step(
        name="dossier-voted",
        view="committee:item",
        args=pk(lambda world: world.item(1)),
        act=in_turn(choose("[name=choice][value=for]"), press("form[data-keys] button")),
    ),
    Step(name="dossier-agenda", view="committee:item", args=pk(lambda world: world.item(0)), act=unfold_all),
    *form("conflict", "committee:conflict", pk(lambda world: world.item(0))),
    Step(name="decisions", view="committee:decisions"),
    Step(name="decision", view="committee:decision", args=pk(lambda world: world.decision("accepted")), printed=True),
    *tabs("waiting", "data", "assessment", "committee"),
    Step(name="403", view="desk:search", status=403),
    Step(name="home-en", view="desk:home", act=in_english, language="en"),
]
CHAIR = [
    Step(name="home", view="desk:home"),
    Step(name="dossier", view="committee:item", args=pk(lambda world: world.item(0))),
    Step(name="dossier-to-record", view="committee:item", args=pk(lambda world: world.item_of("to_record"))),
    Step(
        name="decision-recorded",
        view="committee:item",
        args=pk(lambda world: world.item_of("to_record")),
        act=press("form[action$='/record/'] button"),
    ),
    Step(name="decision-rejected", view="committee:decision", args=pk(lambda world: world.decision("rejected"))),
    Step(name="home-en", view="desk:home", act=in_english, language="en"),
]
SECRETARY = [
    Step(name="home", view="desk:home"),
    Step(name="sittings", view="committee:sittings"),
    Step(name="sittings-ended", view="committee:sittings", query="?show=ended"),
    *form("call", "committee:call", nothing),
    Step(name="sitting-called", view="committee:sitting", args=pk(lambda world: world.called_sitting)),
    Step(name="sitting-open", view="committee:sitting", args=pk(lambda world: world.open_sitting)),
    Step(name="sitting-ended", view="committee:sitting", args=pk(lambda world: world.ended_sitting)),
    *form("add", "committee:add", pk(lambda world: world.called_sitting)),
    Step(name="agenda", view="committee:agenda", args=pk(lambda world: world.open_sitting), printed=True),
    Step(name="end", view="committee:end", args=pk(lambda world: world.open_sitting)),
    Step(name="dossier", view="committee:item", args=pk(lambda world: world.item(0))),
    *form("motion", "committee:motion", pk(lambda world: world.item(1))),
    Step(name="close", view="committee:close", args=pk(lambda world: world.item(0))),
    *form("postpone", "committee:postpone", pk(lambda world: world.item(1))),
    *form("send-back", "committee:send_back", pk(lambda world: world.item(1))),
    *form("send-back-unplaced", "desk:step", case("waiting", "send-back")),
    Step(
        name="sitting-filled",
        view="committee:add",
        args=pk(lambda world: world.called_sitting),
        act=in_turn(choose("[name=cases]"), press(SUBMIT)),
    ),
    Step(
        name="sitting-opened",
        view="committee:sitting",
        args=pk(lambda world: world.called_sitting),
        act=press("form[action$='/open/'] button"),
    ),
    Step(
        name="attendance-errors",
        view="committee:sitting",
        args=pk(lambda world: world.called_sitting),
        act=send_empty_at("form[action$='/attendance/']"),
        status=422,
    ),
    Step(name="home-en", view="desk:home", act=in_english, language="en"),
]
JOBS = [
    Step(name="jobs-none", view="jobs:mine"),
    Step(name="job", view="jobs:job", args=pk(lambda world: world.job("adel"))),
    Step(name="jobs", view="jobs:mine"),
]
MANAGER = [
    Step(name="home", view="desk:figures"),
    Step(name="policy", view="policy:current"),
    *JOBS,
    Step(name="home-en", view="desk:figures", act=in_english, language="en"),
]
DECIDER = [
    Step(name="home", view="desk:home"),
    *tabs("waiting", "data", "assessment", "committee"),
    Step(name="send-back", view="desk:step", args=case("waiting", "send-back")),
    Step(name="home-en", view="desk:home", act=in_english, language="en"),
]
COUNTERSIGNER = [
    Step(name="home", view="desk:home"),
    Step(name="case", view="desk:case", args=case("waiting")),
    Step(name="home-en", view="desk:home", act=in_english, language="en"),
]
AUDITOR = [
    Step(name="home", view="conformance:table"),
    Step(name="conformance-partly", view="conformance:table", query="?status=partly"),
    Step(name="policy", view="policy:current"),
    *WATCHES,
    Step(name="conformance-en", view="conformance:table", act=in_english, language="en"),
]
PAPERS = [
    Paper(name="receipt-printed", view="intake:receipt_pdf", args=case("submitted")),
    Paper(name="receipt-printed-represented", view="intake:receipt_pdf", args=case("registered")),
    Paper(
        name="letter-accepted",
        view="channels_log:notice_letter",
        args=pk(lambda world: world.notice("accepted")),
    ),
    Paper(
        name="letter-rejected",
        view="channels_log:notice_letter",
        args=pk(lambda world: world.notice("rejected")),
    ),
    Paper(
        name="letter-receipt",
        view="channels_log:notice_letter",
        args=pk(lambda world: world.notice("accepted", Kind.RECEIPT)),
    ),
    Paper(name="request-form-blank", view="intake:blank_form", args=pk(World.service), pages=2),
    Paper(name="request-form-filled", view="intake:filled_form", args=case("registered")),
    Paper(
        name="scanned-document",
        view="intake:document_file",
        args=lambda world: (world.case("filled").reference, world.paper("filled").pk),
    ),
]
TOUR = [
    Part(role="reception", who="amal", steps=COUNTER, papers=PAPERS),
    Part(role="admin", who="yousef", steps=ADMIN),
    Part(role="researcher", who="reem", steps=RESEARCH),
    Part(role="secretary", who="abeer", steps=SECRETARY),
    Part(role="member", who="majed", steps=MEMBER),
    Part(role="head", who="huda", steps=HEAD),
    Part(role="chair", who="fahad", steps=CHAIR),
    Part(role="manager", who="adel", steps=MANAGER),
    Part(role="decider", who="decider", steps=DECIDER),
    Part(role="countersigner", who="countersigner", steps=COUNTERSIGNER),
    Part(role="auditor", who="auditor", steps=AUDITOR),
    Part(role="anonymous", who="", steps=ANONYMOUS),
]
# addresses that answer GET and are no page of their own, each with its reason
NOT_PAGES = {
    "alive": "one word for load balancers",
    "desk:case_file": "a file; its kinds are taken as paper from intake:document_file, intake:receipt_pdf and letters",
    "policy:version_document": "a file: the scan that an association's board signed, and the demo's board signed none",
    "policy:tool_file": "a file: what an association publishes; the demo's tools have none",
    **dict.fromkeys(
        (
            "department:decisions",
            "department:decision",
            "department:case",
            "department:decide",
            "department:countersign",
        ),
        "pages of a policy by which a department decides; by the policy of the tour's data a committee does",
    ),
    "jobs:result": "a file: what a job made",
    "imports:template": "a workbook",
    "intake:signature": "a picture; it stands in the page of the declaration",
    "admin:jsi18n": "a script",
    "admin:autocomplete": "JSON for a pick-list",
    "admin:login": "leads on: nobody comes so far who is not signed in",
    "admin:accounts_accesslog_change": "leads away: a reading has no page of its own",
    "admin:accounts_accesslog_history": "leads away: a reading has no page of its own",
    "admin:view_on_site": "leads to a page of the portal",
}
