/* Asks the newsroom's server: resolves to its JSON, to {error: failed} where there is no answer,
   and to null once nobody waits any more (`signal`). */
window.deskAsk = async (url, { failed, ...options }) => {
  const headers = {
    Accept: "application/json",
    "X-Requested-With": "XMLHttpRequest",
    "X-CSRFToken": window.wagtailConfig?.CSRF_TOKEN ?? "",
  };
  try {
    const response = await fetch(url, { headers, ...options });
    return await response.json();
  } catch (error) {
    return error.name === "AbortError" ? null : { error: failed };
  }
};
