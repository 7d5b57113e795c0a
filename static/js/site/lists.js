// Lists that change in place: htmx swaps #liste (see components/filters.html). Here what was unfolded
// stays so while one ticks, the focus is not lost, the new count is told, and the head of the page
// says what is shown.
(() => {
  const list = () => document.getElementById("liste");
  const fold = () => document.getElementById("filtres");
  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  document.body.append(said);
  const tell = () => {
    said.textContent = list()?.querySelector(".filters__total")?.textContent ?? "";
  };

  // htmx renews the title. The rest of what the head says of the list comes with the same answer:
  // browsers share the canonical address, and offer the feeds.
  const OWN = ["canonical", "prev", "next", "alternate"]
    .map((rel) => `link[rel=${rel}]`)
    .concat("meta[name=description]", "meta[property]", "script[type='application/ld+json']")
    .join();
  const renewHead = (answer) => {
    const { head } = new DOMParser().parseFromString(answer, "text/html");
    for (const element of document.head.querySelectorAll(OWN)) element.remove();
    document.head.append(...head.querySelectorAll(OWN));
  };

  // What is left open in a form is not said in the address.
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    for (const [name, value] of [...detail.formData])
      if (value === "") detail.formData.delete(name);
  });

  let left = null; // where the reader was, before the swap
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const focused = document.activeElement;
    const ticking = detail.requestConfig?.triggeringEvent?.type === "change";
    const facet = ticking ? focused.closest(".facet[open]") : null;
    left = {
      focus: ticking ? focused.id : "",
      folded: !ticking || !fold()?.open,
      facet: facet?.id,
      scroll: facet?.querySelector(".facet__panel")?.scrollTop,
    };
  });
  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    if (!left) return;
    renewHead(detail.xhr.response);
    if (fold()) fold().open = !left.folded;
    const facet = left.facet && document.getElementById(left.facet);
    if (facet) {
      facet.open = true;
      facet.querySelector(".facet__panel")?.scrollTo(0, left.scroll);
    }
    const target = (left.focus && document.getElementById(left.focus)) || list();
    target?.focus({ preventScroll: true });
    left = null;
  });
  document.addEventListener("htmx:afterSettle", tell);
  document.addEventListener("htmx:historyRestore", ({ detail }) => {
    renewHead(detail.serverResponse);
    tell();
  });

  // What cannot be had in place is asked for as a page.
  for (const failed of ["htmx:sendError", "htmx:responseError"]) {
    document.addEventListener(failed, ({ detail }) =>
      location.assign(detail.pathInfo.finalRequestPath),
    );
  }

  // What is ticked applies at once: “Voir les 12 séries” folds the facets away and shows the list.
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".filters__show")) return;
    event.preventDefault();
    fold().open = false;
    list().focus({ preventScroll: true });
    list().querySelector(".filters__line").scrollIntoView();
  });

  // Escape closes what is open, the facet first.
  document.addEventListener("keydown", (event) => {
    const opened = event.key === "Escape" && document.querySelector(".facet[open]");
    const closed = opened || (event.key === "Escape" && fold()?.open && fold());
    if (!closed) return;
    closed.open = false;
    closed.querySelector("summary").focus();
  });
})();
