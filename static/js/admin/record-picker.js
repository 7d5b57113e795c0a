/* A combobox over records: find by name, or create from the name (shows.admin.widgets.RecordPicker). */
(() => {
  const { Controller } = window.StimulusModule;
  const WAIT = 160;

  class RecordPicker extends Controller {
    static targets = ["key", "name", "list", "clear", "status", "chips"];
    static values = {
      url: String,
      name: String,
      multiple: Boolean,
      createText: String,
      noneText: String,
      pendingText: String,
      failedText: String,
      countText: String,
      removeText: String,
    };

    connect() {
      this.options = [];
      this.active = -1;
      this.label = this.nameTarget.value;
      if (!this.hasKeyTarget) return;
      // StreamField, autosave and duplicated rows set the key: the label follows it. Setting the
      // value of a hidden input writes its attribute.
      this.known = this.keyTarget.value;
      this.observer = new MutationObserver(() => this.lookUp());
      this.observer.observe(this.keyTarget, { attributeFilter: ["value"] });
      if (this.keyTarget.value && !this.label) this.lookUp(true);
      this.showClear();
    }

    disconnect() {
      this.observer?.disconnect();
      clearTimeout(this.timer);
    }

    async lookUp(always = false) {
      const key = this.keyTarget.value;
      if (!always && key === this.known) return;
      this.known = key;
      if (!key) return this.show("");
      const answer = await this.ask(`${this.urlValue}?id=${encodeURIComponent(key)}`);
      if (answer && key === this.keyTarget.value) this.show(answer.results[0]?.label ?? `#${key}`);
    }

    /* Typing */

    focus() {
      this.nameTarget.select();
    }

    type() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.search(), WAIT);
    }

    async search() {
      const text = this.nameTarget.value.trim();
      if (!text) return this.close();
      const answer = await this.ask(`${this.urlValue}?q=${encodeURIComponent(text)}`);
      if (!answer || text !== this.nameTarget.value.trim()) return;
      this.options = answer.results;
      if (answer.create) {
        this.options = [
          ...this.options,
          { create: text, label: this.createTextValue.replace("{name}", text) },
        ];
      }
      this.open();
      const count = answer.results.length;
      this.say(count ? this.countTextValue.replace("{count}", count) : this.noneTextValue);
    }

    key(event) {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (this.listTarget.hidden) return this.search();
        const step = event.key === "ArrowDown" ? 1 : -1;
        this.activate((this.active + step + this.options.length) % this.options.length);
      } else if (event.key === "Enter") {
        event.preventDefault(); // never the form's first button
        if (!this.listTarget.hidden && this.options.length) {
          this.choose(this.options[Math.max(this.active, 0)]);
        }
      } else if (event.key === "Escape" && !this.listTarget.hidden) {
        event.preventDefault();
        event.stopPropagation();
        this.close();
        this.nameTarget.value = this.label;
      } else if (event.key === "Tab" && this.active >= 0) {
        this.choose(this.options[this.active]);
      } else if (event.key === "Backspace" && this.multipleValue && !this.nameTarget.value) {
        this.chipsTarget.lastElementChild?.remove();
        this.changed();
      }
    }

    blur() {
      // Later: a click on a suggestion takes the focus away first.
      setTimeout(() => {
        if (this.element.contains(document.activeElement)) return;
        this.close();
        const text = this.nameTarget.value.trim();
        if (!text && !this.multipleValue && this.keyTarget.value) this.clear();
        else if (text !== this.label) this.pending();
      }, 150);
    }

    pending() {
      // A name that is not chosen yet is not saved: say so rather than lose it silently.
      if (!this.multipleValue) this.setKey("");
      this.nameTarget.setAttribute("aria-invalid", "true");
      this.say(this.pendingTextValue, true);
    }

    /* Choosing */

    async choose(option) {
      this.close();
      if (option.create === undefined) return this.take(option);
      const body = new URLSearchParams({ name: option.create });
      const record = await this.ask(this.urlValue, { method: "POST", body });
      if (record) this.take(record);
    }

    take(record) {
      if (this.multipleValue) {
        this.addChip(record.id, record.label);
        this.show("");
      } else {
        this.setKey(String(record.id));
        this.show(record.label);
      }
      this.say(record.hint || "");
      this.changed();
    }

    setKey(key) {
      this.known = key;
      this.keyTarget.value = key;
    }

    clear() {
      this.setKey("");
      this.show("");
      this.say("");
      this.changed();
      this.nameTarget.focus();
    }

    show(label) {
      this.label = label;
      this.nameTarget.value = label;
      this.nameTarget.removeAttribute("aria-invalid");
      this.showClear();
    }

    showClear() {
      this.clearTarget.hidden = this.multipleValue || !this.keyTarget.value;
    }

    changed() {
      const field = this.hasKeyTarget ? this.keyTarget : this.nameTarget;
      for (const kind of ["input", "change"]) {
        if (field !== this.nameTarget || kind === "change") {
          field.dispatchEvent(new Event(kind, { bubbles: true }));
        }
      }
    }

    addChip(key, label) {
      const inputs = [...this.chipsTarget.querySelectorAll("input")];
      if (inputs.some((input) => input.value === String(key))) return;
      const chip = document.createElement("li");
      chip.className = "desk-chip";
      const input = document.createElement("input");
      input.type = "hidden";
      // The name as it is now: a row's prefix was filled in after this page was made.
      input.name = this.nameValue;
      input.value = key;
      const text = document.createElement("span");
      text.textContent = label;
      const remove = document.createElement("button");
      remove.type = "button";
      remove.textContent = "×";
      remove.setAttribute("aria-label", this.removeTextValue.replace("{name}", label));
      remove.dataset.action = "record-picker#removeChip";
      chip.append(input, text, remove);
      this.chipsTarget.append(chip);
    }

    removeChip(event) {
      event.currentTarget.closest("li").remove();
      this.changed();
      this.nameTarget.focus();
    }

    /* The list */

    open() {
      this.active = -1;
      this.listTarget.replaceChildren(
        ...this.options.map((option, index) => {
          const item = document.createElement("li");
          item.id = `${this.listTarget.id}-${index}`;
          item.setAttribute("role", "option");
          item.setAttribute("aria-selected", "false");
          item.className = option.create === undefined ? "" : "record-picker__create";
          const label = document.createElement("span");
          label.textContent = option.label;
          item.append(label);
          if (option.hint) {
            const hint = document.createElement("small");
            hint.textContent = option.hint;
            item.append(hint);
          }
          item.addEventListener("mousedown", (event) => event.preventDefault());
          item.addEventListener("click", () => this.choose(option));
          return item;
        }),
      );
      this.listTarget.hidden = !this.options.length;
      this.nameTarget.setAttribute("aria-expanded", String(!this.listTarget.hidden));
    }

    close() {
      clearTimeout(this.timer);
      this.active = -1;
      this.listTarget.hidden = true;
      this.nameTarget.setAttribute("aria-expanded", "false");
      this.nameTarget.removeAttribute("aria-activedescendant");
    }

    activate(index) {
      this.active = index;
      [...this.listTarget.children].forEach((item, i) => {
        item.setAttribute("aria-selected", String(i === index));
        if (i === index) {
          item.scrollIntoView({ block: "nearest" });
          this.nameTarget.setAttribute("aria-activedescendant", item.id);
        }
      });
    }

    say(text, wrong = false) {
      this.statusTarget.textContent = text;
      this.statusTarget.classList.toggle("record-picker__status--wrong", wrong);
    }

    /* The server: JSON, or a sentence shown under the field and null. */
    async ask(url, options = {}) {
      const headers = {
        Accept: "application/json",
        "X-Requested-With": "XMLHttpRequest",
        "X-CSRFToken": window.wagtailConfig?.CSRF_TOKEN ?? "",
      };
      let answer;
      try {
        const response = await fetch(url, { headers, ...options });
        answer = await response.json();
      } catch {
        answer = { error: this.failedTextValue };
      }
      if (!answer.error) return answer;
      this.say(answer.error, true);
      return null;
    }
  }

  window.wagtail.app.register("record-picker", RecordPicker);
})();
