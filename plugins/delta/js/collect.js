// Reads the whole results page in one pass: raw strings only, nothing is computed here. The page is megabytes of markup around
// hundreds of rooms, so each hotel and row is visited once and told as a short list. Hidden rows are read like the others; comments,
// scripts and styles are never text. In a text told by lines, a line ends where the page has <br>.
(selectors) => {
  const all = (key, root = document) => {
    for (const selector of selectors[key]) {
      const found = root.querySelectorAll(selector);
      if (found.length) return [...found];
    }
    return [];
  };
  const first = (key, root = document) => {
    for (const selector of selectors[key]) {
      const found = root.querySelector(selector);
      if (found) return found;
    }
    return null;
  };
  const unseen = /^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE)$/;
  const gather = (node, skip) => {
    let out = '';
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (child.nodeType === Node.TEXT_NODE) out += child.data.replace(/\s+/g, ' ');
      else if (child.nodeType !== Node.ELEMENT_NODE || unseen.test(child.tagName)) continue;
      else if (child.tagName === 'BR') out += '\n';
      else if (!skip || !skip.includes(child)) out += gather(child, skip);
    }
    return out;
  };
  const lines = (node, skip) => (node ? gather(node, skip).split('\n').map((line) => line.trim()).filter(Boolean).join('\n') : '');
  const text = (node, skip) => lines(node, skip).replace(/\n/g, ' ');
  const attribute = (node, name) => (node && node.getAttribute(name)) || '';
  const valueOf = (root, name) => attribute(root.querySelector('[name="' + name + '"]'), 'value');

  const codeOf = (hotel) => {
    const own = attribute(hotel, 'data-hotel-code');
    if (own) return own;
    const compare = attribute(first('hotelCompare', hotel), 'value');
    return compare || decodeURIComponent((/hotelId=([^&'"]+)/.exec(attribute(first('hotelName', hotel), 'href')) || ['', ''])[1]);
  };
  // [rate table's classes of the row, cells by line, blue marks, red marks, added values, request mark, form's values or null, spans]
  const row = (tr) => {
    const blue = all('rowStatus', tr);
    const red = all('rowRefund', tr);
    const marks = [...blue, ...red];
    const request = first('rowRequest', tr);
    const form = tr.querySelector('form') || tr.querySelector('[name="hotelValueString"]')?.closest('td') || null;
    const perks = all('rowPerks', tr);
    return [
      [...tr.cells].map((cell) => lines(cell, marks)),
      blue.map((mark) => text(mark)).join(' '),
      red.map((mark) => text(mark)).join(' '),
      perks.map((link) => lines(link)).join('\n'),
      request ? attribute(request, 'alt') || attribute(request, 'title') || 'request' : '',
      form ? [valueOf(form, 'hotelValueString'), valueOf(form, 'selectedHotelPrice')] : null,
      [...tr.cells].findIndex((cell) => perks.some((link) => cell.contains(link))),
      [...tr.cells].findIndex((cell) => form && cell.contains(form)),
    ];
  };
  const headings = (table) => [...(table?.querySelectorAll('th') || [])].flatMap((th) => Array(Math.max(1, th.colSpan)).fill(text(th)));
  const bodyRows = (table) => [...(table?.rows || [])].filter((tr) => !tr.querySelector(':scope > th'));
  const areaOf = (hotel) => {
    const label = all('hotelArea', hotel).find((node) => /location|area/i.test(node.textContent));
    return label ? text(label.parentElement, [label]) : '';
  };
  const hotel = (item) => {
    const rates = first('hotelRates', item);
    const table = rates ? first('roomTable', rates) : first('roomTable', item);
    const stars = first('hotelStars', item);
    return {
      code: codeOf(item),
      name: text(first('hotelName', item)),
      href: attribute(first('hotelName', item), 'href'),
      stars: attribute(stars, 'alt') || attribute(stars, 'title'),
      starsImage: attribute(stars, 'src'),
      image: attribute(first('hotelImage', item), 'src'),
      area: areaOf(item),
      amenities: all('hotelAmenity', item).map((icon) => attribute(icon, 'title') || attribute(icon, 'alt')),
      pick: text(first('hotelPick', item)),
      rating: text(first('hotelRating', item)),
      transfer: Boolean(first('hotelTransfer', item)),
      selected: Boolean(first('hotelSelected', item)),
      notes: all('hotelNotes', item).filter((link) => !(rates || table)?.contains(link)).map((link) => lines(link)).join('\n'),
      columns: headings(table),
      rows: bodyRows(table).map(row),
    };
  };
  const flightRows = (group) => [...group.querySelectorAll('tr')].filter((tr) => !/^flightDetailsRow/.test(tr.id) && tr.cells.length)
      .map((tr) => [...tr.cells].map((cell) => lines(cell)));
  const flight = (group) => ({
    rows: flightRows(group),
    values: [...group.querySelectorAll('[name="flightValueStrings"]')].map((input) => attribute(input, 'value')),
  });
  const summary = first('summary');
  return {
    hotels: all('hotel').map(hotel),
    listed: all('hotelNames').filter((option) => attribute(option, 'value')).length,
    selectedFlight: all('selectedFlight').map(flight),
    otherFlights: all('otherFlight').map(flight),
    hasOtherFlights: Boolean(first('otherFlights')),
    summary: summary ? [...summary.querySelectorAll('tr')].map((tr) => [...tr.cells].map((cell) => text(cell))) : [],
    summaryText: text(summary),
    total: text(first('packageTotal')),
    heading: all('stayHeading').map((node) => text(node)).concat(all('stayDates').map((node) => text(node)).filter((words) => /dates/i.test(words))),
    inclusions: all('packageIncludes').map((node) => text(node)),
  };
}
