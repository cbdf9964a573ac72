"""The desk before a draft: what it is compared with, and whether it is still what was shown."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Revision, TaskState

from oim_portal.publishing.digest import digest
from oim_portal.publishing.register import Stale, lines

from .desk import DeskView
from .sheets import NOTHING, PUBLIC

#: Query parameter: the revision that the reader was shown before the text changed.
SINCE = "desde"
#: Session key: digests that this person has been shown, by page.
SHOWN = "desk_shown"
MOST_SHOWN, MOST_PAGES = 5, 20


class DraftView(DeskView):
    """Compares the newest draft with what visitors read, or with what this reader has read last.

    The posted `shown` is the digest of the text that was displayed, `revision` its version.
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
        return self.page.revisions.filter(pk=number).first() if number.isdecimal() else None

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

    def find_shown(self, shown: str) -> Revision | None:
        """Return the revision that was displayed: the newest, or the one in review.

        None if somebody has changed the text since.
        """
        state = self.page.current_workflow_task_state
        found = [self.page.get_latest_revision(), state and state.revision]
        return next((each for each in found if each and self.text_of(each) == shown), None)

    def look_again(self) -> HttpResponse:
        """Lead back to the desk, which marks what is new if the text that was shown is kept."""
        messages.error(self.request, str(Stale(self.page)))
        url = self.request.path
        seen = self.revision_named(self.request.POST.get("revision", ""))
        is_kept = seen and self.text_of(seen) == self.request.POST.get("shown")
        return redirect(f"{url}?{SINCE}={seen.pk}" if is_kept else url)
