/* Drag a note to a theme: an extra to ticking and "Flytta till tema". It fills in that form and sends it, so that it
   asks for the same and is answered the same. Nothing moves until the answer has come.

   data-drag   a note with its checkbox; one that is ticked takes the others that are ticked along
   data-drop   where notes can be let go: a theme's id, or "none" */
const part = () => document.getElementById('sortering');
const say = (text) => document.dispatchEvent(new CustomEvent('hlab:say', { detail: text }));
let dragged = null, own = 0;

function prepare() {
  if (!part()?.querySelector('section[data-drop]')) return;
  for (const note of part().querySelectorAll('[data-drag]')) note.draggable = true;
}

function mark(place) {
  for (const marked of document.querySelectorAll('.is-over')) if (marked !== place) marked.classList.remove('is-over');
  place?.classList.add('is-over');
}

const under = (event) => (dragged && event.target instanceof Element ? event.target.closest('[data-drop]') : null);

document.addEventListener('dragstart', (event) => {
  dragged = event.target instanceof Element ? event.target.closest('[data-drag]') : null;
  if (!dragged) return;
  event.dataTransfer.effectAllowed = 'move';
  event.dataTransfer.setData('text/plain', dragged.textContent.trim());
});
document.addEventListener('dragover', (event) => {
  const place = under(event);
  if (dragged) mark(place);
  if (place) event.preventDefault();
});
document.addEventListener('dragend', () => { dragged = null; mark(null); });
document.addEventListener('drop', (event) => {
  const place = under(event);
  if (!place) return;
  event.preventDefault();
  const box = dragged.querySelector('input'), { form } = box;
  mark(null);
  if (box.closest('[data-drop]') === place) return;
  if (!box.checked) for (const other of form.querySelectorAll('input[name="notes"]')) other.checked = other === box;
  form.elements.cluster.value = place.dataset.drop;
  send(form, box.value);
});

async function send(form, note) {
  form.setAttribute('aria-busy', 'true');
  own += 1;
  try {
    const answer = await fetch(form.action, { method: 'POST', body: new FormData(form) });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const next = page.getElementById('sortering');
    if (!next) throw new Error('another page');
    const words = part().dataset, { scrollY } = window;
    part().replaceWith(document.adoptNode(next));
    window.htmx?.process(part());
    prepare();
    scrollTo({ top: scrollY, behavior: 'instant' });
    const wrong = part().querySelector('[role="alert"]');
    say(answer.ok ? page.querySelector('main .alert--ok')?.textContent.trim() || words.moved : words.notMoved);
    (wrong ?? part().querySelector(`input[value="${CSS.escape(note)}"]`))?.focus({ preventScroll: !wrong });
    if (!answer.ok) own = 0;
  } catch { form.submit(); } // the page itself says what happened
}

/* The room tells us too of what we have just done ourselves; that is no news. Registered before the page's own ear. */
document.body.addEventListener('live:themes', (event) => {
  if (!own) return;
  own -= 1;
  event.stopImmediatePropagation();
});
document.body.addEventListener('htmx:afterSwap', prepare);
prepare();
