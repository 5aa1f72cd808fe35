"""A name with what was typed marked in it."""

from collections.abc import Sequence
from itertools import pairwise

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from beneficiaries.models import names


def marked(name: str, parts: Sequence[str]) -> SafeString:
    """Return the name as HTML; beginnings that are among `parts` (normalised) are in <mark>, however they are spelt.

    Halves of a compound name are also marked where one side is written together and the other apart.
    """
    begun = [*parts, *("".join(group) for group in names.units(list(parts)))]
    words = name.split()
    plain = [names.normalise(word) for word in words]
    lengths = [_marked_letters(word, begun) for word in plain]
    for place, (first, second) in enumerate(pairwise(plain)):
        if first in names.COMPOUND:
            both = _marked_letters(first + second, begun)
            if both > len(first):
                lengths[place] = len(first)
                lengths[place + 1] = max(lengths[place + 1], both - len(first))
    shown = [_shown(word, letters) for word, letters in zip(words, lengths, strict=True)]
    return mark_safe(" ".join(shown))  # noqa: S308 -- each word is escaped below


def _marked_letters(plain: str, begun: Sequence[str]) -> int:
    """Return how many letters of a normalised word were typed."""
    return max((len(part) for part in begun if plain.startswith(part)), default=0)


def _shown(word: str, letters: int) -> SafeString:
    if not letters:
        return conditional_escape(word)
    # the shortest beginning, as written, whose letters are those; vowel marks that follow belong to it
    fitting = [end for end in range(1, len(word) + 1) if len(names.normalise(word[:end])) == letters]
    end = fitting[-1] if fitting else len(word)
    return format_html("<mark>{}</mark>{}", word[:end], word[end:])
