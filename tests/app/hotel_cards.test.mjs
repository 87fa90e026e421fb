// The hotel cards in a real browser, inside a chat client that speaks the official host side of MCP Apps.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import * as protocol from '@modelcontextprotocol/ext-apps/app-bridge';
import { day, makeWorld } from '../e2e/support/world.mjs';
import { bare, failedPlatform, recorded } from './support/answers.mjs';
import { launch, openChat } from './support/chat.mjs';
import { contrasts } from './support/contrast.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

// Opens a chat for one test; what the view did wrong on the way fails the test.
async function inChat(options, act) {
  const chat = await openChat(browser, options);
  try {
    await act(chat);
  } finally {
    await chat.close();
  }
}

const wish = { destination: 'Miami, FL', checkIn: '2027-01-01', checkOut: '2027-01-05', guests: 4, rooms: 2, childAges: [5, 11] };
const namesOf = (answer) => answer.results.map((offer) => offer.name.slice(0, 200));
const first = (change) => recorded((answer) => { answer.results.length = 1; change(answer.results[0], answer); });

describe('protocol', () => {
  test('the view greets the host and speaks only messages of the specification', () => inChat({}, async (chat) => {
    const [hello, initialized] = chat.sent;
    assert.equal(hello.method, 'ui/initialize');
    assert.equal(hello.params.protocolVersion, protocol.LATEST_PROTOCOL_VERSION);
    assert.equal(initialized.method, 'ui/notifications/initialized', 'nothing is said between the greeting and its end');
    assert.equal(chat.bridge.getAppVersion().name, 'voygen-hotel-cards');

    await chat.bridge.sendToolInput({ arguments: wish });
    await chat.show(recorded());
    await chat.view.locator('.open').first().click();
    await chat.settle();
    const schemas = {
      'ui/initialize': protocol.McpUiInitializeRequestSchema, 'ui/notifications/initialized': protocol.McpUiInitializedNotificationSchema,
      'ui/notifications/size-changed': protocol.McpUiSizeChangedNotificationSchema, 'ui/open-link': protocol.McpUiOpenLinkRequestSchema,
    };
    for (const message of chat.sent) schemas[message.method].parse(message);
    assert.deepEqual(new Set(chat.sent.map(({ method }) => method)), new Set(Object.keys(schemas)));
  }));

  test('it tells its size whenever the size changes, and needs no scroll bar of its own', () => inChat({}, async (chat) => {
    await chat.settle();
    const waiting = chat.height;
    await chat.show(recorded());
    const grown = chat.height;
    assert.ok(grown > waiting + 1000, `${waiting} -> ${grown}`);
    await chat.settle();
    assert.equal(await chat.view.evaluate(() => document.documentElement.scrollHeight), grown);
    await chat.page.setViewportSize({ width: 360, height: 800 });
    await chat.settle();
    await chat.settle();
    assert.ok(chat.height > grown, 'one column is longer than three');
    const before = chat.sent.length;
    await chat.settle();
    assert.equal(chat.sent.length, before, 'a size that stays is not told again');
  }));

  test('a result that comes before the host has answered the greeting is shown', () => inChat({ greet: false }, async (chat) => {
    const answer = recorded();
    await chat.raw({ jsonrpc: '2.0', method: 'ui/notifications/tool-result', params: { content: [], structuredContent: answer } });
    await chat.settle();
    assert.deepEqual(await chat.names(), namesOf(answer));
    await chat.greet();
    await chat.settle();
    assert.deepEqual(await chat.names(), namesOf(answer));
    assert.ok(chat.height > 1000);
  }));

  test('requests of the host are answered', () => inChat({}, async (chat) => {
    assert.deepEqual(await chat.bridge.teardownResource({}), {});
    assert.deepEqual((await chat.ask('ping')).result, {});
    for (const method of ['tools/list', 'constructor']) assert.equal((await chat.ask(method)).error.code, -32601);
  }));

  test('messages of anybody but the parent are ignored, and so is what is no JSON-RPC', () => inChat({}, async (chat) => {
    const forged = { jsonrpc: '2.0', method: 'ui/notifications/tool-result', params: { content: [], structuredContent: recorded() } };
    await chat.view.evaluate((message) => window.postMessage(message, '*'), forged);
    await chat.page.evaluate((message) => new Promise((done) => {  // a neighbour in the same chat
      const neighbour = document.createElement('iframe');
      neighbour.sandbox = 'allow-scripts';
      neighbour.srcdoc = `<script>parent.frames[0].postMessage(${JSON.stringify(message).replaceAll('<', '\\u003c')}, '*')<\/script>`;
      neighbour.onload = () => setTimeout(done, 50);
      document.body.append(neighbour);
    }), forged);
    for (const message of [null, 'tool-result', 7, { ...forged, jsonrpc: '1.0' }, { jsonrpc: '2.0', method: '__proto__' }, { jsonrpc: '2.0', method: 'constructor', params: 3 }, { jsonrpc: '2.0', id: 99, result: {} }]) {
      await chat.raw(message);
    }
    await chat.settle();
    assert.deepEqual(await chat.names(), []);
    assert.match(await chat.text(), /Waiting for the search/);
  }));

  test('a host that refuses the greeting is told of, and a page opened by itself explains itself', async () => {
    await inChat({ greet: false }, async (chat) => {
      await chat.raw({ jsonrpc: '2.0', id: 1, error: { code: -32602, message: 'unknown version' } });
      await chat.settle();
      assert.match(await chat.text(), /does not let this view start/);
    });
    const page = await browser.newPage();
    await page.goto(new URL('../../host/search/app/hotel_cards.html', import.meta.url).href);
    assert.match(await page.locator('body').innerText(), /inside a chat client/);
    await page.close();
  });
});

describe('how it looks', () => {
  const everything = () => recorded((answer) => {
    answer.platforms.push(failedPlatform());
    answer.partial = true;
    Object.assign(answer.results[1].extraction, { confidence: 0.7, warnings: ['stars are counted from the icons'] });
    answer.results[2].policies = { cancellation: { refundable: true, deadline: '2026-12-28' } };
    answer.results[3].policies = { cancellation: { refundable: false } };
    answer.results[3].availability.available = false;
    answer.results[4].featured = true;
    answer.results[6] = bare(answer.results[6]);
  });

  for (const [width, columns] of [[360, 1], [720, 2], [1280, 3]]) {
    for (const theme of ['light', 'dark']) {
      test(`${width} px, ${theme}: ${columns} columns, nothing sticks out, everything can be read`, () => inChat({ width, hostContext: { theme } }, async (chat) => {
        await chat.show(everything());
        await chat.view.locator('#agent').click();
        for (const summary of await chat.view.locator('summary').all()) await summary.click();
        await chat.settle();
        const layout = await chat.view.evaluate(() => {
          const box = (element) => element.getBoundingClientRect();
          const cards = [...document.querySelectorAll('.card')];
          return {
            overflow: document.documentElement.scrollWidth - innerWidth,
            columns: new Set(cards.map((card) => Math.round(box(card).left))).size,
            sticking: [...document.querySelectorAll('.card *')].filter((part) => {
              if (part.closest('.aloud, svg')) return false;
              const card = box(part.closest('.card'));
              return box(part).width > 0 && (box(part).left < card.left - 0.5 || box(part).right > card.right + 0.5);
            }).map((part) => part.outerHTML.slice(0, 80)),
            overlapping: cards.filter((card, i) => cards.slice(i + 1).some((other) => {
              const [a, b] = [box(card), box(other)];
              return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
            })).length,
            small: [...document.querySelectorAll('select, .switch, .more, .open, .links a')].filter((part) => part.checkVisibility() && box(part).height < 24).length,
          };
        });
        assert.deepEqual(layout, { overflow: 0, columns, sticking: [], overlapping: 0, small: 0 });
        const { measured, poor } = await chat.view.evaluate(contrasts);
        assert.ok(measured > 200, `${measured} texts`);
        assert.deepEqual(poor, []);
      }));
    }
  }

  test('the theme is the host\'s, changes with it, and is the system\'s where the host has none', async () => {
    const canvas = (chat) => chat.view.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const [light, dark] = ['rgb(243, 245, 247)', 'rgb(20, 23, 27)'];
    await inChat({ hostContext: { theme: 'light' } }, async (chat) => {
      assert.equal(await canvas(chat), light);
      await chat.bridge.setHostContext({ theme: 'dark' });
      await chat.settle();
      assert.equal(await canvas(chat), dark);
    });
    await inChat({ context: { colorScheme: 'dark' } }, async (chat) => assert.equal(await canvas(chat), dark));
    await inChat({ context: { colorScheme: 'dark' }, hostContext: { theme: 'light' } }, async (chat) => assert.equal(await canvas(chat), light));
    const styles = { variables: { '--font-sans': 'Courier', '--color-text-primary': 'yellow' } };
    await inChat({ hostContext: { styles, safeAreaInsets: { top: 30, right: 0, bottom: 0, left: 12 } } }, async (chat) => {
      const { fontFamily, color } = await chat.view.evaluate(() => { const { fontFamily, color } = getComputedStyle(document.body); return { fontFamily, color }; });
      assert.equal(fontFamily, 'Courier');
      assert.notEqual(color, 'rgb(255, 255, 0)', 'colours that nobody has proven readable are not taken');
      assert.equal(await chat.view.evaluate(() => getComputedStyle(document.documentElement).paddingTop), '30px');
    });
  });

  test('nothing moves for people who asked for less motion', async () => {
    for (const [reducedMotion, moving] of [['reduce', 0], ['no-preference', 1]]) {
      await inChat({ context: { reducedMotion } }, async (chat) => {
        await chat.bridge.sendToolInput({ arguments: wish });
        await chat.settle();
        assert.equal(Math.sign(await chat.view.evaluate(() => document.getAnimations().length)), moving, reducedMotion);
      });
    }
  });

  test('landmarks, headings and names are there for those who do not see it', () => inChat({}, async (chat) => {
    await chat.show(recorded());
    const seen = await chat.view.evaluate(() => ({
      landmarks: ['header', 'main', 'footer'].map((tag) => document.querySelectorAll(tag).length),
      headings: [...document.querySelectorAll('h1, h2, h3')].map((heading) => heading.tagName).join(' '),
      nameless: [...document.querySelectorAll('a, button, select, summary')].filter((part) => !(part.innerText || part.labels?.[0]?.innerText)?.trim()).length,
      regions: [...document.querySelectorAll('section')].filter((part) => !document.getElementById(part.getAttribute('aria-labelledby'))?.textContent).length,
    }));
    assert.deepEqual(seen, { landmarks: [1, 1, 1], headings: `H1 H2 H2 ${Array(16).fill('H3').join(' ')}`, nameless: 0, regions: 0 });
    const tree = await chat.view.locator('body').ariaSnapshot();
    for (const part of ['- banner', '- main', '- contentinfo', '- status', '- combobox "Sort"', '- switch "Agent view"', 'link "Open portal for Maison Belcourt Miami Beach"', '5 stars']) {
      assert.ok(tree.includes(part), `${part} in\n${tree.slice(0, 1500)}`);
    }
  }));
});

describe('before the answer', () => {
  test('what is searched is shown at once', () => inChat({}, async (chat) => {
    await chat.bridge.sendToolInputPartial({ arguments: { destination: 'Mia', checkIn: '2027-0' } });
    await chat.settle();
    assert.match(await chat.text(), /Mia\b/);
    await chat.bridge.sendToolInputPartial({ arguments: { destination: 'Miami, F' } });
    await chat.settle();
    assert.match(await chat.text(), /Miami, F\b/);
    await chat.bridge.sendToolInput({ arguments: wish });
    await chat.settle();
    const text = await chat.text();
    assert.match(text, /Miami, FL/);
    assert.match(text, /Fri, Jan 1 – Tue, Jan 5, 2027 · 4 nights · 4 adults · 2 children \(5, 11\) · 2 rooms/);
    assert.match(text, /Asking the agency's portals/);
    assert.equal(await chat.view.locator('.ghost').count(), 3);
    assert.equal(await chat.view.locator('#cards').getAttribute('aria-busy'), 'true');
    assert.equal(await chat.view.locator('#spoken').textContent(), 'Searching hotels in Miami, FL');
    await chat.show(recorded());
    assert.equal(await chat.view.locator('.ghost').count(), 0);
    assert.equal(await chat.view.locator('#cards').getAttribute('aria-busy'), 'false');
  }));

  test('a cancelled search says so, and a late cancellation takes nothing away', () => inChat({}, async (chat) => {
    await chat.bridge.sendToolInput({ arguments: wish });
    await chat.bridge.sendToolCancelled({ reason: 'the user <b>stopped</b> it' });
    await chat.settle();
    const text = await chat.text();
    assert.match(text, /The search was cancelled\s+the user <b>stopped<\/b> it/);
    assert.match(text, /Miami, FL/);
    await chat.show(recorded());
    await chat.bridge.sendToolCancelled({});
    await chat.settle();
    assert.equal((await chat.names()).length, 16);
  }));

  test('a failed search shows what the tool said', () => inChat({}, async (chat) => {
    const text = '0 hotels for "Orlando, FL".\n\nSources:\n- cpmaxx: timeout. Next: make the same search again in a minute. <img src=x onerror=alert(1)>';
    await chat.bridge.sendToolResult({ isError: true, content: [{ type: 'text', text }] });
    await chat.settle();
    assert.equal(await chat.view.locator('pre').innerText(), text);
    assert.match(await chat.text(), /The search failed\s+This does not mean that there are no hotels/);
    assert.doesNotMatch(await chat.text(), /Waiting/);
    assert.equal(await chat.view.locator('img').count(), 0);
  }));
});

describe('offers', () => {
  test('a real answer: every card says what the answer says', () => inChat({}, async (chat) => {
    const answer = recorded();
    await chat.show(answer);
    assert.deepEqual(await chat.names(), namesOf(answer));
    const card = await chat.view.locator('.card').first().innerText();
    for (const part of ['11005 Martin Luther King Jr Way', 'Verified best rate', 'Fine Hotels & Resorts', 'per night\n≈\u00a0$1,620', '$6,892.61 $6,479.05', 'total with taxes\n≈\u00a0$7,326', 'cpmaxx · ', 'just now']) {
      assert.ok(card.includes(part), `"${part}" in\n${card}`);
    }
    const text = await chat.text();
    assert.match(text, /cpmaxx 16 of 238 hotels · answered live · read just now · Miami, FL, USA/);
    assert.match(text, /≈ is rounded by the portal/);
    assert.equal(await chat.view.locator('.card', { hasText: 'Harlow House' }).getByText('The portal gives no price.').count(), 1);
  }));

  test('money is shown digit by digit', () => inChat({}, async (chat) => {
    const cases = [
      [{ amount: 1452.5, currency: 'USD', priceBasis: 'exact' }, '$1,452.50'],
      [{ amount: 218, currency: 'USD', priceBasis: 'rounded' }, '≈\u00a0$218'],
      [{ amount: 218, currency: 'USD', priceBasis: 'exact' }, '$218.00'],
      [{ amount: 0.07, currency: 'USD', priceBasis: 'exact' }, '$0.07'],
      [{ amount: 99.5, currency: 'EUR', priceBasis: 'derived' }, '~\u00a0€99.50'],
      [{ amount: 1234567.891, currency: 'USD', priceBasis: 'exact' }, '$1,234,567.891'],
      [{ amount: '9007199254740993.01', currency: 'USD', priceBasis: 'exact' }, '$9,007,199,254,740,993.01'],
      [{ amount: 12000, currency: 'JPY', priceBasis: 'exact' }, '¥12,000'],
      [{ amount: 80, currency: 'CAD', priceBasis: 'exact' }, 'CA$80.00'],
      [{ amount: 80, currency: 'CHF', priceBasis: 'exact' }, 'CHF\u00a080.00'],
      [{ amount: 1e21, currency: 'USD', priceBasis: 'exact' }, 'not given'],
      [{ amount: 80, currency: '$$$', priceBasis: 'exact' }, 'not given'],
      [{ amount: '<b>1</b>', currency: 'USD', priceBasis: 'exact' }, 'not given'],
      [undefined, 'not given'],
    ];
    const answer = recorded((a) => {
      a.results = cases.map(([totalPrice]) => ({ ...structuredClone(a.results[0]), pricing: { totalPrice, taxesIncluded: true, stayPrice: { amount: 1, currency: 'USD' } } }));
    });
    await chat.show(answer);
    const totals = await chat.view.locator('.prices > div:last-child dd').allTextContents();
    assert.deepEqual(totals, cases.map(([, text]) => text));
    assert.match(await chat.text(), /Prices come in CAD, CHF, EUR, JPY, USD and are compared only within a currency/);
  }));

  test('taxes are said to be in the total only when they are', () => inChat({}, async (chat) => {
    const meaning = async (taxesIncluded) => {
      await chat.show(first((offer) => { offer.pricing.taxesIncluded = taxesIncluded; }));
      return chat.view.locator('.total dt').textContent();
    };
    assert.equal(await meaning(true), 'total with taxes');
    assert.equal(await meaning(false), 'total, taxes not included');
    assert.equal(await meaning(undefined), 'total');
  }));

  test('every order is right, keeps ties as they came, and puts last what lacks the figure', () => inChat({}, async (chat) => {
    const answer = recorded((a) => {
      a.results[3].pricing.totalPrice.amount = '9007199254740993.01';  // beyond what a double tells apart
      a.results[9].pricing.totalPrice = { amount: '9007199254740993.00', currency: 'USD' };
      a.results.forEach((offer, i) => { offer.name = `${i}`; });
    });
    await chat.show(answer);
    await chat.view.locator('#agent').click();
    const micros = ({ amount }) => { const [units, fraction = ''] = String(amount).split('.'); return BigInt(units) * 1000000n + BigInt(fraction.padEnd(6, '0')); };
    const expected = (figure, descending) => answer.results.map((offer, i) => [figure(offer), i])
      .sort(([a, i], [b, j]) => (a === undefined || b === undefined ? (a === undefined) - (b === undefined) : a < b ? (descending ? 1 : -1) : a > b ? (descending ? -1 : 1) : 0) || i - j)
      .map(([, i]) => `${i}`);
    const total = ({ pricing: { totalPrice, stayPrice } }) => (totalPrice ?? stayPrice) && micros(totalPrice ?? stayPrice);
    const wanted = {
      price: expected(total, false),
      stars: expected(({ hotelDetails }) => hotelDetails.starRating, true),
      commission: expected(({ commission }) => commission && micros(commission), true),
      given: answer.results.map((_, i) => `${i}`),
    };
    for (const [order, names] of Object.entries(wanted)) {
      await chat.view.locator('#order').selectOption(order);
      assert.deepEqual(await chat.names(), names, order);
    }
    assert.ok(wanted.price.indexOf('9') < wanted.price.indexOf('3'));
    assert.match(await chat.view.locator('#spoken').textContent(), /Portal's order/);
  }));

  test('an order the tool made is not called the portal\'s', () => inChat({}, async (chat) => {
    await chat.bridge.sendToolInput({ arguments: { ...wish, sort: 'commission' } });
    await chat.show(recorded());
    assert.equal(await chat.view.locator('#order option').first().textContent(), 'As searched');
    assert.doesNotMatch(await chat.text(), /commission/i);
  }));

  test('commission is nowhere until the agent asks for it, and gone when the agent hides it', () => inChat({}, async (chat) => {
    const secret = 'the commission $1,878.92 is not the stated percentage';
    await chat.bridge.sendToolInput({ arguments: wish });
    await chat.show(recorded((a) => {
      a.results[0].extraction.warnings = [secret];
      a.results[2].extraction.warnings = [secret, 'stars are counted from the icons'];
      a.platforms[0].warnings = ['commission was left out'];
    }));
    const agent = chat.view.locator('#agent');
    const seen = async () => `${await chat.text()}\n${await chat.view.locator('body').ariaSnapshot()}`;
    assert.doesNotMatch(await seen(), /commission|1,878\.92|Priceline/i);
    assert.match(await seen(), /stars are counted from the icons/);
    const names = await chat.names();
    const choices = () => chat.view.locator('#order option').allTextContents();
    assert.equal((await choices()).length, 3);
    await agent.click();
    assert.equal(await agent.getAttribute('aria-checked'), 'true');
    const card = await chat.view.locator('.card').first().innerText();
    assert.ok(card.includes('$1,878.92') && card.includes('29% of $6,479.05') && card.includes('Priceline') && card.includes(secret), card);
    assert.deepEqual((await choices()).at(-1), 'Commission, highest first');
    await chat.view.locator('#order').selectOption('commission');

    await agent.click();
    assert.doesNotMatch(await seen(), /commission|1,878\.92|Priceline/i);
    assert.deepEqual(await chat.names(), names, 'the order by commission is gone, too');
  }));

  test('doubt, warnings, refunds and perks are marked', () => inChat({}, async (chat) => {
    await chat.show(first((offer) => {
      offer.extraction = { confidence: 0.79, completeness: 1, warnings: ['stars are counted from the icons'] };
      offer.policies = { cancellation: { refundable: true, deadline: '2026-12-28' } };
      offer.availability.available = false;
      offer.amenities = ['Pool', 'Free wifi'];
      offer.featured = true;
      offer.collections = ['Adults Only'];
    }));
    const tags = await chat.view.locator('.tags li').allTextContents();
    assert.deepEqual(tags, ['Not available', 'Low confidence: check by hand', 'Refundable until Mon, Dec 28', 'Verified best rate', 'Fine Hotels & Resorts', 'Adults Only', 'Featured']);
    assert.match(await chat.text(), /1 offer could not be read with certainty; check it by hand/);
    assert.match(await chat.text(), /⚠ stars are counted from the icons/);
    await chat.view.locator('.about summary').click();
    assert.match(await chat.text(), /Amenities: Pool, Free wifi/);
    await chat.show(first((offer) => { offer.extraction.confidence = 0.8; offer.policies = { cancellation: { refundable: false } }; }));
    assert.equal((await chat.view.locator('.tags li').allTextContents())[0], 'Non-refundable');
  }));

  test('a hotel of which little is known has a card, too', () => inChat({}, async (chat) => {
    await chat.show(recorded((a) => { a.results = a.results.map(bare); delete a.cachedUntil; }));
    const card = await chat.view.locator('.card').first().innerText();
    assert.match(card, /^Maison Belcourt Miami Beach\s+Unrated\s[^]*The portal gives no price\.\n[^]*cpmaxx · \s*read\s*just now$/);
    assert.doesNotMatch(card, /undefined|null|NaN/);
    assert.equal(await chat.view.locator('.thumb svg').count(), 16);
    assert.equal(await chat.view.locator('#agent').isVisible(), false, 'there is nothing to hide');
  }));

  test('the age of the data is told, and prices past their time are called old', () => inChat({}, async (chat) => {
    const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();
    await chat.show(recorded((a) => {
      a.platforms[0].status = 'cached';
      a.platforms[0].ageSeconds = 3 * 3600;
      [5, 150, 4 * 1440].forEach((minutes, i) => { a.results[i].source.lastUpdated = ago(minutes); });
      a.results[3].source.lastUpdated = 'yesterday';
    }));
    const feet = await chat.view.locator('.foot > span').evaluateAll((spans) => spans.slice(0, 4).map((span) => span.innerText));
    assert.deepEqual(feet.map((foot) => foot.replace(/\s*read\s*/, ' ')), ['cpmaxx · 5 min ago', 'cpmaxx · 2 h ago', 'cpmaxx · 4 days ago', 'cpmaxx']);
    assert.match(await chat.text(), /cpmaxx 16 of 238 hotels · from the cache · read 3 h ago/);
    assert.doesNotMatch(await chat.text(), /These prices are old/);
    await chat.show(recorded((a) => { a.cachedUntil = ago(1); }));
    assert.match(await chat.text(), /These prices are old. Search again before you quote them/);
  }));

  test('a hundred hotels: the first ones at once, the others on request', () => inChat({ width: 360 }, async (chat) => {
    const answer = recorded((a) => { a.results = Array.from({ length: 100 }, (_, i) => ({ ...structuredClone(a.results[i % 16]), name: `Hotel ${i}` })); });
    const started = performance.now();
    await chat.show(answer);
    assert.ok(performance.now() - started < 10_000, 'shown in time');
    assert.equal((await chat.names()).length, 24);
    await chat.view.getByRole('button', { name: 'Show 76 more' }).click();
    assert.deepEqual(await chat.names(), namesOf(answer));
    assert.equal(await chat.view.evaluate(() => document.activeElement.textContent), 'Hotel 24');
    await chat.settle();
    await chat.settle();
    assert.equal(await chat.view.evaluate(() => document.documentElement.scrollHeight), chat.height);
    assert.equal(await chat.view.evaluate(() => document.documentElement.scrollWidth), 360);
  }));
});

describe('platforms', () => {
  test('a platform that failed is named with the reason and the next step', () => inChat({}, async (chat) => {
    await chat.show(recorded((a) => { a.partial = true; a.platforms.push(failedPlatform()); }));
    const line = await chat.view.locator('.source.bad').innerText();
    assert.match(line, /^other did not answer in time\.\s+other has not answered by the search's deadline\s+Next: make the same search again in a minute$/);
    assert.match(await chat.text(), /Not the whole picture: other was not read to the end/);
    assert.equal((await chat.names()).length, 16);
  }));

  test('every status of the schema has words of its own', () => inChat({}, async (chat) => {
    const schema = JSON.parse(await readFile(new URL('../../host/search/schemas/search_hotels.output.json', import.meta.url), 'utf8'));
    const statuses = schema.properties.platforms.items.properties.status.enum;
    await chat.show(recorded((a) => { a.platforms = [...statuses, 'surprise'].map((status) => ({ ...a.platforms[0], platform: `p-${status}`, status })); }));
    const lines = await chat.view.locator('.source').allInnerTexts();
    assert.equal(lines.length, statuses.length + 1);
    for (const line of lines.slice(0, -1)) assert.doesNotMatch(line, /unknown status/);
    assert.match(lines.at(-1), /unknown status \(surprise\)/);
    assert.equal(new Set(lines.map((line) => line.replace(/^\S+/, ''))).size, lines.length);
  }));

  test('filters a platform could not honour are told', () => inChat({}, async (chat) => {
    await chat.show(recorded((a) => { Object.assign(a.query, { amenities: ['pool'], starRating: 4 }); a.platforms[0].appliedFilters = ['starRating']; }));
    assert.match(await chat.text(), /Not filtered by amenities: the platform could not/);
  }));

  const nothing = (...platforms) => recorded((a) => { a.results = []; a.platforms = platforms; });
  const none = (platform) => ({ ...failedPlatform({ platform, status: 'no_availability', evidence: 'the portal says: "No hotels were found"' }), error: undefined });
  test('"no hotels" is said only when every portal has said it', () => inChat({}, async (chat) => {
    const blank = async (answer) => {
      await chat.show(answer);
      assert.equal(await chat.view.locator('#controls').isVisible(), false);
      return (await chat.view.locator('#blank').innerText()).replace(/\s+/g, ' ');
    };
    assert.match(await blank(nothing(none('cpmaxx'))), /No hotels for this stay The portal says so itself/);
    assert.match(await chat.text(), /cpmaxx has nothing for this stay · read just now\s+the portal says: "No hotels were found"/);
    assert.match(await blank(nothing(none('a'), none('b'))), /No hotels for this stay Every portal says so itself/);
    assert.match(await blank(nothing(none('a'), failedPlatform())), /No answer yet 1 of 2 platforms could not be read, so this does not mean that there are no hotels/);
    assert.match(await blank(nothing({ ...none('a'), status: 'ok' })), /No offers came Nothing proves/);
    assert.match(await blank(nothing()), /No offers came/);
    await chat.show(nothing({ ...none('a'), warnings: ['a page was slow', 'commission was left out'] }));
    await chat.view.locator('summary').click();
    assert.match(await chat.text(), /a page was slow/);
    assert.doesNotMatch(await chat.text(), /commission/);
  }));
});

describe('hostile pages', () => {
  const attack = '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>';
  test('markup in any text stays text', () => inChat({}, async (chat) => {
    const poison = (value) => (typeof value === 'string' ? `${value}${attack}` : Array.isArray(value) ? value.map(poison)
      : value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, poison(part)])) : value);
    const answer = poison(recorded((a) => { a.platforms.push(failedPlatform()); a.results[0].extraction.warnings = ['odd']; }));
    await chat.bridge.sendToolInput({ arguments: poison(wish) });
    await chat.show(answer);
    assert.equal(await chat.view.locator('img, #cards script').count(), 0);
    assert.equal(await chat.view.title(), 'Hotels found');
    assert.ok((await chat.names())[0].includes('<img src=x'));
    assert.deepEqual(chat.foreignRequests(), []);
  }));

  test('names that turn around, hide or never end harm nobody else', () => inChat({ width: 360 }, async (chat) => {
    const names = ['\u202eevil\u202c reversed', '\u2066\u200b\u00adhid\u0000den', 'A'.repeat(500), 'מלון הים', 'Z\u0351\u0352\u0353\u0354\u0355\u0356algo', '🏨'.repeat(300), '   ', ''];
    await chat.show(recorded((a) => { a.results = names.map((name) => ({ ...structuredClone(a.results[0]), name })); }));
    const shown = await chat.names();
    assert.deepEqual(shown.slice(0, 2), ['evil reversed', 'hidden']);
    assert.equal(shown[2], `${'A'.repeat(200)}…`);
    assert.equal(shown[3], 'מלון הים');
    assert.equal(shown[4], 'Z\u0351\u0352\u0353algo');
    assert.equal([...shown[5]].length, 201);
    assert.deepEqual(shown.slice(6), ['Hotel without a name', 'Hotel without a name']);
    const layout = await chat.view.evaluate(() => [document.documentElement.scrollWidth, Math.max(...[...document.querySelectorAll('h3')].map((h) => h.getBoundingClientRect().height))]);
    assert.equal(layout[0], 360);
    assert.ok(layout[1] < 90, 'no name is taller than three lines');
  }));

  test('words without an end break wherever they stand', () => inChat({ width: 360 }, async (chat) => {
    const long = 'x'.repeat(280);
    await chat.show(first((offer, answer) => {
      offer.extraction.warnings = [long];
      Object.assign(offer, { description: long, amenities: [long], collections: [long], programs: [{ code: long, name: long }] });
      offer.location.address.full = long;
      offer.source.platform = long;
      offer.pricing.basePrice.unit = long;
      offer.otaRates[0].provider = long;
      answer.query.destination = long;
      answer.platforms.push(failedPlatform({ platform: long, warnings: [long], error: { code: 'timeout', message: long, retryable: false, nextStep: long } }));
      Object.assign(answer.platforms[0], { place: long, warnings: [long] });
    }));
    await chat.view.locator('#agent').click();
    for (const summary of await chat.view.locator('summary').all()) await summary.click();
    assert.equal(await chat.view.evaluate(() => document.documentElement.scrollWidth), 360);
    await chat.bridge.sendToolResult({ isError: true, content: [{ type: 'text', text: long }] });
    await chat.settle();
    assert.equal(await chat.view.evaluate(() => document.documentElement.scrollWidth), 360);
  }));

  test('shapes nobody promised are taken for absent', () => inChat({}, async (chat) => {
    const wrong = [null, 7, 'x', [], {}, { amount: {} }, [null], true];
    for (const value of wrong) {
      const fields = ['name', 'pricing', 'commission', 'otaRates', 'programs', 'collections', 'amenities', 'availability', 'hotelDetails', 'location', 'media', 'source', 'extraction', 'policies', 'description'];
      await chat.show(recorded((a) => {
        a.results = [...fields.map((field) => ({ ...structuredClone(a.results[0]), [field]: value })), value, structuredClone(a.results[0])];
        a.platforms = [value, { ...a.platforms[0], error: value, warnings: value, appliedFilters: value, evidence: value, count: value }];
        a.query = value;
      }));
      assert.equal((await chat.names()).at(-1), 'Maison Belcourt Miami Beach', JSON.stringify(value));
      const agent = chat.view.locator('#agent');
      await agent.click();
      for (const order of ['price', 'stars', 'commission']) await chat.view.locator('#order').selectOption(order);
      assert.doesNotMatch(await chat.text(), /undefined|NaN|\[object/, JSON.stringify(value));
    }
    for (const structuredContent of [undefined, null, 5, [], {}, { results: 'x' }]) {
      await chat.raw({ jsonrpc: '2.0', method: 'ui/notifications/tool-result', params: { content: [{ type: 'text', text: '| Hotel | commission $5 |' }], structuredContent } });
      await chat.settle();
      assert.match(await chat.text(), /The offers are in the chat/);
      assert.doesNotMatch(await chat.text(), /commission/);
    }
  }));

  test('only https becomes a link, and the host opens it', () => inChat({ openLink: (url) => ({ isError: url.includes('refused') }) }, async (chat) => {
    const urls = ['javascript:alert(1)', ' javascript:alert(1)', 'data:text/html,x', 'http://portal.example/a', '//portal.example/a', '/a', 'https://user:pw@portal.example/', 'https://', 'file:///etc/passwd', 7,
      'https://portal.example/refused', 'https://portal.example/hotel?a=1&b=2'];
    await chat.show(recorded((a) => {
      a.results = urls.map((url) => { const offer = structuredClone(a.results[0]); Object.assign(offer.source, { bookingUrl: url, sheetUrl: url }); return offer; });
    }));
    const links = await chat.view.locator('a').evaluateAll((anchors) => anchors.map((anchor) => anchor.href));
    assert.deepEqual(links, ['https://portal.example/refused', 'https://portal.example/refused', 'https://portal.example/hotel?a=1&b=2', 'https://portal.example/hotel?a=1&b=2']);

    const good = chat.view.locator('.open').nth(1);
    await good.click();
    await good.click({ button: 'middle' });
    await good.click({ modifiers: ['Control'] });
    await chat.settle();
    assert.deepEqual(chat.opened, Array(3).fill('https://portal.example/hotel?a=1&b=2'));
    assert.equal(await chat.view.locator('.refused').count(), 0);
    await chat.view.locator('.open').first().click();
    assert.equal(await chat.view.locator('.refused').innerText(), 'https://portal.example/refused');
    assert.match(await chat.view.locator('#spoken').textContent(), /did not open the page/);
    assert.equal(chat.popups, 0);
    assert.deepEqual(chat.foreignRequests(), []);
  }));

  test('nothing leaves the page unless photos were allowed, and photos that fail leave the drawing', async () => {
    const pixel = { contentType: 'image/png', body: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64') };
    const photos = (chat) => chat.view.locator('.thumb img').evaluateAll((images) => images.filter((image) => image.complete && image.naturalWidth > 0).length);
    await inChat({ height: 4000, photos: pixel }, async (chat) => {
      await chat.show(recorded());
      await chat.view.waitForFunction(() => document.querySelectorAll('.thumb img').length === 0);
      assert.deepEqual(chat.foreignRequests(), []);
      assert.equal(await photos(chat), 0);
    });
    const resourceDomains = ['https://photos.example'];
    await inChat({ height: 4000, photos: pixel, resourceDomains }, async (chat) => {
      await chat.show(recorded((a) => { a.results[1].media.images[0].url = 'http://photos.example/plain.png'; a.results[2].media.images[0].url = 'https://elsewhere.example/x.png'; }));
      await chat.view.waitForFunction(() => [...document.querySelectorAll('.thumb img')].every((image) => image.complete));
      assert.ok(await photos(chat) >= 8);
      assert.ok(chat.foreignRequests().every((url) => url.startsWith('https://photos.example/lodging/')), chat.foreignRequests().join('\n'));
    });
    await inChat({ height: 4000, photos: { status: 404 }, resourceDomains }, async (chat) => {
      await chat.show(recorded());
      await chat.view.waitForFunction(() => document.querySelectorAll('.thumb img').length === 0);
      assert.equal(await chat.view.locator('.thumb svg').count(), 16);
    });
  });
});

test('everything can be done from the keyboard', () => inChat({}, async (chat) => {
  await chat.show(recorded((a) => { a.results = Array.from({ length: 30 }, (_, i) => structuredClone(a.results[i % 16])); }));
  const { keyboard } = chat.page;
  const focused = () => chat.view.evaluate(() => document.activeElement.id || document.activeElement.className || document.activeElement.textContent);
  await chat.view.locator('body').evaluate(() => window.focus());
  const tabTo = async (wanted, most = 200) => {
    for (let i = 0; i < most; ++i) {
      await keyboard.press('Tab');
      if (await focused() === wanted) return;
    }
    assert.fail(`never came to ${wanted}`);
  };
  await tabTo('order', 2);
  await keyboard.press('T');  // "Total price, lowest first"
  assert.equal(await chat.view.locator('#order').inputValue(), 'price');
  assert.equal(await chat.view.locator('.total dd').first().textContent(), '≈\u00a0$653');
  await tabTo('agent', 1);
  const outline = await chat.view.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.equal(outline, 'solid', 'the focus can be seen');
  await keyboard.press('Space');
  assert.equal(await chat.view.locator('.agent').count(), 24);
  assert.equal(await focused(), 'agent', 'the focus stays');
  await tabTo('Warnings', 1);
  await keyboard.press('Enter');
  assert.match(await chat.text(), /hotels have no price in US dollars/);
  await tabTo('open');
  await keyboard.press('Enter');
  await chat.settle();
  assert.equal(chat.opened.length, 1);
  await tabTo('more');
  await keyboard.press('Enter');
  assert.equal((await chat.names()).length, 30);
}));

test('one file of at most 40 kB that asks for nothing else', async () => {
  const html = await readFile(new URL('../../host/search/app/hotel_cards.html', import.meta.url), 'utf8');
  assert.ok(Buffer.byteLength(html) <= 40_000, `${Buffer.byteLength(html)} bytes`);
  assert.deepEqual(html.match(/https?:\/\/[^'"\s)]+/g), ['http://www.w3.org/2000/svg']);
  assert.doesNotMatch(html, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|localStorage|parseFloat/);
});

test('the answer of a real search on the simulated portal is shown', async () => {
  const world = await makeWorld();
  try {
    const result = await world.search({ destination: 'Miami, FL', checkIn: day(40), checkOut: day(44), maxResults: 20 });
    assert.notEqual(result.isError, true, result.content[0].text);
    await inChat({}, async (chat) => {
      await chat.bridge.sendToolInput({ arguments: { destination: 'Miami, FL', checkIn: day(40), checkOut: day(44) } });
      await chat.bridge.sendToolResult(result);
      await chat.settle();
      const { results, platforms } = result.structuredContent;
      assert.deepEqual(await chat.names(), namesOf(result.structuredContent));
      assert.match(await chat.text(), new RegExp(`cpmaxx 20 of ${platforms[0].available} hotels · answered live`));
      const totals = await chat.view.locator('.prices').evaluateAll((parts) => parts.map((part) => part.querySelector('.total dd')?.textContent));
      assert.deepEqual(totals, results.map(({ pricing: { totalPrice } }) => totalPrice && `≈\u00a0$${totalPrice.amount.toLocaleString('en')}`));
      await chat.view.locator('#agent').click();
      const commissions = await chat.view.locator('.agent').evaluateAll((panels) => panels.map((panel) => panel.querySelector('dd').firstChild.textContent));
      const dollars = (amount) => `$${amount.toLocaleString('en', { minimumFractionDigits: 2 })}`;
      assert.deepEqual(commissions, results.map(({ commission }) => (commission ? dollars(commission.amount) : 'not given')));
      assert.deepEqual(chat.foreignRequests(), []);
    });

    const { places } = await world.portal.json('/__sim/places');
    const empty = await world.search({ destination: places.find((place) => place.hotels === 0).label, checkIn: day(30), checkOut: day(33) });
    await inChat({}, async (chat) => {
      await chat.bridge.sendToolResult(empty);
      await chat.settle();
      assert.match(await chat.text(), /No hotels for this stay/);
    });
  } finally {
    await world.close();
  }
});
