// What may happen to a portal's pages overnight, as a table. Each row: what it is about (subject), what is rewritten (see
// portal_proxy.mjs), which status is right, and what the answer must say of it.
//
//   status   the one right status, or a list of right ones
//   says     a pattern of the words that must stand in the platform's warnings, evidence or error
//   prices   what becomes of prices: true, there must be some; false, there must be none
//   offers   how many there must be, at least

const page = (title, body) => ({ body: `<!DOCTYPE html><html><head><title>${title}</title></head><body>${body}</body></html>` });
const challenge = () => ({ status: 403, ...page('Just a moment...', '<h1>Just a moment</h1><p>Verify that you are not a robot.</p><form id="challenge-form" method="post"></form>') });
const login = (fields) => () => page('Sign in', `<form method="post" action="/login">${fields}<input type="password" name="password" placeholder="Enter password"><button type="submit">Sign In</button></form>`);
const maintenance = () => ({ status: 503, ...page('Down', '<h1>We are down for scheduled maintenance.</h1>') });
const half = (body) => body.slice(0, Math.floor(body.length / 2));
const swap = (from, to) => (body) => body.replace(from, to);
const all = (...changes) => (body) => changes.reduce((text, [from, to]) => text.replace(from, to), body);
const pictured = (pattern) => swap(pattern, '<img src="/price.gif" alt="">');

const cpmaxxList = /^\/HotelEngine\/displaySearchResults/;
const cpmaxxPage = /^\/HotelEngine\/searchResults/;
const listAnd = (pattern) => new RegExp(`${cpmaxxList.source}|${pattern.source}`);
const cpmaxx = [
  { name: 'cards have another class', on: cpmaxxList, rewrite: swap(/class="result rounded"/g, 'class="stay-tile"'), status: 'drift', says: /0 cards of/ },
  { name: 'price boxes have other classes', on: cpmaxxList, rewrite: all([/pricing-box/g, 'rate-cell'], [/min-rate/g, 'rate-a']), status: 'ok', prices: true, offers: 25 },
  { name: 'the total stands before the nightly price', on: cpmaxxList,
    rewrite: swap(/(<div class="pricing-box">(?:(?!<div class="result )[\s\S])*?per night\s*<\/small>\s*<\/p>\s*<\/div>)\s*(<p class="text-right">\s*Total:[\s\S]*?<\/p>)/g, '$2$1'), status: 'ok', prices: true, offers: 25 },
  { name: 'no commission', on: cpmaxxList, rewrite: swap(/<b>Commission:<\/b>[^<]*/g, ''), status: 'ok', prices: true, says: /none of 20 hotels .*commission/i },
  { name: 'no address', on: listAnd(cpmaxxPage), rewrite: all([/<p class="address">[^<]*</g, '<p class="address"><'], [/data-address\s*=\s*"[^"]*"/g, '']), status: 'ok', prices: true, says: /none of 20 hotels .*address/i },
  { name: 'no nightly price', on: cpmaxxList, rewrite: swap(/<span class="min-rate">[^<]*<\/span>/g, ''), status: 'ok', prices: true, says: /none of 20 hotels .*nightly/i },
  { name: 'no star rating', on: listAnd(cpmaxxPage), rewrite: swap(/data-star-rating\s*=\s*"[^"]*"/g, ''), status: 'ok', prices: true, says: /none of 20 hotels .*star rating/ },
  { name: 'no name', on: listAnd(cpmaxxPage), rewrite: all([/(<p class="title">\s*<a [^>]*>)[^<]*/g, '$1'], [/data-name\s*=\s*"[^"]*"/g, '']), status: 'drift', says: /no name/ },
  { name: 'American dates in the cards', on: listAnd(cpmaxxPage), rewrite: swap(/(data-check-(?:in|out)\s*=\s*)"(\d+)-(\d+)-(\d+)"/g, '$1"$3/$4/$2"'), status: 'ok', prices: true, offers: 25 },
  { name: 'hotels of other dates', on: listAnd(cpmaxxPage), rewrite: swap(/(data-check-(?:in|out)\s*=\s*"\d+)-(\d+)-(\d+)"/g, '$1-02-$3"'), status: 'drift', says: /other dates/ },
  { name: 'the login page instead of the results', on: cpmaxxPage, reply: login('<input type="text" placeholder="Enter email address">'), status: 'login_required', says: /login|signed/i },
  { name: 'the login page as the list', on: cpmaxxList, reply: login('<input type="text" placeholder="Enter email address">'), status: 'login_required', says: /login|signed/i },
  { name: 'a captcha instead of the results', on: cpmaxxPage, reply: challenge, status: 'blocked', says: /human/ },
  { name: 'maintenance', on: /^\/HotelEngine/, reply: maintenance, status: 'unavailable', says: /503|maintenance/ },
  { name: 'an empty list that says so', on: cpmaxxList, reply: () => ({ body: '<div class="results"><p>No hotels were found for your search.</p></div>' }), status: 'no_availability', says: /No hotels were found/ },
  { name: 'an empty list without a word', on: cpmaxxList, reply: () => ({ body: '<div class="results"></div>' }), status: 'drift', says: /no word that there are none/ },
  { name: 'a list that never comes', on: cpmaxxList, hang: true, status: 'timeout', says: /waited/ },
  { name: 'half a list', on: cpmaxxList, rewrite: half, status: 'partial', prices: true, says: /did not show all|could not be read|displays/ },
  { name: 'the second page fails', on: /page_num:2/, reply: () => ({ status: 500, body: 'Internal Server Error' }), status: 'partial', prices: true, offers: 20, says: /page after page 1/ },
  { name: 'Canadian dollars', on: cpmaxxList, rewrite: swap(/\$(?=\d)/g, 'CA$$'), status: 'drift', prices: false, says: /US dollars/ },
  { name: 'euros behind the numbers', on: cpmaxxList, rewrite: swap(/\$(\d[\d,.]*\d)/g, '$1 €'), status: 'drift', prices: false, says: /US dollars/ },
  { name: 'prices as pictures', on: cpmaxxList, rewrite: swap(/(>\s*|Total: )\$\d[\d,.]*/g, '$1<img src="/price.gif" alt="">'), status: 'ok', says: /none of 20 hotels .*nightly/i, prices: true },
  { name: 'decimals in the European way', on: cpmaxxList, rewrite: (body) => body.replace(/\$(\d+),(\d{3})(?!\d)/g, '$$$1.$2').replace(/(data-total-stay\s*=\s*"\d+)\.(\d\d)"/g, '$1,$2"'), status: 'ok' },
  { name: 'the attribute of the stay holds the price of a night', on: cpmaxxList, rewrite: swap(/(data-total-stay\s*=\s*")(\d+\.\d\d)"/g, (_, start, stay) => `${start}${(stay / 4).toFixed(2)}"`), status: 'ok' },
  { name: 'the large price is the stay, not the night', on: cpmaxxList, rewrite: swap(/(<span class="min-rate">\s*)\$([\d,]+)/g, (_, start, night) => `${start}$${(night.replace(',', '') * 4).toLocaleString('en-US')}`), status: 'ok' },
  { name: 'the total leaves taxes out', on: cpmaxxList, rewrite: (body) => body.replace(/data-total-stay\s*=\s*"(\d+)\.\d\d"[\s\S]*?Total: \$[\d,]+/g, (card, stay) => card.replace(/Total: \$[\d,]+$/, `Total: $${Number(stay).toLocaleString('en-US')}`)).replace(/Total price includes taxes and fees/g, 'Taxes and fees are due at the hotel'), status: 'ok' },
];

const vaxSearch = /^\/Search\/Default\.aspx/;
const vaxWindow = /^\/Search\/HotelAvail\.aspx/;
const vaxBoth = /^\/Search\/(Default|HotelAvail)\.aspx/;
const rooms = /hotel-room-col-3/;
const availability = /avail-content-wrap/;
const vax = [
  { name: 'hotel rows have another class', on: vaxBoth, when: availability, rewrite: swap(/room-repeater-visibility/g, 'row-head'), status: ['ok', 'partial'], prices: true, offers: 25 },
  { name: 'hotel rows and names cannot be told', on: vaxBoth, rewrite: all([/room-repeater-visibility/g, 'row-head'], [/<(\/?)h2>/g, '<$1h3>']), when: rooms, status: 'drift', says: /0 hotels/ },
  { name: 'price before values', on: vaxBoth, when: rooms, rewrite: swap(/(<td class="hotel-room-col-2[\s\S]*?<\/td>)(\s*)(<td class="hotel-room-col-3[\s\S]*?<\/td>)/g, '$3$2$1'), status: 'ok', prices: true, offers: 30 },
  { name: 'no totals', on: vaxBoth, when: rooms, rewrite: swap(/<strong>\$[\d,.]+<\/strong>/g, ''), status: 'drift', prices: false, says: /none of 25 hotels has a price/ },
  { name: 'no prices per person', on: vaxBoth, when: rooms, rewrite: swap(/\$[\d,.]+ per person/g, ''), status: 'ok', prices: true, says: /none of .*per person/ },
  { name: 'no star rating', on: vaxBoth, when: rooms, rewrite: swap(/<button class="hotel-rating-btn"[\s\S]*?<\/button>/g, ''), status: 'ok', prices: true, says: /none of .*star/ },
  { name: 'no location', on: vaxBoth, when: rooms, rewrite: swap(/hotel-location-info/g, 'hli'), status: 'ok', prices: true, says: /none of .*location/ },
  { name: 'American dates', on: vaxSearch, when: availability, rewrite: swap(/(Check-(?:in|out) - )(\d\d)JAN(\d\d)/g, '$101/$2/20$3'), status: 'ok', prices: true, offers: 30 },
  { name: 'the availability of other dates', on: vaxSearch, when: availability, rewrite: swap(/(Check-(?:in|out) - \d\d)JAN/g, '$1FEB'), status: 'drift', says: /not for the dates/ },
  { name: 'the login page instead of the availability', on: vaxSearch, when: availability, rewrite: () => login('<input name="x$LoginCtrl$Arc"><input name="x$LoginCtrl$UserName">')().body, status: 'login_required', says: /login|signed/i },
  { name: 'a captcha instead of the availability', on: vaxSearch, when: availability, rewrite: () => challenge().body, status: 'blocked', says: /human/ },
  { name: 'maintenance', on: /./, reply: maintenance, status: 'unavailable', says: /503|maintenance/ },
  { name: 'nothing to sell, and it says so', on: vaxSearch, when: availability, rewrite: (body) => body.replace(/<p class="avail-count">[\s\S]*<div id="availWaitIndicator"/, '<p>There is no availability for your search.</p></div><div id="availWaitIndicator"'), status: 'no_availability', says: /no availability/i },
  { name: 'nothing to sell without a word', on: vaxSearch, when: availability, rewrite: (body) => body.replace(/<p class="avail-count">[\s\S]*<div id="availWaitIndicator"/, '</div><div id="availWaitIndicator"'), status: 'drift', says: /no word that there are none/ },
  { name: 'the wait indicator never goes', on: vaxSearch, when: availability, rewrite: (body) => body.replace(/<p class="avail-count">[\s\S]*<div id="availWaitIndicator"[^>]*>/, '</div><div id="availWaitIndicator">'), status: 'timeout', says: /waited/ },
  { name: 'half an availability', on: vaxSearch, when: availability, rewrite: half, status: 'partial', prices: true, says: /364 hotels/ },
  { name: 'half an availability without a count', on: vaxSearch, when: availability, rewrite: (body) => half(body.replace(/<p class="avail-count">.*?<\/p>/, '')), status: 'partial', prices: true, says: /whole/ },
  { name: 'Canadian dollars', on: vaxBoth, when: rooms, rewrite: swap(/\$(?=\d)/g, 'CA$$'), status: 'drift', prices: false, says: /US dollars/ },
  { name: 'prices as pictures', on: vaxBoth, when: rooms, rewrite: pictured(/\$\d[\d,.]*/g), status: 'drift', prices: false, says: /none of 25 hotels has a price/ },
  { name: 'totals are per person', on: vaxBoth, when: rooms, rewrite: swap(/<strong>\$([\d,.]+)<\/strong>/g, (_, total) => `<strong>$${(total.replace(',', '') / 2).toFixed(2)}</strong>`), status: 'drift', prices: false, says: /price/ },
  { name: 'the price of one room in three is another', on: vaxBoth, when: rooms, rewrite: (body) => { let n = 0; return body.replace(/<strong>\$([\d,.]+)<\/strong>/g, (whole, total) => (++n % 3 ? whole : `<strong>$${(total.replace(',', '') * 1 + 13).toFixed(2)}</strong>`)); }, status: ['ok', 'partial'], prices: true, says: /withheld/ },
  { name: 'the rooms of a hotel cannot be fetched', on: /HotelAvail\.aspx\?.*itemids=-/, rewrite: () => '<html><body>Your session is no longer valid.</body></html>', status: 'partial', prices: true, offers: 30, says: /only the room shown at first/ },
];

const deltaPage = /^\/delta\/booking\//;
const deltaForm = /^\/delta\/booking\/index\.do/;
const hotelList = /_hotelList/;
const delta = [
  { name: 'hotels cannot be told', on: deltaPage, when: hotelList, rewrite: all([/class="hotelItem"/g, 'class="stay"'], [/data-hotel-code/g, 'data-key']), status: 'drift', says: /0 hotels of/ },
  { name: 'columns in another order', on: deltaPage, when: hotelList, rewrite: (body) => body.replace(/<th width="14%">Hotel Rates<\/th>\s*<th width="31%">Room Type<\/th>/g, '<th>Room Type</th><th>Hotel Rates</th>').replace(/(<td class="pad_left_5" width="14%">[\s\S]*?<\/td>)(\s*)(<td width="31%">[\s\S]*?<\/td>)/g, '$3$2$1'), status: 'ok', prices: true, offers: 20 },
  { name: 'columns in another order without headings', on: deltaPage, when: hotelList, rewrite: (body) => body.replace(/<thead>[\s\S]*?<\/thead>/g, '').replace(/(<td class="pad_left_5" width="14%">[\s\S]*?<\/td>)(\s*)(<td width="31%">[\s\S]*?<\/td>)/g, '$3$2$1'), status: 'drift', says: /heading|column/ },
  { name: 'no prices', on: deltaPage, when: hotelList, rewrite: swap(/<!-- BEGIN: \/tags\/pkg\/shared\/booking\/displayRoomPrice\.tag -->[\s\S]*?<!-- END: \/tags\/pkg\/shared\/booking\/displayRoomPrice\.tag -->/g, ''), status: 'drift', prices: false, says: /has a price/ },
  { name: 'no stars', on: deltaPage, when: hotelList, rewrite: swap(/<img src="[^"]*\/hotelrating\/[^>]*>/g, ''), status: 'ok', prices: true, says: /none of .*star/ },
  { name: 'no area', on: deltaPage, when: hotelList, rewrite: swap(/<strong>Hotel Location\/Area:<\/strong>[^<]*/g, ''), status: 'ok', prices: true, says: /none of .*area/ },
  { name: 'dates with the day first', on: deltaPage, when: hotelList, rewrite: (body) => body.replace(/(\d+)-Jan-(\d\d)/g, '$1.01.$2').replace(/01\/(\d\d)\/(\d\d)/g, '$1.01.$2'), status: 'ok', prices: true, offers: 20 },
  { name: 'packages of other dates', on: deltaPage, when: hotelList, rewrite: swap(/(\d+)-Jan-(\d\d)/g, '$1-Feb-$2'), status: 'drift', says: /asked for was/ },
  { name: 'the login page instead of the results', on: deltaPage, when: hotelList, rewrite: () => page('Login', '<form id="commonLoginForm"><input name="arcNumber"><input name="userId"><input type="password" name="password"><input type="submit"></form>').body, status: 'login_required', says: /login/i },
  { name: 'a captcha instead of the results', on: deltaPage, when: hotelList, rewrite: () => challenge().body, status: 'blocked', says: /human/ },
  { name: 'no hotels, and it says so', on: deltaPage, when: hotelList, rewrite: swap(/<ul id="_hotelList"[\s\S]*<\/ul>(?=[\s\S]*viewMoreFlights)/, '<p><span class="error">No hotels are available for these dates.</span></p><ul id="_hotelList"></ul>'), status: 'no_availability', says: /No hotels are available/ },
  { name: 'no hotels without a word', on: deltaPage, when: hotelList, rewrite: swap(/<ul id="_hotelList"[\s\S]*<\/ul>(?=[\s\S]*viewMoreFlights)/, '<ul id="_hotelList"></ul>'), status: 'drift', says: /no word that there are none/ },
  { name: 'results that never come', on: /^\/delta\/booking\/airhotel/, hang: true, status: 'timeout', says: /waited/ },
  { name: 'half a page', on: deltaPage, when: hotelList, rewrite: half, status: 'partial', prices: true, says: /did not arrive whole/ },
  { name: 'Canadian dollars', on: deltaPage, when: hotelList, rewrite: swap(/\$(?=\d)/g, 'C$$'), status: 'drift', prices: false, says: /has a price|US dollars/ },
  { name: 'prices as pictures', on: deltaPage, when: hotelList, rewrite: pictured(/\$\d[\d,.]*/g), status: 'drift', prices: false, says: /has a price/ },
  { name: 'totals are per person', on: deltaPage, when: hotelList, rewrite: (body) => body.replace(/\$([\d,]+\.\d\d)/g, (_, amount) => `$${(amount.replace(',', '') / 2).toFixed(2)}`).replace(/(displayReferencePrice\.tag -->\s*) total/g, '$1 per person'), status: 'drift', prices: false, says: /per person|price/ },
  { name: 'one room in nine has another total', on: deltaPage, when: hotelList, rewrite: (body) => { let n = 0; return body.replace(/=<br \/>\s*\$([\d,]+\.\d\d)/g, (whole, amount) => (++n % 9 ? whole : `=<br />\n$${(amount.replace(',', '') * 1 + 100).toFixed(2)}`)); }, status: 'ok', prices: true, says: /withheld/ },
  { name: 'the flights of the package cannot be told', on: deltaPage, when: hotelList, rewrite: swap(/class="selected_flights"/g, 'class="chosen"'), status: 'ok', prices: true, says: /does not show the flights/ },
];
const deltaFlights = [
  { name: 'half a page', on: deltaPage, when: hotelList, rewrite: half, status: 'partial', says: /did not arrive whole/ },
  { name: 'flight dates with the day first', on: deltaPage, when: hotelList, rewrite: swap(/(Mon|Tue|Wed|Thu|Fri|Sat|Sun) 01\/(\d\d)\/(\d{4})/g, '$1 $2/01/$3'), status: 'ok', prices: true },
  { name: 'flights of other days', on: deltaPage, when: hotelList, rewrite: swap(/(Mon|Tue|Wed|Thu|Fri|Sat|Sun) 01\/(\d\d)\/(\d{4})/g, '$1 02/$2/$3'), status: 'drift', says: /itineraries/ },
];

const cardsPage = /^\/alpenblick\/search/;
const alpenblick = [
  { name: 'cards have another class', on: cardsPage, rewrite: swap(/hotel-card/g, 'tile-x7'), status: 'drift', says: /hotel-card/ },
  { name: 'prices have another class', on: cardsPage, rewrite: swap(/class="price"/g, 'class="amt"'), status: 'drift', prices: false, says: /price/ },
  { name: 'names are gone', on: cardsPage, rewrite: swap(/<h3>[\s\S]*?<\/h3>/g, ''), status: 'drift', says: /name/ },
  { name: 'stars are gone', on: cardsPage, rewrite: swap(/<span class="stars"[^>]*><\/span>/g, ''), status: 'ok', prices: true, says: /none of .*stars/ },
  { name: 'addresses have another class', on: cardsPage, rewrite: swap(/class="addr"/g, 'class="line"'), status: 'ok', prices: true, says: /none of .*address/ },
  { name: 'a captcha', on: cardsPage, reply: challenge, status: 'blocked', says: /human/ },
  { name: 'a wall of the login', on: cardsPage, reply: login('<p>Please sign in to see our rates.</p>'), status: 'login_required', says: /account/ },
  { name: 'nothing, and it says so', on: cardsPage, reply: () => page('Alpenblick', '<main><div class="empty">Leider keine Treffer für Ihre Suche.</div></main>'), status: 'no_availability', says: /keine Treffer/ },
  { name: 'nothing without a word', on: cardsPage, reply: () => page('Alpenblick', '<main></main>'), status: ['drift'], says: /nor a word/ },
  { name: 'a spinner for ever', on: cardsPage, reply: () => page('Alpenblick', '<div class="spinner" aria-busy="true">Bitte warten</div>'), status: 'timeout', says: /still loading/ },
  { name: 'an answer that never comes', on: cardsPage, hang: true, status: 'timeout', says: /Alpenblick: opening a page/ },
  { name: 'an error of the server', on: cardsPage, reply: () => ({ status: 500, body: '<h1>Internal Server Error</h1>' }), status: 'unavailable', says: /500/ },
  { name: 'half a page', on: cardsPage, rewrite: half, status: 'partial', prices: true, says: /speaks of 40 hotels/ },
  { name: 'dates in ISO', on: cardsPage, rewrite: swap(/(class="(?:from|to)">)(\d\d)\.(\d\d)\.(\d{4})/g, '$1$4-$3-$2'), status: 'ok', prices: true, offers: 25 },
  { name: 'hotels of other dates', on: cardsPage, rewrite: swap(/(class="(?:from|to)">\d\d)\.01\./g, '$1.02.'), status: 'drift', says: /other dates/ },
  { name: 'US dollars', on: cardsPage, rewrite: swap(/([\d.,]+) €/g, '$$$1'), status: 'drift', prices: false, says: /price/ },
  { name: 'prices as pictures', on: cardsPage, rewrite: pictured(/[\d.]+,\d\d €/g), status: 'drift', prices: false, says: /price/ },
  { name: 'prices are of a night now', on: cardsPage, rewrite: swap(/<b>([\d.]+),(\d\d) €<\/b> <small>[^<]*<\/small>/g, (_, euros, rest) => `<b>${((euros.replace('.', '') + '.' + rest) / 4).toFixed(2).replace('.', ',')} €</b> <small>pro Nacht</small>`), status: 'drift', prices: false, says: /night|price/ },
];
const harbourPage = /^\/harbour\/search/;
const harbour = [
  { name: 'no currency in the data', on: harbourPage, rewrite: swap(/"priceCurrency": "GBP",?/g, ''), status: 'drift', prices: false, says: /currency|price/ },
  { name: 'prices do not say what they are for', on: harbourPage, rewrite: swap(/"unitText": "per night",?/g, ''), status: 'ok', offers: 20 },
  { name: 'no addresses in the data', on: harbourPage, rewrite: swap(/"address": \{[^}]*\},?/g, ''), status: 'ok', prices: true, says: /none of .*address/ },
  { name: 'data of another type', on: harbourPage, rewrite: swap(/"@type": "Hotel"/g, '"@type": "Thing"'), status: 'drift', says: /can be read as a hotel/ },
];
const northlinePage = /^\/northline\/search/;
const northline = [
  { name: 'the list is called otherwise', on: northlinePage, rewrite: swap(/"results":/g, '"items":'), status: 'drift', says: /leads nowhere/ },
  { name: 'prices are called otherwise', on: northlinePage, rewrite: swap(/"totalCents":/g, '"totalMinor":'), status: 'drift', prices: false, says: /price/ },
  { name: 'half the data', on: northlinePage, rewrite: half, status: 'drift' },
];
const berglandPage = /^\/bergland\/search/;
const bergland = [
  { name: 'prices without their markup', on: berglandPage, rewrite: swap(/itemprop="price"/g, 'class="betrag"'), status: 'drift', prices: false, says: /price/ },
  { name: 'stars without their markup', on: berglandPage, rewrite: swap(/itemprop="starRating"/g, 'class="sterne"'), status: 'ok', prices: true, says: /none of .*stars/ },
];

export const mutations = Object.entries({ cpmaxx, vax, delta, 'delta flights': deltaFlights, alpenblick, harbour, northline, bergland }).flatMap(([subject, rows]) => rows.map((row) => ({ subject, ...row })));
