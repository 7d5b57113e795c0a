// The two ways of sharing that need a script: the system's own, and a copy of the address.
for (const share of document.querySelectorAll(".share")) {
  const copy = share.querySelector(".share__copy");
  const native = share.querySelector(".share__native");
  const { address, done } = copy.dataset;
  if (navigator.share) {
    native.parentElement.hidden = false;
    // Closing the system's sheet is no error to the reader.
    native.addEventListener("click", () =>
      navigator.share({ title: share.dataset.title, url: address }).catch(() => {}),
    );
  }
  if (navigator.clipboard) {
    copy.parentElement.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(address);
      copy.textContent = done;
      share.querySelector(".share__said").textContent = done;
    });
  }
}
