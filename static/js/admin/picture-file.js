/* Reads a picture's own data when its file is chosen (media.views.read_file): refuses what is no
   picture, and fills the fields that are empty. What an editor typed stays. */
(() => {
  const { Controller } = window.StimulusModule;
  const NAMES = ["title", "description", "credit", "copyright_notice"];

  class PictureFile extends Controller {
    static values = { url: String, readingText: String, filledText: String, failedText: String };

    connect() {
      this.status = document.createElement("p");
      this.status.className = "desk-file-status";
      this.status.setAttribute("role", "status");
      this.element.after(this.status);
      this.filled = {};
      // Before Wagtail makes a title from the file's name.
      this.remember = () => (this.titleBefore = this.field("title")?.value ?? "");
      this.element.addEventListener("input", this.remember, { capture: true });
      this.read = this.read.bind(this);
      this.element.addEventListener("change", this.read);
    }

    disconnect() {
      this.element.removeEventListener("input", this.remember, { capture: true });
      this.element.removeEventListener("change", this.read);
      this.status.remove();
    }

    /* The field of the same form; several forms of a page have prefixes. */
    field(name) {
      const prefix = this.element.name.replace(/file$/, "");
      return this.element.form?.elements[prefix + name];
    }

    async read() {
      const [file] = this.element.files;
      this.say("");
      if (!file) return;
      this.say(this.readingTextValue);
      const body = new FormData();
      body.append("file", file);
      // Without an answer the form can be sent all the same: the server reads the file then.
      const answer = await window.deskAsk(this.urlValue, { method: "POST", body });
      if (!answer.fields && !answer.error) return this.say(this.failedTextValue);
      if (file !== this.element.files[0]) return; // another was chosen meanwhile
      if (answer.error) {
        this.element.value = "";
        return this.say(answer.error, true);
      }
      this.fill(answer.fields);
    }

    fill(fields) {
      const labels = NAMES.filter((name) => this.write(name, fields[name] ?? ""))
        .filter((name) => fields[name])
        .map((name) => this.label(this.field(name)));
      const filled = this.filledTextValue.replace("{fields}", labels.join(", "));
      this.say(labels.length ? filled : "");
    }

    /* Fill a field, unless an editor has; return whether it was. */
    write(name, value) {
      const field = this.field(name);
      if (!field || !this.isOurs(name, field, value)) return false;
      field.value = value;
      this.filled[name] = field.value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      return true;
    }

    /* Whether no editor typed what a field holds: Wagtail made the title from the file's name, which
       is better than none, or the last file filled it. */
    isOurs(name, field, value) {
      if (name === "title" && !this.titleBefore) return Boolean(value);
      return !field.value || field.value === this.filled[name];
    }

    label(field) {
      const text = field.labels?.[0]?.firstChild?.textContent ?? field.name;
      return text.trim().toLowerCase();
    }

    say(text, wrong = false) {
      this.status.textContent = text;
      this.status.classList.toggle("desk-file-status--wrong", wrong);
    }
  }

  window.wagtail.app.register("picture-file", PictureFile);
})();
