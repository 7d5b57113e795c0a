/* A combobox over records: find by name, or create from the name (shows.admin.widgets.RecordPicker). */
(() => {
  class RecordPicker extends window.StimulusModule.Controller {
    static targets = ["key", "name", "clear"];
    static values = { url: String, texts: Object };

    connect() {
      this.label = this.nameTarget.value;
      const say = (sentence, wrong) => this.box.say(sentence, wrong);
      this.records = window.deskRecords(this.urlValue, this.textsValue, say);
      this.box = new window.Combobox(this.nameTarget, {
        after: this.nameTarget.parentElement,
        first: true,
        find: this.records.find,
        told: this.records.told,
        choose: (option) => this.choose(option),
        left: () => {
          this.nameTarget.value = this.label;
        },
      });
      // StreamField, autosave and duplicated rows set the key: the label follows it. Setting the
      // value of a hidden input writes its attribute.
      this.known = this.keyTarget.value;
      this.observer = new MutationObserver(() => this.follow());
      this.observer.observe(this.keyTarget, { attributeFilter: ["value"] });
      if (this.keyTarget.value && !this.label) this.lookUp();
      this.showClear();
    }

    disconnect() {
      this.observer.disconnect();
      this.box.destroy();
    }

    follow() {
      if (this.keyTarget.value !== this.known) this.lookUp();
    }

    async lookUp() {
      const key = this.keyTarget.value;
      this.known = key;
      const label = key ? await this.records.label(key) : "";
      if (label !== null && key === this.keyTarget.value) this.show(label);
    }

    /* The field */

    focus() {
      this.nameTarget.select();
    }

    press(event) {
      if (event.key === "Enter") event.preventDefault(); // never the form's first button
      if (event.key === "Tab" && this.box.byArrow) this.box.take(this.box.active);
    }

    leave(event) {
      if (this.element.contains(event.relatedTarget)) return;
      const text = this.nameTarget.value.trim();
      if (!text && this.keyTarget.value) this.empty();
      else if (text !== this.label) this.refuse();
    }

    /* A name that is not chosen yet is not saved: say so rather than lose it silently. */
    refuse() {
      this.setKey("");
      this.nameTarget.setAttribute("aria-invalid", "true");
      this.box.say(this.textsValue.pending, true);
    }

    /* Choosing */

    async choose(option) {
      const record = await this.records.record(option);
      if (!record) return;
      this.setKey(String(record.id));
      this.show(record.label);
      this.box.say(record.hint || "");
      this.changed();
    }

    empty() {
      this.setKey("");
      this.show("");
      this.box.say("");
      this.changed();
    }

    clear() {
      this.empty();
      this.nameTarget.focus();
    }

    setKey(key) {
      this.known = key;
      this.keyTarget.value = key;
    }

    show(label) {
      this.label = label;
      this.nameTarget.value = label;
      this.nameTarget.removeAttribute("aria-invalid");
      this.showClear();
    }

    showClear() {
      this.clearTarget.hidden = !this.keyTarget.value;
    }

    changed() {
      for (const kind of ["input", "change"]) {
        this.keyTarget.dispatchEvent(new Event(kind, { bubbles: true }));
      }
    }
  }

  window.wagtail.app.register("record-picker", RecordPicker);
})();
