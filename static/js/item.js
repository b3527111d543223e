// A listing's pictures: one that is blurred shows itself at the first click, and opens at the next.

document.getElementById("item-pictures")?.addEventListener("click", (event) => {
  const link = event.target.closest(".picture");
  const image = link?.querySelector(".blurred");
  if (!image) return;
  event.preventDefault();
  image.src = link.dataset.thumb;
  image.classList.remove("blurred");
  link.querySelector(".uncover").remove();
});
