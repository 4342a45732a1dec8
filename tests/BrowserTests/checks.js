// Looks at a page as a visitor with eyes, a thumb or a keyboard meets it, and returns what is wrong, one sentence each. Run in the
// page by PageInspection.cs; draws on computed styles and on what lies where, never on the style sheets' text.
async () => {
  const problems = [];
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  const colours = new Map();

  // Any CSS colour (color-mix() computes to oklab()) as sRGB with alpha; the browser itself converts it.
  function rgba(text) {
    if (!colours.has(text)) {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = text;
      pen.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = pen.getImageData(0, 0, 1, 1).data;
      colours.set(text, [red, green, blue, alpha / 255]);
    }
    return colours.get(text);
  }

  const over = (top, below) => {
    const alpha = top[3] + below[3] * (1 - top[3]);
    return alpha === 0
      ? [0, 0, 0, 0]
      : [...[0, 1, 2].map(i => (top[i] * top[3] + below[i] * below[3] * (1 - top[3])) / alpha), alpha];
  };
  const luminance = colour => {
    const [red, green, blue] = colour.slice(0, 3).map(channel => {
      const value = channel / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, two) => {
    const [light, dark] = [luminance(one), luminance(two)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };

  // What one element paints behind its content: its colour, and each colour stop of its gradients as a possible ground.
  const painted = new Map();
  function paints(element) {
    if (!painted.has(element)) painted.set(element, paintsOf(element));
    return painted.get(element);
  }

  function paintsOf(element) {
    const style = getComputedStyle(element);
    if (element instanceof SVGElement) {
      if (!(element instanceof SVGGeometryElement)) return [];
      const opacity = Number(style.opacity) * Number(style.fillOpacity);
      const fill = style.fill === 'none' ? [0, 0, 0, 0] : rgba(style.fill);
      const stroke = style.stroke === 'none' ? [] : [rgba(style.stroke)];
      return [[fill[0], fill[1], fill[2], fill[3] * opacity], ...stroke];
    }
    const stops = style.backgroundImage === 'none'
      ? []
      : style.backgroundImage.match(/(?:rgba?|oklab|oklch|color|hsla?)\([^()]*\)/g) ?? [];
    const ground = rgba(style.backgroundColor);
    return [ground, ...stops.map(stop => over(rgba(stop), ground))];
  }

  // Every ground that can lie under the text of an element at a point: the worst of them counts.
  function grounds(element, x, y) {
    const stack = document.elementsFromPoint(x, y);
    const from = stack.indexOf(element);
    const above = from < 0 ? stack : stack.slice(0, from);
    const covers = above.find(other =>
      !element.contains(other) && !other.contains(element) && paints(other).some(layer => layer[3] >= 1));
    if (covers || from < 0) return null;
    let found = [[0, 0, 0, 0]];
    for (const below of stack.slice(from)) {
      const layers = paints(below);
      if (layers.length > 0) found = found.flatMap(top => (top[3] >= 1 ? [top] : layers.map(layer => over(top, layer))));
      found = [...new Map(found.map(colour => [colour.join(), colour])).values()];
      if (found.every(colour => colour[3] >= 1)) break;
    }
    return found.map(colour => over(colour, [255, 255, 255, 1]));
  }

  const short = text => text.trim().replace(/\s+/g, ' ').slice(0, 50);
  const hidden = element =>
    !element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true })
    || element.closest('.visually-hidden, .skip') !== null;

  const around = function* (element) {
    for (let one = element; one && one !== document.body; one = one.parentElement) yield one;
  };
  // A bar that keeps its place in the window lies over one thing after the other.
  const pinned = element => [...around(element)].some(one => getComputedStyle(one).position === 'fixed');
  // What a keyboard can reach and move sideways hides nothing for good.
  const moves = element => element.tabIndex >= 0 && ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);

  // The same page is looked at again in a narrower window: what is opened here is closed at the end.
  const opened = [...document.querySelectorAll('main details:not([open])')];
  opened.forEach(details => (details.open = true));
  await document.fonts.ready;

  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    problems.push(`The page scrolls sideways: ${root.scrollWidth} px in ${root.clientWidth} px.`);
  }

  // Texts: one entry per text node, with the boxes of its lines.
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest('script, style, option, svg, noscript') || hidden(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter(box => box.width > 1 && box.height > 1);
    if (boxes.length === 0) continue;
    const [x, y] = pinned(parent) ? [0, 0] : [scrollX, scrollY];
    const lines = boxes.map(box => ({ left: box.left + x, right: box.right + x, top: box.top + y, bottom: box.bottom + y }));
    texts.push({ parent, text: short(node.data), lines });
  }

  // Contrast needs what lies under each line, which can be asked only inside the window.
  for (const { parent, text, lines } of texts) {
    const style = getComputedStyle(parent);
    const colour = rgba(style.color);
    let worst = Infinity;
    let covered = null;
    for (const line of new Set([lines[0], lines[lines.length - 1]])) {
      const middle = (line.top + line.bottom) / 2;
      // Only where it must: each move lays the page out anew.
      if (pinned(parent)) {
        scrollTo({ left: 0, top: 0, behavior: 'instant' });
      } else if (middle - scrollY < 60 || middle - scrollY > innerHeight - 60) {
        scrollTo({ left: 0, top: Math.max(0, middle - 100), behavior: 'instant' });
      }
      for (const share of [0.05, 0.5, 0.95]) {
        const x = line.left + (line.right - line.left) * share - scrollX;
        const y = middle - scrollY;
        if (x < 0 || x >= innerWidth) continue;
        const under = grounds(parent, x, y);
        if (under === null) {
          covered = document.elementFromPoint(x, y);
          continue;
        }
        worst = Math.min(worst, ...under.map(ground => contrast(over(colour, ground), ground)));
      }
    }
    if (covered && !covered.contains(parent)) problems.push(`“${text}” lies under <${covered.localName} class="${covered.getAttribute('class') ?? ''}">.`);
    // Of large letters too, for which WCAG asks for 3 alone.
    if (worst < 4.49) problems.push(`“${text}” has a contrast of ${worst.toFixed(2)}; 4.5 is the least.`);
  }
  scrollTo({ left: 0, top: 0, behavior: 'instant' });

  // Clipped: a line beyond the window, or beyond an ancestor that hides what overflows.
  for (const { parent, text, lines } of texts) {
    const box = {
      left: Math.min(...lines.map(line => line.left)), right: Math.max(...lines.map(line => line.right)),
      top: Math.min(...lines.map(line => line.top)), bottom: Math.max(...lines.map(line => line.bottom)),
    };
    if ([...around(parent)].some(moves)) continue;
    if (box.left < -1 || box.right > root.clientWidth + 1) problems.push(`“${text}” leaves the window.`);
    for (let around = parent; around && around !== document.body; around = around.parentElement) {
      const style = getComputedStyle(around);
      const edge = around.getBoundingClientRect();
      const sideways = style.overflowX !== 'visible' && (box.left < edge.left + scrollX - 1 || box.right > edge.right + scrollX + 1);
      const upright = style.overflowY !== 'visible' && (box.top < edge.top + scrollY - 3 || box.bottom > edge.bottom + scrollY + 3);
      if (sideways || upright) {
        problems.push(`“${text}” is cut off by <${around.localName} class="${around.className}">.`);
        break;
      }
    }
  }

  // Overlap: lines of two texts that share more than a sliver. Line boxes are taller than letters, hence the inset.
  const inset = texts.filter(({ parent }) => !pinned(parent)).flatMap(({ parent, text, lines }) => {
    const size = parseFloat(getComputedStyle(parent).fontSize);
    return lines.map(line => {
      const spare = Math.max(0, (line.bottom - line.top - size * 0.7) / 2);
      return { parent, text, left: line.left + 1, right: line.right - 1, top: line.top + spare, bottom: line.bottom - spare };
    });
  });
  const seen = new Set();
  for (let i = 0; i < inset.length; i++) {
    for (let j = i + 1; j < inset.length; j++) {
      const [a, b] = [inset[i], inset[j]];
      if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom && !seen.has(a.text + b.text)) {
        seen.add(a.text + b.text);
        problems.push(`“${a.text}” and “${b.text}” overlap.`);
      }
    }
  }

  // Targets of a thumb: WCAG 2.2, 2.5.8.
  const targets = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')];
  for (const target of targets.filter(target => !hidden(target))) {
    const box = target.getBoundingClientRect();
    if (box.width < 24 || box.height < 24) {
      problems.push(`“${short(target.textContent || target.name)}” is ${Math.round(box.width)} × ${Math.round(box.height)} px small.`);
    }
  }

  // A keyboard's focus must be seen: an outline that stands out from what it lies next to (its own ring, or the ground).
  for (const target of targets.filter(target => !hidden(target))) {
    target.focus({ focusVisible: true });
    if (document.activeElement !== target) {
      problems.push(`“${short(target.textContent || target.name)}” cannot be focused.`);
      continue;
    }
    const style = getComputedStyle(target);
    const ring = style.boxShadow.match(/(?:rgba?|oklab|oklch|color)\([^()]*\)/)?.[0];
    // 'auto' is the browser's own ring, which is two-coloured and shows on anything.
    if (style.outlineStyle === 'auto') {
      target.blur();
      continue;
    }
    if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) {
      problems.push(`“${short(target.textContent || target.name)}” shows no focus.`);
    } else if (ring && contrast(rgba(style.outlineColor), rgba(ring)) < 3) {
      problems.push(`The focus of “${short(target.textContent || target.name)}” is too faint.`);
    }
    target.blur();
  }

  // Structure.
  const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(heading => !hidden(heading));
  const first = headings.filter(heading => heading.localName === 'h1');
  if (first.length !== 1) problems.push(`The page has ${first.length} main headings.`);
  headings.reduce((level, heading) => {
    const next = Number(heading.localName[1]);
    if (next > level + 1) problems.push(`“${short(heading.textContent)}” skips from level ${level} to ${next}.`);
    return next;
  }, 0);
  const named = new Set();
  for (const nav of document.querySelectorAll('nav')) {
    const name = nav.getAttribute('aria-label');
    if (!name || named.has(name)) problems.push(`Two navigations, or one without a name: “${name}”.`);
    named.add(name);
  }
  for (const field of document.querySelectorAll('input:not([type=hidden]), select, textarea')) {
    // A trap for robots is shown to nobody.
    if (field.labels.length === 0 && !hidden(field) && !field.closest('[aria-hidden="true"]')) problems.push(`The field “${field.name}” has no label.`);
  }
  const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
  ids.filter((id, at) => ids.indexOf(id) !== at).forEach(id => problems.push(`The id “${id}” stands twice.`));
  opened.forEach(details => (details.open = false));
  return [...new Set(problems)];
}
