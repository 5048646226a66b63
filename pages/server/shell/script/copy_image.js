// Copies an image to the clipboard. A browser that cannot, or a page that is not secure, shows no button for it.
(() => {
  if (!window.isSecureContext || !navigator.clipboard?.write || !window.ClipboardItem) return;
  document.documentElement.classList.add("lb-copies-images");

  const image = async (address) => {
    const answer = await fetch(new URL(address, location.href));
    if (!answer.ok) throw new Error(`image: ${answer.status}`);
    return answer.blob();
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.(".lb-copy-image");
    if (!button || button.getAttribute("aria-busy")) return;
    const said = button.textContent;
    button.setAttribute("aria-busy", "true");
    try {
      // the promise, not what it becomes: a clipboard takes only what is asked for within the click
      await navigator.clipboard.write([new ClipboardItem({ "image/png": image(button.dataset.from) })]);
      button.textContent = button.dataset.done;
    } catch {
      button.textContent = button.dataset.failed;
    }
    button.removeAttribute("aria-busy");
    const told = document.querySelector(".lb-told");
    if (told) told.textContent = button.textContent;
    setTimeout(() => { button.textContent = said; }, 3000);
  });
})();
