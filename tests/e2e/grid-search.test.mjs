// POST /api/search over the simulated portal: every cell reported, bad input named, budget kept, the door locked.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { day, makeWorld } from './support/world.mjs';

const key = 'e2e-grid-key-0123456789';
let world;
before(async () => {
  world = await makeWorld({
    config: { server: { port: 0, apiKeys: ['grid'] } }, environment: { VOYGEN_SECRET_APIKEY_GRID: key }, clientHeaders: { Authorization: `Bearer ${key}` },
  });
});
after(() => world?.close());

async function ask(body, headers = { Authorization: `Bearer ${key}` }) {
  const answer = await fetch(`${world.host.base}/api/search`, {
    method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json() };
}

const dates = [{ from: day(60), to: day(63) }, { from: day(70), to: day(74) }];

test('a grid reports each cell as the catalogue has it', async () => {
  const { places } = await world.portal.json('/__sim/places');
  const destinations = places.filter((place) => place.hotels >= 20).slice(0, 2).map((place) => place.label);
  const { status, body } = await ask({ destinations, dates, search: { maxResults: 3 } });
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal(body.cells.length, 4);
  for (const [index, cell] of body.cells.entries()) {
    assert.equal(cell.destination, destinations[Math.floor(index / 2)]);
    assert.equal(cell.from, dates[index % 2].from);
    assert.equal(cell.platform, 'cpmaxx');
    const truth = await world.portal.truth({ place: cell.destination, checkIn: cell.from, checkOut: cell.to });
    assert.equal(cell.status, 'ok', JSON.stringify(cell.error));
    assert.equal(cell.count, 3);
    assert.equal(cell.results.length, cell.count);
    assert.equal(cell.available, truth.total);
    assert.deepEqual(cell.results.map((offer) => offer.externalIds.giata), truth.hotels.slice(0, 3).map((hotel) => hotel.giataId));
    assert.ok(cell.shadowCost > 0);
  }
  const again = await ask({ destinations, dates, search: { maxResults: 3 } });
  assert.deepEqual(again.body.summary.byStatus, { cached: 4 });
  assert.equal(again.body.cost.shadow, 0);
});

test('without budget nothing is run', async () => {
  const { status, body } = await ask({ destinations: ['Lisbon, Portugal'], dates, maxCost: 0 });
  assert.equal(status, 200);
  assert.deepEqual(body.summary.byStatus, { budget: 2 });
  assert.ok(body.cells.every((cell) => cell.run === false && /maxCost/.test(cell.error.nextStep)));
});

test('bad input names the field and what to do', async () => {
  for (const [body, names] of [
    ['{"destinations": [', /not a JSON object/],
    [{ destinations: ['Miami, FL'] }, /dates/],
    [{ destinations: ['Springfield'], dates }, /destinations\[0\].*several places/],
    [{ destinations: ['Miami, FL'], dates: [{ from: '2020-01-01', to: '2020-01-05' }] }, /dates\[0\].*"checkIn" is 2020-01-01, which is in the past/],
    [{ destinations: ['Miami, FL'], dates, search: { guests: 99 } }, /"guests" is 99/],
    [{ destinations: ['Miami, FL'], dates, platforms: ['nobody'] }, /"platforms\[0\]" is "nobody"/],
  ]) {
    const answer = await ask(body);
    assert.equal(answer.status, 400, JSON.stringify(answer.body));
    assert.equal(answer.body.error.code, 'invalid_argument');
    assert.match(answer.body.error.message, names);
    assert.notEqual(answer.body.error.nextStep, '');
  }
});

test('only who has a key may ask, and only by POST', async () => {
  assert.equal((await ask({ destinations: ['Miami, FL'], dates }, {})).status, 401);
  assert.equal((await ask({ destinations: ['Miami, FL'], dates }, { Authorization: 'Bearer wrong' })).status, 401);
  const read = await fetch(`${world.host.base}/api/search`, { headers: { Authorization: `Bearer ${key}` } });
  assert.equal(read.status, 405);
});
