/* Notes and team beside a story: their forms are sent without leaving it (articles.admin.side_panel_base). */
(() => {
  const { Controller } = window.StimulusModule;

  class Beside extends Controller {
    static targets = ["status"];
    static values = {
      name: String,
      count: Number,
      failedText: String,
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
      const body = new FormData(form, button);
      button.disabled = true;
      try {
        const headers = { "X-Requested-With": "XMLHttpRequest" };
        const answer = await fetch(form.action, { method: "POST", body, headers });
        if (!answer.ok && answer.status !== 400) throw new Error(answer.status);
        this.show(await answer.text());
      } catch {
        button.disabled = false;
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
  }

  window.wagtail.app.register("beside", Beside);
})();
