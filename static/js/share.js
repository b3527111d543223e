// Buttons that hand the address of what they stand beside to another app, where the browser can.

for (const button of document.querySelectorAll("[data-share]")) {
  button.hidden = !navigator.share;
  button.addEventListener("click", () => shareAddress(button.dataset.share));
}

// Whoever thinks better of it is no fault.
export async function shareAddress(path) {
  try {
    await navigator.share({ url: location.origin + path });
  } catch (failure) {
    if (failure.name !== "AbortError") throw failure;
  }
}
