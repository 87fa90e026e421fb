// What page is this? The site's configuration and the texts in, one state with its evidence out:
//   results      something that may hold offers is there            challenge     a test for humans
//   empty        the page says that there is nothing                login         nothing without an account
//   unavailable  the site is out of order                           missing       HTTP 404 or 410
//   loading      nothing yet, but it looks as if something were to come
//   unknown      none of these, and the page has had its time
// null: keep waiting. `patient` is false for a page that is as it is.
(site, texts, patient) => {
  if (document.readyState === 'loading') return null;
  const hidden = (node) => Boolean(node.closest('[hidden], [aria-hidden="true"], template, script, style, noscript')) ||
      [...ancestors(node)].some((parent) => /display\s*:\s*none|visibility\s*:\s*hidden/i.test(parent.getAttribute('style') || ''));
  function* ancestors(node) { for (let at = node; at && at.getAttribute; at = at.parentElement) yield at; }
  const visibleText = (root) => {
    const pieces = [];
    const walker = document.createTreeWalker(root || document.documentElement, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (walker.currentNode.data.trim() && !hidden(walker.currentNode.parentElement)) pieces.push(walker.currentNode.data);
    return pieces.join(' ').replace(/\s+/g, ' ').trim();
  };
  const any = (selectors) => (selectors || []).some((selector) => document.querySelector(selector));
  const count = (selectors) => {
    for (const selector of selectors || []) {
      const found = document.querySelectorAll(selector).length;
      if (found) return found;
    }
    return 0;
  };
  const words = (document.title + ' ' + visibleText(document.body)).slice(0, 200000);
  const lower = words.toLowerCase();
  const says = (phrases) => (phrases || []).find((phrase) => lower.includes(phrase.toLowerCase()));
  const around = (phrase) => {
    const at = lower.indexOf(phrase.toLowerCase());
    return words.slice(at, at + phrase.length + 80).trim();
  };

  const cards = site.cards ? count(site.cards.item) : 0;
  const blob = site.blob && (any(site.blob.script) || (site.blob.variable && site.blob.variable.split('.').reduce((at, key) => at?.[key], window) !== undefined));
  const structured = [...document.querySelectorAll('script[type*="ld+json" i]')].some((script) => /offers|hotel|lodging|product|itemlist|resort|hostel|apartment/i.test(script.textContent)) ||
      any(['[itemscope][itemtype*="schema.org" i]', '[typeof][vocab*="schema.org" i]', '[vocab*="schema.org" i] [typeof]', 'meta[property="product:price:amount"]', 'meta[property="og:price:amount"]']);
  const status = performance.getEntriesByType('navigation')[0]?.responseStatus || 0;
  const short = words.length < 2500;   // a page that has nothing but its notice
  const human = any(['#challenge-form', '#cf-challenge-running', '#challenge-running', '[class*="px-captcha"]', '#px-captcha', 'iframe[src*="captcha" i]', 'iframe[title*="challenge" i]',
                     '.g-recaptcha', '.h-captcha', '[data-sitekey]', '#captcha', 'form[action*="captcha" i]']);
  const password = [...document.querySelectorAll('input[type="password"]')].some((field) => !hidden(field));
  const look = (state, detail) => ({state, detail: String(detail || '').slice(0, 200), title: document.title.slice(0, 200), cards, status, url: location.href});

  const loading = () => document.readyState !== 'complete' || any(['[aria-busy="true"]', '[class*="spinner" i]', '[class*="skeleton" i]', '[class*="loader" i]', '[role="progressbar"]']) ||
      /\b(loading|please wait|searching|wird geladen|bitte warten|chargement|veuillez patienter|cargando|espere|caricamento|attendere|carregando|aguarde|bezig met laden)\b/i.test(words);

  const present = site.cards || site.blob ? Boolean(cards || blob || (!site.only && structured)) : structured;
  const expected = site.ready ? any(site.ready) : site.cards ? cards > 0 : site.blob ? blob : structured;
  const challenge = says(texts.challenge);
  if ((human || challenge) && (short || !present) && !(expected && cards)) return look('challenge', challenge ? around(challenge) : document.title || 'a test for humans');
  if ((status === 403 || status === 429) && !present) return look('challenge', 'HTTP ' + status);
  if (status === 404 || status === 410) return look('missing', 'HTTP ' + status);
  if (expected) return look('results', '');
  const wall = says(texts.login);
  if (!present && (password || status === 401 || wall)) return look('login', wall ? around(wall) : 'a password is asked for');
  const down = status >= 500 ? 'HTTP ' + status : short && !present ? says(texts.unavailable) : '';
  if (down) return look('unavailable', down.startsWith('HTTP') ? down : around(down));
  const complete = document.readyState === 'complete';
  const nothing = says([...(site.emptyTexts || []), ...texts.empty]);
  if (nothing && complete && !cards) return look('empty', around(nothing));
  if (!patient) return present ? look('results', '') : loading() ? look('loading', '') : look('unknown', '');
  if (!complete) return null;
  if (!site.cards && !site.blob && !site.ready) {   // structured data comes with the page, or soon after it
    const loaded = performance.getEntriesByType('navigation')[0]?.loadEventEnd || 0;
    if (loaded && performance.now() - loaded > site.settleMs) return look('unknown', '');
  }
  return null;
}
