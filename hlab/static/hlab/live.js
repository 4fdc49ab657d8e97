/* The live wire in the page. Without it every page still works: reload to see what is new.
   Each event becomes a CustomEvent `live:<kind>` on <body> with its data as detail. `live:reset`: something was
   missed, fetch the parts anew. `live:expired`: the page may no longer be followed. Nothing here moves focus or scrolls. */
const STILL = 40000, SHORT = 6000, POLL = 4000, HIDDEN = 60000, SAY = 10000, NUDGE = 3000; // ms
const SOON = 15, SELDOM = 225; // polls until the stream is tried again: a minute, then twice as long each time
const all = (selector) => document.querySelectorAll(selector);

/* ---- The wire: fetch rather than EventSource, to see heartbeats and refusals, and to hear any kind ---- */
const wire = document.getElementById('livewire');
let at = {}, position = '', retry = 2000, cuts = 0, polls = 0, again = SOON, away = false, stopped = false, renewed = false, soon = false, running = null, sleeping;

const parse = (text) => Object.fromEntries(text.split(',').map((part) => part.split('=')).map(([c, n]) => [c, Number(n)]));
const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });
const ask = (path, signal) => fetch(`${wire.dataset.live.replace('/live/stream', path)}&from=${encodeURIComponent(position)}`,
  { signal, cache: 'no-store' });

function tell(kind, data) {
  document.body.dispatchEvent(new CustomEvent('live:' + kind, { detail: data }));
}
function take(id, kind, data) {
  const there = parse(id), fresh = Object.keys(there).some((c) => !(there[c] <= at[c]));
  position = id;
  if (kind === 'reset') { at = there; tell(kind, data); return; }
  Object.keys(there).forEach((c) => { at[c] = Math.max(at[c] ?? -1, there[c]); });
  if (fresh && kind && kind !== 'again') { tell(kind, data); counted(kind, data); }
}
function message(block) {
  const field = {};
  block.split('\n').forEach((line) => { const cut = line.indexOf(': '); field[line.slice(0, cut)] = line.slice(cut + 2); });
  retry = Number(field.retry || retry);
  if (field.id) { take(field.id, field.event, JSON.parse(field.data || '{}')); }
}
/* A ticket is short, so that who may no longer see the page stops hearing of it. The page itself gives the next one. */
async function renew() {
  try {
    const page = await fetch(location.href, { cache: 'no-store', redirect: 'manual' });
    if (page.status >= 500) { return true; } // busy: we ask again
    const next = page.ok && new DOMParser().parseFromString(await page.text(), 'text/html').getElementById('livewire');
    if (next) { wire.dataset.live = next.dataset.live; renewed = soon = true; }
    return Boolean(next);
  } catch { return true; } // no network: we ask again
}
async function refused(answer) {
  if (answer.ok) { renewed = false; }
  if (answer.status === 403 && (renewed || !(await renew()))) { stopped = true; tell('expired', {}); }
  return !answer.ok;
}
async function listen(stop) {
  const began = Date.now(), cut = () => stop.abort();
  // The server says something at once. Silence is a proxy that holds everything back, and it will again: ask instead.
  let held = false, rest = '', watch = setTimeout(() => { held = true; cut(); }, SHORT);
  try {
    const answer = await ask('/live/stream', stop.signal);
    if (!(await refused(answer))) {
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let read = await reader.read(); !read.done; read = await reader.read()) {
        clearTimeout(watch); watch = setTimeout(cut, STILL);
        const blocks = (rest + read.value).split('\n\n');
        rest = blocks.pop();
        blocks.forEach(message);
      }
    }
  } catch { /* cut off; we ask again from where we stood */ }
  clearTimeout(watch);
  cuts = Date.now() - began < SHORT + 500 ? cuts + 1 : 0;
  if (!cuts) { again = SOON; }
  if (held) { cuts = 3; soon = true; }
}
async function poll(stop) {
  try {
    const answer = await ask('/live/poll', stop.signal);
    if (await refused(answer)) { return; }
    const told = await answer.json();
    if (told.reset) { take(told.position, 'reset', {}); }
    told.events.forEach((event) => take(event.id, event.kind, event.data));
    position = told.position;
    polls += 1;
    if (away || polls >= again) { // the network is back, or a while has gone: try the stream once
      again = away ? SOON : Math.min(again * 2, SELDOM);
      cuts = 2; polls = 0; away = false;
    }
  } catch { away = true; }
}
async function run(me) {
  while (!stopped && running === me) {
    const polling = cuts >= 3, stop = new AbortController();
    me.cut = () => stop.abort();
    await (polling ? poll(stop) : listen(stop));
    if (soon) { soon = false; continue; }
    await pause(polling ? POLL : retry * (0.5 + Math.random())); // not everybody at once after a restart
  }
}
function wake() {
  clearTimeout(sleeping);
  if (wire && !running && !stopped) { cuts = 0; running = {}; run(running); }
}
function sleep() {
  const was = running; running = null; was?.cut();
}
if (wire) {
  position = wire.dataset.from; at = parse(position);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) { sleeping = setTimeout(sleep, HIDDEN); } else { wake(); }
  });
  addEventListener('pagehide', sleep);
  addEventListener('pageshow', wake);
  wake();
}

/* ---- What a person has chosen for this device. Nothing is chosen: the device's own wish for less motion ---- */
function kept(name) { try { return localStorage.getItem(name); } catch { return null; } }
const silent = () => kept('live-silence') === '1';
const still = () => (kept('live-calm') ?? (matchMedia('(prefers-reduced-motion: reduce)').matches ? '1' : '0')) === '1';
const CHOICES = { liveSilence: ['live-silence', silent], liveCalm: ['live-calm', still] };

function settle() {
  document.documentElement.toggleAttribute('data-calm', still());
  Object.entries(CHOICES).forEach(([key, [, is]]) => all('input').forEach((box) => { if (key in box.dataset) { box.checked = is(); } }));
}
document.addEventListener('change', (e) => {
  const key = Object.keys(CHOICES).find((name) => name in e.target.dataset);
  if (!key) { return; }
  try { localStorage.setItem(CHOICES[key][0], e.target.checked ? '1' : '0'); } catch { /* only as long as the box is seen */ }
  if (silent()) { waiting.clear(); voice.textContent = ''; }
  settle(); tick();
});
document.body.addEventListener('htmx:load', settle);

/* ---- One polite voice, at most every ten seconds: the latest of each matter wins. It can be silenced ---- */
const voice = document.getElementById('sag') ?? document.body.appendChild(
  Object.assign(document.createElement('p'), { id: 'sag', className: 'vh', role: 'status' }));
const waiting = new Map();
let spoke = 0, speaking = null;

/* own: it answers what the person just did, and is said also when changes are not. */
function say(about, text, own = false) {
  if (!text || (silent() && !own)) { return; }
  waiting.delete(about); waiting.set(about, text);
  speaking ??= setTimeout(() => {
    voice.textContent = [...waiting.values()].join(' ');
    waiting.clear(); speaking = null; spoke = Date.now();
  }, Math.max(100, spoke + SAY - Date.now()));
}
document.addEventListener('hlab:say', (e) => { // what another module of the page wants said
  e.preventDefault();
  const { about = 'page', text = e.detail, own = false } = Object(e.detail);
  say(about, String(text), own);
});

/* ---- "4 nya lappar – visa" ---- */
function counted(kind, data) {
  all(`[data-live-count="${kind}"]`).forEach((box) => {
    const more = Number(data.n ?? 1), { step } = box.dataset;
    if (!more || (step && data.step !== undefined && String(data.step) !== step)) { return; }
    const n = Number(box.dataset.n ?? 0) + more, show = box.querySelector('[data-live-show]') ?? box;
    const text = (n === 1 ? box.dataset.one : box.dataset.many).replace('{n}', n);
    box.dataset.n = n;
    show.dataset.verb ??= show.textContent.trim();
    show.textContent = show.dataset.verb ? `${text} – ${show.dataset.verb}` : text;
    box.hidden = false;
    say(kind, text + '.');
  });
}
document.addEventListener('click', (e) => {
  const box = e.target.closest('[data-live-show]')?.closest('[data-live-count]');
  if (!box) { return; }
  box.dataset.n = 0;
  // Hiding what has focus would throw the focus away: it leaves when the reader does.
  const hide = () => { box.hidden = box.dataset.n === '0'; };
  if (box.contains(document.activeElement)) { box.addEventListener('focusout', hide, { once: true }); } else { hide(); }
});

/* ---- Time left, by the server's clock. Spoken at five minutes, one minute and the end, once each ---- */
const offsets = new WeakMap();
let run_out = { ends: 0, left: 0 }; // of the page, not of the element: that is fetched anew now and then
function tick() {
  all('time[data-ends]').forEach((clock) => {
    const { ends, serverNow, form, min, say5, say1, say0 } = clock.dataset;
    if (!offsets.has(clock)) { offsets.set(clock, serverNow ? Date.parse(serverNow) - Date.now() : 0); }
    const end = Date.parse(ends), left = Math.max(0, Math.ceil((end - Date.now() - offsets.get(clock)) / 1000));
    const text = form === 'min' || (still() && min) ? (min || '{n} min').replace('{n}', Math.ceil(left / 60))
      : `${Math.floor(left / 60)}.${String(left % 60).padStart(2, '0')}`;
    if (clock.textContent !== text) { clock.textContent = text; }
    if (!say0) { return; }
    if (end > run_out.ends + NUDGE) { run_out.left = left; } // more time, or another step: the marks lie ahead again
    [[300, say5], [60, say1], [0, say0]].forEach(([mark, words]) => { if (run_out.left > mark && left <= mark) { say('time', words); } });
    run_out = { ends: end, left };
  });
}
settle();
tick();
setInterval(tick, 1000);
