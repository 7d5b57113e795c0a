/* A cast typed as one name a line, made into rows (shows.admin.cast_lines). */
(() => {
  const { Controller } = window.StimulusModule;
  const same = ({ person, character }) =>
    `${person.value} ${window.deskFold(character.value).trim()}`;

  class CastLines extends Controller {
    static targets = ["text", "status", "errors"];
    static values = {
      url: String,
      doneText: String,
      knownText: String,
      leftText: String,
      failedText: String,
    };

    connect() {
      // What is typed here is not saved by itself: the story waits until it is made into rows.
      this.form = this.element.closest("form");
      this.hold = (event) => {
        if (!this.textTarget.value.trim()) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        this.element.open = true;
        window.deskRows.unfold(this.element);
        this.say(this.leftTextValue);
        this.textTarget.focus();
      };
      this.form?.addEventListener("submit", this.hold, true);
    }

    disconnect() {
      this.form?.removeEventListener("submit", this.hold, true);
    }

    async split() {
      const body = new URLSearchParams({ lines: this.textTarget.value });
      const failed = this.failedTextValue;
      const answer = await window.deskAsk(this.urlValue, { method: "POST", body, failed });
      if (answer.error) return this.say(answer.error);
      const made = this.addRows(answer.rows);
      this.textTarget.value = answer.left;
      this.errorsTarget.replaceChildren(
        ...answer.errors.map((sentence) => {
          const item = document.createElement("li");
          item.textContent = sentence;
          return item;
        }),
      );
      const already = answer.rows.length - made;
      const said = [this.doneTextValue.replace("{count}", made)];
      if (already) said.push(this.knownTextValue.replace("{count}", already));
      this.say(said.join(" "));
      this.textTarget.focus();
      this.element.scrollIntoView({ block: "nearest" });
    }

    /* Add what no row says yet; return how many rows were added. */
    addRows(found) {
      const { add, rows } = window.deskRows;
      const { fill, read } = window.deskRowValues;
      const known = new Set(rows("castings").map((row) => same(read(row).fields)));
      let made = 0;
      for (const values of found) {
        if (known.has(same(values.fields))) continue;
        known.add(same(values.fields));
        const row = add("castings");
        if (!row) break;
        fill(row, values);
        made += 1;
      }
      return made;
    }

    say(text) {
      this.statusTarget.textContent = text;
    }
  }

  window.wagtail.app.register("cast-lines", CastLines);
})();
