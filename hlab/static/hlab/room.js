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

document.body.addEventListener('live:ready', (event) => {
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

/* A note that may be read no longer goes at once; nothing else moves until the reader asks. */
document.body.addEventListener('live:gone', (event) => {
  for (const note of document.querySelectorAll('[data-said]')) if (note.dataset.said === event.detail.note) note.hidden = true;
});

/* A part that was fetched because the reader asked: opened, read from its beginning, and what was ticked stays ticked. */
let ticked = [];
document.body.addEventListener('htmx:beforeSwap', (event) => {
  ticked = [...event.detail.target.querySelectorAll('input:checked')].map((box) => box.value);
});
document.body.addEventListener('htmx:afterSwap', (event) => {
  const part = document.getElementById(event.detail.target.id);
  if (!part) return;
  for (const box of part.querySelectorAll('input[type="checkbox"]')) if (ticked.includes(box.value)) box.checked = true;
  if (!event.detail.requestConfig.elt.matches('[data-live-show]')) return;
  for (const fold of part.querySelectorAll('details')) fold.open = true;
  part.tabIndex = -1;
  part.focus({ preventScroll: true });
  const line = event.detail.requestConfig.elt.closest('[data-on-live]');
  if (line) line.hidden = true;
});

for (const part of document.querySelectorAll('[data-needs-script]')) part.hidden = false;
