/* Patch of the link chooser of rich text for a project with its own page model.

   Wagtail 8.0.1 opens its page chooser for pages of the type 'wagtailcore.page', by name
   (LinkModalWorkflowSource in client/src/components/Draftail/sources), which such a project does
   not have: the response is 404. Without a type it offers every page. The upstream change is
   https://github.com/wagtail/wagtail/pull/14368; tests/test_rich_text_links.py fails once Wagtail
   has fixed this. */
(() => {
  "use strict";

  if (!window.draftail) return; // a form without rich text
  const source = window.draftail.LinkModalWorkflowSource.prototype;
  const stock = source.getChooserConfig;
  source.getChooserConfig = function getChooserConfig(...asked) {
    const config = stock.apply(this, asked);
    return { ...config, urlParams: { ...config.urlParams, page_type: "" } };
  };
})();
