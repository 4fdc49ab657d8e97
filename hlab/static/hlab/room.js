/* A room's page while others act: tell that something has changed, keep the count. Never moves focus or the reader. */
const say = (text) => document.dispatchEvent(new CustomEvent('hlab:say', { detail: text }));

for (const box of document.querySelectorAll('[data-on-live]')) {
  for (const kind of box.dataset.onLive.split(' ')) {
    document.body.addEventListener(`live:${kind}`, () => {
      if (!box.hidden) return;
      box.hidden = false;
      say(box.dataset.say || box.textContent.trim());
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

for (const part of document.querySelectorAll('[data-needs-script]')) part.hidden = false;
