// Finds fields and buttons by lists of selectors, the best first, and marks each with data-voygen="<key>" for the step that follows.
// wants: {key: [selector, ...]}
(wants) => {
  const found = {};
  for (const [key, selectors] of Object.entries(wants)) {
    for (const old of document.querySelectorAll('[data-voygen="' + key + '"]')) old.removeAttribute('data-voygen');
    let node = null;
    for (const selector of selectors) {
      node = document.querySelector(selector);
      if (node) break;
    }
    if (node) node.setAttribute('data-voygen', key);
    found[key] = {found: Boolean(node), value: node?.value || ''};
  }
  return found;
}
