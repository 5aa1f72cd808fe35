"""Migration operations of our own."""

from typing import Any

from django.db.migrations.state import ProjectState
from pgtrigger import compiler, migrations


class AddTrigger(migrations.AddTrigger):
    """Create one trigger from its compiled SQL, without rendering any model.

    pgtrigger's own operation has Django render the trigger's model and all that it is related to again, which made
    nine tenths of the time in which an empty database was migrated. The SQL names its table and needs no model.
    """

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Note the trigger on the model's state, where `makemigrations` looks for it."""
        options = state.models[app_label, self.model_name.lower()].options
        options["triggers"] = [*options.get("triggers", []), self.trigger]

    def database_forwards(self, app_label: str, schema_editor: Any, *_states: ProjectState) -> None:
        schema_editor.execute(self._compiled.install_sql, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, *_states: ProjectState) -> None:
        schema_editor.execute(self._compiled.uninstall_sql, params=None)

    @property
    def _compiled(self) -> compiler.Trigger:
        """Return the trigger as migrations hold it: compiled."""
        assert isinstance(self.trigger, compiler.Trigger)
        return self.trigger
