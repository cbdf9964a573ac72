"""Base class of the review views about one page."""

from oim_portal.admin import page_view


class PageView(page_view.PageView):
    """View about a page with a link to its editor in the breadcrumbs."""

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            *self.breadcrumbs_items,
            {"url": self.edit_url, "label": self.get_page_subtitle()},
            {"url": "", "label": self.get_page_title()},
        ]
