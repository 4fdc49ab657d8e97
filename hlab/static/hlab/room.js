/* A room's page while others act: tell that something has changed, keep the count. Never moves focus or the reader. */
const say = (text) => document.dispatchEvent(new CustomEvent('hlab:say', { detail: text }));

for (const box of document.querySelectorAll('[data-on-live]')) {
  for (const kind of box.dataset.onLive.split(' ')) {
    document.body.addEventListener(`live:${kind}`, () => {
      if (!box.hidden) return;
      box.hidden = false;
      say(box.dataset.say || box.firstChild.textContent.trim());
    });
  }
}

const calm = () => document.documentElement.hasAttribute('data-calm');

document.body.addEventListener('live:ready', (event) => {
  if (calm()) return;
  const { ready, total } = event.detail;
  for (const box of document.querySelectorAll('[data-ready]')) {
    const bar = box.querySelector('progress');
    const words = box.querySelector('b');
    if (!bar || !words || total === undefined) continue;
    const now = [ready, total];
    words.textContent = words.textContent.replace(/\d+/g, (number) => now.shift() ?? number);
    bar.max = Math.max(total, 1);
    bar.value = ready;
    bar.setAttribute('aria-label', box.querySelector('p').textContent.trim());
  }
});

/* Numbers that follow the room: fetched at most once a second, and always once more after the last news. Never while
   somebody is in them with the keyboard, and in calm mode (data-calm-still) only when asked for. */
const rests = (part) => part.contains(document.activeElement) || ('calmStill' in part.dataset && calm());
for (const part of document.querySelectorAll('[data-refresh-on]')) {
  let waiting = null, missed = false;
  const soon = () => {
    missed = rests(part);
    if (!missed) waiting ??= setTimeout(() => { waiting = null; part.dispatchEvent(new Event('refresh')); }, 1000);
  };
  for (const kind of part.dataset.refreshOn.split(' ')) document.body.addEventListener(`live:${kind}`, soon);
  part.addEventListener('focusout', () => setTimeout(() => { if (missed) soon(); }));
}
document.body.addEventListener('htmx:beforeRequest', (event) => {
  if (event.target.matches('[data-refresh-on], [data-calm-still]') && rests(event.target)) event.preventDefault();
});

/* A message from who leads: put in its place by the page, and read out once. Focus stays where it is. */
const told = new Set([...document.querySelectorAll('[data-told]')].map((box) => box.dataset.told));
document.body.addEventListener('htmx:afterSwap', (event) => {
  if (event.detail.target.id !== 'meddelanden') return;
  for (const box of document.querySelectorAll('#meddelanden [data-told]')) {
    if (!told.has(box.dataset.told)) say(box.querySelector('p').textContent.trim());
    told.add(box.dataset.told);
  }
});

/* What may be read no longer goes at once and leaves its place empty; nothing else moves until the reader asks. With
   no note named it is all of a step. Another site's (site) lies on the board, where each says whose it is. */
document.body.addEventListener('live:gone', (event) => {
  const { note, site, step } = event.detail;
  for (const said of document.querySelectorAll('[data-said]')) {
    const whose = said.closest('[data-site]')?.dataset;
    if (note ? said.dataset.said !== note : site ? whose?.site !== `${site}` || whose.step !== `${step}` : whose) continue;
    for (const sound of said.querySelectorAll('audio')) sound.pause(); // what is gone would go on sounding
    said.style.minBlockSize = `${said.offsetHeight}px`;
    said.textContent = document.getElementById('borta')?.textContent ?? '';
  }
});

/* "Inte nu": the notice goes until there is more news. */
document.addEventListener('click', (event) => {
  const box = event.target.closest('[data-later]')?.closest('[data-on-live]');
  if (!box) return;
  box.hidden = true;
  const top = document.querySelector('main h1');
  top.tabIndex = -1;
  top.focus({ preventScroll: true });
});

document.body.addEventListener('live:asked', (event) => {
  const box = document.querySelector('[data-asked]');
  if (!box || ![...document.querySelectorAll('[data-own]')].some((note) => note.dataset.own === event.detail.note)) return;
  box.hidden = false;
  say(box.dataset.say);
});

/* A part that was fetched because the reader asked: opened, read from its beginning, and what was ticked stays ticked. */
let ticked = [];
document.body.addEventListener('htmx:beforeSwap', (event) => {
  ticked = [...event.detail.target.querySelectorAll('input:checked')].map((box) => box.value);
});
document.body.addEventListener('htmx:afterSwap', (event) => {
  const part = document.getElementById(event.detail.target.id);
  if (!part) return;
  if (part.matches('dialog')) { part.showModal(); return; }
  for (const box of part.querySelectorAll('input[type="checkbox"]')) if (ticked.includes(box.value)) box.checked = true;
  if (!event.detail.requestConfig.elt.matches('[data-live-show]')) return;
  for (const fold of part.querySelectorAll('details')) fold.open = true;
  part.tabIndex = -1;
  part.focus({ preventScroll: true });
  const line = event.detail.requestConfig.elt.closest('[data-on-live]');
  if (line) line.hidden = true;
});

for (const part of document.querySelectorAll('[data-needs-script]')) part.hidden = false;
