/* Asks where a link of rich text leads: to a story, to a record, or to an address. The dialog is the
   template of admin/story_link.html. */
(() => {
  const ADDRESS = /^(https?:\/\/|mailto:)\S+/i;
  const template = () => document.getElementById("story-link-dialog").content.firstElementChild;
  const same = (one, other = "") => one.toLowerCase() === other.toLowerCase();

  class LinkDialog {
    /* `current` is what the link holds, {url} or {target, id}; `done` gets the same, or null. */
    constructor(current, done) {
      Object.assign(this, { current, done, dialog: template().cloneNode(true) });
      for (const part of ["kind", "records", "address", "error", "cancel"]) {
        this[part] = this.dialog.querySelector(`[data-link="${part}"]`);
      }
      this.url = this.address.querySelector("input");
      this.url.value = current.url ?? "";
      this.picker = this.records.querySelector(".record-picker");
      const known = [...this.kind.options].find(({ value }) => same(value, current.target));
      this.kind.value = known?.value ?? (current.url ? "url" : "shows.Series");
      this.kind.addEventListener("change", () => this.draw());
      this.cancel.addEventListener("click", () => this.finish(null));
      this.dialog.addEventListener("cancel", () => this.finish(null));
      this.dialog.querySelector("form").addEventListener("submit", (event) => {
        event.preventDefault();
        this.submit();
      });
    }

    open() {
      this.draw();
      document.body.append(this.dialog);
      this.dialog.showModal();
      (this.isUrl ? this.url : this.records.querySelector(".record-picker__name")).focus();
    }

    get isUrl() {
      return this.kind.value === "url";
    }

    get key() {
      return this.records.querySelector("input[type=hidden]");
    }

    /* The field for the kind that is chosen: a picker has its kind from the start. */
    draw() {
      const { value } = this.kind;
      this.error.textContent = "";
      this.address.hidden = !this.isUrl;
      this.records.hidden = this.isUrl;
      const picker = this.picker.cloneNode(true);
      picker.dataset.recordPickerUrlValue = this.records.dataset.url.replace("TARGET", value);
      this.records.querySelector(".record-picker").replaceWith(picker);
      if (same(value, this.current.target)) this.key.setAttribute("value", this.current.id);
    }

    submit() {
      const url = this.url.value.trim();
      const id = this.key.value;
      if (this.isUrl && !ADDRESS.test(url)) {
        this.error.textContent = this.error.dataset.wrong;
      } else if (!this.isUrl && !id) {
        this.error.textContent = this.error.dataset.missing;
      } else {
        this.finish(this.isUrl ? { url } : { target: this.kind.value.toLowerCase(), id });
      }
    }

    finish(data) {
      this.dialog.remove();
      this.done(data);
    }
  }

  window.deskLink = {
    /* Resolves to the link's data, or to null if it is to stay as it is. */
    ask: (current) => new Promise((resolve) => new LinkDialog(current, resolve).open()),

    /* What a link leads to, in words. */
    describe({ url, target, id }) {
      const kinds = [...template().querySelectorAll("[data-link=kind] option")];
      const kind = kinds.find(({ value }) => same(value, target));
      return url || `${kind?.text ?? target} (${id})`;
    },
  };
})();
