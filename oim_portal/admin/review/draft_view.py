"""The desk before a draft: what it is compared with, and whether it is still what was shown."""

from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Revision, TaskState

from oim_portal.publishing.approval import approved_revision
from oim_portal.publishing.digest import digest, other_values
from oim_portal.publishing.register import Stale, lines

from .changes import labels_of
from .desk import DeskView
from .sheets import NOTHING, PUBLIC

#: Query parameter: the revision that the reader was shown before the text changed.
SINCE = "desde"
#: Session key: digests that this person has been shown, by page.
SHOWN = "desk_shown"
MOST_SHOWN, MOST_PAGES = 5, 20


class DraftView(DeskView):
    """Compares the newest draft with what visitors read, or with what this reader has read last.

    The posted `shown` says what was displayed: text, other values of the form, step of the review.
    """

    def setup(self, request: HttpRequest, page_id: int) -> None:
        super().setup(request, page_id=page_id)
        self.revision = self.page.get_latest_revision()

    def is_allowed(self) -> bool:
        return self.rights.can_edit() and self.revision is not None

    @cached_property
    def state(self) -> TaskState | None:
        return self.page.current_workflow_task_state

    def sides(self) -> tuple[str, str]:
        """Compare with what this reader has read last, or with what visitors read.

        `desde` names another revision, `con=publica` asks for the public text, `enviada` for the
        submitted text where a newer draft exists.
        """
        new = self.revision
        if "enviada" in self.request.GET and self.state:
            new = self.state.revision
        since = self.revision_named(self.request.GET.get(SINCE, ""))
        if since and since != new and self.text_of(since) in self.shown_before():
            return str(since.pk), str(new.pk)
        if self.request.GET.get("con") != PUBLIC and (read := self.last_read(new)):
            return str(read.pk), str(new.pk)
        return PUBLIC if self.page.live else NOTHING, str(new.pk)

    def text_of(self, revision: Revision) -> str:
        return digest(type(self.page), revision.content)

    def revision_named(self, number: str) -> Revision | None:
        is_key = number.isdecimal() and len(number) < 19
        return self.page.revisions.filter(pk=number).first() if is_key else None

    def shown_before(self) -> list[str]:
        """Return the texts of the page that this session has been shown: no link hides others."""
        return self.request.session.get(SHOWN, {}).get(str(self.page.pk), [])

    def remember(self, text: str) -> None:
        shown = [*(each for each in self.shown_before() if each != text), text][-MOST_SHOWN:]
        pages = self.request.session.get(SHOWN, {}) | {str(self.page.pk): shown}
        self.request.session[SHOWN] = dict([*pages.items()][-MOST_PAGES:])

    def last_read(self, new: Revision) -> Revision | None:
        """Return the version that this reader has read since the last publication, if another."""
        own = lines(self.page).filter(reader=self.request.user, revision__isnull=False)
        line = own.select_related("revision").order_by("at").last()
        read = line and line.revision
        if not read or read.pk in (new.pk, self.page.live_revision_id):
            return None
        live = self.page.live_revision
        is_newer = live is None or read.created_at > live.created_at
        return read if is_newer and self.text_of(read) == line.digest != self.text_of(new) else None

    def compared_with(self) -> str:
        """Return a sentence on the old text."""
        if self.comparison.old == NOTHING:
            return _("Nothing of the page is public yet: all of it is new.")
        if self.comparison.old == PUBLIC:
            at = self.page.last_published_at
            day = date_format(timezone.localtime(at), "DATE_FORMAT") if at else ""
            return _("Compared with what visitors read today, published on %s.") % day
        return _("Compared with what you were shown before: only what is new is marked.")

    def shown(self, revision: Revision) -> dict[str, Any]:
        """Return what the desk shows of a revision, for comparison with what it showed."""
        other, task = other_values(revision), self.state and self.state.pk
        return {"text": self.text_of(revision), "other": other, "task": task}

    def signed(self, revision: Revision) -> str:
        """Return that with the revision's primary key, as the desk's forms post it."""
        return signing.dumps(self.shown(revision) | {"revision": revision.pk}, salt=SHOWN)

    @cached_property
    def seen(self) -> dict[str, Any]:
        """What the submitted form was shown with; empty if it does not say."""
        try:
            return signing.loads(self.request.POST.get("shown", ""), salt=SHOWN)
        except signing.BadSignature:
            return {}

    @property
    def is_overtaken(self) -> bool:
        """Whether somebody has submitted, decided or withdrawn the page since it was shown."""
        return self.seen.get("task") != (self.state and self.state.pk)

    def was_shown(self, revision: Revision) -> bool:
        return self.seen | self.shown(revision) == self.seen

    def find_shown(self) -> Revision | None:
        """Return the revision that was displayed: the newest, or the one that approving publishes.

        None if somebody has changed the text, or what is published with it, since.
        """
        found = [self.page.get_latest_revision(), self.state and approved_revision(self.state)]
        return next((each for each in found if each and self.was_shown(each)), None)

    def look_again(self) -> HttpResponse:
        """Lead back to the desk, say what has changed, and mark it if what was shown is kept."""
        messages.error(self.request, self.what_has_changed())
        kept = self.revision_named(str(self.seen.get("revision", "")))
        query = f"?{SINCE}={kept.pk}" if kept and self.was_shown(kept) else ""
        return redirect(f"{self.request.path}{query}")

    def what_has_changed(self) -> str:
        newest = self.page.get_latest_revision()
        if self.seen and self.is_overtaken:
            return decision_of(TaskState.objects.filter(pk=self.seen["task"]).first())
        if self.seen.get("text") != self.text_of(newest):
            return str(Stale(self.page))
        then, now = self.seen["other"], self.shown(newest)["other"]
        labels = labels_of(type(self.page))
        changed = [labels.get(name, name) for name in now | then if now.get(name) != then.get(name)]
        return _("Changed since it was shown: %s. Look again.") % ", ".join(changed)


def decision_of(task: TaskState | None) -> str:
    """Return a sentence on what became of a review that has ended, or has begun, meanwhile."""
    if task is None:
        return _("The page has been submitted for review meanwhile. Look again.")
    sentences = {
        TaskState.STATUS_REJECTED: _("%s has asked for changes already. Nothing else was done."),
        TaskState.STATUS_APPROVED: _("%s has approved the text already."),
        TaskState.STATUS_CANCELLED: _("%s has ended the review meanwhile. Look again."),
    }
    return sentences[task.status] % (task.finished_by or "–")
