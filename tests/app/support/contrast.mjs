// Runs in the page: the contrast of every visible text against what is painted behind it, and those below WCAG AA.
export function contrasts() {
  const parse = (colour) => {
    const [r, g, b, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
    return { rgb: [r, g, b], alpha };
  };
  const luminance = ({ rgb }) => {
    const [r, g, b] = rgb.map((channel) => channel / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let part = element; part; part = part.parentElement) {
      const background = parse(getComputedStyle(part).backgroundColor);
      if (background.alpha === 1) return background;
      if (background.alpha > 0) throw new Error('half transparent backgrounds are not measured');
    }
    throw new Error('nothing is painted');
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const poor = [];
  let measured = 0;
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility() || element.closest('.aloud, script, [aria-hidden=true], option')) continue;
    const { color, fontSize, fontWeight, opacity } = getComputedStyle(element);
    if (opacity !== '1') throw new Error('faded text is not measured');
    const [a, b] = [luminance(parse(color)), luminance(behind(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = Number.parseFloat(fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700);
    ++measured;
    if (ratio < (large ? 3 : 4.5)) poor.push(`${ratio.toFixed(2)} "${walker.currentNode.data.slice(0, 40)}" in ${element.tagName}.${element.className}`);
  }
  return { measured, poor };
}
