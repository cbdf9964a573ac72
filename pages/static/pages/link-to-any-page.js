/* Lets rich text link to pages of a project with its own page model.

   Wagtail 8.0.1 asks its page chooser for pages of the type 'wagtailcore.page', by name
   (LinkModalWorkflowSource in client/src/components/Draftail/sources), which such a project does
   not have: the answer is 404. No type means every page. tests/test_rich_text_links.py fails when
   Wagtail has mended this; https://github.com/wagtail/wagtail/pull/14368 is where it came from. */
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
