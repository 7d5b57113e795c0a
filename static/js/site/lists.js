// Lists that change in place: htmx swaps #liste (see components/filters.html). Here the open facet
// stays open while one ticks, the focus is not lost, the new count is told, and the head of the page
// says what is shown.
(() => {
  const list = () => document.getElementById("liste");
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
      facet: facet?.id,
      scroll: facet?.querySelector(".facet__choices")?.scrollTop,
    };
  });
  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    if (!left) return;
    renewHead(detail.xhr.response);
    const facet = left.facet && document.getElementById(left.facet);
    if (facet) {
      facet.open = true;
      facet.querySelector(".facet__choices")?.scrollTo(0, left.scroll);
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

  // A panel floats over the list: Escape and a click beside it close it.
  const opened = () => document.querySelector(".facet[open]");
  document.addEventListener("keydown", (event) => {
    const facet = event.key === "Escape" && opened();
    if (!facet) return;
    facet.open = false;
    facet.querySelector("summary").focus();
  });
  document.addEventListener("click", ({ target }) => {
    const facet = opened();
    if (facet && !facet.contains(target)) facet.open = false;
  });
})();
