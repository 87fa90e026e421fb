// The requests the portal's own pages make in a search, made again inside a page that is signed in. One step at a time:
//   begin   asks for the empty form and for places; its answer has the suggestions' labels
//   submit  posts the form with one of the places; the results page must then show this very search
//   list    asks for one page of the list, puts it where the portal's script puts it, and reads it as a shown page is read
// A step's answer, or {unexpected} when anything is not as it always was; `login` says that the session is not signed in. The fetched
// pages are documents without a window: their scripts do not run and nothing else is loaded.
(look, collect) => async (step, given) => {
  const {selectors, texts, patience} = given;

  class Unexpected extends Error {}
  const insist = (holds, why, login = false) => {
    if (!holds) throw Object.assign(new Unexpected(why), {login});
  };
  const guarded = async (promise) => {
    try {
      return await promise;
    } catch (error) {
      return {unexpected: error.name === 'TimeoutError' ? `no answer within ${patience} ms` : error.message, login: Boolean(error.login)};
    }
  };

  const ask = async (path, options = {}) => {
    const answer = await fetch(new URL(path, given.base), {signal: AbortSignal.timeout(patience), ...options});
    insist(new URL(answer.url).origin === location.origin, `${path.split('?')[0]} was answered by another site`);
    insist(answer.status === 200, `HTTP ${answer.status} for ${new URL(answer.url).pathname}`);
    return {url: answer.url, body: await answer.text()};
  };
  const asScript = {headers: {'X-Requested-With': 'XMLHttpRequest'}};
  const seen = (document) => look(selectors, texts, {}, null, document);
  const askPage = async (path, options) => {
    const {url, body} = await ask(path, options);
    const document = new DOMParser().parseFromString(body, 'text/html');
    return {...seen(document), url, document};
  };
  const first = (document, candidates) => candidates.map((selector) => document.querySelector(selector)).find((node) => node) || null;
  const fieldOf = (document, {key, selectors}) => {
    const field = selectors.flatMap((selector) => [...document.querySelectorAll(selector)]).find((node) => node.name);
    insist(field, `no field for "${key}"`);
    return field;
  };
  const valueOf = (field) => field.value || field.dataset.value || '';   // the server writes dates into data-value

  const askPlaces = async () => {
    for (const words of given.words) {
      const places = JSON.parse((await ask(given.suggestionsPath.replace('{words}', encodeURIComponent(words)), asScript)).body);
      insist(Array.isArray(places) && places.every((place) => typeof place?.label === 'string'), 'the suggestions are no list of places');
      if (places.length) return places;
    }
    return [];
  };
  const begin = async () => {
    insist(location.origin === new URL(given.base).origin, 'no page of the portal is open', true);
    const asked = guarded(askPlaces());
    const form = await askPage(given.formPath);
    insist(!['login', 'login_refused'].includes(form.state), 'the portal asks to sign in', true);
    insist(form.state === 'form', `the search form is "${form.state}"`);
    const places = await asked;
    insist(!places.unexpected, places.unexpected);
    window.voygenSearch = {form: form.document, places};
    return {labels: places.map((place) => place.label)};
  };

  const filled = (form) => {
    const values = new URLSearchParams(new FormData(form));
    for (const wanted of given.fields) {
      const field = fieldOf(form, wanted);
      insist(values.has(field.name), `"${wanted.key}" is not sent`);
      insist(!field.options || [...field.options].some((option) => option.value === wanted.value), `"${wanted.key}" does not offer ${wanted.value}`);
      values.set(field.name, wanted.value);
    }
    return values;
  };
  const submit = async () => {
    const {form: formPage, places} = window.voygenSearch;
    const form = first(formPage, selectors.form);
    const place = places[given.place];
    insist(place.lat && place.lng, 'the suggested place has no coordinates');
    for (const field of given.placeFields) given.fields.push({...field, value: String(place[field.member] ?? '')});
    insist(form.method === 'post' && form.enctype === 'application/x-www-form-urlencoded', 'the form is sent in another way');
    let page = await askPage(form.getAttribute('action'), {method: 'POST', body: filled(form)});
    for (const since = Date.now(), pauses = [0, 250, 500]; page.state === 'waiting'; page = await askPage(given.resultsPath)) {
      insist(Date.now() - since < patience, 'the waiting page did not end');
      await new Promise((resolve) => setTimeout(resolve, pauses.shift() ?? 1000));   // the waiting page asks again and again, too
    }
    insist(first(page.document, selectors.resultsContainer), `"${page.state}" came instead of the results page`);
    for (const wanted of given.fields.filter((field) => !field.changes)) {
      insist(valueOf(fieldOf(page.document, wanted)) === wanted.value, `the results page shows another "${wanted.key}"`);
    }
    window.voygenSearch = {page: page.document};
    return {url: page.url};
  };

  const readList = async () => {
    const {body} = await ask(given.listPath.replace('{page}', given.number), asScript);
    const {page} = window.voygenSearch;
    const container = first(page, selectors.resultsContainer);
    container.innerHTML = body;
    container.style.pointerEvents = 'auto';
    for (const part of page.querySelectorAll('.overlay')) part.classList.remove('overlay');
    const {state, detail} = seen(page);
    insist(state === 'cards' || state === 'nothing', `the list is "${state}"`);
    return {state, detail, page: collect(selectors, page)};
  };
  const list = () => {
    const kept = window.voygenSearch;
    if (kept.number !== given.number) Object.assign(kept, {number: given.number, arriving: guarded(readList())});
    return Promise.race([kept.arriving, new Promise((resolve) => setTimeout(resolve, given.slice, {waiting: true}))]);
  };

  return guarded({begin, submit, list}[step]());
}
