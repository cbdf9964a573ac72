"""How colleagues come in and change: invitations, links, roles, addresses."""

from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from oim_portal.accounts.models import User
from oim_portal.accounts.roles import ADMINISTRATOR, EDITOR, PUBLISHER, ROLES
from oim_portal.publishing.models import FourEyesTask

from .edit_forms import form_of
from .hostile_pictures import in_other_format
from .pictures import telling_picture, upload
from .staff import PASSWORD, mailed_link, person, sign_in, signed_in

pytestmark = pytest.mark.django_db
NEW = "another-long-one-8"


@pytest.fixture
def administrator() -> Client:
    return signed_in(person(ADMINISTRATOR, "administrator@example.org"))


def role(name: str) -> int:
    return Group.objects.get(name=name).pk


def invite(administrator: Client, email: str = "Nueva@Example.org"):
    return administrator.post(
        reverse("wagtailusers_users:add"),
        {"email": email, "first_name": "Nueva", "last_name": "Persona", "role": role(EDITOR)},
    )


def set_password(link: str, password: str = NEW):
    client = Client()
    opened = client.get(link)
    if opened.status_code != 302:
        return opened
    return client.post(opened["Location"], {"password1": password, "password2": password})


def test_the_groups_are_the_three_roles_and_no_others():
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)


def test_publishers_and_administrators_review_what_editors_submit():
    reviewers = FourEyesTask.objects.get().groups.values_list("name", flat=True)
    assert set(reviewers) == {PUBLISHER, ADMINISTRATOR}


def test_an_invitation_lets_a_colleague_set_their_password_once(administrator):
    invite(administrator)
    assert not sign_in(Client(), "nueva@example.org", "").wsgi_request.user.is_authenticated
    link = mailed_link("nueva@example.org")
    assert set_password(link).status_code == 302
    assert set_password(link, "yet-another-one-9").context["token_fail"]
    assert sign_in(Client(), "nueva@example.org", NEW).status_code == 302


def test_a_link_is_over_after_a_day(administrator, settings):
    invite(administrator)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert set_password(mailed_link("nueva@example.org")).context["token_fail"]


def test_a_link_is_over_once_the_address_has_changed(administrator):
    invite(administrator)
    User.objects.filter(email="nueva@example.org").update(email="otra@example.org")
    assert set_password(mailed_link("nueva@example.org")).context["token_fail"]


def test_a_link_names_the_portals_address_whatever_the_request_says(settings):
    person(EDITOR)
    settings.ALLOWED_HOSTS = ["*"]
    Client(headers={"host": "evil.example"}).post(
        reverse("account_reset_password"), {"email": "ana@example.org"}
    )
    assert "evil.example" not in mail.outbox[0].body
    assert mailed_link("ana@example.org")


def test_an_administrator_sends_a_new_link_without_seeing_it(administrator):
    ana = person(EDITOR)
    page = administrator.get(reverse("wagtailusers_users:edit", args=[ana.pk])).text
    address = reverse("wagtailusers_users:send_link", args=[ana.pk])
    assert address in page
    assert administrator.get(address).status_code == 200
    assert not mail.outbox
    answer = administrator.post(address, follow=True)
    assert mailed_link(ana.email) not in answer.text
    set_password(mailed_link(ana.email))
    assert sign_in(Client(), ana.email, NEW).status_code == 302


def test_an_address_that_somebody_has_is_refused_however_it_is_written(administrator):
    person(EDITOR, "ana@example.org")
    answer = invite(administrator, "ANA@example.org")
    assert "email" in answer.context["form"].errors
    assert User.objects.filter(email__iexact="ana@example.org").count() == 1


def test_a_new_address_is_told_to_the_old_one(administrator):
    ana = person(EDITOR)
    fields = {"first_name": "Ana", "last_name": "Paz", "role": role(EDITOR), "is_active": "on"}
    edit = reverse("wagtailusers_users:edit", args=[ana.pk])
    administrator.post(edit, fields | {"email": "otra@example.org"})
    assert [message.to for message in mail.outbox] == [["ana@example.org"]]
    assert "otra@example.org" in mail.outbox[0].body


def test_a_new_address_is_told_to_the_old_one_whatever_code_changes_it():
    ana = person(EDITOR)
    ana.email = "Otra@example.org"
    ana.save(update_fields=["email"])
    assert [message.to for message in mail.outbox] == [["ana@example.org"]]
    told = mail.outbox[0].body
    assert "otra@example.org" in told
    assert "Avise de inmediato" in told


def test_nobody_is_told_of_an_address_that_stays_or_is_not_saved():
    ana = person(EDITOR)
    ana.first_name = "Eva"
    ana.email = "ANA@example.org"
    ana.save()
    ana.email = "otra@example.org"
    ana.save(update_fields=["first_name"])
    assert mail.outbox == []


def test_a_person_has_one_role_and_gets_another_in_its_place(administrator):
    ana = person(EDITOR)
    fields = {"email": ana.email, "first_name": "Ana", "last_name": "Paz", "is_active": "on"}
    edit = reverse("wagtailusers_users:edit", args=[ana.pk])
    administrator.post(edit, fields | {"role": role(PUBLISHER)})
    assert list(ana.groups.values_list("name", flat=True)) == [PUBLISHER]


def test_the_list_shows_roles_and_who_has_a_second_factor(administrator):
    person(EDITOR)
    page = administrator.get(reverse("wagtailusers_users:index")).text
    assert "ana@example.org" in page
    assert "Second factor" in page or "Segundo factor" in page


def test_mail_is_written_in_the_language_that_its_reader_chose():
    ana = person(EDITOR)
    UserProfile.objects.create(user=ana, preferred_language="en")
    Client().post(reverse("account_reset_password"), {"email": ana.email})
    assert mail.outbox[0].subject == "A new password for the IOM Ecuador site"


def test_a_superuser_is_made_on_the_server(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", email="root@example.org", interactive=False, verbosity=0)
    assert User.objects.get().is_superuser


def test_a_persons_address_is_kept_in_one_place():
    """allauth's own table of addresses would let somebody sign in with an address they had."""
    ana = person(EDITOR)
    sign_in(Client(), ana.email)
    Client().post(reverse("account_reset_password"), {"email": ana.email})
    set_password(mailed_link(ana.email))
    signed_in(User.objects.get()).get(reverse("mfa_index"))
    assert not EmailAddress.objects.exists()


def stored_pictures() -> set[str]:
    """Return the files that Wagtail has stored as pictures of accounts."""
    folder = Path(settings.MEDIA_ROOT) / "avatar_images"
    return {path.name for path in folder.glob("*")}


@pytest.mark.parametrize("role_name", ROLES)
def test_nobody_gives_their_account_a_picture(role_name):
    ana = person(role_name)
    client = signed_in(ana)
    page = client.get(reverse("wagtailadmin_account"))
    assert page.status_code == 200
    assert "avatar-avatar" not in page.text
    assert "avatar-section" not in page.text

    fields = form_of(client, page)
    photo = telling_picture("jpg")
    files = {"yo.jpg": photo, "cortado.jpg": photo[:700], "yo.eps": in_other_format("EPS")}
    for name, data in files.items():
        file = SimpleUploadedFile(name, data, "image/jpeg")
        form = fields | {"name_email-first_name": name, "avatar-avatar": file}
        assert client.post(reverse("wagtailadmin_account"), form).status_code == 302
        ana.refresh_from_db()
        assert ana.first_name == name
        assert not ana.wagtail_userprofile.avatar
        assert stored_pictures() == set()


def test_code_gives_no_account_a_picture():
    profile = UserProfile.objects.create(user=person(EDITOR), avatar=upload(b"GIF89a", "yo.gif"))
    profile.avatar = upload(telling_picture("jpg"), "yo.jpg")
    profile.save()
    profile.refresh_from_db()
    assert not profile.avatar
    assert stored_pictures() == set()


def test_the_admins_first_page_leads_to_no_picture_of_the_account():
    page = signed_in(person(EDITOR)).get(reverse("wagtailadmin_home")).text
    assert "avatar__edit-link" not in page
    assert "avatar-section" not in page
