// A warm search of each portal through the host, against the same search as an ordinary Playwright script and against the portal's own delays:
// same Chromium, same portal, same run, interleaved. The bytes of a search with the resource policy on and off. All four platforms at once
// against the slowest alone. Prints ratios; absolute times mean nothing on a shared machine.
//   node tests/bench/search_latency.mjs [--portal cpmaxx --portal vax ...] [--repeats 7] [--delay-scale 1]
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { day } from '../e2e/support/world.mjs';
import { CpmaxxSearch, DeltaSearch, RivageSearch, VaxSearch } from './support/playwright_searches.mjs';
import { makePortalWorld } from './support/portal_world.mjs';

const stay = (destination, maxResults) => (i) => ({ destination, checkIn: day(20 + i * 3), checkOut: day(24 + i * 3), maxResults });
const dollars = (amount) => (amount === undefined ? '' : String(amount));

// `floor`: what the simulated portal itself lets a search wait (sim/<portal>, milliseconds), one request after the other as the host makes them.
//  cpmaxx     suggestions (the form is fetched meanwhile), the form's POST, the suppliers after it, the second page
//  vax        markets, the search; the rooms of the hotels that show only one, six requests at a time
//  delta      the booking form, the search
//  generic    the cards that the page's script fetches
// `found` is what of the host's results must equal the script's.
const portals = {
  cpmaxx: {
    tool: 'search_hotels_cpmaxx', served: 'cpmaxx', script: CpmaxxSearch, wish: stay('Miami, FL', 40), floor: () => 100 + 150 + 2000 + 400,
    found: (results) => results.map((offer) => [offer.externalIds.giata, dollars(offer.pricing.basePrice?.amount)]),
  },
  vax: {
    tool: 'search_hotels_vax', served: 'vax', script: VaxSearch, wish: stay('Cancún, Mexico', 20),
    floor: (results) => 120 + 1800 + 350 * Math.ceil(results.filter((offer) => offer.rooms.length > 1).length / 6),
    found: (results) => results.map((offer) => [offer.name, `${offer.rooms.length} rooms from ${offer.pricing.totalPrice.amount}`]),
  },
  delta: {
    tool: 'search_packages', served: 'delta', script: DeltaSearch, floor: () => 120 + 4000,
    wish: (i) => ({ origin: 'ATL', destination: 'SEA', departureDate: day(20 + i * 3), returnDate: day(24 + i * 3), maxResults: 20, platforms: ['delta'] }),
    found: (results) => results.map((offer) => [offer.components.hotels[0].externalIds.delta, dollars(offer.pricing.totalPrice.amount)]),
  },
  generic: {
    tool: 'search_hotels_generic', served: 'sites', script: RivageSearch, wish: stay('Cork, Ireland', 20), floor: () => 800,
    found: (results) => results.map((offer) => offer.name),
    scripted: (found) => found.map(([name]) => name),
  },
};

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

async function timed(act) {
  const started = performance.now();
  const value = await act();
  return [performance.now() - started, value];
}

async function compareTimes(name, world, { repeats, delayScale, log }) {
  const { tool, script, wish, floor, found, scripted = (list) => list } = portals[name];
  const playwright = await script.open(world.urls);
  const times = { playwright: [], host: [] };
  const warnings = new Set();
  let differing = 0;
  let floorMs = 0;
  try {
    for (let i = -1; i < repeats; ++i) {  // the first round warms both
      const seen = {};
      const searchers = {
        async playwright() { seen.playwright = scripted(await playwright.search(wish(i))); },
        async host() {
          const answer = await world.call(tool, wish(i));
          for (const platform of answer.platforms) for (const warning of platform.warnings) if (/navigation/.test(warning)) warnings.add(warning);
          seen.host = found(answer.results);
          floorMs = floor(answer.results) * delayScale;
        },
      };
      for (const who of i % 2 ? ['host', 'playwright'] : ['playwright', 'host']) {
        const [ms] = await timed(searchers[who]);
        if (i >= 0) times[who].push(ms);
      }
      if (JSON.stringify(seen.host) !== JSON.stringify(seen.playwright)) {
        ++differing;
        const at = seen.host.findIndex((one, index) => JSON.stringify(one) !== JSON.stringify(seen.playwright[index]));
        log(`${name}: host ${seen.host.length}, Playwright ${seen.playwright.length} results; first difference ${JSON.stringify(seen.host[at])} / ${JSON.stringify(seen.playwright[at])}`);
      }
      if (i >= 0) log(`${name} round ${i}: host ${Math.round(times.host.at(-1))} ms, Playwright ${Math.round(times.playwright.at(-1))} ms`);
    }
  } finally {
    await playwright.close();
  }
  const hostMs = median(times.host);
  const playwrightMs = median(times.playwright);
  return { hostMs, playwrightMs, floorMs, timeRatio: hostMs / playwrightMs, overFloor: floorMs ? hostMs / floorMs - 1 : null, differing, warnings: [...warnings] };
}

// What a warm search makes the portal send.
async function bytesOf(name, world) {
  const { tool, wish, served } = portals[name];
  await world.call(tool, wish(90));  // signed in, scripts cached
  const before = await world.bytesServed(served);
  await world.call(tool, wish(91));
  return await world.bytesServed(served) - before;
}

// All platforms at once, and each alone.
async function compareParallel(names, world, repeats, log) {
  const search = (name, i) => world.call(portals[name].tool, portals[name].wish(i));
  const alone = Object.fromEntries(names.map((name) => [name, []]));
  const together = [];
  for (let i = 0; i < repeats; ++i) {
    for (const name of names) alone[name].push((await timed(() => search(name, 40 + i)))[0]);
    together.push((await timed(() => Promise.all(names.map((name) => search(name, 60 + i)))))[0]);
    log(`round ${i} of all at once: ${Math.round(together.at(-1))} ms; alone ${names.map((name) => `${name} ${Math.round(alone[name].at(-1))} ms`).join(', ')}`);
  }
  const slowestMs = Math.max(...names.map((name) => median(alone[name])));
  return { togetherMs: median(together), slowestMs, ratio: median(together) / slowestMs };
}

export async function compare({ names = Object.keys(portals), repeats, delayScale, log = () => {} }) {
  const world = await makePortalWorld({ delayScale });
  const open = await makePortalWorld({ delayScale: 0, open: true });
  try {
    const result = { portals: {}, parallel: null };
    for (const name of names) {
      const times = await compareTimes(name, world, { repeats, delayScale, log });
      const bytes = { blocked: await bytesOf(name, world), open: await bytesOf(name, open) };
      result.portals[name] = { ...times, bytes, byteRatio: bytes.blocked / bytes.open };
    }
    if (names.length > 1) result.parallel = await compareParallel(names, world, repeats, log);
    return result;
  } finally {
    await world.close();
    await open.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({ options: { portal: { type: 'string', multiple: true }, repeats: { type: 'string', default: '7' }, 'delay-scale': { type: 'string', default: '1' } } });
  const { portals: measured, parallel } = await compare({ names: values.portal, repeats: Number(values.repeats), delayScale: Number(values['delay-scale']), log: (line) => console.error(line) });
  const percent = (part) => (part === null ? 'none' : `${(part * 100).toFixed(0)} %`);
  console.log(`warm searches, medians of ${values.repeats}, delays times ${values['delay-scale']}, load ${loadavg().map((load) => load.toFixed(1)).join(' ')}`);
  for (const [name, one] of Object.entries(measured)) {
    console.log(`${name.padEnd(8)} host / Playwright ${one.timeRatio.toFixed(2)} (${one.hostMs.toFixed(0)} / ${one.playwrightMs.toFixed(0)} ms) · over the portal's own ${one.floorMs.toFixed(0)} ms: ${percent(one.overFloor)} · ` +
      `bytes, policy on / off ${one.byteRatio.toFixed(3)} (${one.bytes.blocked} / ${one.bytes.open}) · rounds that differed: ${one.differing}`);
    for (const warning of one.warnings) console.log(`         ${warning}`);
  }
  if (parallel) console.log(`all at once / the slowest alone: ${parallel.ratio.toFixed(2)} (${parallel.togetherMs.toFixed(0)} / ${parallel.slowestMs.toFixed(0)} ms)`);
}
