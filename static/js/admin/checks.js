/* The checks beside a story's form (articles.publishing.checks.panel): the number on the panel's button, and
   the way from a sentence to its field, whichever tab holds it. */
(() => {
  const { Controller } = window.StimulusModule;

  class Checks extends Controller {
    static values = { panel: String, blocking: Number, advisory: Number };

    /* An autosave puts new content in the panel, and so connects a new controller. */
    connect() {
      const toggle = `[data-side-panel-toggle="${this.panelValue}"]`;
      const counter = document.querySelector(`${toggle} [data-side-panel-toggle-counter]`);
      if (!counter) return;
      const count = this.blockingValue || this.advisoryValue;
      counter.textContent = count;
      counter.hidden = !count;
      counter.classList.toggle("desk-checks-count", this.blockingValue > 0);
      counter.classList.toggle("desk-checks-count--advisory", this.blockingValue === 0);
    }

    show(event) {
      const { field, block } = event.params;
      const target = this.find(field, block);
      if (!target) return;
      event.preventDefault();
      const tab = target.closest('[role="tabpanel"]');
      const wasHidden = tab?.hidden;
      if (wasHidden) document.querySelector(`[role="tab"][href="#${tab.id}"]`)?.click();
      for (const panel of this.panels(target)) this.unfold(panel);
      target.closest("details")?.setAttribute("open", "");
      // A tab shows its panel only after a short fade.
      setTimeout(() => this.reach(target), wasHidden ? 250 : 0);
    }

    unfold(panel) {
      const toggle = panel.querySelector(":scope > .w-panel__header [data-panel-toggle]");
      if (toggle?.getAttribute("aria-expanded") === "false") toggle.click();
    }

    reach(target) {
      target.scrollIntoView({ block: "center" });
      const fields = "input:not([type=hidden]), textarea, select, [contenteditable=true]";
      const first = target.matches(fields)
        ? target
        : target.querySelector(fields) || target.querySelector("button");
      first?.focus({ preventScroll: true });
    }

    find(field, block) {
      const rows = document.getElementById(`id_${field}-FORMS`);
      return (
        (block && document.getElementById(`block-${block}-section`)) ||
        rows?.closest("[data-panel]") ||
        document.querySelector(`[data-contentpath="${field}"]`) ||
        document.getElementById(`id_${field}`) ||
        document.getElementById(field)
      );
    }

    /* The collapsible panels around the field, its own included. */
    panels(target) {
      const found = [];
      let panel = target.closest("[data-panel]");
      while (panel) {
        found.push(panel);
        panel = panel.parentElement.closest("[data-panel]");
      }
      return found;
    }
  }

  window.wagtail.app.register("checks", Checks);
})();
