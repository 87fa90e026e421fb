// Several portals in one search: every amount is its own portal's, the same hotel is one row, and one portal's trouble is nobody else's.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { makeFourPortals } from './support/four_portals.mjs';
import { day } from './support/world.mjs';

let world;
before(async () => { world = await makeFourPortals(); });
after(() => world?.close());

const stay = { checkIn: day(60), checkOut: day(64) };
const trip = { departureDate: day(60), returnDate: day(67) };
const cents = (price) => (price ? Math.round(price.amount * 100) : undefined);
const byStatus = ({ platforms }) => Object.fromEntries(platforms.map(({ platform, status }) => [platform, status]));
const of = (content, platform) => content.results.filter((offer) => offer.source.platform === platform);

// The total the portal's own catalogue has for each of its hotels, in cents, by the portal's id.
async function hotelTotals() {
  const cpmaxx = await world.truth('cpmaxx', { place: 'Miami, FL, USA', ...stay, rooms: '[{"adults":2,"childAges":[]}]', radius: 20 });
  const vax = await world.truth('vax', { place: 'miami-fl-us', ...stay, rooms: '[{"adults":2,"childAges":[]}]' });
  const harbour = await world.truth('sites', { site: 'harbour', place: 'Miami', ...stay });
  return {
    cpmaxx: new Map(cpmaxx.hotels.map((hotel) => [hotel.giataId, hotel.priced ? hotel.totalDollars * 100 : undefined])),
    vax: new Map(vax.hotels.map((hotel) => [hotel.id, hotel.rooms[0].totalCents])),
    generic: new Map(harbour.hotels.map((hotel) => [`harbour:${hotel.id}`, hotel.nightly])),
  };
}
const idOf = { cpmaxx: (offer) => offer.externalIds.giata, vax: (offer) => offer.externalIds.vax, generic: (offer) => offer.externalIds.generic };
const amountOf = { cpmaxx: (offer) => cents(offer.pricing.totalPrice), vax: (offer) => cents(offer.pricing.totalPrice), generic: (offer) => cents(offer.pricing.basePrice) };

test('hotels of three portals: each amount is its own portal\'s, and the same hotel is one row', async () => {
  const truth = await hotelTotals();
  const result = await world.call('search_hotels', { destination: 'Miami, FL', ...stay, maxResults: 50 });
  assert.notEqual(result.isError, true, result.content[0].text);
  const content = result.structuredContent;
  assert.deepEqual(byStatus(content), { cpmaxx: 'ok', generic: 'ok', vax: 'ok' }, result.content[0].text);
  for (const platform of ['cpmaxx', 'vax', 'generic']) {
    const offers = of(content, platform);
    assert.ok(offers.length >= 15, `${offers.length} offers of ${platform}`);
    for (const offer of offers) {
      const wanted = truth[platform].get(idOf[platform](offer));
      assert.ok(truth[platform].has(idOf[platform](offer)), `${platform} does not sell ${idOf[platform](offer)}`);
      assert.equal(amountOf[platform](offer), wanted ?? undefined, `${platform} ${offer.name}`);
    }
  }
  assert.deepEqual(content.results.slice(0, 3).map((offer) => offer.source.platform).sort(), ['cpmaxx', 'generic', 'vax']);

  const { comparison } = content;
  assert.equal(comparison.sortedBy, 'price');
  const shared = comparison.rows.filter((row) => row.prices.length > 1);
  assert.ok(shared.length > 0, 'some hotel is sold on several portals');
  for (const row of shared) {
    assert.ok(row.match.permille > 0 && row.match.reason, JSON.stringify(row.match));
    assert.equal(new Set(row.prices.map((price) => price.platform)).size, row.prices.length, 'one price per portal');
  }
  assert.match(result.content[0].text, /\d+ of \d+ hotels were found on several platforms/);
});

test('one portal\'s trouble is said, with what to do, and the others answer', async () => {
  await world.faults('vax', { captcha: 'search' });
  try {
    const result = await world.call('search_hotels', { destination: 'Miami, FL', ...stay, maxResults: 30, forceRefresh: true });
    const content = result.structuredContent;
    assert.deepEqual(byStatus(content), { cpmaxx: 'ok', generic: 'ok', vax: 'blocked' }, result.content[0].text);
    const { error } = content.platforms.find(({ platform }) => platform === 'vax');
    assert.equal(error.code, 'blocked');
    assert.notEqual(error.nextStep, '');
    assert.equal(content.partial, true);
    assert.match(result.content[0].text, /vax: blocked/);
  } finally {
    await world.faults('vax');
  }
});

test('packages of two portals have the totals of their catalogues', async () => {
  const result = await world.call('search_packages', { origin: 'SEA', destination: 'Cancun, Mexico', ...trip, maxResults: 20 });
  assert.notEqual(result.isError, true, result.content[0].text);
  const content = result.structuredContent;
  assert.deepEqual(byStatus(content), { delta: 'ok', vax: 'ok' }, result.content[0].text);
  const delta = await world.truth('delta', { origin: 'SEA', destination: 'CUN', departure: trip.departureDate, return: trip.returnDate, adults: 2, rooms: 1 });
  const sold = new Map(delta.hotels.map((hotel) => [hotel.code, hotel.rooms.filter((room) => room.status === 'bookable').map((room) => room.totalCents)]));
  assert.ok(of(content, 'delta').length === 10 && of(content, 'vax').length === 10);
  for (const offer of of(content, 'delta')) {
    const totals = sold.get(offer.externalIds.delta);
    assert.ok(totals, `${offer.name} is not sold`);
    if (offer.pricing.totalPrice) assert.ok(totals.includes(cents(offer.pricing.totalPrice)), `${offer.name} ${JSON.stringify(offer.pricing)}`);
  }
  const vax = await world.truth('vax', { place: 'cancun-mx', origin: 'seattle-wa-us', package: 'A01', checkIn: trip.departureDate, checkOut: trip.returnDate, rooms: '[{"adults":2,"childAges":[]}]' });
  const totals = new Map(vax.hotels.map((hotel) => [hotel.id, hotel.rooms[0].totalCents]));
  for (const offer of of(content, 'vax')) assert.equal(cents(offer.pricing.totalPrice), totals.get(offer.externalIds.vax), offer.name);
});

test('flights have all segments and the difference the portal shows', async () => {
  const result = await world.call('search_flights', { origin: 'ATL', destination: 'SEA', ...trip, maxResults: 30 });
  assert.notEqual(result.isError, true, result.content[0].text);
  const content = result.structuredContent;
  assert.deepEqual(byStatus(content), { delta: 'ok' });
  const truth = await world.truth('delta', { origin: 'ATL', destination: 'SEA', departure: trip.departureDate, return: trip.returnDate, adults: 1, rooms: 1 });
  const numbers = (leg) => leg.map((segment) => segment.number ?? segment.flightNumber).join();
  const known = new Map(truth.flights.map((flight) => [`${numbers(flight.outbound)}/${numbers(flight.return)}`, flight.differenceCents]));
  assert.equal(content.results.length, Math.min(30, truth.flights.length));
  for (const { itinerary, pricing } of content.results) {
    const key = `${numbers(itinerary.outbound.segments)}/${numbers(itinerary.return.segments)}`;
    assert.ok(known.has(key), `${key} is not sold: ${[...known.keys()].join(' ')}`);
    if (pricing.difference) assert.equal(cents(pricing.difference), known.get(key), key);
  }
});

test('a tool of one platform asks that one alone', async () => {
  const result = await world.call('search_hotels_vax', { destination: 'Miami, FL', ...stay, maxResults: 5 });
  assert.deepEqual(result.structuredContent.platforms.map(({ platform }) => platform), ['vax']);
  assert.equal(result.structuredContent.results.length, 5);
});
