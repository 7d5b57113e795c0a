// The theme chosen on this device, set before the first paint; the system's without a choice.
// Not deferred, and nothing but that: the switch at the foot of the page is heard by delegation.
(() => {
  const root = document.documentElement;
  const show = (theme) => {
    root.dataset.theme = theme;
    for (const meta of document.querySelectorAll("meta[data-scheme]")) {
      const { scheme } = meta.dataset;
      const chosen = theme === scheme ? "all" : "not all";
      meta.setAttribute("media", theme === "auto" ? `(prefers-color-scheme: ${scheme})` : chosen);
    }
  };
  let theme = "auto";
  try {
    theme = localStorage.getItem("theme") ?? theme;
  } catch {
    /* a browser that keeps nothing */
  }
  if (theme !== "auto") show(theme);

  addEventListener("DOMContentLoaded", () => {
    const box = document.querySelector(".theme");
    if (!box) return;
    box.hidden = false;
    for (const radio of box.querySelectorAll("input")) radio.checked = radio.value === theme;
    box.addEventListener("change", ({ target }) => {
      show(target.value);
      try {
        localStorage.setItem("theme", target.value);
      } catch {
        /* it holds for this page */
      }
    });
  });
})();
