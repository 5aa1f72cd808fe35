"""The pages of the channels: their order, their words, and what retiring one leaves alone."""

import pytest
from django.db import connection
from django.urls import reverse

from accounts.states import Role
from channels_log.domain import sending, sweep
from channels_log.models import Notice
from ledger.errors import Stale
from policy.domain import channels, versions
from policy.models import Channel, PolicyVersion
from policy.queries.channels import usage
from tests.factories import make_person, make_staff, submitted
from tests.intake.paper_browser import form_of, send, text_of

LIST = "/policy/channels/"


@pytest.fixture
def admin(policy, client):
    client.force_login(make_staff(Role.ADMIN))
    return client


def of(key, what):
    return reverse(f"policy:channel_{what}", args=[key])


def order():
    return [row.key for row in Channel.objects.offered()]


def names_on(response):
    page = text_of(response)
    return sorted(Channel.objects.offered().values_list("name", flat=True), key=page.index)


def test_everybody_reads_the_channels_and_only_the_administrator_is_offered_changes(policy, client):
    client.force_login(make_staff(Role.RESEARCHER))
    page = client.get(LIST)
    assert names_on(page) == [row.name for row in Channel.objects.offered()]
    assert of("phone", "edit") not in page.content.decode()
    assert client.get(of("phone", "edit")).status_code == 403
    assert client.post(of("phone", "retire")).status_code == 403
    words = text_of(page)
    for tag in ("تستقبل الطلبات والاستفسارات", "تُرسل بها الإشعارات", "تُبلَّغ بها النتائج", "آليًّا وبيد موظف"):
        assert tag in words


def test_the_order_of_the_list_is_the_order_at_the_counter(admin, client):
    page = admin.get(LIST)
    rise = form_of(page, to=of("volunteers", "move"))
    assert admin.post(rise.action, {**rise.data(), "to": "up"}).status_code == 302
    assert order()[-2:] == ["volunteers", "letters"]
    # the page is an old one by now: a second click moves nothing
    admin.post(rise.action, {**rise.data(), "to": "up"})
    assert order()[-2:] == ["volunteers", "letters"]
    client.force_login(make_staff(Role.RECEPTION))
    counter = text_of(client.get(reverse("intake:start", args=[make_person().public_id])))
    carriers = [row.name for row in Channel.objects.carrying_decisions()]
    assert sorted(carriers, key=counter.index) == carriers


def test_moving_passes_over_retired_channels_and_stops_at_the_ends(policy):
    by = make_staff(Role.ADMIN)
    channels.retire(channel_id=Channel.objects.get(key="letters").pk, by=by)
    last, first = Channel.objects.get(key="volunteers"), Channel.objects.get(key="interview")
    channels.move(channel_id=last.pk, by=by, up=True)
    assert order() == ["interview", "phone", "website", "volunteers", "social"]
    channels.move(channel_id=first.pk, by=by, up=True)
    assert order()[0] == "interview"
    channels.move(channel_id=first.pk, by=by, up=False)
    assert order()[:2] == ["phone", "interview"]
    positions = list(Channel.objects.order_by("position").values_list("position", flat=True))
    assert positions == list(range(1, 7))


def test_a_channel_is_added_and_changed(admin):
    page = admin.get(reverse("policy:channel_new"))
    answer = send(
        *(admin, reverse("policy:channel_new"), page),
        has="key",
        name="الفاكس",
        key="fax",
        sends_out="on",
        ways=["letter"],
    )
    assert answer.status_code == 302
    fax = Channel.objects.get(key="fax")
    assert (fax.name, fax.takes_in, fax.sends_out, fax.ways) == ("الفاكس", True, True, ["letter"])
    assert order()[-1] == "fax"
    page = admin.get(of("fax", "edit"))
    assert send(admin, of("fax", "edit"), page, has="seen", name="الناسوخ", as_printed="جهاز الفاكس").status_code == 302
    shown = text_of(admin.get(LIST))
    assert "الناسوخ" in shown
    assert "كما طُبع في السياسة: جهاز الفاكس" in shown


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "يلزم إدخال اسم القناة."),
        ({"key": "فاكس"}, "يُكتب المفتاح بأحرف لاتينية وأرقام وشرطات."),
        ({"key": "phone"}, "توجد قناة بهذا المفتاح."),
        ({"sends_out": "on"}, "تلزمها وسيلة إيصال واحدة على الأقل"),
        ({"carries_decision": "on"}, "لا تحمل النتيجةَ إلا قناة"),
    ],
)
def test_what_contradicts_itself_is_refused_kindly(admin, typed, sentence):
    before = Channel.objects.count()
    answer = admin.post(reverse("policy:channel_new"), {"name": "الفاكس", "key": "fax", **typed})
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert Channel.objects.count() == before


def test_two_administrators_do_not_write_over_each_other(admin):
    page = admin.get(of("phone", "edit"))
    channels.change(channel_id=Channel.objects.get(key="phone").pk, by=make_staff(Role.ADMIN), name="الهاتف")
    answer = send(admin, of("phone", "edit"), page, has="seen", name="الاتصال")
    assert answer.status_code == 409
    assert "الهاتف" in text_of(answer)
    assert Channel.objects.get(key="phone").name == "الهاتف"
    assert send(admin, of("phone", "edit"), answer, has="seen").status_code == 302
    assert Channel.objects.get(key="phone").name == "الاتصال"
    # what is so already is no conflict
    assert send(admin, of("phone", "edit"), answer, has="seen").status_code == 302
    with pytest.raises(Stale):
        channels.change(
            channel_id=Channel.objects.get(key="phone").pk, by=make_staff(Role.ADMIN), seen="x", name="جوال"
        )


def test_a_retired_channel_is_offered_no_more_and_keeps_what_it_carries(admin, client):
    application = submitted()
    phone = application.notify_channel
    page = admin.get(of("phone", "retire"))
    uses = {str(use.label): use.count for use in usage(channel=phone)}
    assert uses["الطلبات"] == 1
    assert all(label in text_of(page) for label in uses)
    assert admin.post(of("phone", "retire")).status_code == 302
    assert "phone" not in order()
    sending.send_all(claimed=sweep.run().claimed)
    notice = Notice.objects.get(application=application)
    assert (notice.channel, notice.way, notice.state) == (phone, "sms", "sent")
    client.force_login(application.created_by)
    assert phone.name in text_of(client.get(reverse("desk:case", args=[application.reference])))
    counter = text_of(client.get(reverse("intake:start", args=[make_person().public_id])))
    assert phone.name not in counter
    client.force_login(make_staff(Role.ADMIN))
    assert client.post(of("phone", "restore")).status_code == 302
    assert order()[1] == "phone"


def test_the_last_channel_that_carries_outcomes_stays(admin):
    for key in ("website", "letters", "volunteers"):
        admin.post(of(key, "retire"))
    answer = admin.post(of("phone", "retire"))
    assert answer.status_code == 422
    assert "يجب أن تبقى قناة واحدة على الأقل لإبلاغ النتائج." in text_of(answer)
    page = admin.get(of("phone", "edit"))
    form = form_of(page, has="seen").data(carries_decision=None)
    assert admin.post(of("phone", "edit"), form).status_code == 422
    assert Channel.objects.get(key="phone").carries_decision


def test_versions_that_keep_a_channel_are_counted(policy):
    phone = Channel.objects.get(key="phone")
    before = usage(channel=phone)[-1].count
    draft = versions.draft_from_current(by=make_staff(Role.ADMIN))
    PolicyVersion.objects.filter(pk=draft.pk).update(channels=[{"key": "social"}, {"key": "phone", "name": "هاتف"}])
    assert usage(channel=phone)[-1].count == before + 1


@pytest.mark.usefixtures("as_app_role")
def test_the_database_keeps_a_channel_and_its_key(policy, refused):
    with connection.cursor() as cursor:
        with refused("key_is_kept"):
            cursor.execute("UPDATE policy_channel SET key = 'telephone' WHERE key = 'phone'")
        with refused("never_deleted"):
            cursor.execute("DELETE FROM policy_channel WHERE key = 'social'")
        cursor.execute("UPDATE policy_channel SET name = 'الهاتف' WHERE key = 'phone'")


def test_django_admin_does_not_offer_the_key_of_a_channel_that_is_there(admin):
    phone = Channel.objects.get(key="phone")
    page = admin.get(reverse("admin:policy_channel_change", args=[phone.pk]))
    form = page.context["adminform"].form
    assert "key" not in form.fields
