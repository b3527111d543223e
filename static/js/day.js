// The day that is gone to is the visitor's own, not the server's.

export function goByOwnDays({ form, date, zone }) {
  date.max = new Intl.DateTimeFormat("en-CA").format(Date.now());
  form.addEventListener("submit", () => {
    const [year, month, day] = date.value.split("-").map(Number);
    zone.value = new Date(year, month - 1, day).getTimezoneOffset();
    zone.disabled = false;
  });
}
