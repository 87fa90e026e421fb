// The options of the selects found by lists of selectors: [{value, text}].
(selectors) => {
  const select = selectors.map((selector) => document.querySelector(selector)).find((node) => node);
  return [...(select?.options || [])].map((option) => ({value: option.value, text: option.text.replace(/\s+/g, ' ').trim()}));
}
