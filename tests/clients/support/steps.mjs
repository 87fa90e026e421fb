// What every client has to be able to do with the server, step by step. A file of this folder describes a family of clients; each of them is
//
//   { name,
//     open(world, { user, fill })  -> a client: tools, prompts, resources, templates, call, read, prompt, complete, onNewResources, close.
//                                     `user` goes into X-User-Id; `fill(form)` answers the server's forms, and without it there are none.
//     restart(world, client, open) -> the client that goes on after the server has been restarted
//     cannot: { step: 'why' },        what the client has no means for; the step is then reported as skipped
//     also: { step: (world, client) => ... },   what only this client does, before the restart
//     hidesProgress: true }           it searches, but shows no progress
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { day, makeWorld, until } from '../../e2e/support/world.mjs';

let stays = 0;
// A search that nobody has made before, so no cache can answer it.
export function wish(changes) {
  const offset = 20 + 2 * stays++;
  return { destination: 'Miami, FL', checkIn: day(offset), checkOut: day(offset + 3), maxResults: 3, ...changes };
}

// What a transport of the SDKs must be told to speak for a user.
export const userHeaders = (user) => (user ? { requestInit: { headers: { 'X-User-Id': user } } } : {});

// The structured content of a search that went well.
export async function found(promise) {
  const result = await promise;
  assert.notEqual(result.isError, true, result.content?.[0]?.text);
  return result.structuredContent;
}

// How many browsers are at work; unknown while the server finds that it was asked too often.
const browsersAtWork = async (client) => (await client.call('get_session_status', {})).structuredContent?.active;
const searchesAt = async (portal) => (await portal.json('/__sim/stats')).searches;

// Starts a search that the portal keeps waiting, and comes back when it does.
export async function startSlowSearch(world, client, args, { portalTakes = 40_000, ...options } = {}) {
  const before = await searchesAt(world.portal);
  // Usually long enough that nobody could mistake waiting for it for letting go of it. Only for this search, not for the next.
  await world.portal.setFaults({ results_delay: { value: portalTakes, count: 1 } });
  const search = client.call('search_hotels', args, options);
  search.catch(() => {});  // whoever asked for it looks at it later
  await until(async () => (await searchesAt(world.portal)) > before, 'the portal has the search');
  return { search };
}

const drawing = /^data:image\/svg\+xml;base64,/;

async function lists(world, client) {
  const tools = await client.tools();
  for (const name of ['search_hotels', 'search_hotels_cpmaxx', 'search_continue', 'get_cost_metrics', 'get_session_status', 'cleanup_sessions', 'invalidate_cache']) {
    const tool = tools.find((candidate) => candidate.name === name);
    assert.ok(tool, `${name} in ${tools.map((candidate) => candidate.name)}`);
    assert.ok(tool.description.length > 20);
    assert.equal(tool.inputSchema.type, 'object');
    assert.equal(tool.outputSchema.type, 'object');
    assert.match(tool.icons?.[0]?.src ?? 'none', drawing, name);
  }
  const prompts = await client.prompts();
  assert.deepEqual(prompts.map((prompt) => prompt.name), ['compare_offers', 'cost_review', 'plan_hotel_search']);
  for (const prompt of prompts) assert.match(prompt.icons?.[0]?.src ?? 'none', drawing, prompt.name);
  assert.deepEqual((await client.templates()).map((template) => template.uriTemplate), ['voygen://search/{id}{?page}']);
  assert.ok((await client.resources()).some((resource) => resource.uri.startsWith('ui://')), 'the page that shows results as cards');
}

async function searches(world, client, driver) {
  const notes = [];
  const content = await found(client.call('search_hotels', wish({ maxResults: 25 }), driver.hidesProgress ? {} : { onprogress: (note) => notes.push(note) }));
  assert.equal(content.results.length, 25);
  assert.equal(content.platforms[0].status, 'ok');
  if (driver.hidesProgress) return;
  assert.ok(notes.some((note) => /^page \d+ of \d+ · \d+ hotels$/.test(note.message)), JSON.stringify(notes));
  for (let i = 1; i < notes.length; ++i) assert.ok(notes[i].progress > notes[i - 1].progress, 'progress grows');
}

async function cancels(world, client) {
  const args = wish();
  const abort = new AbortController();
  const { search } = await startSlowSearch(world, client, args, { signal: abort.signal });
  assert.equal(await browsersAtWork(client), 1, 'a browser waits for the portal');
  abort.abort();
  await assert.rejects(search);
  await until(async () => (await browsersAtWork(client)) === 0, 'nobody waits for the portal');
  // Neither the answer of the cancelled search nor a place in its queue: a search of its own.
  assert.equal((await found(client.call('search_hotels', args))).platforms[0].status, 'ok');
}

// For clients that give up without being able to say so: what they asked for is there for the next one, and the portal is asked once.
export async function leavesSearchBehind(world, client) {
  const args = wish();
  const abort = new AbortController();
  const { search } = await startSlowSearch(world, client, args, { signal: abort.signal, portalTakes: 3000 });
  abort.abort();
  await assert.rejects(search);
  const searches = await searchesAt(world.portal);
  await found(client.call('search_hotels', args));
  assert.equal(await searchesAt(world.portal), searches);
}

async function readsResults(world, client) {
  const { searchId } = await found(client.call('search_hotels', wish({ maxResults: 25 })));
  const uri = `voygen://search/${searchId}`;
  const listed = (await client.resources()).find((resource) => resource.uri === uri);
  assert.match(listed?.title ?? 'not listed', /Hotels in Miami, FL/);
  const first = await client.read(uri);
  assert.equal(first.mimeType, 'application/json');
  const page = JSON.parse(first.text);
  assert.equal(page.searchId, searchId);
  assert.equal(page.results.length, 20);
  assert.deepEqual(page.page, { number: 1, of: 2, next: `${uri}?page=2` });
  assert.equal(JSON.parse((await client.read(page.page.next)).text).results.length, 5);
}

async function keepsUsersApart(world, client, driver) {
  const { searchId } = await found(client.call('search_hotels', wish()));
  const uri = `voygen://search/${searchId}`;
  const other = await driver.open(world, { user: 'somebody-else' });
  assert.ok(!(await other.resources()).some((resource) => resource.uri === uri), 'not listed');
  await assert.rejects(other.read(uri), /no such resource/);
  const continued = await other.call('search_continue', { searchId });
  assert.equal(continued.isError, true);
  assert.match(continued.content[0].text, /not known/);
  await client.read(uri);
}

async function hearsOfResults(world, client) {
  let heard = 0;
  await client.onNewResources(() => { ++heard; });
  await found(client.call('search_hotels', wish()));
  await until(() => heard > 0, 'the search is announced as a new resource', 3);
}

async function getsPrompt(world, client) {
  const { messages } = await client.prompt('plan_hotel_search', { destination: 'Lisbon', guests: '3' });
  assert.equal(messages.length, 1);
  assert.equal(messages[0].role, 'user');
  assert.match(messages[0].content.text, /Lisbon/);
  assert.match(messages[0].content.text, /adults: 3/);
  await assert.rejects(client.prompt('plan_hotel_search', {}), /destination/);
}

async function completes(world, client) {
  const prompt = { type: 'ref/prompt', name: 'plan_hotel_search' };
  const cities = await client.complete(prompt, { name: 'destination', value: 'lisb' });
  assert.match(cities[0] ?? 'nothing', /^Lisbon, /, 'the largest first');
  const { searchId } = await found(client.call('search_hotels', wish()));
  const template = { type: 'ref/resource', uri: 'voygen://search/{id}{?page}' };
  assert.ok((await client.complete(template, { name: 'id', value: 's-' })).includes(searchId));
}

async function isAskedForDates(world, _, driver) {
  const { checkIn, checkOut, ...rest } = wish();
  const forms = [];
  const client = await driver.open(world, { fill: (form) => { forms.push(form); return { action: 'accept', content: { checkIn, checkOut } }; } });
  const content = await found(client.call('search_hotels', rest));
  assert.equal(forms.length, 1);
  assert.match(forms[0].message, /Miami, FL/);
  assert.deepEqual(Object.keys(forms[0].requestedSchema.properties).sort(), ['checkIn', 'checkOut']);
  assert.equal(content.query.checkIn, checkIn);
  assert.equal(content.query.checkOut, checkOut);
  assert.equal(content.results.length, 3);
}

async function isAskedForPlace(world, _, driver) {
  const { checkIn, checkOut } = wish();
  const forms = [];
  const client = await driver.open(world, {
    fill: (form) => {
      forms.push(form);
      const places = form.requestedSchema.properties.destination?.enum;
      return { action: 'accept', content: places ? { destination: places.find((place) => /^Springfield, (MO|Missouri)/.test(place)) } : { checkIn, checkOut } };
    },
  });
  // Nothing is known but a name that many places have: one question after the other.
  const content = await found(client.call('search_hotels', { destination: 'Springfield', maxResults: 3 }));
  assert.deepEqual(forms.map((form) => Object.keys(form.requestedSchema.properties).sort()), [['destination'], ['checkIn', 'checkOut']]);
  assert.ok(forms[0].requestedSchema.properties.destination.enum.length >= 3);
  assert.match(content.query.destination, /^Springfield, (MO|Missouri)/);
  assert.equal(content.results.length, 3);
}

async function declines(world, _, driver) {
  const { destination } = wish();
  const client = await driver.open(world, { fill: () => ({ action: 'decline' }) });
  const result = await client.call('search_hotels', { destination });
  assert.equal(result.isError, true);
  assert.match(result.content[0].text, /"checkIn" and "checkOut" are missing/);
}

// Without forms the model is told what to ask.
async function isTold(world, client) {
  const { destination } = wish();
  const result = await client.call('search_hotels', { destination });
  assert.equal(result.isError, true);
  assert.match(result.content[0].text, /"checkIn" and "checkOut" are missing.*search again/s);
}

async function survivesRestart(world, client, driver) {
  const next = await driver.restart(world, client, driver.open);
  assert.equal((await found(next.call('search_hotels', wish()))).platforms[0].status, 'ok');
}

// In this order; the last one may use up the client.
const steps = {
  'lists tools, prompts and resources': lists,
  'searches and sees progress': searches,
  'cancels a search': cancels,
  'reads a finished search': readsResults,
  'does not see the search of another user': keepsUsersApart,
  'is told of a new resource': hearsOfResults,
  'gets a prompt': getsPrompt,
  'completes an argument': completes,
  'without forms, is told in words what is missing': isTold,
  'fills in the dates the server asks for': isAskedForDates,
  'chooses one of several places, then fills in the dates': isAskedForPlace,
  'declines a form': declines,
  'goes on after a restart of the server': survivesRestart,
};

// Runs all steps, each as a test.
export function meet({ also = {}, cannot = {}, ...driver }) {
  for (const step of Object.keys(cannot)) assert.ok(step in steps, `a step: ${step}`);
  describe(driver.name, () => {
    let world;
    let client;
    const opened = [];
    const open = async (...args) => {
      opened.push(await driver.open(...args));
      return opened.at(-1);
    };
    before(async () => {
      world = await makeWorld();
      client = await open(world);
    });
    after(async () => {
      for (const one of opened) await one.close().catch(() => {});
      await world?.close();
    });
    for (const [name, step] of Object.entries(steps)) {
      if (step === survivesRestart) for (const [own, run] of Object.entries(also)) test(own, { timeout: 60_000 }, () => run(world, client));
      test(name, { skip: cannot[name] ?? false, timeout: 60_000 }, () => step(world, client, { ...driver, open }));
    }
  });
}
