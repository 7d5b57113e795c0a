/* What a story makes public (articles.admin.impact_panel): fetched when it comes into sight, and again
   after each save. */
(() => {
  const { Controller } = window.StimulusModule;

  class Outcome extends Controller {
    static values = { url: String, story: String, failedText: String };

    connect() {
      this.stale = true;
      this.watcher = new IntersectionObserver(([entry]) => {
        this.inSight = entry.isIntersecting;
        this.refresh();
      });
      this.watcher.observe(this.element);
      this.saved = () => {
        this.stale = true;
        this.refresh();
      };
      document.addEventListener("w-autosave:success", this.saved);
    }

    disconnect() {
      this.watcher?.disconnect();
      document.removeEventListener("w-autosave:success", this.saved);
    }

    /* A new story gets its key with its first save, which changes where the form is sent. */
    get story() {
      const action = this.element.closest("form")?.getAttribute("action") ?? "";
      return this.storyValue || (action.match(/\/edit\/(\d+)\//)?.[1] ?? "");
    }

    async refresh() {
      if (!this.stale || !this.inSight || !this.story) return;
      this.stale = false;
      try {
        const response = await fetch(this.urlValue.replace("/0/", `/${this.story}/`), {
          headers: { "X-Requested-With": "XMLHttpRequest" },
        });
        if (!response.ok || response.redirected) throw new Error();
        this.element.innerHTML = await response.text();
      } catch {
        this.element.textContent = this.failedTextValue;
      }
    }
  }

  window.wagtail.app.register("outcome", Outcome);
})();
