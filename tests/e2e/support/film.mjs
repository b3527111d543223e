// Videos made here by ffmpeg, so that a test knows what is in them.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

// Moving bars with a tone; `more`: further arguments. Resolves to its bytes.
export async function film(ending, { size = "320x180", seconds = 4, more = [] } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "film-"));
  try {
    const sources = ["-f", "lavfi", "-i", `testsrc2=s=${size}:r=15:d=${seconds}`, "-f", "lavfi", "-i", `sine=d=${seconds}`];
    const codecs = ending === "webm" ? ["-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "300k", "-c:a", "libopus"]
      : ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"];
    const path = join(folder, `film.${ending}`);
    await run("ffmpeg", ["-nostdin", "-v", "error", ...sources, ...codecs, ...more, path]);
    return await readFile(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
