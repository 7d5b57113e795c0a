/* Names after an “@” in a note: whoever may read the story (articles.newsroom.notes). */
(() => {
  class Mentions extends window.StimulusModule.Controller {
    static values = { url: String, nobodyText: String, failedText: String };

    connect() {
      this.box = new window.Combobox(this.element, {
        first: true,
        text: () => this.typed,
        find: (text, signal) => this.find(text, signal),
        told: (options, text) => (text === null || options.length ? "" : this.nobodyTextValue),
        choose: ({ hint }) => this.choose(hint),
      });
    }

    disconnect() {
      this.box.destroy();
    }

    /* What follows the “@” before the caret, or null. */
    get typed() {
      const before = this.element.value.slice(0, this.element.selectionStart);
      return before.match(/(?:^|[^\w@.+-])(@[\w@.+-]*)$/)?.[1] ?? null;
    }

    async find(text, signal) {
      if (text === null) return [];
      const url = `${this.urlValue}?q=${encodeURIComponent(text.slice(1))}`;
      const answer = await window.deskAsk(url, { signal });
      return answer?.results?.map(({ name, username }) => ({ label: name, hint: `@${username}` }));
    }

    press(event) {
      if (event.key !== "Tab" || event.shiftKey || this.box.active < 0) return;
      event.preventDefault();
      this.box.take(this.box.active);
    }

    choose(name) {
      const { selectionStart: end } = this.element;
      const start = end - this.typed.length;
      this.element.setRangeText(`${name} `, start, end, "end");
      this.element.focus();
    }
  }

  window.wagtail.app.register("mentions", Mentions);
})();
