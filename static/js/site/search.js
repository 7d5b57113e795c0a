// Names under the search box while one types. The form works without.
for (const form of document.querySelectorAll("form[data-suggestions]")) {
  const field = form.querySelector("input[type=search]");
  const box = new window.Combobox(field, {
    after: form.lastElementChild,
    statusClass: "visually-hidden",

    async find(text, signal) {
      if (!text) return [];
      const address = `${form.dataset.suggestions}?q=${encodeURIComponent(text)}`;
      try {
        const answer = await fetch(address, { signal });
        if (!answer.ok) return null;
        const [, names, kinds, addresses] = await answer.json();
        return names.map((label, place) => ({
          label,
          hint: kinds[place],
          address: addresses[place],
        }));
      } catch (error) {
        // An answer that nobody waits for any more, or no network: the form still searches.
        if (error.name === "AbortError" || error instanceof TypeError) return null;
        throw error;
      }
    },

    told(options, text) {
      if (!text) return "";
      if (!options.length) return "Aucune suggestion";
      return options.length === 1
        ? "1 suggestion, flèche bas pour la choisir"
        : `${options.length} suggestions, flèches pour choisir`;
    },

    choose: ({ address }) => location.assign(address),
  });

  field.addEventListener("focus", () => box.reopen());
  form.addEventListener("submit", (event) => {
    box.stop();
    // Where the field has no room, its button leads to the page that has.
    if (!field.value.trim() && field.offsetParent) {
      event.preventDefault();
      field.focus();
    }
  });
}
