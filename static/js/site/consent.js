// Answers the banner without losing the place in the text. Without this script the form is sent,
// and the page comes back.
const banner = document.querySelector("[data-consent]");

banner?.addEventListener("submit", async (event) => {
  const { submitter } = event;
  if (!submitter) return;
  event.preventDefault();
  const form = event.target;
  const response = await fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(form, submitter)),
    redirect: "manual",
  }).catch(() => null);
  if (response?.type !== "opaqueredirect") {
    // Refused, or no network: the plain way says why.
    const answer = document.createElement("input");
    answer.type = "hidden";
    answer.name = submitter.name;
    answer.value = submitter.value;
    form.append(answer);
    form.submit();
  } else if (submitter.value === "none") {
    banner.remove();
    document.getElementById("contenu").focus({ preventScroll: true });
  } else {
    location.reload(); // the page comes back with its frames, where it was
  }
});
