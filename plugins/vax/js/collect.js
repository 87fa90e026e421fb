// Reads hotels: those of the page that is shown, or, with `addresses`, those of the windows the page's own buttons would fetch. Raw
// strings only, nothing is computed here. Comments, scripts and styles are never text. A window that fails has `problem`, and `signedOut`
// when the portal answered it with its login.
async (selectors, addresses, parallel, patience) => {
  const all = (key, root) => {
    for (const selector of selectors[key]) {
      const found = [...root.querySelectorAll(selector)];
      if (found.length) return found;
    }
    return [];
  };
  const first = (key, root) => all(key, root)[0] || null;
  const text = (node, skip) => {
    if (!node) return '';
    const pieces = [];
    const walker = node.ownerDocument.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (!parent?.closest('script, style, noscript, template') && !(skip && node.contains(parent.closest(skip)))) pieces.push(walker.currentNode.data);
    }
    return pieces.join(' ').replace(/\s+/g, ' ').trim();
  };
  const attribute = (node, name) => node?.getAttribute(name) || '';
  const clicks = (root) => [...root.querySelectorAll('[onclick]')].map((node) => attribute(node, 'onclick'));
  const doing = (key, root) => attribute(first(key, root), 'onclick');

  const promotion = (button, row) => {
    const id = /'(promoAddedValueDescription[^']*)'/.exec(attribute(button, 'onclick'))?.[1] || '';
    const box = id ? [...row.querySelectorAll('[id]')].find((node) => node.id === id) : null;
    const body = box ? first('promotionText', box) || box : null;
    const paragraphs = body ? [...body.querySelectorAll('p')].map((node) => text(node)) : [];
    return {title: text(button), text: paragraphs[0] || '', dates: body ? text(body.querySelector('strong')) : ''};
  };
  const room = (row) => {
    const name = first('roomName', row);
    const total = first('roomTotal', row);
    const select = first('roomSelect', row);
    return {
      name: text(name),
      detail: attribute(name, 'onclick'),
      calendar: doing('roomCalendar', row),
      total: text(total),
      totalBox: Boolean(first('roomTotalBox', row)),
      difference: text(first('roomDifference', row)),
      differenceBox: Boolean(first('roomDifference', row)),
      perPerson: text(first('roomPerPerson', row)),
      indicators: all('valueIndicator', row).map((node) => text(node)),
      promotions: all('promotion', row).map((button) => promotion(button, row)),
      select: text(select) || attribute(select, 'value'),
      item: attribute(select, 'onclick'),
      text: text(row).slice(0, 400),
    };
  };
  const hotel = (row, rooms) => {
    const name = first('hotelName', row);
    const location = first('location', row);
    const badge = first('badge', row);
    return {
      id: row.closest('[id]')?.id || '',
      name: text(name),
      detail: attribute(name, 'onclick'),
      clicks: [row, ...rooms].flatMap(clicks).filter((code) => /hotelid=/i.test(code)).slice(0, 1),
      rating: text(first('rating', row)),
      ratingFull: all('ratingFull', row).length,
      ratingHalf: all('ratingHalf', row).length,
      score: attribute(first('reviewScore', row), 'alt'),
      reviews: all('reviewCount', row).map((node) => text(node)).find((words) => /review/i.test(words)) || '',
      location: text(location, 'a, ul, [style*="display:none"], [style*="display: none"]'),
      badge: {alt: attribute(badge?.querySelector('img'), 'alt') || text(badge), click: attribute(badge, 'onclick')},
      more: doing('moreRooms', row),
      rooms: rooms.map(room),
    };
  };
  // The rows of all tables in document order: a hotel's row, then its rooms, until the next hotel's row.
  const hotelsOf = (root) => {
    const found = [];
    const heads = all('hotelRow', root);
    for (const head of heads) {
      const table = head.closest('table');
      const rows = table ? [...table.rows].filter((row) => row.closest('table') === table) : [];
      const own = [];
      for (let at = rows.indexOf(head) + 1; at > 0 && at < rows.length && !heads.includes(rows[at]); ++at) own.push(rows[at]);
      found.push(hotel(head, own.filter((row) => first('roomName', row) || first('roomTotalBox', row))));
    }
    return found;
  };
  const more = (root) => all('moreHotels', root).map((node) => attribute(node, 'onclick') || attribute(node, 'href')).filter((code) => /start=/.test(code)).pop() || '';
  const page = (root) => ({
    hotels: hotelsOf(root), more: more(root), containers: all('hotelContainer', root).length,
    count: text(first('availCount', root)), end: all('waitIndicator', root).length > 0, content: text(first('availContent', root)).slice(0, 2000),
  });

  if (!addresses) return page(document);
  const fetched = async (address) => {
    try {
      const answer = await fetch(address, {credentials: 'same-origin', redirect: 'manual', headers: {'X-Requested-With': 'XMLHttpRequest'},
                                           signal: AbortSignal.timeout(patience)});
      if (answer.type === 'opaqueredirect') return {problem: 'it was redirected, which is what the portal does when a session has ended', signedOut: true};
      if (!answer.ok) return {problem: 'HTTP ' + answer.status};
      const shown = new DOMParser().parseFromString(await answer.text(), 'text/html');
      if (first('loginPassword', shown)) return {problem: 'it was answered with the login page', signedOut: true};
      return page(shown);
    } catch (error) {
      return {problem: String(error.name === 'TimeoutError' ? 'no answer in time' : error.message).slice(0, 120)};
    }
  };
  const results = [];
  let next = 0;
  const walk = async () => { for (let at = next++; at < addresses.length; at = next++) results[at] = await fetched(addresses[at]); };
  await Promise.all(Array.from({length: Math.min(parallel, addresses.length)}, walk));
  return results;
}
