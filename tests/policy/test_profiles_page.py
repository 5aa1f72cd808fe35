"""docs/policies.md tells of every key, and what it shows is right."""

import re

import pytest

from policy.domain.profiles import loads, schema
from tests.policy.facts import FACTS

# in a load these lines are what a change of one word in a profile brings about
SLIPS = {
    "nama-almakkiyah": ('"1446-04-17"', '"1446-04-18"'),
    "aqib": ("    days: 14", "    days: 7"),
    "ilm-alhajj": ("يُعرض الطلب على لجنة البحث", "يُعرض الطلب على لجنة الدراسة"),
}


@pytest.fixture
def page(root):
    return (root / "docs" / "policies.md").read_text(encoding="utf-8")


def test_every_key_of_a_profile_stands_in_the_page(page):
    told = set(re.findall(r"`([a-z_]+)`", page.partition("## A whole profile")[0]))
    keys = {*schema.SECTIONS, *schema.ASSOCIATION, *schema.NUMBERS, *schema.TEXTS, *schema.OTHERS, *schema.WORDING}
    keys |= {*schema.CAPABILITIES, "ways", "key", "name", "as_printed", "kind", "term", "sentence", "means_to", "text"}
    keys |= {"stated", "stated_days", "days", "target_days", "mechanisms", "steps"}
    assert keys <= told


def test_the_whole_profile_of_the_page_is_read(page, tmp_path):
    (example,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    (tmp_path / "example.yaml").write_text(example, encoding="utf-8")
    profile = loads.read(tmp_path / "example.yaml")
    given = {**profile.association, **profile.version}
    empty = {key for key, value in given.items() if value in ("", None, [])}
    assert empty == {"phone", "supervisor_shown"}


@pytest.mark.parametrize("slug", SLIPS)
def test_the_lines_of_errors_are_the_ones_that_are_told(page, tmp_path, slug):
    right, wrong = SLIPS[slug]
    text = (loads.FOLDER / f"{slug}.yaml").read_text(encoding="utf-8")
    assert right in text
    (tmp_path / f"{slug}.yaml").write_text(text.replace(right, wrong), encoding="utf-8")
    with pytest.raises(loads.ProfileError) as caught:
        loads.read(tmp_path / f"{slug}.yaml")
    assert f"    {caught.value}\n" in page


def test_the_page_names_the_profiles_to_copy(page):
    assert {slug for slug in FACTS if f"`{slug}`" in page} == {"mafatih-alkhair", "ilm-alhajj", "nama-almakkiyah"}
