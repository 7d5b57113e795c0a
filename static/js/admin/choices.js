/* Turns a <select multiple> into chips with a combobox that adds to them: codes of a vocabulary
   (shows.fields.widgets.CodesWidget) or records (RecordsPicker). The select stays in the form, hidden, and
   is what is sent. */
(() => {
  class Choices extends window.StimulusModule.Controller {
    static values = { url: String, records: Boolean, max: Number, texts: Object };

    connect() {
      this.build();
      const say = (sentence, wrong) => this.combobox.say(sentence, wrong);
      const source = this.recordsValue
        ? window.deskRecords(this.urlValue, this.textsValue, say)
        : window.deskCodes(this.urlValue, this.textsValue, this.element);
      this.combobox = new window.Combobox(this.input, {
        first: true,
        find: async (text, signal) => this.left(await source.find(text, signal), text, source.most),
        told: source.told,
        choose: async (option) => this.choose(await source.record(option)),
      });
      this.input.addEventListener("focus", () => this.combobox.search());
      this.input.addEventListener("keydown", (event) => this.press(event));
      this.box.addEventListener("focusout", (event) => this.leave(event));
      this.refresh = () => this.draw();
      this.element.addEventListener("change", this.refresh);
      this.draw();
    }

    disconnect() {
      this.element.removeEventListener("change", this.refresh);
      this.combobox.destroy();
      this.box.remove();
      this.element.id = this.input.id;
      this.element.hidden = false;
    }

    /* The chips and the field, which takes the select's label and what describes it. */
    build() {
      const { id } = this.element;
      this.chips = Object.assign(document.createElement("ul"), { className: "desk-chips" });
      this.input = document.createElement("input");
      const described = this.element.getAttribute("aria-describedby");
      if (described) this.input.setAttribute("aria-describedby", described);
      Object.assign(this.input, {
        type: "text",
        autocomplete: "off",
        placeholder: this.textsValue.placeholder,
      });
      this.box = Object.assign(document.createElement("div"), { className: "desk-choices" });
      this.box.append(this.chips, this.input);
      this.element.after(this.box);
      this.element.hidden = true;
      this.element.removeAttribute("id");
      this.input.id = id;
    }

    get chosen() {
      return [...this.element.selectedOptions];
    }

    /* What of the options is not chosen yet: all or, if `most` is given, as many; and none before a
       letter is typed if there are more. */
    left(options, text, most = Infinity) {
      if (!options) return null;
      const chosen = new Set(this.chosen.map((option) => option.value));
      const rest = options.filter(({ id }) => !chosen.has(String(id)));
      return text || rest.length <= most ? rest.slice(0, most) : [];
    }

    draw() {
      this.chips.replaceChildren(...this.chosen.map((option) => this.chip(option)));
    }

    chip(option) {
      const chip = Object.assign(document.createElement("li"), { className: "desk-chip" });
      const label = document.createElement("span");
      label.textContent = option.text;
      const remove = document.createElement("button");
      remove.type = "button";
      remove.textContent = "×";
      remove.setAttribute("aria-label", this.textsValue.remove.replace("{name}", option.text));
      remove.addEventListener("click", () => {
        this.remove(option);
        this.input.focus();
      });
      chip.append(label, remove);
      return chip;
    }

    remove(option) {
      if (!option) return;
      option.selected = false;
      this.changed();
    }

    press(event) {
      if (event.key === "Enter") event.preventDefault(); // never the form's first button
      if (event.key === "Tab" && this.combobox.byArrow) this.combobox.take(this.combobox.active);
      if (event.key === "Backspace" && !this.input.value) this.remove(this.chosen.at(-1));
    }

    leave(event) {
      if (this.box.contains(event.relatedTarget)) return;
      if (this.input.value.trim()) this.combobox.say(this.textsValue.pending, true);
    }

    choose(record) {
      if (!record) return;
      if (this.maxValue === 1) for (const option of this.chosen) option.selected = false;
      const key = String(record.id);
      let option = [...this.element.options].find((one) => one.value === key);
      if (!option) {
        option = new Option(record.label, key);
        this.element.add(option);
      }
      option.selected = true;
      this.input.value = "";
      this.combobox.say(record.hint || "");
      this.changed();
    }

    changed() {
      this.element.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  window.wagtail.app.register("choices", Choices);
})();
