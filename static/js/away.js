// 'Since you were away': leads to the first of what was missed, without leaving the page when it is there.

export function showMissedInPlace(box, log) {
  const link = box?.querySelector("a");
  link?.addEventListener("click", (event) => {
    const line = log.bySeq.get(Number(link.dataset.first));
    box.hidden = true;
    if (!line) return;
    event.preventDefault();
    line.scrollIntoView({ block: "center" });
  });
}
