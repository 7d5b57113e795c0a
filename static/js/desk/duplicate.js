/* Adds “Duplicate” to each row of an inline panel (shows.desk.panels.RowsPanel). */
(() => {
  const { Controller } = window.StimulusModule;
  const OWN = new Set(["id", "ORDER", "DELETE"]);

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

    get rows() {
      return [...this.forms.children].filter((row) => row.matches("[data-inline-panel-child]"));
    }

    equip() {
      for (const row of this.rows) {
        if (row.querySelector(":scope [data-duplicate-button]")) continue;
        const remove = row.querySelector('button[id$="-DELETE-button"]');
        if (!remove) continue;
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
      const before = new Set(this.rows);
      document.getElementById(`id_${this.prefix}-ADD`).click();
      const added = this.rows.find((one) => !before.has(one));
      if (!added) return; // as many rows as there may be
      this.fill(row, added);
    }

    /* Copy what the fields hold; the two rows have the same fields under another number. */
    fill(source, target) {
      const number = (row) => row.id.match(/-(\d+)$/)[1];
      const from = `${this.prefix}-${number(source)}-`;
      const to = `${this.prefix}-${number(target)}-`;
      const fields = [...source.querySelectorAll("[name]")].filter(
        (field) => field.name.startsWith(from) && !OWN.has(field.name.slice(from.length)),
      );
      for (const field of fields) {
        const name = to + field.name.slice(from.length);
        const chip = field.closest(".desk-chip");
        const twin = target.querySelector(`[name="${name}"]`);
        if (chip) {
          this.copyChip(chip, name, target);
        } else if (twin?.multiple) {
          for (const option of field.selectedOptions) {
            let same = [...twin.options].find((one) => one.value === option.value);
            if (!same) twin.add((same = new Option(option.text, option.value)));
            same.selected = true;
          }
          twin.dispatchEvent(new Event("change", { bubbles: true }));
        } else if (twin?.type === "checkbox") {
          twin.checked = field.checked;
        } else if (twin) {
          twin.value = field.value; // a picker looks up the label of its key
          twin.dispatchEvent(new Event("input", { bubbles: true }));
        }
      }
    }

    copyChip(chip, name, target) {
      const picker = target.querySelector(`[data-record-picker-name-value="${name}"]`);
      const chips = picker?.querySelector(".desk-chips");
      if (!chips) return;
      const copy = chip.cloneNode(true);
      copy.querySelector("input").name = name;
      chips.append(copy);
    }
  }

  window.wagtail.app.register("duplicate", Duplicate);
})();
