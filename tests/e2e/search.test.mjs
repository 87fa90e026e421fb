// A real MCP client searches twenty times; every field of every offer equals the portal's own catalogue.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { day, makeWorld } from './support/world.mjs';

let world;
before(async () => { world = await makeWorld(); });
after(() => world?.close());

const dollars = (cents) => cents / 100;

// What an offer must look like, from the catalogue's integers alone.
function expected(hotel, url) {
  const usd = (amount, priceBasis, extra = {}) => ({ amount, currency: 'USD', priceBasis, ...extra });
  const pricing = {};
  if (hotel.priced) {
    pricing.basePrice = usd(hotel.nightlyDollars, 'rounded', { unit: 'per night' });
    pricing.stayPrice = usd(dollars(hotel.stayCents), 'exact');
    pricing.totalPrice = usd(hotel.totalDollars, 'rounded');
    pricing.taxesIncluded = true;
    if (hotel.originalCents > hotel.stayCents) pricing.originalPrice = { amount: dollars(hotel.originalCents), currency: 'USD' };
  }
  return {
    giata: hotel.giataId, name: hotel.name.replace(/\s+/g, ' ').trim(), pricing,
    commission: hotel.priced
      ? { amount: dollars(hotel.commissionCents), currency: 'USD', percent: hotel.commissionPercentTenths / 10, base: { amount: dollars(hotel.stayCents), currency: 'USD' } }
      : undefined,
    stars: hotel.stars === null ? undefined : Number(hotel.stars),
    address: hotel.address.trim().replace(/\s+/g, ' '),
    coordinates: { latitude: Number(hotel.lat), longitude: Number(hotel.lng) },
    otaRates: hotel.otaRates.length ? hotel.otaRates.map((rate) => ({ provider: rate.provider, ...usd(rate.dollars, 'rounded', { unit: 'per night' }) })) : undefined,
    programs: hotel.programs.map((program) => program.rateCode).sort(),
    collections: hotel.collections.slice().sort(),
    images: hotel.imageUrl ? 1 : 0,
    featured: hotel.featured,
  };
}

function seen(offer, url) {
  return {
    giata: offer.externalIds.giata, name: offer.name, pricing: offer.pricing, commission: offer.commission,
    stars: offer.hotelDetails.starRating, address: offer.location.address?.full, coordinates: offer.location.coordinates, otaRates: offer.otaRates,
    programs: (offer.programs ?? []).map((program) => program.code).sort(),
    collections: (offer.collections ?? []).slice().sort(),
    images: offer.media?.images?.length ?? 0, featured: offer.featured,
  };
}

test('twenty searches over different cities and dates equal the catalogue, field by field', async (t) => {
  const { places } = await world.portal.json('/__sim/places');
  const rich = places.filter((place) => place.hotels >= 20);
  assert.ok(places.length >= 60, 'at least 60 places');
  for (let i = 0; i < 20; ++i) {
    const place = rich[(i * 7) % rich.length];
    const args = { destination: place.label, checkIn: day(3 + i * 11), checkOut: day(3 + i * 11 + 1 + (i % 9)), maxResults: [5, 20, 27, 50][i % 4], guests: 1 + (i % 4) };
    if (i % 5 === 4) Object.assign(args, { guests: 4, rooms: 2, childAges: [5, 11] });
    await t.test(`${args.destination} ${args.checkIn} ${args.checkOut}`, async () => {
      const rooms = args.rooms === 2 ? [{ adults: 2, childAges: [5] }, { adults: 2, childAges: [11] }] : [{ adults: args.guests, childAges: [] }];
      const truth = await world.portal.truth({ place: place.label, checkIn: args.checkIn, checkOut: args.checkOut, rooms });
      const result = await world.search(args);
      assert.notEqual(result.isError, true, result.content[0].text);
      const { results, platforms } = result.structuredContent;
      assert.equal(platforms[0].status, 'ok', JSON.stringify(platforms[0]));
      assert.equal(platforms[0].available, truth.total);
      const wanted = truth.hotels.slice(0, args.maxResults);
      assert.deepEqual(results.map((offer) => offer.externalIds.giata).slice(0, wanted.length), wanted.map((hotel) => hotel.giataId));
      for (const [index, hotel] of wanted.entries()) assert.deepEqual(seen(results[index]), expected(hotel), `offer ${index} of ${args.destination}`);
      for (const offer of results.slice(0, wanted.length)) {
        assert.equal(offer.source.platform, 'cpmaxx');
        assert.equal(offer.availability.startDate, args.checkIn);
        assert.equal(offer.availability.endDate, args.checkOut);
        assert.match(offer.source.bookingUrl, new RegExp(`^${world.portal.url}/HotelEngine/processor/(selectHotel|viewHotelSpecialtyRates)/${offer.externalIds.giata}$`));
        assert.ok(offer.source.sheetUrl.startsWith(`${world.portal.url}/HotelSheets/`));
      }
    });
  }
});

test('a second search comes from the cache, and forceRefresh from the portal', async () => {
  const args = { destination: 'Miami, FL', checkIn: day(200), checkOut: day(203), maxResults: 5 };
  const live = await world.search(args);
  assert.equal(live.structuredContent.platforms[0].status, 'ok', live.content[0].text);
  const cached = await world.search({ ...args, destination: '  MIAMI,  fl' });
  assert.equal(cached.structuredContent.platforms[0].status, 'cached');
  assert.deepEqual(cached.structuredContent.results, live.structuredContent.results);
  const fresh = await world.search({ ...args, forceRefresh: true });
  assert.equal(fresh.structuredContent.platforms[0].status, 'ok');
});

test('a bare name that everybody means one place by finds it on a portal that knows several, and the answer says so', async (t) => {
  const cases = [
    { given: 'Paris', destination: 'Paris, France', place: 'Paris, France', other: 'Paris, TX, United States' },
    { given: 'london', destination: 'London, United Kingdom', place: 'London, UK', other: 'London, ON, Canada' },
    { given: 'Boston', destination: 'Boston, MA, United States', place: 'Boston, MA, USA', other: 'Boston, United Kingdom' },
  ];
  for (const { given, destination, place, other } of cases) {
    await t.test(given, async () => {
      const result = await world.search({ destination: given, checkIn: day(90), checkOut: day(92), maxResults: 3 });
      assert.notEqual(result.isError, true, result.content[0].text);
      const { understood, query, platforms, results } = result.structuredContent;
      assert.equal(understood.given, given);
      assert.equal(understood.destination, destination);
      assert.ok(understood.others.includes(other), understood.others.join());
      assert.equal(query.destination, destination);
      assert.equal(platforms[0].place, place);
      assert.equal(results.length, 3);
      assert.ok(result.content[0].text.includes(`"${given}" was taken for ${destination}.`), result.content[0].text.slice(0, 400));
    });
  }
});

test('progress says something, and cancelling frees the browser', async () => {
  const args = { destination: 'Orlando, FL', checkIn: day(90), checkOut: day(95), maxResults: 45 };
  const notes = [];
  const result = await world.search(args, { onprogress: (note) => notes.push(note) });
  assert.equal(result.structuredContent.results.length, 45);
  assert.ok(notes.some((note) => /page \d+ of \d+/.test(note.message)), JSON.stringify(notes));
  for (let i = 1; i < notes.length; ++i) assert.ok(notes[i].progress > notes[i - 1].progress);

  await world.portal.setFaults({ spinner_forever: true });
  const abort = new AbortController();
  const search = world.search({ ...args, checkOut: day(96) }, { signal: abort.signal, onprogress: () => abort.abort() });
  await assert.rejects(search);
  await world.portal.clearFaults();
  // The browser is free again when a search that needs it answers.
  const next = await world.search({ ...args, checkOut: day(97), maxResults: 5 });
  assert.equal(next.structuredContent.platforms[0].status, 'ok');
});

test('an empty city is proven empty, a dead login is renewed, a failure has a reason', async () => {
  const { places } = await world.portal.json('/__sim/places');
  const empty = places.find((place) => place.hotels === 0);
  const nothing = await world.search({ destination: empty.label, checkIn: day(30), checkOut: day(33) });
  assert.notEqual(nothing.isError, true);
  assert.equal(nothing.structuredContent.platforms[0].status, 'no_availability');
  assert.ok(nothing.structuredContent.platforms[0].evidence);

  await world.portal.json('/__sim/expire-sessions', { method: 'POST' });
  const again = await world.search({ destination: 'Orlando, FL', checkIn: day(30), checkOut: day(33), maxResults: 3 });
  assert.notEqual(again.isError, true, again.content[0].text);
  assert.equal(again.structuredContent.platforms[0].status, 'ok');

  for (const [faults, statuses] of [
    [{ maintenance: true }, ['unavailable']], [{ captcha: true }, ['blocked']], [{ empty_without_text: true }, ['drift', 'timeout']],
    [{ supplier_error: true }, ['unavailable', 'drift']], [{ renamed_classes: true }, ['drift', 'timeout']],
  ]) {
    await world.portal.setFaults(faults);
    const result = await world.search({ destination: 'Orlando, FL', checkIn: day(40), checkOut: day(43), maxResults: 3, forceRefresh: true });
    await world.portal.clearFaults();
    assert.equal(result.isError, true, JSON.stringify(faults));
    assert.ok(statuses.some((status) => result.content[0].text.includes(`cpmaxx: ${status}`)), `${JSON.stringify(faults)}: ${result.content[0].text}`);
  }
});

test('costs are booked for every search', async () => {
  const { structuredContent } = await world.client.callTool({ name: 'get_cost_metrics', arguments: {} });
  assert.ok(structuredContent.totals.searches >= 25);
  assert.equal(structuredContent.totals.cost, 0, 'browsers on this machine are free');
  assert.ok(structuredContent.totals.shadowCost > 0);
  assert.equal(structuredContent.unsavedRows, 0);
});

test('sessions can be seen and closed', async () => {
  const before = await world.client.callTool({ name: 'get_session_status', arguments: {} });
  assert.ok(before.structuredContent.open >= 1);
  assert.equal(before.structuredContent.active, 0);
  const cleaned = await world.client.callTool({ name: 'cleanup_sessions', arguments: {} });
  assert.equal(cleaned.structuredContent.closed, before.structuredContent.open);
  const after = await world.client.callTool({ name: 'get_session_status', arguments: {} });
  assert.equal(after.structuredContent.sessions.length, 0);
});

test('at the search deadline the pages that were read are answered, and the rest fills the cache', async () => {
  const slow = await makeWorld({ config: { search: { deadlineSeconds: 8 } } });
  try {
    const args = { destination: 'Miami, FL', checkIn: day(60), checkOut: day(62), maxResults: 50 };
    await slow.search({ ...args, maxResults: 1 });  // signed in
    const before = (await slow.portal.json('/__sim/stats')).searches;
    await slow.portal.setFaults({ pages_delay: 10_000 });
    const partial = await slow.search(args);
    await slow.portal.clearFaults();
    assert.notEqual(partial.isError, true, partial.content[0].text);
    assert.equal(partial.structuredContent.partial, true);
    assert.equal(partial.structuredContent.platforms[0].status, 'partial', partial.content[0].text);
    const read = partial.structuredContent.results.length;
    assert.ok(read >= 20 && read < 50, `some whole pages: ${read}`);
    assert.match(partial.content[0].text, /same search again/);
    let whole = await slow.search(args);
    if (whole.structuredContent.partial) whole = await slow.search(args);
    assert.equal(whole.structuredContent.results.length, 50, whole.content[0].text);
    assert.equal((await slow.portal.json('/__sim/stats')).searches, before + 1, 'the portal was searched once for all of them');
  } finally {
    await slow.close();
  }
});
