/* A stretch of one's own, as an extra to ticking sentences: what is selected in the box, with mouse, finger or keys, goes
   along as start and end. The server counts code points, the box UTF-16 units. */
const form = document.querySelector('[data-marking]');
const part = form?.querySelector('[data-own]');
const box = part?.querySelector('[data-text]');

if (box) {
  const told = part.querySelector('[data-chosen]');
  const points = (units) => [...box.value.slice(0, units)].length;
  const show = () => {
    const { start, slut } = form.elements;
    const chosen = box.selectionEnd > box.selectionStart;
    start.value = chosen ? points(box.selectionStart) : '';
    slut.value = chosen ? points(box.selectionEnd) : '';
    const words = box.value.slice(box.selectionStart, box.selectionEnd);
    told.textContent = chosen ? `${told.dataset.chosen} ${words}` : told.dataset.none;
  };
  part.hidden = false;
  form.elements.start.value = form.elements.slut.value = '';
  told.textContent = told.dataset.none;
  for (const event of ['select', 'keyup', 'mouseup', 'touchend']) box.addEventListener(event, show);
}
