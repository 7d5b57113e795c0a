/* The bar above a story's facts: adds a fact of a kind, brings a public one up to date, and says
   in each row what it takes over from the story (shows.admin.fact_bar). */
(() => {
  const { Controller } = window.StimulusModule;

  class Facts extends Controller {
    static targets = ["dialog", "search", "found", "status"];
    static values = {
      liveUrl: String,
      story: String,
      seriesText: String,
      inheritsText: String,
      dayText: String,
      noSeriesText: String,
      noneText: String,
      takenText: String,
      updateText: String,
      failedText: String,
    };

    connect() {
      this.form = this.element.closest("form") ?? document;
      this.tell = () => this.inherit();
      this.form.addEventListener("change", this.tell);
      this.form.addEventListener("w-formset:added", this.tell);
      this.form.addEventListener("w-formset:removed", this.tell);
      this.inherit();
      this.follow = () => this.openLinked();
      window.addEventListener("hashchange", this.follow);
      this.openLinked();
    }

    disconnect() {
      for (const kind of ["change", "w-formset:added", "w-formset:removed"]) {
        this.form.removeEventListener(kind, this.tell);
      }
      window.removeEventListener("hashchange", this.follow);
      clearTimeout(this.timer);
    }

    /* A link to a fact opens its row. */
    openLinked() {
      const anchor = document.getElementById(window.location.hash.slice(1));
      const row = anchor?.closest("[data-inline-panel-child]");
      // Once the tabs have chosen theirs and the panels have folded what they fold.
      if (row) setTimeout(() => window.deskRows.show(row), 300);
    }

    add({ params }) {
      const row = window.deskRows.add(params.relation);
      if (row) window.deskRows.show(row);
    }

    /* What the rows take over */

    /* The series the story is about, in their order: [[key, title]]. */
    get series() {
      return window.deskRows
        .rows("series_links")
        .map((row) => window.deskRowValues.read(row).fields)
        .filter(({ series, relation }) => series?.value && relation?.value === "about")
        .map(({ series }) => [series.value, series.label]);
    }

    inherit() {
      const [main] = this.series;
      const sources = window.deskRows
        .rows("sources")
        .map((row) => window.deskRowValues.read(row).fields.outlet?.value)
        .filter(Boolean);
      const hint = main ? this.seriesTextValue.replace("{series}", main[1]) : null;
      const said = [main?.[1], this.dayTextValue, sources.join(", ")].filter(Boolean).join(" · ");
      for (const line of this.form.querySelectorAll("[data-facts-inherits]")) {
        const row = line.closest("[data-inline-panel-child]");
        const prefix = window.deskRows.prefixOf(row);
        line.textContent = this.inheritsTextValue.replace("{what}", said);
        const series = document.getElementById(`id_${prefix}-series`);
        if (!series) continue;
        series.dataset.plain ??= series.placeholder;
        series.placeholder = hint ?? series.dataset.plain;
      }
    }

    /* Bringing a public fact up to date */

    open() {
      this.searchTarget.value = "";
      this.dialogTarget.showModal();
      this.find();
    }

    close() {
      this.dialogTarget.close();
    }

    search() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.find(), 200);
    }

    enter(event) {
      event.preventDefault(); // never the story's first button
      this.find();
    }

    async find() {
      const text = this.searchTarget.value.trim();
      const query = new URLSearchParams({ q: text, story: this.storyValue });
      for (const [key] of this.series) query.append("series", key);
      if (!text && !this.series.length) return this.draw([], this.noSeriesTextValue);
      const answer = await this.ask(`${this.liveUrlValue}?${query}`);
      if (!answer || text !== this.searchTarget.value.trim()) return;
      this.draw(answer.groups, answer.groups.length ? "" : this.noneTextValue);
    }

    draw(groups, sentence) {
      this.statusTarget.textContent = sentence;
      const taken = new Set(
        [...this.form.querySelectorAll('input[type=hidden][name$="-replaces"]')]
          .filter((input) => input.value)
          .map((input) => `${input.name.match(/([a-z]+)-\d+-replaces$/)[1]}:${input.value}`),
      );
      this.foundTarget.replaceChildren(
        ...groups.flatMap(({ heading, relation, facts }) => {
          const title = document.createElement("h3");
          title.textContent = heading;
          const list = document.createElement("ul");
          list.append(...facts.map((fact) => this.line(fact, taken.has(`${relation}:${fact.id}`))));
          return [title, list];
        }),
      );
    }

    line(fact, isTaken) {
      const item = document.createElement("li");
      const text = document.createElement("span");
      const source = document.createElement("small");
      source.textContent = fact.hint;
      text.append(fact.label, " ", source);
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button-small button-secondary";
      button.textContent = isTaken ? this.takenTextValue : this.updateTextValue;
      button.setAttribute("aria-label", `${button.textContent} : ${fact.label}`);
      button.disabled = isTaken;
      button.addEventListener("click", () => this.take(fact));
      item.append(text, button);
      return item;
    }

    async take(fact) {
      const answer = await this.ask(fact.url);
      if (!answer) return;
      this.close();
      const row = window.deskRows.add(answer.relation);
      if (!row) return;
      window.deskRowValues.fill(row, answer.values);
      window.deskRows.show(row);
    }

    /* The server's answer, or a sentence and null. */
    async ask(url) {
      const answer = await window.deskAsk(url, { failed: this.failedTextValue });
      if (!answer.error) return answer;
      this.statusTarget.textContent = answer.error;
      return null;
    }
  }

  window.wagtail.app.register("facts", Facts);
})();
