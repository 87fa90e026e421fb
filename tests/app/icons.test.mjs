// The icons of tools and prompts in a real browser: each can be drawn, fills its place, and can be seen in a light and in a dark client.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { launch } from './support/chat.mjs';

const folder = new URL('../../host/search/icons/', import.meta.url);
const names = (await readdir(folder)).filter((name) => name.endsWith('.svg'));

let browser;
let page;
before(async () => {
  browser = await launch();
  page = await browser.newPage();
});
after(() => browser?.close());

// Runs in the page: how many of 48 x 48 points have a contrast of at least 3 against the ground (what WCAG asks of graphics), and the
// rectangle they lie in. A file that is no well-formed SVG cannot be decoded.
async function look({ svg, ground }) {
  const image = new Image();
  image.src = `data:image/svg+xml;base64,${svg}`;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width: 48, height: 48 });
  const paint = canvas.getContext('2d');
  paint.fillStyle = ground;
  paint.fillRect(0, 0, 48, 48);
  const luminance = ([r, g, b]) => {
    const linear = [r, g, b].map((channel) => channel / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const behind = luminance(paint.getImageData(0, 0, 1, 1).data);
  paint.drawImage(image, 0, 0, 48, 48);
  const { data } = paint.getImageData(0, 0, 48, 48);
  const found = { width: image.naturalWidth, height: image.naturalHeight, points: 0, left: 48, top: 48, right: 0, bottom: 0 };
  for (let i = 0; i < 48 * 48; ++i) {
    const here = luminance(data.subarray(4 * i, 4 * i + 3));
    if ((Math.max(here, behind) + 0.05) / (Math.min(here, behind) + 0.05) < 3) continue;
    const [x, y] = [i % 48, Math.floor(i / 48)];
    Object.assign(found, {
      points: found.points + 1, left: Math.min(found.left, x), top: Math.min(found.top, y), right: Math.max(found.right, x), bottom: Math.max(found.bottom, y),
    });
  }
  return found;
}

test('there are some', () => assert.ok(names.length >= 10, names.join()));

for (const name of names) {
  test(`${name} can be seen on white, on dark grey and on black`, async () => {
    const svg = (await readFile(new URL(name, folder))).toString('base64');
    for (const ground of ['#ffffff', '#212121', '#000000']) {
      const seen = await page.evaluate(look, { svg, ground });
      assert.deepEqual([seen.width, seen.height], [24, 24]);
      assert.ok(seen.points > 150 && seen.points < 1200, `${seen.points} points on ${ground}`);
      assert.ok(seen.left >= 1 && seen.top >= 1 && seen.right <= 46 && seen.bottom <= 46, `cut off: ${JSON.stringify(seen)}`);
      assert.ok(seen.right - seen.left > 28 && seen.bottom - seen.top > 24, `small: ${JSON.stringify(seen)}`);
    }
  });
}
