"""Both calendars in every date: one tag shows them, one field takes them, and nothing in the portal goes around."""

import ast
import datetime as dt
import re
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.db import models
from django.forms.formsets import BaseFormSet
from django.template import engines
from django.template.base import FilterExpression, Node, Variable
from django.test import RequestFactory
from django.urls import get_resolver
from django.utils import translation

from intake.forms.fields import answer_field
from intake.states import FieldKind
from ui import fields
from ui.dates import day
from ui.templatetags.ui import WORDS

ROOT = Path(settings.BASE_DIR)
OURS = {path.parent.name for path in ROOT.glob("*/apps.py")} | {"config"}
TEMPLATES = sorted([*ROOT.glob("templates/**/*.html"), *ROOT.glob("templates/**/*.txt")])
PAGES = [path for path in TEMPLATES if "jinja" not in path.parts]
FILTERS = {"date", "time", "timesince", "timeuntil", "naturalday", "naturaltime", "localtime", "utc", "timezone"}
FREE = (forms.DateField, forms.DateTimeField, forms.SplitDateTimeField)
WEDNESDAY = dt.date(2026, 11, 25)
LATE = dt.datetime(2026, 11, 24, 21, 30, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PORTAL_TODAY = "tests.ui.test_fields.fixed_day"


def draw(source, **context):
    """Return a snippet rendered with our tags loaded."""
    return engines["django"].from_string("{% load ui %}" + source).render(context)


def words(html):
    """Return what a reader sees."""
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


# The tag ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ("", "25 نوفمبر 2026م · 15 جمادى الآخرة 1448هـ"),
        ("week=True", "الأربعاء 25 نوفمبر 2026م · 15 جمادى الآخرة 1448هـ"),
        ("time=True", "25 نوفمبر 2026م · 15 جمادى الآخرة 1448هـ · 12:30 ص"),
        ("letter=True", "25 نوفمبر 2026م الموافق 15 جمادى الآخرة 1448هـ"),
        ("letter=True time=True", "25 نوفمبر 2026م الموافق 15 جمادى الآخرة 1448هـ · 12:30 ص"),
        ("short=True", "25 نوفمبر · 15 جمادى الآخرة"),
        ("short=True week=True time=True", "الأربعاء 25 نوفمبر · 15 جمادى الآخرة · 12:30 ص"),
    ],
)
def test_a_moment_is_shown_in_both_calendars_as_asked(options, text):
    assert words(draw(f"{{% day at {options} %}}", at=LATE)) == text


@pytest.mark.parametrize(
    ("on", "text"),
    [
        (dt.date(2025, 12, 31), "31 ديسمبر 2025م · 11 رجب 1447هـ"),
        # the two calendars' years do not begin together: each is left out on its own
        (dt.date(2026, 1, 1), "1 يناير · 12 رجب 1447هـ"),
        (dt.date(2027, 1, 1), "1 يناير 2027م · 23 رجب"),
    ],
)
def test_a_short_date_leaves_out_the_year_that_is_running(on, text):
    assert words(draw("{% day on short=True %}", on=on)) == text


def test_the_year_is_left_out_only_while_it_runs(settings):
    assert words(day(WEDNESDAY, short=True)) == "25 نوفمبر · 15 جمادى الآخرة"
    settings.PORTAL_TODAY = "tests.ui.test_dates.later"
    assert words(day(WEDNESDAY, short=True)) == "25 نوفمبر 2026م · 15 جمادى الآخرة 1448هـ"


def later() -> dt.date:
    """Return a day of the years after."""
    return dt.date(2030, 1, 1)


def test_hijri_stands_second_and_quieter():
    html = day(WEDNESDAY)
    assert html.index("نوفمبر") < html.index("beside") < html.index("جمادى")


@pytest.mark.parametrize(
    ("tag", "read"),
    [
        ("day at", "2026-11-25"),
        ("day at time=True", "2026-11-25T00:30+03:00"),
        ("day at time=True letter=True", "2026-11-25T00:30+03:00"),
        ("clock at", "00:30"),
    ],
)
def test_a_machine_reads_it_too(tag, read):
    shown = draw(f"{{% {tag} %}}", at=LATE)
    assert re.findall(r'<time[^>]* datetime="([^"]*)"', shown) == [read]
    assert shown.count("<time") == shown.count("</time>") == 1


@pytest.mark.parametrize("on", [dt.date(1923, 12, 31), dt.date(2077, 11, 17), dt.date.min, dt.date.max])
@pytest.mark.parametrize("options", [{}, {"letter": True}, {"short": True}])
def test_outside_umm_al_qura_there_is_gregorian_only(on, options):
    assert words(day(on, **options)).endswith(f"{on.year}م")


def test_no_date_is_a_dash():
    assert draw("{% day nothing %}{% day nothing time=True %}{% clock nothing %}", nothing=None) == "———"


def test_the_english_page_says_it_in_english():
    day(WEDNESDAY)
    with translation.override("en"):
        assert words(day(WEDNESDAY)) == "25 November 2026 · 15 Jumada al-Akhirah 1448 AH"
    assert "نوفمبر" in day(WEDNESDAY)


# Every template ------------------------------------------------------------------------------------------------------


def date_names():
    """Return the names that dates and moments have in our models."""
    ours = (model for model in apps.get_models() if model.__module__.split(".")[0] in OURS)
    return {one.name for model in ours for one in model._meta.get_fields() if isinstance(one, models.DateField)}


def expressions(node, seen):
    """Yield every expression in a node of a template, and in what it holds."""
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, FilterExpression):
        yield node
    elif isinstance(node, list | tuple):
        for one in node:
            yield from expressions(one, seen)
    elif isinstance(node, dict):
        for one in node.values():
            yield from expressions(one, seen)
    elif isinstance(node, Node):
        yield from expressions(vars(node), seen)


def printed(nodes):
    """Yield the expressions that are written out as they stand: variables, and the names of a translated sentence."""
    for node in nodes.get_nodes_by_type(Node):
        if type(node).__name__ == "VariableNode":
            yield node.filter_expression
        elif type(node).__name__ == "BlockTranslateNode":
            yield from node.extra_context.values()


def is_a_date(expression):
    """Say whether an expression looks a date up in something, and has no filter; `labels` holds words for fields."""
    lookups = expression.var.lookups if isinstance(expression.var, Variable) else None
    # a name alone may be a word as well as a date
    if not lookups or len(lookups) < 2 or expression.filters:
        return False
    return lookups[-1] in DATES and lookups[0] != "labels"


def faults(path):
    """Return how a template writes a date otherwise."""
    nodes = engines["django"].from_string(path.read_text()).template.nodelist
    filters = {function.__name__ for found in expressions(nodes, set()) for function, _args in found.filters}
    found = [f"|{name}" for name in filters & FILTERS]
    # a name without a dot may be a word as well: only what is looked up in something is known to be its field
    found += [one.token for one in printed(nodes) if is_a_date(one)]
    tags = {type(node).__name__ for node in nodes.get_nodes_by_type(Node)}
    return found + sorted(tags & {"NowNode", "LocalTimeNode", "TimezoneNode"})


DATES = date_names()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_no_template_writes_a_date_otherwise(path):
    assert faults(path) == []


def test_the_walk_finds_what_is_written_otherwise(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        "{% load i18n tz %}{% if x %}{{ x.decided_at }}{% endif %}{{ x.birth_date|date:'Y' }}{% now 'Y' %}"
        "{% blocktranslate with at=x.held_at %}at {{ at }}{% endblocktranslate %}"
    )
    assert faults(page) == ["|date", "x.decided_at", "x.held_at", "NowNode"]


def test_pages_written_in_jinja_are_given_their_dates_drawn():
    sources = [path.read_text() for path in ROOT.glob("templates/jinja/**/*.html")]
    assert sources
    names = "|".join(DATES)
    assert not [text for text in sources if re.search(rf"strftime|isoformat|\.(?:{names})\b", text)]


def test_the_tag_is_the_only_one():
    modules = [ROOT / f"{one.replace('.', '/')}.py" for one in engines["django"].engine.libraries.values()]
    ours = [path.read_text() for path in modules if path.exists()]
    assert len(ours) > 1
    assert [text for text in ours if re.search(r"\bcalendars\.|import calendars|strftime|date_format", text)] == []
    assert day in WORDS


# the two that put the calendars together
# a workbook has a column for each calendar
ALONE = {"ui/calendars.py", "ui/dates.py", "exports/domain/columns.py"}
ONE_CALENDAR = {"strftime", "date_format", "localize", "time_format", "calendars.gregorian", "calendars.hijri"}


def sources():
    """Return the modules that pages are made by."""
    found = (path for app in OURS for path in (ROOT / app).rglob("*.py"))
    return [path for path in found if "migrations" not in path.parts and str(path.relative_to(ROOT)) not in ALONE]


def test_no_module_writes_one_calendar_alone():
    found = []
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func)
                if name in ONE_CALENDAR or name.rsplit(".", 1)[-1] in ONE_CALENDAR:
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno} {name}")
    assert found == []


# Every form ----------------------------------------------------------------------------------------------------------


def subclasses(kind):
    """Return every class below one."""
    return {below for one in kind.__subclasses__() for below in (one, *subclasses(one))}


def free(form):
    """Return the fields of a form that take a date otherwise."""
    return [f"{form.__name__}.{name}" for name, one in form.base_fields.items() if isinstance(one, FREE)]


def in_admin():
    """Return the form that each list of Django admin is edited with, and those of the rows in it."""
    request = RequestFactory().get("/admin/")
    request.user = type("Everybody", (), {"has_perm": lambda self, perm, obj=None: True, "is_active": True})()
    found = []
    for model, site in admin.site._registry.items():
        if site.has_add_permission(request) or site.has_change_permission(request):
            found.append(site.get_form(request, model(), change=True))
            found.append(site.get_form(request))
        found += [formset.form for formset, _inline in site.get_formsets_with_inlines(request)]
    return found


def test_every_form_of_the_portal_takes_dates_with_the_one_field():
    assert get_resolver().url_patterns  # every page's module is loaded now, and its forms with it
    edited_in_admin = {site.form for site in admin.site._registry.values()}
    ours = {one for one in subclasses(forms.BaseForm) if one.__module__.split(".")[0] in OURS}
    ours |= {one.form for one in subclasses(BaseFormSet) if hasattr(one, "form") and one.__module__ != "django.forms"}
    dated = [one for one in ours if any(isinstance(f, fields.DualDateField) for f in one.base_fields.values())]
    assert len(dated) > 5
    assert [name for one in ours - edited_in_admin for name in free(one)] == []


@pytest.mark.django_db
def test_every_form_of_django_admin_does():
    found = in_admin()
    dated = {name for one in found for name, f in one.base_fields.items() if isinstance(f, fields.DualDateField)}
    assert {"since", "until", "approved_on", "issued_on", "takes_effect_on", "review_on"} <= dated
    assert [name for one in found for name in free(one)] == []


@pytest.mark.parametrize("kind", FieldKind.values)
def test_a_datum_of_a_service_does(kind):
    found = answer_field(kind=kind, label="س", required=True, choices=["أ"])
    assert not isinstance(found, FREE)
    assert isinstance(found, fields.DualDateField) == (kind == FieldKind.DATE)


def test_no_widget_of_the_browsers_own_calendar_is_drawn():
    """It is Gregorian only, and takes no Arabic digits."""
    native = re.compile(r"""type["']?\s*[=:]\s*["'](date|datetime-local|month|week)["']""")
    found = [path for path in sources() if native.search(path.read_text())]
    assert [path for path in [*found, *TEMPLATES] if native.search(path.read_text())] == []
