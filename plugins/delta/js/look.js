// What page is this? Names the state of the document and quotes its evidence.
//   before    the document a step was taken in: until another one is there, nothing counts
//   wanted    states worth reporting; null stands for any. Otherwise the answer is null: keep waiting.
// The splash ("Please wait ...") is in every page, hidden: it says nothing.
(selectors, texts, before, wanted) => {
  if (document.readyState === 'loading') return null;
  const all = (key, root = document) => {
    for (const selector of selectors[key]) {
      const found = [...root.querySelectorAll(selector)];
      if (found.length) return found;
    }
    return [];
  };
  const text = (node) => {
    if (!node) return '';
    const pieces = [];
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      if (!walker.currentNode.parentElement?.closest('script, style, noscript, template, ' + selectors.splash.join(', '))) pieces.push(walker.currentNode.data);
    }
    return pieces.join(' ').replace(/\s+/g, ' ').trim();
  };
  const mentions = (haystack, needles) => {
    const lower = haystack.toLowerCase();
    return needles.find((needle) => lower.includes(needle.toLowerCase()));
  };
  const around = (haystack, needle) => {
    const at = haystack.toLowerCase().indexOf(needle.toLowerCase());
    return haystack.slice(at, at + needle.length + 80).trim();
  };

  // Errors are repeated inside the hidden land-only block; the general sentence says nothing by itself.
  const errors = [...new Set(all('formError').filter((node) => !node.closest(selectors.landOnly.join(', '))).map(text))]
      .filter((words) => words && !mentions(words, texts.general));
  const hotels = all('hotel').length;
  const list = all('hotelList')[0];
  const isResults = Boolean(list) || hotels > 0 || all('summary').length > 0 || all('selectedFlight').length > 0;
  const form = all('form')[0];
  const login = all('loginForm')[0] || (all('loginPassword')[0] && !form ? all('loginPassword')[0] : null);
  const signedIn = all('signedIn').length > 0;
  const status = String(performance.getEntriesByType('navigation')[0]?.responseStatus || '');

  const look = {state: 'unknown', detail: '', title: document.title, status, document: String(performance.timeOrigin), hotels,
                errors, form: Boolean(form), signedIn};
  const newDocument = !before || before !== look.document;

  const ofResults = () => {
    if (hotels) return ['results', ''];
    const words = text(list?.parentElement || document.querySelector('#main') || document.body);
    const nothing = mentions(words, [...texts.noHotels, ...texts.noFlights]);
    return nothing ? ['nothing', around(words, nothing)] : ['empty', words.slice(0, 120)];
  };
  const ofForm = () => {
    const words = errors.join(' ');
    if (!words) return [before ? 'form_again' : 'form', ''];
    const nothing = mentions(words, [...texts.noFlights, ...texts.noHotels]);
    if (nothing) return ['nothing', around(words, nothing)];
    return [mentions(words, texts.expired) ? 'expired' : 'refused', errors.join('; ')];
  };
  const ofStranger = () => {
    const words = document.title + ' ' + text(document.body);
    const challenge = mentions(words, texts.challenge);
    if (all('challenge').length || challenge) return ['challenge', challenge ? around(words, challenge) : document.title];
    const down = mentions(words, texts.unavailable);
    if (down) return ['unavailable', around(words, down)];
    if (/^5\d\d$/.test(status)) return ['unavailable', 'HTTP ' + status];
    if (/^(403|429)$/.test(status)) return ['challenge', 'HTTP ' + status];
    return [signedIn ? 'signed_in' : 'unknown', ''];
  };
  const ofDocument = () => {
    if (all('challenge').length) return ['challenge', document.title];
    if (login && !hotels) return [before && newDocument && errors.length ? 'login_refused' : 'login', errors.join('; ')];
    if (form) return ofForm();
    return isResults ? ofResults() : ofStranger();
  };

  [look.state, look.detail] = ofDocument();
  if (!wanted) return look;
  return newDocument && wanted.includes(look.state) ? look : null;
}
