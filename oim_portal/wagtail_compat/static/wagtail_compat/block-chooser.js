/* Lists each block with the sentence that describes it, by whose words the search finds it too.

   Wagtail shows the sentence only beside a preview that one has to open. A stream hands the definitions
   of its blocks to the button that opens the list; here the button gets a copy of each with a label of two
   lines, which pages/static/pages/edit-form.css draws. The list opens with the cursor in its search. */
(() => {
  "use strict";

  const { StreamBlock } = window.wagtailStreamField?.blocks ?? {};
  if (!StreamBlock) return; // no stream in this form

  function described(block) {
    const { label, description } = block.meta;
    const meta = description ? { ...block.meta, label: `${label}\n${description}`, description: "" } : block.meta;
    return Object.create(block, { meta: { value: meta } });
  }

  const original = StreamBlock.prototype._createInsertionControl;
  StreamBlock.prototype._createInsertionControl = function create(...values) {
    const control = original.apply(this, values);
    control.groupedChildBlockDefs = control.groupedChildBlockDefs.map(([group, blocks]) => [group, blocks.map(described)]);
    control.tooltip?.setProps({
      onShown() {
        // On a phone the keyboard would cover the list.
        if (window.matchMedia("(pointer: fine)").matches) control.combobox.querySelector("input")?.focus();
      },
      onHide() {
        if (control.combobox.contains(document.activeElement)) control.addButton.trigger("focus");
      },
    });
    return control;
  };
})();
