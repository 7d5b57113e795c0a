/* Turns a <select multiple> into chips with a field to search for more (shows.fields.widgets.CodesWidget).
   The select stays in the form, hidden, and is what is sent. */
(() => {
  const { Controller } = window.StimulusModule;
  const SHOWN = 12;
  const vocabularies = {};

  const fold = (text) =>
    text
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .replace(/œ/gi, "oe")
      .replace(/[’ʼ]/g, "'")
      .toLowerCase();

  const fetchCodes = (url) => {
    vocabularies[url] ??= fetch(url)
      .then((response) => response.json())
      .then((answer) => answer.codes)
      .catch(() => {
        delete vocabularies[url];
        return [];
      });
    return vocabularies[url];
  };

  class Codes extends Controller {
    static values = {
      url: String,
      max: { type: Number, default: 0 },
      placeholder: String,
      removeText: String,
      noneText: String,
    };

    connect() {
      const id = this.element.id;
      this.box = document.createElement("div");
      this.box.className = "desk-codes";
      this.chips = document.createElement("ul");
      this.chips.className = "desk-chips";
      this.input = document.createElement("input");
      Object.assign(this.input, {
        type: "text",
        autocomplete: "off",
        placeholder: this.placeholderValue,
      });
      this.list = document.createElement("ul");
      this.list.className = "record-picker__list";
      this.list.id = `${id}-choices`;
      this.list.hidden = true;
      this.list.setAttribute("role", "listbox");
      for (const [name, value] of Object.entries({
        role: "combobox",
        "aria-autocomplete": "list",
        "aria-expanded": "false",
        "aria-controls": this.list.id,
      })) {
        this.input.setAttribute(name, value);
      }
      const described = this.element.getAttribute("aria-describedby");
      if (described) this.input.setAttribute("aria-describedby", described);
      this.box.append(this.chips, this.input, this.list);
      this.element.after(this.box);
      this.element.hidden = true;
      // The label now names the field one types in.
      this.element.removeAttribute("id");
      this.input.id = id;
      this.originalId = id;
      this.active = -1;
      this.options = [];
      this.input.addEventListener("input", () => this.search());
      this.input.addEventListener("focus", () => this.search());
      this.input.addEventListener("keydown", (event) => this.key(event));
      this.input.addEventListener("blur", () => this.close());
      this.refresh = () => this.draw();
      this.element.addEventListener("change", this.refresh);
      this.draw();
    }

    disconnect() {
      this.element.removeEventListener("change", this.refresh);
      this.box.remove();
      this.element.id = this.originalId;
      this.element.hidden = false;
    }

    get chosen() {
      return [...this.element.options].filter((option) => option.selected);
    }

    async codes() {
      if (this.urlValue) return fetchCodes(this.urlValue);
      return [...this.element.options].map((option) => [option.value, option.text]);
    }

    draw() {
      this.chips.replaceChildren(
        ...this.chosen.map((option) => {
          const chip = document.createElement("li");
          chip.className = "desk-chip";
          const text = document.createElement("span");
          text.textContent = option.text;
          const remove = document.createElement("button");
          remove.type = "button";
          remove.textContent = "×";
          remove.setAttribute("aria-label", this.removeTextValue.replace("{name}", option.text));
          remove.addEventListener("click", () => {
            option.selected = false;
            this.changed();
            this.input.focus();
          });
          chip.append(text, remove);
          return chip;
        }),
      );
    }

    changed() {
      this.element.dispatchEvent(new Event("change", { bubbles: true }));
    }

    async search() {
      const text = fold(this.input.value.trim());
      const chosen = new Set(this.chosen.map((option) => option.value));
      const found = (await this.codes()).filter(
        ([code, name]) => !chosen.has(code) && fold(name).includes(text),
      );
      const begins = (name) => (fold(name).startsWith(text) ? 0 : 1);
      found.sort(([, a], [, b]) => begins(a) - begins(b));
      if (document.activeElement !== this.input) return;
      this.options = text || found.length <= SHOWN ? found.slice(0, SHOWN) : [];
      this.active = this.options.length && text ? 0 : -1;
      this.list.replaceChildren(
        ...this.options.map(([code, name], index) => {
          const item = document.createElement("li");
          item.id = `${this.list.id}-${index}`;
          item.setAttribute("role", "option");
          item.textContent = name;
          item.addEventListener("mousedown", (event) => event.preventDefault());
          item.addEventListener("click", () => this.choose(code, name));
          return item;
        }),
      );
      if (text && !this.options.length) {
        const none = document.createElement("li");
        none.className = "record-picker__none";
        none.textContent = this.noneTextValue;
        this.list.append(none);
      }
      this.list.hidden = !this.list.children.length;
      this.input.setAttribute("aria-expanded", String(!this.list.hidden));
      this.mark();
    }

    mark() {
      [...this.list.children].forEach((item, index) => {
        item.setAttribute("aria-selected", String(index === this.active));
        if (index === this.active) {
          item.scrollIntoView({ block: "nearest" });
          this.input.setAttribute("aria-activedescendant", item.id);
        }
      });
    }

    key(event) {
      const many = this.options.length;
      if ((event.key === "ArrowDown" || event.key === "ArrowUp") && many) {
        event.preventDefault();
        this.active = (this.active + (event.key === "ArrowDown" ? 1 : -1) + many) % many;
        this.mark();
      } else if (event.key === "Enter") {
        event.preventDefault();
        if (this.active >= 0) this.choose(...this.options[this.active]);
      } else if (event.key === "Escape" && !this.list.hidden) {
        event.preventDefault();
        event.stopPropagation();
        this.close();
      } else if (event.key === "Backspace" && !this.input.value) {
        const last = this.chosen.at(-1);
        if (!last) return;
        last.selected = false;
        this.changed();
      }
    }

    choose(code, name) {
      if (this.maxValue === 1) this.chosen.forEach((option) => (option.selected = false));
      let option = [...this.element.options].find((one) => one.value === code);
      if (!option) {
        option = new Option(name, code);
        this.element.add(option);
      }
      option.selected = true;
      this.input.value = "";
      this.changed();
      this.close();
      this.input.focus();
    }

    close() {
      this.list.hidden = true;
      this.active = -1;
      this.input.setAttribute("aria-expanded", "false");
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  window.wagtail.app.register("codes", Codes);
})();
