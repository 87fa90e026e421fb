// One warm search through the host against the same search written with Playwright: same Chromium, same portal, same run, interleaved.
// And the bytes a search costs with the resource policy on and off. Prints ratios; absolute times mean nothing on a shared machine.
//   node tests/bench/search_latency.mjs [--repeats 7] [--delay-scale 1]
import { chromium } from 'playwright-core';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { day, makeWorld, secrets } from '../e2e/support/world.mjs';

const executablePath = '/usr/lib/chromium/chromium-headless-shell';
const wanted = 40;  // two pages of results

const usDate = (iso) => `${iso.slice(5, 7)}/${iso.slice(8, 10)}/${iso.slice(0, 4)}`;

// The search as somebody who knows Playwright writes it: locators, waits for what is visible, one evaluate to read a page.
class PlaywrightSearch {
  static async open(portalUrl) {
    const self = new PlaywrightSearch();
    self.url = portalUrl;
    self.browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    self.page = await self.browser.newPage();
    await self.page.goto(`${portalUrl}/HotelEngine`);
    await self.page.fill('input[placeholder*="mail"]', secrets.VOYGEN_SECRET_CPMAXX_USERNAME);
    await self.page.fill('input[placeholder*="assword"]', secrets.VOYGEN_SECRET_CPMAXX_PASSWORD);
    await self.page.click('button:has-text("Sign In")');
    await self.page.getByText('Research Hub').first().waitFor();
    return self;
  }
  async search({ destination, checkIn, checkOut }) {
    const { page } = this;
    const field = (name) => page.locator(`#hotelenginesearch-${name}`);
    await page.goto(`${this.url}/HotelEngine`);
    await field('location_search').pressSequentially(destination, { delay: 20 });
    await page.locator('.dropdown-menu .dropdown-item').first().click();
    for (const [name, date] of [['checkin', checkIn], ['checkout', checkOut]]) {
      await field(name).fill(usDate(date));
      await field(name).press('Tab');
      if (name === 'checkin') await page.waitForFunction(() => document.querySelector('#hotelenginesearch-checkout_hidden')?.value);
    }
    await page.click('button:has-text("Start Search")');
    const hotels = [];
    for (;;) {
      await page.locator('.results .result.rounded').first().waitFor({ timeout: 60_000 });
      hotels.push(...await page.locator('.results .result.rounded').evaluateAll((cards) => cards.map((card) => card.querySelector('.hotel-image').dataset.giataId)));
      if (hotels.length >= wanted) return hotels.slice(0, wanted);
      const first = hotels[hotels.length - 20];
      await page.locator('a[aria-label=Next]').first().click();
      await page.waitForFunction((id) => {
        const image = document.querySelector('.results .result.rounded .hotel-image');
        return image && image.dataset.giataId !== id;
      }, first);
    }
  }
  close() { return this.browser.close(); }
}

async function bytesServed(portal) {
  const { bytes } = await portal.json('/__sim/stats');
  return Object.values(bytes).reduce((sum, part) => sum + part, 0);
}

export async function compare({ repeats, delayScale, log = () => {} }) {
  const world = await makeWorld({ portalArgs: ['--delay-scale', String(delayScale)] });
  const open = await makeWorld({ portalArgs: ['--delay-scale', '0'], platform: { resources: { block: [], blockUrls: [] } } });
  const playwright = await PlaywrightSearch.open(world.portal.url);
  const host = {
    async search(wish) {
      const result = await world.search({ ...wish, maxResults: wanted, forceRefresh: true });
      if (result.isError) throw new Error(result.content[0].text);
      return result.structuredContent.results.map((offer) => offer.externalIds.giata);
    },
  };
  try {
    const times = { playwright: [], host: [] };
    let differing = 0;
    for (let i = -1; i < repeats; ++i) {  // the first round warms both
      const wish = { destination: 'Miami, FL', checkIn: day(20 + i * 3), checkOut: day(24 + i * 3) };
      const found = {};
      for (const [name, searcher] of i % 2 ? [['host', host], ['playwright', playwright]] : [['playwright', playwright], ['host', host]]) {
        const started = performance.now();
        found[name] = await searcher.search(wish);
        if (i >= 0) times[name].push(performance.now() - started);
      }
      if (JSON.stringify(found.host) !== JSON.stringify(found.playwright)) ++differing;
      log(`round ${i}: ${Object.entries(times).map(([name, list]) => `${name} ${Math.round(list.at(-1) ?? 0)} ms`).join(', ')}`);
    }
    const bytes = {};
    for (const [name, { portal, search }] of Object.entries({ blocked: world, open })) {
      const wish = { destination: 'Miami, FL', checkIn: day(300), checkOut: day(304), maxResults: wanted };
      await search(wish);  // signed in, scripts cached
      const before = await bytesServed(portal);
      await search({ ...wish, checkOut: day(305) });
      bytes[name] = await bytesServed(portal) - before;
    }
    const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
    return {
      differing, bytes, times,
      timeRatio: median(times.host) / median(times.playwright), byteRatio: bytes.blocked / bytes.open,
      hostMs: median(times.host), playwrightMs: median(times.playwright),
    };
  } finally {
    await playwright.close();
    await world.close();
    await open.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({ options: { repeats: { type: 'string', default: '7' }, 'delay-scale': { type: 'string', default: '1' } } });
  const result = await compare({ repeats: Number(values.repeats), delayScale: Number(values['delay-scale']), log: (line) => console.error(line) });
  console.log(`warm search of ${wanted} hotels, medians of ${values.repeats}: host ${result.hostMs.toFixed(0)} ms, Playwright ${result.playwrightMs.toFixed(0)} ms`);
  console.log(`time, host / Playwright: ${result.timeRatio.toFixed(2)}`);
  console.log(`bytes, policy on / off:  ${result.byteRatio.toFixed(3)} (${result.bytes.blocked} / ${result.bytes.open})`);
  console.log(`rounds in which the two found different hotels: ${result.differing}`);
}
