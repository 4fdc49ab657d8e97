/* A map that several look at and change. Both are extras: the page works without.

   #nytt    "3 nya ändringar – visa": what others have done is told, and shown when the reader asks. Nothing moves, and
            focus stays where it is, until then.
   Drag     a step to another place: it fills in the form of the page "Flytta" and sends it, so that it asks for the same
            and is answered the same. data-step: a step; data-phase: a phase; data-move: the way to that page. */
const map = () => document.getElementById('resan');
const shown = () => Number(map().dataset.edits);
const box = document.getElementById('nytt');
const words = box.dataset;
const say = (about, text, own = false) => document.dispatchEvent(new CustomEvent('hlab:say', { detail: { about, text, own }, cancelable: true }));

/* ---- Others' changes ---- */
let newest = shown(), missed = false, busy = false;

function tell() {
  const n = newest - shown();
  if (busy) return;
  const text = missed ? words.missed : n === 1 ? words.one : words.many.replace('{n}', n);
  const line = box.querySelector('[data-words]');
  const news = n > 0 || missed;
  if (news && (box.hidden || line.textContent !== text)) say('map', `${text}.`);
  line.textContent = text;
  box.hidden = !news;
}
document.body.addEventListener('live:map', (event) => { newest = Math.max(newest, Number(event.detail.n) || 0); tell(); });
document.body.addEventListener('live:reset', () => { missed = true; tell(); });

/* What stands at the top of the window stays there while the map is exchanged for a newer one. Gives what each part said
   before, or nothing when it is another page. */
function exchange(page) {
  const next = page.getElementById('resan');
  if (!next) return null;
  const there = [...map().querySelectorAll('[id]')].find((part) => part.getBoundingClientRect().bottom > 0);
  const top = there?.getBoundingClientRect().top;
  const before = new Map([...map().querySelectorAll('.jstep, .jgap')].map((part) => [part.id, part.innerText]));
  const told = page.getElementById('besked'); // what the page says of what was just done, with its way to take it back
  if (told) document.getElementById('besked').replaceWith(document.adoptNode(told));
  map().replaceWith(document.adoptNode(next));
  window.htmx?.process(map());
  prepare();
  const same = there && document.getElementById(there.id);
  if (same) scrollBy({ top: same.getBoundingClientRect().top - top, behavior: 'instant' });
  newest = Math.max(newest, shown());
  return before;
}
const page = async (answer) => new DOMParser().parseFromString(await answer.text(), 'text/html');

box.querySelector('[data-show]').addEventListener('click', async (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    const before = exchange(await page(await fetch(location.href, { cache: 'no-store' })));
    if (!before) throw new Error('another page');
    for (const part of map().querySelectorAll('.jstep, .jgap')) {
      if (before.get(part.id) === part.innerText) continue;
      part.prepend(Object.assign(document.createElement('p'), { className: 'jnew', textContent: words.fresh }));
    }
    missed = false;
    tell();
    map().tabIndex = -1;
    map().focus({ preventScroll: true });
    say('map', words.shown, true);
  } catch { location.reload(); }
});

/* ---- Drag ---- */
let dragged = null;
const steps = () => [...document.querySelectorAll('[data-step]')];
function prepare() {
  for (const step of steps()) step.draggable = Boolean(step.querySelector('[data-move]'));
}
function mark(place, side) {
  for (const marked of document.querySelectorAll('.is-before, .is-after')) marked.classList.remove('is-before', 'is-after');
  place?.classList.add(side);
}
/* Where the pointer is: {part, phase, after}. On a step: before it or after it, by the nearer edge. */
function place(event) {
  const target = dragged && event.target instanceof Element ? event.target : null;
  const phase = target?.closest('[data-phase]');
  if (!phase) return null;
  const step = target.closest('[data-step]') ?? [...phase.querySelectorAll('[data-step]')].pop();
  const of = steps().filter((one) => one !== dragged && one.closest('[data-phase]').dataset.phase === phase.dataset.phase);
  if (!step || step === dragged) return step ? null : { part: phase, side: 'is-after', phase: phase.dataset.phase, after: of.at(-1)?.dataset.step ?? '' };
  const { left, top, width, height } = step.getBoundingClientRect();
  const wide = getComputedStyle(step).display === 'grid';
  const early = target.closest('[data-step]') && (wide ? event.clientX < left + width / 2 : event.clientY < top + height / 2);
  const after = early ? of[of.indexOf(step) - 1]?.dataset.step ?? '' : step.dataset.step;
  return { part: step, side: early ? 'is-before' : 'is-after', phase: phase.dataset.phase, after };
}
document.addEventListener('dragstart', (event) => {
  dragged = event.target instanceof Element ? event.target.closest('[data-step][draggable="true"]') : null;
  if (!dragged) return;
  event.dataTransfer.effectAllowed = 'move';
  event.dataTransfer.setData('text/plain', dragged.querySelector('h4').textContent.trim());
});
document.addEventListener('dragover', (event) => {
  if (!dragged) return;
  const to = place(event);
  mark(to?.part, to?.side);
  if (to) event.preventDefault();
});
document.addEventListener('dragend', () => { dragged = null; mark(); });
document.addEventListener('drop', (event) => {
  const to = place(event);
  mark();
  if (!to) return;
  event.preventDefault();
  send(dragged, to);
});

async function send(step, to) {
  const { href } = step.querySelector('[data-move]');
  busy = true;
  step.setAttribute('aria-busy', 'true');
  try {
    const form = [...(await page(await fetch(href, { cache: 'no-store' }))).forms].find((one) => one.elements.after);
    const body = new FormData(form);
    body.set('phase', to.phase);
    body.set('after', to.after);
    const answer = await fetch(new URL(form.getAttribute('action') || href, href), { method: 'POST', body });
    const next = await page(answer);
    if (!answer.ok || !exchange(next)) throw new Error('another page');
    say('map', next.querySelector('main .alert--ok')?.textContent.trim() || words.moved, true);
    document.querySelector(`#steg-${CSS.escape(step.dataset.step)} [data-move]`)?.focus({ preventScroll: true });
  } catch { location.assign(href); } // the page itself asks, and says what is in the way
  busy = false;
  tell();
}
prepare();
