// The world of the mutation tests: one simulated catalogue on four portals, a proxy before each portal, one host with every platform; and
// for each platform what is asked, what the truth is, and how an offer is compared with it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProxy } from './portal_proxy.mjs';
import { connect, day, makeConfig, startHost, startPortals, stop } from './world.mjs';

const resources = { block: ['image', 'font', 'media', 'stylesheet'], blockUrls: ['*/tracker/*'] };
const place = 'Orlando, FL, USA';
const from = day(60);
const to = day(64);

async function json(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

// How generic reads the simulated sites. The first is read by selectors, the others by what they say in data of their own.
const cards = {
  item: '.hotel-card',
  fields: {
    id: { attribute: 'data-hotel-id' }, name: 'h3 a', url: 'h3 a', address: '.addr', stars: { selectors: '.stars', attribute: 'title' }, soldOut: '.gone',
    latitude: { selectors: '.geo', attribute: 'data-lat' }, longitude: { selectors: '.geo', attribute: 'data-lng' }, image: 'img', total: '.price b', original: '.price del',
  },
};
const siteOf = {
  alpenblick: (url) => ({
    id: 'alpenblick', name: 'Alpenblick', locale: 'de', currency: 'EUR', dateOrder: 'day first', maxPages: 10, consent: '#cookie-reject', timeoutSeconds: 4,
    search: { url: `${url}/alpenblick/search?q={destination}&anreise={checkIn:DD.MM.YYYY}&abreise={checkOut:DD.MM.YYYY}&gaeste={adults}` },
    cards, page: { checkIn: '.when .from', checkOut: '.when .to', place: 'h1', available: '.count' }, next: 'a[rel=next]',
  }),
  harbour: (url) => ({ id: 'harbour', name: 'Harbour Stays', timeoutSeconds: 4, search: { url: `${url}/harbour/search?q={destination}&in={checkIn}&out={checkOut}&adults={adults}` } }),
  bergland: (url) => ({ id: 'bergland', name: 'Bergland Reisen', timeoutSeconds: 4, search: { url: `${url}/bergland/search?q={destination}&in={checkIn}&out={checkOut}` } }),
  northline: (url) => ({
    id: 'northline', name: 'Northline', timeoutSeconds: 4, search: { url: `${url}/northline/search?q={destination}&in={checkIn}&out={checkOut}` },
    blob: {
      script: '#__NEXT_DATA__', items: 'props.pageProps.search.results', cents: true,
      fields: { id: 'hotelId', name: 'title', url: 'link', address: 'where.line', latitude: 'geo.lat', longitude: 'geo.lng', stars: 'stars', soldOut: 'soldOut', total: 'best.totalCents', currency: 'best.currencyCode' },
    },
  }),
};

export async function makeMutationWorld() {
  const folder = await mkdtemp(join(tmpdir(), 'voygen-mutations-'));
  const { child, urls } = await startPortals('--delay-scale', '0');
  const proxies = {};
  for (const [name, url] of Object.entries(urls)) proxies[name] = await startProxy(url);
  proxies.vax.others = [proxies['vax-login']];
  proxies['vax-login'].others = [proxies.vax];
  const hosts = {};
  const config = { search: { deadlineSeconds: 20 } };

  // The host of the three portals, or the one that knows a single ordinary site: generic has one status for all of its sites.
  async function hostOf(name) {
    if (hosts[name]) return hosts[name];
    const site = siteOf[name];
    const extraPlatforms = site
      ? { 'generic.json': { id: 'generic', settings: { hosts: [proxies.sites.url], allowPrivateAddresses: true, sites: [site(proxies.sites.url)] }, resources } }
      : {
        'vax.json': { id: 'vax', settings: { baseUrl: proxies.vax.url, loginUrl: `${proxies['vax-login'].url}/default.aspx`, resultsTimeoutSeconds: 6, windowTimeoutSeconds: 4 }, resources },
        'delta.json': { id: 'delta', settings: { baseUrl: proxies.delta.url, resultsTimeoutSeconds: 6 }, resources },
      };
    const platform = { enabled: !site, settings: { baseUrl: proxies.cpmaxx.url, resultsTimeoutSeconds: 6, pageTimeoutSeconds: 4 } };
    const host = await startHost(await makeConfig(join(folder, name), proxies.cpmaxx.url, { config, platform, extraPlatforms }));
    hosts[name] = { host, client: await connect(host.url) };
    return hosts[name];
  }

  async function ask(host, tool, args, platform) {
    const { client } = await hostOf(host);
    const result = await client.callTool({ name: tool, arguments: { ...args, platforms: [platform], forceRefresh: true } }, undefined, { timeout: 60_000 });
    return { failed: result.isError === true, content: result.structuredContent, text: result.content.map((part) => part.text).join('\n') };
  }

  const truthOf = (portal, query) => json(`${urls[portal]}/__sim/catalogue/search?${new URLSearchParams(query)}`);
  const hotelQuery = { place, checkIn: from, checkOut: to, rooms: JSON.stringify([{ adults: 2, childAges: [] }]) };
  const askedHotels = (maxResults) => ({ destination: place, checkIn: from, checkOut: to, maxResults });
  const askedTrip = { origin: 'ATL', destination: 'SEA', departureDate: from, returnDate: to, maxResults: 20 };
  const subjects = {
    cpmaxx: { platform: 'cpmaxx', proxies: [proxies.cpmaxx], ask: () => ask('portals', 'search_hotels', askedHotels(25), 'cpmaxx'), truth: () => truthOf('cpmaxx', { ...hotelQuery, radius: 20 }), compare: compareCpmaxx },
    vax: { platform: 'vax', proxies: [proxies.vax, proxies['vax-login']], ask: () => ask('portals', 'search_hotels', askedHotels(30), 'vax'), truth: () => truthOf('vax', { ...hotelQuery, vendor: 'APV', package: 'H02' }), compare: compareVax },
    delta: { platform: 'delta', proxies: [proxies.delta], ask: () => ask('portals', 'search_packages', askedTrip, 'delta'), truth: () => deltaTruth(2), compare: comparePackage },
    'delta flights': { platform: 'delta', proxies: [proxies.delta], ask: () => ask('portals', 'search_flights', askedTrip, 'delta'), truth: () => deltaTruth(1), compare: compareFlight },
  };
  function deltaTruth(adults) { return truthOf('delta', { origin: 'ATL', destination: 'SEA', departure: from, return: to, adults }); }
  for (const site of Object.keys(siteOf)) {
    subjects[site] = { platform: 'generic', proxies: [proxies.sites], ask: () => ask(site, 'search_hotels', askedHotels(25), 'generic'), truth: () => truthOf('sites', { site, place, checkIn: from, checkOut: to }), compare: compareSite };
  }
  const truths = {};

  return {
    // Searches while the mutation is on. The answer's one platform is `entry`: {status, message, warnings, evidence, count}.
    async searchUnder(name, mutation) {
      const subject = subjects[name];
      truths[name] ??= subject.truth();
      for (const proxy of subject.proxies) proxy.use(mutation);
      try {
        const answer = await subject.ask();
        return { ...answer, ...outcomeOf(answer, subject.platform), truth: await truths[name], compare: subject.compare, rewrites: subject.proxies.reduce((sum, proxy) => sum + proxy.rewrites, 0) };
      } finally {
        for (const proxy of subject.proxies) proxy.use(null);
      }
    },
    async close() {
      for (const { host, client } of Object.values(hosts)) {
        await client.close().catch(() => {});
        await host.close();
      }
      for (const proxy of Object.values(proxies)) await proxy.close();
      await stop(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

// What the answer says of the platform. A search that failed everywhere has no structured content: its text has a line per platform.
function outcomeOf({ failed, content, text }, platform) {
  const lines = text.split('\n').filter((line) => /^- [a-z]+: [a-z_]+/.test(line));
  const statuses = failed ? lines.map((line) => /^- ([a-z]+): ([a-z_]+)/.exec(line)).filter((match) => match[1] === platform).map((match) => match[2]) : content.platforms.map((entry) => entry.status);
  const entry = failed ? null : content.platforms[0];
  return {
    statuses, offers: failed ? [] : content.results, available: entry?.available,
    warnings: entry?.warnings ?? [], evidence: entry?.evidence ?? '', message: failed ? text : entry.error?.message ?? '',
  };
}

const cents = (amount) => Math.round(amount * 100);
const sameWords = (text) => text.replace(/\s+/g, ' ').trim();

// Collects where an offer differs from the truth. A value the offer does not have is no difference.
class Differences {
  list = [];
  constructor(name) { this.name = name; }
  equal(what, seen, wanted) { if (seen !== undefined && seen !== null && seen !== wanted) this.list.push(`${this.name}: ${what} is ${JSON.stringify(seen)}, not ${JSON.stringify(wanted)}`); }
  // An amount in the smallest unit, of this currency; null: there is no such price.
  amount(what, price, minor, currency = 'USD', unit = undefined) {
    if (!price) return;
    this.equal(`${what} in cents`, cents(price.amount), minor);
    this.equal(`${what}'s currency`, price.currency, currency);
    if (unit) this.equal(`${what}'s unit`, price.unit, unit);
  }
  known(what, keys, wanted) { for (const key of keys) if (!wanted.includes(key)) this.list.push(`${this.name}: has a ${what} "${key}" nobody knows`); }
  dates(offer) {
    this.equal('first day', offer.availability.startDate, from);
    this.equal('last day', offer.availability.endDate, to);
  }
  place(location, wanted) {
    this.equal('address', location.address?.full, wanted.address);
    this.equal('latitude', location.coordinates?.latitude, Number(wanted.lat));
    this.equal('longitude', location.coordinates?.longitude, Number(wanted.lng));
  }
}

const pricesOf = (offer) => Object.keys(offer.pricing).filter((key) => typeof offer.pricing[key] === 'object');

function compareCpmaxx(offer, truth) {
  const found = new Differences(offer.name);
  const hotel = [...truth.hotels, ...truth.featured].find((one) => one.giataId === offer.externalIds.giata);
  if (!hotel) return [`${offer.name}: there is no such hotel`];
  found.equal('name', offer.name, sameWords(hotel.name));
  found.known('price', pricesOf(offer), ['basePrice', 'stayPrice', 'totalPrice', 'originalPrice']);
  found.amount('nightly price', offer.pricing.basePrice, hotel.nightlyDollars * 100, 'USD', 'per night');
  found.amount('price of the stay', offer.pricing.stayPrice, hotel.stayCents);
  found.amount('total', offer.pricing.totalPrice, hotel.totalDollars * 100);
  if (offer.pricing.totalPrice) found.equal('whether taxes are included', offer.pricing.taxesIncluded, true);
  found.amount('price before the discount', offer.pricing.originalPrice, hotel.originalCents > hotel.stayCents ? hotel.originalCents : null);
  if (offer.commission?.amount !== undefined) found.amount('commission', offer.commission, hotel.commissionCents);
  found.equal("commission's percentage", offer.commission?.percent, hotel.commissionPercentTenths / 10);
  found.amount("commission's base", offer.commission?.base, hotel.stayCents);
  for (const rate of offer.otaRates ?? []) found.amount(`rate of ${rate.provider}`, rate, (hotel.otaRates.find((one) => one.provider === rate.provider)?.dollars ?? NaN) * 100, 'USD', 'per night');
  found.equal('stars', offer.hotelDetails.starRating, hotel.stars === null ? null : Number(hotel.stars));
  found.place(offer.location, hotel);
  found.dates(offer);
  return found.list;
}

function compareRoom(found, room, hotel, sameRoom) {
  const candidates = hotel.rooms.filter((one) => sameRoom(room, one));
  const fits = candidates.some((one) => {
    const trial = new Differences('');
    trial.known('price', pricesOf(room), ['totalPrice', 'difference', 'perPerson']);
    trial.amount('total', room.pricing.totalPrice, one.totalCents);
    trial.amount('difference', room.pricing.difference, one.differenceCents ?? 0);
    trial.amount('price per person', room.pricing.perPerson, one.perPersonCents, 'USD', 'per person');
    return trial.list.length === 0;
  });
  if (!fits) found.list.push(`${found.name}: the room ${JSON.stringify(room).slice(0, 300)} is none of ${JSON.stringify(candidates).slice(0, 600)}`);
}

function compareVax(offer, truth) {
  const found = new Differences(offer.name);
  const hotel = truth.hotels.find((one) => one.id === offer.externalIds.vax);
  if (!hotel) return [`${offer.name}: there is no such hotel`];
  found.equal('name', offer.name, sameWords(hotel.name));
  found.known('price', pricesOf(offer), ['totalPrice']);
  if (offer.pricing.totalPrice && !hotel.rooms.some((room) => room.totalCents === cents(offer.pricing.totalPrice.amount))) found.list.push(`${offer.name}: no room costs ${offer.pricing.totalPrice.amount}`);
  found.equal("total's currency", offer.pricing.totalPrice?.currency, 'USD');
  for (const room of offer.rooms ?? []) compareRoom(found, room, hotel, (seen, one) => (seen.code ? seen.code === one.code : true) && sameWords(one.name) === seen.type);
  found.equal('stars', offer.hotelDetails.starRating, hotel.stars === null ? null : Number(hotel.stars));
  found.equal('town', offer.location.neighborhood, hotel.town);
  found.equal('distance', offer.location.distanceFromAirport?.value, hotel.airportMilesHundredths / 100);
  found.equal('guest rating', offer.rating?.overall, hotel.tripAdvisorTenths / 10);
  found.equal('number of reviews', offer.rating?.reviewCount, hotel.tripAdvisorReviews);
  found.dates(offer);
  return found.list;
}

function comparePackage(offer, truth) {
  const found = new Differences(offer.name);
  const hotel = truth.hotels.find((one) => one.code === offer.externalIds.delta);
  if (!hotel) return [`${offer.name}: there is no such hotel`];
  found.equal('name', offer.name, sameWords(hotel.name));
  found.known('price', pricesOf(offer), ['totalPrice', 'difference']);
  const priced = hotel.rooms.some((room) => (!offer.pricing.totalPrice || room.totalCents === cents(offer.pricing.totalPrice.amount)) && (!offer.pricing.difference || room.differenceCents === cents(offer.pricing.difference.amount)));
  if (offer.pricing.totalPrice && !priced) found.list.push(`${offer.name}: no room costs ${JSON.stringify(offer.pricing)}`);
  found.equal("total's currency", offer.pricing.totalPrice?.currency, 'USD');
  const [sold] = offer.components.hotels;
  for (const room of sold.rooms ?? []) compareRoom(found, room, hotel, (seen, one) => sameWords(one.name) === seen.type && (!seen.ratePlan || one.ratePlan === seen.ratePlan) && (!seen.code || one.code === seen.code));
  found.equal('stars', sold.hotelDetails.starRating, hotel.halfStars === null || hotel.exceptionalLuxury ? null : hotel.halfStars / 2);
  found.equal('area', sold.location.neighborhood, hotel.area);
  found.equal('departure', offer.packageDetails.travelDates.departure, from);
  found.equal('return', offer.packageDetails.travelDates.return, to);
  for (const flight of offer.components.flights ?? []) found.list.push(...compareItinerary(flight, truth));
  return found.list;
}

// The itinerary of the truth with these flights.
function itineraryOf(offer, truth) {
  const flown = (leg) => leg.map((segment) => `${segment.carrier}${segment.number}`).join();
  const shown = (leg) => leg.segments.map((segment) => `${segment.airline.code}${segment.flightNumber}`).join();
  return truth.flights.find((one) => flown(one.outbound) === shown(offer.itinerary.outbound) && flown(one.return) === shown(offer.itinerary.return));
}

function compareItinerary(offer, truth) {
  const flight = itineraryOf(offer, truth);
  if (!flight) return [`there is no itinerary ${JSON.stringify(offer.itinerary).slice(0, 400)}`];
  const found = new Differences(offer.externalIds.delta ?? 'itinerary');
  for (const leg of ['outbound', 'return']) {
    for (const [index, segment] of offer.itinerary[leg].segments.entries()) {
      const wanted = flight[leg][index];
      found.equal('departure airport', segment.departure.airport.code, wanted.from);
      found.equal('arrival airport', segment.arrival.airport.code, wanted.to);
      found.equal('departure', segment.departure.dateTime ?? undefined, wanted.departs);
      found.equal('arrival', segment.arrival.time, wanted.arrives.slice(11));
      found.equal('booking class', segment.bookingClass, wanted.bookingClass);
    }
  }
  return found.list;
}

function compareFlight(offer, truth) {
  const flight = itineraryOf(offer, truth);
  const found = new Differences(offer.externalIds.delta);
  found.list.push(...compareItinerary(offer, truth));
  if (!flight) return found.list;
  found.known('price', pricesOf(offer), ['totalPrice', 'difference']);
  found.amount('total', offer.pricing.totalPrice, flight.totalCents);
  found.amount('difference', offer.pricing.difference, flight.differenceCents);
  if (offer.pricing.totalPrice) found.equal('what the price covers', offer.pricing.covers, 'package');
  return found.list;
}

function compareSite(offer, truth) {
  const found = new Differences(offer.name);
  const id = offer.externalIds.generic.replace(/^[a-z]+:/, '');
  const hotel = truth.hotels.find((one) => one.id === id || new URL(one.url).pathname === id) ?? truth.hotels.find((one) => one.name === offer.name);
  if (!hotel) return [`${offer.name}: there is no such hotel`];
  found.equal('name', offer.name, sameWords(hotel.name));
  found.known('price', pricesOf(offer), ['basePrice', 'totalPrice', 'originalPrice', 'quotedPrice']);
  found.amount('nightly price', offer.pricing.basePrice, hotel.nightly, hotel.currency, 'per night');
  found.amount('total', offer.pricing.totalPrice, hotel.total, hotel.currency);
  found.amount('price before the discount', offer.pricing.originalPrice, hotel.before, hotel.currency);
  const quoted = offer.pricing.quotedPrice;  // of which the page does not say what it is for
  if (quoted) {
    found.equal("quoted price's unit", quoted.unit, 'unknown');
    found.amount('quoted price', quoted, cents(quoted.amount) === hotel.nightly ? hotel.nightly : hotel.total, hotel.currency);
  }
  found.equal('stars', offer.hotelDetails.starRating, hotel.halfStars > 0 ? hotel.halfStars / 2 : null);
  found.place(offer.location, hotel);
  found.dates(offer);
  return found.list;
}
