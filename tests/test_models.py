"""Every table of ours, looked at as a whole: what any of them must have."""

from pathlib import Path

import pghistory.models
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models

OURS = {config.label for config in apps.get_app_configs() if Path(config.path).parent == settings.BASE_DIR}
MODELS = [model for model in apps.get_models() if model._meta.app_label in OURS and not model._meta.proxy]
TABLES = [model for model in MODELS if not issubclass(model, pghistory.models.Event)]

# The row itself is the event, or the moment is not a person's act.
WITHOUT_A_PERSON = {
    "accounts.AccessLog.at": "`staff` is who read",
    "beneficiaries.DuplicatePair.found_at": "a search finds it, or a registration that keeps it apart",
    "imports.PeopleImport.wiped_at": "seven days after, by nobody",
    "committee.Ballot.at": "`member` is who voted",
    "committee.Sitting.held_at": "a moment to come",
    "committee.Decision.decided_at": "`by` is who recorded it, or nobody: the sweep",
    "documents.StoredFile.created_at": "`by` is who stored it",
    "intake.Declaration.signed_at": "`witness` is who saw it, `signer_name` who signed",
    "intake.Statement.signed_at": "copied from the declaration",
    "intake.Application.submitted_at": "the move has it",
    "intake.Application.target_at": "a moment to come",
}
OF_MACHINES = {
    "beneficiaries.DuplicateScan",
    "beneficiaries.KeyRotation",
    "channels_log.Notice",
    "channels_log.SandboxMessage",
    "jobs.Job",
}


def _times():
    for model in TABLES:
        for field in model._meta.concrete_fields:
            name = f"{model._meta.label}.{field.name}"
            if isinstance(field, models.DateTimeField) and (field.name == "at" or field.name.endswith("_at")):
                yield pytest.param(model, field.name, id=name)


@pytest.mark.parametrize(("model", "name"), _times())
def test_each_moment_names_its_person(model, name):
    label = f"{model._meta.label}.{name}"
    if label in WITHOUT_A_PERSON or model._meta.label in OF_MACHINES:
        return
    fields = {field.name for field in model._meta.concrete_fields}
    wanted = "by" if name == "at" else f"{name[:-3]}_by"
    assert wanted in fields or (name == "at" and fields & {"recorded_by", "opened_by"}), label


def test_no_reason_is_left_over():
    known = {param.id for param in _times()}
    assert set(WITHOUT_A_PERSON) <= known


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_each_table_is_guarded_or_tracked(model):
    """Append-only, or its old rows are kept: no row of ours changes without a trace."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal", [model._meta.db_table]
        )
        names = " ".join(row[0] for row in cursor.fetchall())
    untraced = {
        "channels_log.SandboxMessage": "what a sandbox shows",
        "intake.Statement": "frozen on signing; its rows are tracked",
    }
    traced = any(word in names for word in ("append_only", "update_update", "kept", "never_deleted", "once", "freezes"))
    assert traced or model._meta.label in untraced, names
