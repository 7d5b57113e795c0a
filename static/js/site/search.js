// Names under the search box while one types: the combobox of the ARIA practices. The form works without.

const PAUSE = 150; // milliseconds without a key before asking
const SHORTEST = 1;
let made = 0;

function combobox(form) {
  const field = form.querySelector("input[type=search]");
  const list = document.createElement("ul");
  const status = document.createElement("p");
  list.id = `suggestions-${++made}`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  list.hidden = true;
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  form.append(list, status);
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  })) field.setAttribute(name, value);

  let timer, asking, asked = "", active = -1;

  function point(index) {
    active = index;
    [...list.children].forEach((option, place) => {
      option.setAttribute("aria-selected", String(place === index));
    });
    const option = list.children[index];
    if (option) {
      field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      field.removeAttribute("aria-activedescendant");
    }
  }

  function close() {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    point(-1);
  }

  function forget() {
    clearTimeout(timer);
    asking?.abort();
  }

  function open() {
    if (!list.children.length) return;
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
  }

  function show(names, kinds, addresses) {
    list.replaceChildren(...names.map((name, place) => {
      const option = document.createElement("li");
      const kind = document.createElement("span");
      option.id = `${list.id}-${place}`;
      option.className = "suggestions__option";
      option.setAttribute("role", "option");
      option.dataset.address = addresses[place];
      kind.className = "suggestions__kind";
      kind.textContent = kinds[place];
      option.append(name, " ", kind);
      return option;
    }));
    point(-1);
    if (names.length) open(); else close();
    status.textContent = !names.length ? "Aucune suggestion"
      : names.length === 1 ? "1 suggestion, flèche bas pour la choisir"
      : `${names.length} suggestions, flèches pour choisir`;
  }

  async function ask() {
    asked = field.value.trim();
    forget();
    if (asked.length < SHORTEST) {
      list.replaceChildren();
      status.textContent = "";
      return close();
    }
    asking = new AbortController();
    try {
      const address = `${form.dataset.suggestions}?q=${encodeURIComponent(asked)}`;
      const answer = await fetch(address, { signal: asking.signal });
      if (!answer.ok) return;
      const [, names, kinds, addresses] = await answer.json();
      show(names, kinds, addresses);
    } catch (error) {
      // An answer that nobody waits for any more, or no network: the form still searches.
      if (error.name !== "AbortError" && !(error instanceof TypeError)) throw error;
    }
  }

  const go = (option) => location.assign(option.dataset.address);

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    const last = list.children.length - 1;
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (last < 0) return;
      event.preventDefault();
      const down = event.key === "ArrowDown";
      if (list.hidden) {
        open();
        point(down ? 0 : last);
      } else if (event.altKey && !down) {
        close();
      } else {
        // Past either end is the field itself, and past that the other end.
        const next = active + (down ? 1 : -1);
        point(next > last ? -1 : next < -1 ? last : next);
      }
    } else if (event.key === "Escape") {
      if (list.hidden) return; // the browser empties the field
      event.preventDefault();
      forget();
      close();
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      go(list.children[active]);
    } else if (event.key === "Home" || event.key === "End") {
      point(-1);
    }
  });
  field.addEventListener("focus", () => {
    if (field.value.trim() === asked && document.activeElement === field) open();
  });
  field.addEventListener("blur", () => { forget(); close(); });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) go(option);
  });
  form.addEventListener("submit", (event) => {
    forget();
    // Where the field has no room, its button leads to the page that has.
    if (!field.value.trim() && field.offsetParent) {
      event.preventDefault();
      field.focus();
    }
  });
}

document.querySelectorAll("form[data-suggestions]").forEach(combobox);
