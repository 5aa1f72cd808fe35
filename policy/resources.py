"""How channels and tools stand in a table that is exported and imported."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from import_export import fields, resources, widgets

from policy.domain import channels
from policy.models import Channel, Tool
from policy.states import CHANNEL_COLUMNS, TOOL_COLUMNS, Way

YES, NO = "1", "0"


class Flag(widgets.BooleanWidget):  # type: ignore[misc]
    """1 or 0, nothing between: a typing error must not retire a channel."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool:
        text = str(value).strip()
        if text not in (YES, NO):
            raise ValidationError(_("A cell that answers yes or no holds 1 or 0."))
        return text == YES


class Ways(widgets.Widget):  # type: ignore[misc]
    """Ways of a channel, separated by spaces."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> list[str]:
        ways = str(value or "").split()
        if not set(ways) <= set(Way.values):
            known = ", ".join(Way.values)
            raise ValidationError(_("One of the ways is not known; these are: %(known)s.") % {"known": known})
        return ways

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return " ".join(value or [])


class ByKey:
    """Options of both: a row is found by its key and saved only where it differs."""

    import_id_fields: ClassVar = ["key"]
    clean_model_instances = True
    skip_unchanged = True
    report_skipped = True


class ChannelResource(resources.ModelResource):  # type: ignore[misc]
    """Channels by key. A row that is not in the table stays as it is: nothing is deleted by an import."""

    active = fields.Field("active", "active", Flag())
    takes_in = fields.Field("takes_in", "takes_in", Flag())
    sends_out = fields.Field("sends_out", "sends_out", Flag())
    carries_decision = fields.Field("carries_decision", "carries_decision", Flag())
    ways = fields.Field("ways", "ways", Ways())

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """Refuse the whole table where no channel would be left that carries outcomes."""
        channels.keep_one_carrier()

    class Meta(ByKey):
        model = Channel
        fields = export_order = CHANNEL_COLUMNS


class ToolResource(resources.ModelResource):  # type: ignore[misc]
    active = fields.Field("active", "active", Flag())

    class Meta(ByKey):
        model = Tool
        fields = export_order = TOOL_COLUMNS
