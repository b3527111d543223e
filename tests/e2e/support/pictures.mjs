// Pages as pictures, narrow and wide, light and dark, for whoever wants to look at them: PICTURES names the folder.
import { mkdir } from "node:fs/promises";

// Does nothing where nobody wants any. Not for a page with a live frame: it never ends loading.
export async function pictures(page, name) {
  if (!process.env.PICTURES) return;
  await mkdir(process.env.PICTURES, { recursive: true });
  const before = page.viewportSize();
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: width === 360 ? 640 : 800 });
      await page.screenshot({ path: `${process.env.PICTURES}/${name}-${colorScheme}-${width}.png`, fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(before);
}
