#!/bin/sh
# django-pgtrigger 4.17.0 with Django 5.2.19: how often does one AddTrigger operation have Django build model classes again?
#
# Guess:     never. A trigger is a piece of SQL that names its table; the operation runs it and notes it on the state.
# Behaviour: AddTrigger calls reload_model, so that for each trigger the model and its neighbours are built again. Where
#            many tables point at one, as they do at a table of users, all of them are neighbours: 12 models and 10
#            triggers make 120 classes. With 88 models and 308 triggers that was most of the time of `migrate`.
# Seen:      classes built for 10 triggers: 120
# What to do: an operation of one's own that keeps the trigger in the state's options and runs its SQL.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq --disable-pip-version-check "django==5.2.19" "django-pgtrigger==4.17.0" "psycopg[binary]==3.3.9"
cat > "$folder/look.py" <<'PY'
import django
from django.conf import settings

settings.configure(INSTALLED_APPS=["pgtrigger"], DATABASES={"default": {"ENGINE": "django.db.backends.postgresql"}})
django.setup()
from django.db import models
from django.db.migrations.state import ModelState, ProjectState
from pgtrigger import compiler
from pgtrigger.migrations import AddTrigger

MODELS, TRIGGERS = 12, 10
state = ProjectState()
for n in range(MODELS):
    fields = [("id", models.BigAutoField(primary_key=True))]
    if n:
        fields.append(("hub", models.ForeignKey("shop.Model0", models.CASCADE, related_name="+")))
    state.add_model(ModelState("shop", f"Model{n}", fields))
state.apps  # the state is rendered, as it is after the first operation that needs a model
built = 0
real = ModelState.render


def counted(self, apps):
    global built
    built += 1
    return real(self, apps)


ModelState.render = counted
for n in range(TRIGGERS):
    trigger = compiler.Trigger(name=f"t{n}", sql=compiler.UpsertTriggerSql(
        pgid=f"t{n}", table="shop_model5", func="RETURN NEW;", operation="UPDATE", when="BEFORE"))
    operation = AddTrigger(model_name="model5", trigger=trigger)
    after = state.clone()
    operation.state_forwards("shop", after)
    after.apps.get_model("shop", "model5")  # what its database_forwards asks for
    state = after
print(f"classes built for {TRIGGERS} triggers: {built}")
assert built == MODELS * TRIGGERS, built
PY
"$folder/venv/bin/python" "$folder/look.py"
