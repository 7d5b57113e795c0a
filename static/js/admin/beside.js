/* Notes and team beside a story: their forms are sent without leaving it (articles.admin.side_panel_base). */
(() => {
  const { Controller } = window.StimulusModule;
  const WAIT = 200; // milliseconds after the last key

  class Beside extends Controller {
    static targets = ["people", "status"];
    static values = {
      name: String,
      count: Number,
      people: String,
      failedText: String,
      nobodyText: String,
    };

    connect() {
      this.tellCount();
    }

    /* The number on the panel's button: what is open. */
    tellCount() {
      const toggle = document.querySelector(`[data-side-panel-toggle="${this.nameValue}"]`);
      const counter = toggle?.querySelector("[data-side-panel-toggle-counter]");
      if (!counter) return;
      counter.textContent = this.countValue;
      counter.hidden = !this.countValue;
    }

    async send(event) {
      const form = event.target;
      event.preventDefault();
      event.stopPropagation();
      const button = event.submitter;
      const data = new FormData(form);
      if (button?.name) data.set(button.name, button.value);
      if (button) button.disabled = true;
      try {
        const answer = await fetch(form.action, {
          method: "POST",
          body: data,
          headers: { "X-Requested-With": "XMLHttpRequest" },
        });
        if (!answer.ok && answer.status !== 400) throw new Error(answer.status);
        this.show(await answer.text());
      } catch {
        if (button) button.disabled = false;
        this.statusTarget.textContent = this.failedTextValue;
      }
    }

    /* Put the panel in place as the server has it now. What is typed elsewhere in it stays. */
    show(html) {
      const fresh = new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
      if (!fresh) throw new Error("empty");
      const wrong = fresh.querySelector("[aria-invalid=true], .error-message");
      this.element.replaceWith(fresh);
      const field = wrong?.matches("textarea") ? wrong : wrong?.previousElementSibling;
      field?.focus();
    }

    /* Mentions */

    /* The “@ca” before the caret, or null. */
    typed(field) {
      const before = field.value.slice(0, field.selectionStart);
      return before.match(/(?:^|[^\w@.+-])@([\w@.+-]*)$/);
    }

    suggest(event) {
      const field = event.target;
      clearTimeout(this.timer);
      const match = this.typed(field);
      if (!match || !this.peopleValue) return this.hide();
      this.timer = setTimeout(() => this.look(field, match[1]), WAIT);
    }

    async look(field, text) {
      const url = `${this.peopleValue}?q=${encodeURIComponent(text)}`;
      let results;
      try {
        const answer = await fetch(url, { headers: { "X-Requested-With": "XMLHttpRequest" } });
        ({ results } = await answer.json());
      } catch {
        return this.hide();
      }
      if (this.typed(field)?.[1] !== text) return;
      const list = field.closest("form").querySelector("[data-beside-target=people]");
      list.replaceChildren(
        ...results.map((person) => {
          const button = document.createElement("button");
          button.type = "button";
          button.textContent = `${person.name} `;
          const handle = document.createElement("small");
          handle.textContent = `@${person.username}`;
          button.append(handle);
          // Before the field loses the focus.
          button.addEventListener("mousedown", (press) => press.preventDefault());
          button.addEventListener("click", () => this.choose(field, person.username));
          return button;
        }),
      );
      if (!results.length) list.textContent = this.nobodyTextValue;
      list.hidden = false;
    }

    choose(field, username) {
      const start = field.selectionStart - this.typed(field)[1].length;
      field.setRangeText(`${username} `, start, field.selectionStart, "end");
      field.focus();
      this.hide();
    }

    key(event) {
      const list = this.peopleTargets.find((one) => !one.hidden);
      if (!list) return;
      const first = list.querySelector("button");
      if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        this.hide();
      } else if (first && (event.key === "Enter" || event.key === "Tab") && !event.shiftKey) {
        event.preventDefault();
        first.click();
      } else if (first && event.key === "ArrowDown") {
        event.preventDefault();
        first.focus();
      }
    }

    leave(event) {
      if (!event.relatedTarget?.closest?.("[data-beside-target=people]")) this.hide();
    }

    hide() {
      clearTimeout(this.timer);
      for (const list of this.peopleTargets) list.hidden = true;
    }
  }

  window.wagtail.app.register("beside", Beside);
})();
