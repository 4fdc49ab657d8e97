/* Scenes on a big screen: arrow keys and the buttons of a presenter lead where the links lead. */
const WAYS = { ArrowRight: 'next', PageDown: 'next', ArrowLeft: 'prev', PageUp: 'prev' };
document.addEventListener('keydown', (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.target.closest?.('input, textarea')) return;
  const link = WAYS[event.key] && document.querySelector(`[data-storyboard] [rel="${WAYS[event.key]}"]`);
  if (link) { event.preventDefault(); link.click(); }
});
