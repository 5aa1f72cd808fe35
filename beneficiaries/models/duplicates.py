"""Two records that may be of one person, what was decided about them, and the merging of two records into one."""

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.people import Beneficiary
from beneficiaries.models.triggers import (
    merge_marks_the_merged,
    merge_of_two_current,
    pair_decided_in_order,
    pair_kept_as_found,
)
from beneficiaries.states import PairState
from ledger.clock import PortalNow, PortalToday
from ledger.history import tracked
from ledger.triggers import append_only, never_deleted, no_truncate

DECIDED = [PairState.NOT_SAME, PairState.SAME]
LIKEST_FIRST = ("-score", "pk")


class PairQuerySet(models.QuerySet["DuplicatePair"]):
    """Named queries of pairs."""

    def standing(self) -> "PairQuerySet":
        """Pairs of two records that both still stand: a merged record takes its other pairs with it."""
        return self.filter(first__merged_into__isnull=True, second__merged_into__isnull=True)

    def due(self) -> "PairQuerySet":
        """Those to be looked at now: open, or put off to a day that has come."""
        return self.standing().filter(
            Q(state=PairState.OPEN) | Q(state=PairState.LATER, until__lte=PortalToday()),
        )

    def put_off(self) -> "PairQuerySet":
        """Those put off to a day to come."""
        return self.standing().filter(state=PairState.LATER, until__gt=PortalToday())

    def decided(self) -> "PairQuerySet":
        """Those found to be one person and merged, and those found to be two."""
        return self.filter(state__in=DECIDED)

    def merged(self) -> "PairQuerySet":
        """Those found to be one person."""
        return self.filter(state=PairState.SAME)

    def after(self, pair: "DuplicatePair") -> "PairQuerySet":
        """Those that come after this one where the likest come first, the nearest first."""
        later = Q(score__lt=pair.score) | Q(score=pair.score, pk__gt=pair.pk)
        return self.filter(later).order_by(*LIKEST_FIRST)

    def before(self, pair: "DuplicatePair") -> "PairQuerySet":
        """Those that come before this one where the likest come first, the nearest first."""
        earlier = Q(score__gt=pair.score) | Q(score=pair.score, pk__lt=pair.pk)
        return self.filter(earlier).order_by("score", "-pk")


@tracked()
class DuplicatePair(models.Model):
    """Two records that look like one person. One judged to be two people is never opened again by a scan."""

    first = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField(_("Likeness"), validators=[MaxValueValidator(100)])
    signs = models.JSONField(default=list)
    state = models.CharField(_("State"), max_length=8, choices=PairState, default=PairState.OPEN)
    until = models.DateField(_("Put off until"), null=True, blank=True)
    reason = models.CharField(_("Reason"), max_length=300, blank=True, default="")
    found_at = models.DateTimeField(_("Found at"), db_default=PortalNow(), editable=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("Decided at"), null=True)

    objects = PairQuerySet.as_manager()

    class Meta:
        verbose_name = _("pair of like records")
        verbose_name_plural = _("pairs of like records")
        indexes: ClassVar = [
            models.Index(fields=["state", "-score", "id"], name="pair_likest"),
            models.Index(fields=["second"], name="pair_by_second"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["first", "second"], name="pair_is_kept_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="pair_is_of_two_in_order"),
            models.CheckConstraint(condition=Q(score__lte=100), name="pair_score_is_a_share"),
            models.CheckConstraint(condition=Q(state__in=PairState.values), name="pair_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=PairState.OPEN, decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(state=PairState.OPEN) & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="pair_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=PairState.LATER, until__isnull=False)
                | (~Q(state=PairState.LATER) & Q(until__isnull=True)),
                name="pair_put_off_until_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED) | Q(reason__regex=r"\S"), name="pair_decided_with_a_reason"
            ),
        ]
        triggers: ClassVar = [
            pair_kept_as_found(),
            pair_decided_in_order(),
            never_deleted("a pair is decided and never deleted"),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ~ {self.second_id}: {self.score}"


class MergeQuerySet(models.QuerySet["Merge"]):
    """Named queries of merges."""

    def of(self, pair: DuplicatePair) -> "MergeQuerySet":
        """The merge of the two records of this pair, into whichever."""
        both = [pair.first_id, pair.second_id]
        return self.filter(kept__in=both, merged__in=both)


class Merge(models.Model):
    """One record merged into another: both as they were, and what went along. Never changed, never removed.

    The snapshots hold no identity number, only its tail and fingerprint. `moved`: {table: [ids]}; `left`: rows that
    the kept record had already, or that ended with the merge.
    """

    kept = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="merges")
    merged = models.OneToOneField(Beneficiary, on_delete=models.PROTECT, related_name="merge")
    snapshot_kept = models.JSONField(encoder=DjangoJSONEncoder)
    snapshot_merged = models.JSONField(encoder=DjangoJSONEncoder)
    moved = models.JSONField(default=dict)
    left = models.JSONField(default=dict)
    reason = models.CharField(_("Reason"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=PortalNow(), editable=False)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge of two records")
        verbose_name_plural = _("merges of two records")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="merge_is_of_two"),
            models.CheckConstraint(condition=Q(reason__regex=r"\S"), name="merge_has_a_reason"),
        ]
        triggers: ClassVar = [
            *append_only(),
            merge_of_two_current(),
            merge_marks_the_merged(),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} > {self.kept_id}"


@tracked()
class DuplicateScan(models.Model):
    """One search for like records among all, and how far it has come: a worker that ends leaves the rest to the next.

    `piece` is the first one that is not done; `found` counts the new pairs.
    """

    piece = models.PositiveSmallIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(db_default=PortalNow(), editable=False)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("search for like records")
        verbose_name_plural = _("searches for like records")
        constraints: ClassVar = [
            models.UniqueConstraint(
                models.Value(1), condition=Q(finished_at__isnull=True), name="duplicate_scan_is_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.piece}"
