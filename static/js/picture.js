// The picture or video that goes with the next message: chosen, dropped or pasted; sent up at once, so that it is there when the text is.
//
// Events: 'change' (at every step), 'ready' (uploaded while somebody waited to send).

const KINDS = ["image/jpeg", "image/png", "image/webp", "image/gif"];
const AT_MOST = 10 * 1024 * 1024;
// What telephones call their MP4s, too; the server looks inside.
const FILM_KINDS = ["video/mp4", "video/webm", "video/quicktime"];
const FILM_AT_MOST = 20 * 1024 * 1024;
const PATIENCE = 120_000;

export class Picture extends EventTarget {
  // `box` shows it: a thumbnail or a progress bar, what went wrong, ways on. `form` is the composer, `input` its file field.
  constructor({ form, input, box, page }) {
    super();
    Object.assign(this, { form, input, box, page });
    this.part = (name) => box.querySelector(`.${name}`);
    input.addEventListener("change", () => this.choose(input.files));
    this.part("retry").addEventListener("click", () => this.upload());
    this.part("discard").addEventListener("click", () => this.discard());
    this.takeDrops();
    form.elements.body.addEventListener("paste", (event) => this.take(event, event.clipboardData));
  }

  get state() {
    if (!this.file) return "none";
    if (this.media) return "ready";
    return this.refusal ? "refused" : "uploading";
  }

  takeDrops() {
    const place = this.form.closest(".talk") ?? this.form;
    place.addEventListener("dragover", (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      this.form.classList.add("dropping");
    });
    place.addEventListener("dragleave", () => this.form.classList.remove("dropping"));
    place.addEventListener("drop", (event) => {
      this.form.classList.remove("dropping");
      this.take(event, event.dataTransfer);
    });
  }

  // Text is pasted and dropped as ever.
  take(event, data) {
    if (!data?.files.length) return;
    event.preventDefault();
    this.choose(data.files);
  }

  choose(files) {
    const kinds = this.page.takesVideos ? [...KINDS, ...FILM_KINDS] : KINDS;
    const file = [...files].find(({ type }) => kinds.includes(type)) ?? files[0];
    this.input.value = "";
    if (!file) return;
    this.discard();
    this.file = file;
    const why = this.reasonAgainst(file, kinds);
    if (why) this.refuse(this.page.text(why), false);
    else this.upload();
  }

  // The name of a text, or nothing.
  reasonAgainst({ type, size }, kinds) {
    const film = type.startsWith("video/");
    if (film && !this.page.takesVideos) return "videoRefused";
    if (!kinds.includes(type)) return film ? "videoKind" : "pictureKind";
    if (size > (film ? FILM_AT_MOST : AT_MOST)) return film ? "videoSize" : "pictureSize";
    return null;
  }

  // XMLHttpRequest, because fetch does not tell how far it has come.
  upload() {
    this.refusal = null;
    const request = new XMLHttpRequest();
    this.request = request;
    request.open("POST", "/api/media");
    request.responseType = "json";
    request.timeout = PATIENCE;
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("x-csrf-token", this.form.elements.csrfToken.value);
    request.upload.addEventListener("progress", ({ loaded, total }) => { this.part("progress").value = total ? loaded / total : 0; });
    request.addEventListener("load", () => this.answered(request));
    for (const kind of ["error", "timeout"]) request.addEventListener(kind, () => this.request === request && this.refuse(this.page.text("pictureFailed"), true));
    request.send(this.file);
    this.show();
  }

  answered(request) {
    if (this.request !== request) return;
    const { status, response } = request;
    if (status === 201) {
      this.media = response;
      this.show();
      return this.dispatchEvent(new Event("ready"));
    }
    const again = status >= 500 || status === 429 || status === 403;
    this.refuse(response?.message ?? this.page.text("pictureFailed"), again);
  }

  refuse(text, again) {
    this.refusal = { text, again };
    this.show();
  }

  discard() {
    this.request?.abort();
    Object.assign(this, { file: null, media: null, refusal: null, request: null });
    this.show();
  }

  // One that was uploaded before, of a message that could not be sent.
  restore(media) {
    this.discard();
    Object.assign(this, { file: { name: "" }, media });
    this.show();
  }

  show() {
    const { state } = this;
    this.box.hidden = state === "none";
    this.box.dataset.state = state;
    this.part("name").textContent = this.file?.name ?? "";
    this.part("refusal").textContent = this.refusal?.text ?? "";
    this.part("retry").hidden = !this.refusal?.again;
    this.part("progress").hidden = state !== "uploading";
    if (state === "uploading") this.part("progress").value = 0;
    const thumbnail = this.part("thumbnail");
    thumbnail.hidden = state !== "ready";
    if (state === "ready") thumbnail.src = `/media/${this.media.id}/${this.media.key}/thumb`;
    this.dispatchEvent(new Event("change"));
  }
}
