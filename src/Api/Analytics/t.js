// What published pages carry. Served without comments and indentation: keep each statement whole when its lines are joined.
(() => {
  "use strict";
  const script = document.currentScript, campaignId = script.dataset.campaignId, endpoint = new URL("/e", script.src).href;
  const on = (target, name, act, options) => target.addEventListener(name, act, options);
  let queue = [], timer, failures = 0;

  // Outside secure contexts there is no randomUUID.
  const uuid = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = b[6] & 15 | 64;
    b[8] = b[8] & 63 | 128;
    return Array.from(b, (x, i) => ([4, 6, 8, 10].includes(i) ? "-" : "") + (x + 256).toString(16).slice(1)).join("");
  };

  const add = (type, componentId, more) => {
    queue.push({
      id: uuid(), type, componentId,
      url: location.href.slice(0, 2000), referrer: document.referrer.slice(0, 2000) || undefined, ...more
    });
    if (queue.length > 9) flush();
    else timer ||= setTimeout(flush, 1500);
  };

  const flush = leaving => {
    clearTimeout(timer);
    timer = 0;
    while (queue.length) {
      const events = queue.splice(0, 50);
      let body;
      while ((body = JSON.stringify({ campaignId, events })).length > 15e3 && events.length > 1) queue.unshift(events.pop());
      if (leaving !== true || !navigator.sendBeacon?.(endpoint, body)) send(body, events);
    }
  };

  // After a failure the same ids again: what arrived already is not counted twice.
  const send = (body, events) => fetch(endpoint, { method: "POST", body, keepalive: true, credentials: "omit" })
    .then(answer => {
      if (answer.status == 408 || answer.status == 429 || answer.status > 499) throw answer;
      failures = 0;
    })
    .catch(() => {
      if (++failures > 4) return;
      queue = [...events, ...queue].slice(0, 200);
      timer ||= setTimeout(flush, 2e3 << failures);
    });

  const componentOf = element => element.closest("[data-component-id]")?.dataset.componentId;

  const start = () => {
    add("view");
    const watcher = new IntersectionObserver(entries => {
      for (const { target, isIntersecting } of entries) if (isIntersecting) {
        watcher.unobserve(target);
        add("view", componentOf(target));
      }
    }, { rootMargin: "-20% 0px" });
    document.querySelectorAll("[data-component-id]").forEach(section => watcher.observe(section));
  };

  on(document, "click", event => {
    const target = event.target.closest?.("a[href],button,summary,[role=button]");
    if (!target) return;
    // No half of a surrogate pair at the end.
    const data = { label: target.textContent.trim().slice(0, 80).replace(/[\ud800-\udbff]$/, "") };
    if (target.href) data.href = /^http/.test(target.protocol) ? (target.origin + target.pathname).slice(0, 300) : target.protocol;
    add("click", componentOf(target), { data });
  }, true);

  // The server counts the forms that it receives itself.
  on(document, "submit", ({ target }) => {
    if (!/^\/p\/[^/]+\/submissions$/.test(target.getAttribute("action"))) add("form_submit", componentOf(target));
    flush();
  });

  on(window, "pagehide", () => flush(true));
  on(document, "visibilitychange", () => document.hidden && flush(true));
  on(window, "pageshow", event => event.persisted && add("view"));

  // aiwb("conversion", { type: "purchase", value: 49.9, currency: "EUR", orderId: "A-17" })
  const early = window.aiwb?.q || [];
  window.aiwb = (type, conversion) => add(type, undefined, { conversion });
  early.forEach(call => window.aiwb(...call));

  if (document.prerendering) on(document, "prerenderingchange", start, { once: true });
  else start();
})();
