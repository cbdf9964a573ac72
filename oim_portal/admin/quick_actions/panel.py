"""Quick actions panel of the dashboard: links, drafts, publications to undo, photos to replace."""

from typing import Any

from django.forms import Media
from wagtail.admin.ui.components import Component
from wagtail.permissions import page_permission_policy

from oim_portal.publishing.scheduling.morning import PUBLISH_TOMORROW
from oim_portal.publishing.undo import with_previous_publication

from .links import links_for
from .photo import photos_in_use

SHOWN = 5


class QuickActionsPanel(Component):
    """Panel of the actions that the user may perform; lists of pages are for publishers."""

    name = "quick_actions"
    template_name = "quick_actions/panel.html"
    order = 40
    media = Media(css={"all": ["quick_actions/panel.css"]})

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        mine = page_permission_policy.instances_user_has_permission_for(user, "publish")
        mine = mine.filter(depth__gt=1)
        drafts = mine.filter(
            has_unpublished_changes=True, latest_revision__approved_go_live_at=None
        )
        return super().get_context_data(parent_context) | {
            "links": links_for(user),
            "publish_tomorrow": PUBLISH_TOMORROW,
            "drafts": drafts.order_by("-latest_revision_created_at").specific(defer=True)[:SHOWN],
            "photos": photos_in_use(user)[:SHOWN],
            "published": with_previous_publication(mine).specific(defer=True)[:SHOWN],
        }
