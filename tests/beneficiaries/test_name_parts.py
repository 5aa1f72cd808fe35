"""The vocabulary: complete by trigger, counted by night, kept by processes, and what it makes of mistyped words."""

import random
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils.module_loading import import_string

from beneficiaries.models import Beneficiary, NamePart
from beneficiaries.queries import name_correction, name_parts, search
from beneficiaries.queries.name_correction import Condition, Replacement
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def named(*parts: str, **fields: Any) -> Beneficiary:
    names = dict(zip(("first_name", "father_name", "grandfather_name", "family_name"), parts, strict=True))
    return make_person(**names, **fields)


def counted() -> dict[str, int]:
    return dict(NamePart.objects.values_list("part", "people"))


def test_a_new_person_s_parts_are_there_at_once() -> None:
    named("مَها", "عبد الله", "", "الغيثاني")
    assert counted() == {"مها": 1, "عبد": 1, "الله": 1, "عبدالله": 1, "الغيثاني": 1}


def test_many_in_one_statement_and_a_corrected_name_are_there_too() -> None:
    one, two = named("مها", "", "", "الغيثاني"), named("ريم", "", "", "الشفقي")
    Beneficiary.objects.filter(pk__in=[one.pk, two.pk]).update(first_name="حصة")
    assert "حصه" in counted()
    before = counted()
    Beneficiary.objects.filter(pk=one.pk).update(city="الرياض")
    assert counted() == before


def test_the_night_counts_and_a_part_that_nobody_bears_stays() -> None:
    one, _ = named("مها", "", "", "الغيثاني"), named("ريم", "", "", "الغيثاني")
    Beneficiary.objects.filter(pk=one.pk).update(first_name="ريم")
    task = settings.CELERY_BEAT_SCHEDULE["names"]["task"]
    import_string(task)()
    assert counted() == {"مها": 0, "ريم": 2, "الغيثاني": 2}
    import_string(task)()
    assert counted() == {"مها": 0, "ريم": 2, "الغيثاني": 2}


@pytest.mark.parametrize("attack", ["DELETE FROM beneficiaries_namepart", "TRUNCATE beneficiaries_namepart"])
def test_no_part_is_deleted(attack: str) -> None:
    named("مها", "", "", "الغيثاني")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)


def test_a_process_learns_what_another_added() -> None:
    named("مها", "", "", "الغيثاني")
    first = name_parts.current()
    assert name_parts.current() is first
    named("ريم", "", "", "الغيثاني")
    assert name_parts.current().parts == ["الغيثاني", "ريم", "مها"]
    NamePart.objects.filter(part="ريم").update(people=7)
    assert name_parts.current().people["ريم"] == 7


def test_the_nearest_are_those_a_step_away_the_commonest_first() -> None:
    for first in ("محمد", "محمد", "حمد", "مهد", "ماجد"):
        named(first, "", "", "الخزاماوي")
    name_parts.recount()
    known = name_parts.current()
    assert known.nearest("محد") == [(1, "محمد"), (1, "حمد"), (1, "مهد")]
    assert known.nearest("مجمد") == [(1, "محمد")]
    assert known.nearest("محدم") == [(1, "محمد")]
    assert known.nearest("الخزماوى".replace("ى", "ي")) == [(1, "الخزاماوي")]
    assert known.nearest("الخزمواي") == [(2, "الخزاماوي")]
    assert known.nearest("خزاماوي") == [(1, "الخزاماوي")]
    assert known.nearest("مح") == []


def test_a_prefix_becomes_the_words_that_begin_so_and_a_broad_one_is_asked_of_rows() -> None:
    letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
    people_of = name_parts.Counter({f"م{a}{b}": 1 for a in letters for b in letters[:2]} | {"سعد": 5, "سعدي": 1})
    known = name_parts.Vocabulary(1, people_of, sorted(people_of))
    words = name_correction.words_of(["سعد", "م"], known)
    assert name_correction.condition(words, known) == Condition("('سعد' | 'سعدي')", "'م':*")
    assert name_correction.condition(name_correction.words_of(["م"], known), known) == Condition("'م':*")
    assert name_correction.condition(name_correction.words_of(["زيد"], known), known) is None


def test_a_mistyped_name_finds_who_was_meant_and_says_so() -> None:
    maha = named("مها", "عبد الله", "", "الغيثاني")
    for text, replacement in (
        ("مها الغيثاتي", Replacement("الغيثاتي", "الغيثاني", known=False)),
        ("مها عبد اله", Replacement("عبد اله", "عبدالله", known=False)),
        ("عبدلله مها", Replacement("عبدلله", "عبدالله", known=False)),
        ("مها غيثاني", Replacement("غيثاني", "الغيثاني", known=False)),
    ):
        found = search.search(text=text)
        assert (found.people, found.replacements, found.exact) == ([maha], (replacement,), True), text


def test_a_right_name_that_nobody_has_with_the_others_is_replaced_too() -> None:
    named("حمد", "", "", "الشفقي")
    meant = named("محمد", "", "", "الغيثاني")
    found = search.search(text="حمد الغيثاني")
    assert (found.people, found.replacements) == ([meant], (Replacement("حمد", "محمد", known=True),))


def test_a_common_candidate_does_not_crowd_out_a_rare_one() -> None:
    for _ in range(25):
        named("محمد", "", "", "الشفقي")
    rare = named("مهد", "", "", "الشفقي")
    name_parts.recount()
    found = search.search(text="محد")
    assert found.people[1] == rare
    assert [replacement.word for replacement in found.replacements] == ["محمد", "مهد"]
    assert found.more


def test_planted_errors_are_found() -> None:
    """One dropped, doubled, wrong or swapped letter in one of two parts: at least 95 of 100 find their person."""
    chance = random.Random(7)  # noqa: S311 -- errors, not secrets
    given = ["فاطمة", "خديجة", "سليمان", "إبراهيم", "عبدالرحمن", "منيرة", "الجوهرة", "يوسف", "تركي", "مشعل"]
    family = ["السدراوي", "الهضباني", "الكثباني", "النخيلاوي", "الروضاوي", "الطلحاوي", "الرملاوي", "السحاباني"]
    everybody = [named(first, "", "", last) for first in given for last in family]
    found = 0
    for person in chance.sample(everybody, 60):
        words = [person.first_name, person.family_name]
        place = chance.randrange(2)
        words[place] = _mistyped(words[place], chance)
        found += person in search.search(text=" ".join(words)).people
    assert found >= 57


def _mistyped(word: str, chance: random.Random) -> str:
    place = chance.randrange(len(word) - 1)
    return chance.choice(
        [
            word[:place] + word[place + 1 :],
            word[:place] + word[place] * 2 + word[place + 1 :],
            word[:place] + "ظ" + word[place + 1 :],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        ]
    )


@pytest.mark.parametrize(
    "text", ["0512", "05123", "٠٥١٢٣٤", "512345", "+966 5123", "00966 51234567", "51234", "5123456"]
)
def test_a_phone_is_found_as_it_begins(text: str) -> None:
    meant = named("مها", "", "", "الغيثاني", mobile="0512345678")
    named("ريم", "", "", "الشفقي", mobile="0599999999")
    assert search.search(text=text).people == [meant]


def test_a_number_that_begins_like_a_phone_is_first_an_identity_number() -> None:
    guest = named(
        "مها", "", "", "الغيثاني", id_kind="gcc", id_number="5123456", nationality="OM", id_kind_reason="زيارة"
    )
    named("ريم", "", "", "الشفقي", mobile="0512345678")
    assert search.search(text="5123456").people == [guest]
    assert search.kind_of("5123456") == search.Kind.ID


@pytest.mark.timeout(20)
@pytest.mark.parametrize("count", [1, 3, 5, 14])
def test_a_line_of_mistyped_words_is_answered_at_once(count: int) -> None:
    """All combinations of a dozen candidates each for fourteen words are more than a process lives to see."""
    letters = "بتثجحخدذرزسشصض"
    typed = [f"{letter}مروانق" for letter in letters[:count]]
    people_of = name_parts.Counter(
        {f"{letter}مروان{end}": place for letter in letters for place, end in enumerate("كلمنهويفعطظغ")}
    )
    known = name_parts.Vocabulary(1, people_of, sorted(people_of))
    words = name_correction.words_of(typed, known)
    assert len(words) == count
    found = name_correction.corrections(words, known)
    assert 1 <= len(found) <= name_correction.TRIES
    assert all(len(one.replacements) == count for one in found)
