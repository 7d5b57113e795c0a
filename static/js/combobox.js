/* The combobox of the ARIA practices: a field with a list of suggestions, for readers and newsroom.
   https://www.w3.org/WAI/ARIA/apg/patterns/combobox/

   new Combobox(field, {
     find(text, signal)  resolves to the options, [{label, hint?, create?, sure?, …}]; null changes nothing
     choose(option)      called with the option that is taken
     told(options, text) returns the sentence that says what was found
     left()              called when Escape has closed the list (optional)
     text()              what is searched for: the field's text if not given
     after               the element that list and status follow: the field if not given
     first               whether Enter takes the first option, which is then marked; not one with sure: false
     statusClass         of the paragraph that tells what was found
   }) */
(() => {
  const PAUSE = 150; // milliseconds without a key before it searches
  const KEYS = {
    open: {
      ArrowDown: (box, event) => box.step(event, 1),
      ArrowUp: (box, event) => (event.altKey ? box.close() : box.step(event, -1)),
      Home: (box) => box.point(-1),
      End: (box) => box.point(-1),
      Enter: (box, event) => box.enter(event),
      Escape: (box, event) => box.escape(event),
    },
    closed: {
      ArrowDown: (box, event) => box.start(event, false),
      ArrowUp: (box, event) => box.start(event, true),
    },
  };

  const element = (tag, attributes, text = "") => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.textContent = text;
    return made;
  };

  window.Combobox = class {
    options = [];
    active = -1; // the option pointed at; -1: the field itself
    byArrow = false;
    asked = null; // what the options answer to

    constructor(field, settings) {
      Object.assign(this, { field, after: field, left() {} }, settings);
      this.list = element("ul", {
        id: `${field.id}-suggestions`,
        class: "suggestions",
        role: "listbox",
        "aria-label": "Suggestions",
        tabindex: -1, // or Tab would lead into a list that is long enough to scroll
      });
      const { statusClass = "suggestions-status" } = settings;
      this.status = element("p", { class: statusClass, role: "status" });
      this.after.after(this.list, this.status);
      field.setAttribute("aria-autocomplete", "list");
      field.setAttribute("aria-controls", this.list.id);
      // A text area may not be a combobox; it is a text box with suggestions.
      if (field.matches("input")) field.setAttribute("role", "combobox");
      this.listen();
      this.close();
    }

    listen() {
      this.life = new AbortController();
      const on = (target, kind, act) =>
        target.addEventListener(kind, act, { signal: this.life.signal });
      on(this.field, "input", () => this.type());
      on(this.field, "keydown", (event) => this.press(event));
      on(this.field, "blur", () => this.close());
      on(this.list, "mousedown", (event) => event.preventDefault()); // the field keeps the focus
      on(this.list, "click", ({ target }) => {
        const place = [...this.list.children].indexOf(target.closest("[role=option]"));
        if (place >= 0) this.take(place);
      });
    }

    destroy() {
      this.close();
      this.life.abort();
      this.list.remove();
      this.status.remove();
    }

    /* Searching */

    text() {
      return this.field.value.trim();
    }

    stop() {
      clearTimeout(this.timer);
      this.asking?.abort();
    }

    type() {
      this.stop();
      this.timer = setTimeout(() => this.search(), PAUSE);
    }

    async search() {
      this.stop();
      this.asking = new AbortController();
      const { signal } = this.asking;
      const text = this.text();
      const options = await this.find(text, signal);
      // Nobody waits any more: the text has changed, or the field was left.
      if (signal.aborted || !options) return;
      this.asked = text;
      this.show(options);
      this.say(this.told(options, text));
    }

    say(sentence, wrong = false) {
      this.status.textContent = sentence;
      this.status.classList.toggle("suggestions-status--wrong", wrong);
    }

    /* The list */

    get isOpen() {
      return !this.list.hidden;
    }

    show(options) {
      this.options = options;
      this.list.replaceChildren(...options.map((option, place) => this.item(option, place)));
      this.setOpen(options.length > 0);
      this.point(this.first && this.asked && options.length && options[0].sure !== false ? 0 : -1);
    }

    item(option, place) {
      const item = element("li", { id: `${this.list.id}-${place}`, role: "option" });
      item.classList.toggle("suggestions__create", option.create !== undefined);
      item.append(element("span", {}, option.label));
      if (option.hint) item.append(" ", element("small", {}, option.hint));
      return item;
    }

    setOpen(open) {
      this.list.hidden = !open;
      if (this.field.matches("input")) this.field.setAttribute("aria-expanded", String(open));
    }

    /* Show the list again if it still answers to what is in the field; return whether it does. */
    reopen() {
      if (!this.options.length || this.text() !== this.asked) return false;
      this.setOpen(true);
      return true;
    }

    close() {
      this.stop();
      this.setOpen(false);
      this.point(-1);
    }

    point(place, byArrow = false) {
      this.active = place;
      this.byArrow = byArrow && place >= 0;
      for (const [index, item] of [...this.list.children].entries()) {
        item.setAttribute("aria-selected", String(index === place));
      }
      const item = this.list.children[place];
      if (item) this.field.setAttribute("aria-activedescendant", item.id);
      else this.field.removeAttribute("aria-activedescendant");
      item?.scrollIntoView({ block: "nearest" });
    }

    take(place) {
      const option = this.options[place];
      this.asked = null; // what is chosen may change what is found
      this.close();
      this.choose(option);
    }

    /* Keys */

    press(event) {
      if (event.isComposing || event.ctrlKey || event.metaKey) return;
      KEYS[this.isOpen ? "open" : "closed"][event.key]?.(this, event);
    }

    /* Past either end is the field itself, and past that the other end. */
    step(event, by) {
      event.preventDefault();
      const places = this.options.length + 1;
      this.point(((this.active + 1 + by + places) % places) - 1, true);
    }

    start(event, last) {
      if (this.field.matches("textarea")) return; // it has lines to go through
      event.preventDefault();
      if (this.reopen()) this.point(last ? this.options.length - 1 : 0, true);
      else this.search();
    }

    enter(event) {
      if (this.active < 0) return;
      event.preventDefault();
      this.take(this.active);
    }

    escape(event) {
      event.preventDefault();
      event.stopPropagation(); // a dialog around it stays open
      this.close();
      this.left();
    }
  };
})();
