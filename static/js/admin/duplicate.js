/* Adds “Duplicate” to each row of an inline panel (shows.admin.panels.RowsPanel). */
(() => {
  const { Controller } = window.StimulusModule;
  /* What a copy does not take over: it would replace the same fact twice. */
  const ONCE = ["replaces", "correction"];

  class Duplicate extends Controller {
    static values = { text: String };

    connect() {
      // The panel's rows, not those of panels inside them.
      this.forms = this.element.querySelector('div[id$="-FORMS"]');
      if (!this.forms) return;
      this.prefix = this.forms.id.replace(/^id_/, "").replace(/-FORMS$/, "");
      this.observer = new MutationObserver(() => this.equip());
      this.observer.observe(this.forms, { childList: true });
      this.equip();
    }

    disconnect() {
      this.observer?.disconnect();
    }

    equip() {
      for (const row of window.deskRows.rows(this.prefix)) {
        const remove = row.querySelector('button[id$="-DELETE-button"]');
        if (!remove || remove.previousElementSibling?.dataset.duplicateButton === "") continue;
        const button = document.createElement("button");
        button.type = "button";
        button.className = "button button-small button-secondary desk-duplicate";
        button.dataset.duplicateButton = "";
        button.textContent = this.textValue;
        button.addEventListener("click", () => this.copy(row));
        remove.before(button);
      }
    }

    copy(row) {
      const { add, show } = window.deskRows;
      const { fill, read } = window.deskRowValues;
      const held = read(row);
      for (const name of ONCE) delete held.fields[name];
      const added = add(this.prefix);
      if (!added) return; // as many rows as there may be
      fill(added, held);
      show(added);
    }
  }

  window.wagtail.app.register("duplicate", Duplicate);
})();
