/* The rows of inline panels, for the scripts that add them and bring them into sight. */
(() => {
  const prefixOf = (row) => row.id.replace(/^inline_child_/, "");

  /* The rows of a panel that are not deleted. */
  const rows = (prefix) =>
    [...(document.getElementById(`id_${prefix}-FORMS`)?.children ?? [])].filter(
      (row) => row.matches("[data-inline-panel-child]") && !row.classList.contains("deleted"),
    );

  /* Open every folded part around an element. */
  const unfold = (element) => {
    for (let part = element; part; part = part.parentElement) {
      if (part.tagName === "DETAILS") part.open = true;
      if (part.matches(".w-panel__content[hidden]")) {
        document.querySelector(`[aria-controls="${part.id}"]`)?.click();
      }
    }
  };

  /* Add an empty row; null when there are as many as there may be. */
  const add = (prefix) => {
    const before = new Set(rows(prefix));
    document.getElementById(`id_${prefix}-ADD`)?.click();
    return rows(prefix).find((row) => !before.has(row)) ?? null;
  };

  /* Bring a row into sight, and the cursor into its first field. */
  const show = (row) => {
    unfold(row.querySelector(".w-panel__content") ?? row);
    const field = [...row.querySelectorAll("input, select, textarea")].find(
      (one) => one.type !== "hidden" && one.offsetParent,
    );
    row.scrollIntoView({ block: "start" });
    field?.focus({ preventScroll: true });
  };

  window.deskRows = { add, prefixOf, rows, show, unfold };
})();
