/* Hälsolabb: small help on pages that work fully without script. Everything is found by attribute, so that parts
   fetched later are helped too. Words come from the page, in the page's language.

   data-dialog="id"    a link to a confirmation page opens the <dialog> with that id instead
   data-toggle="id"    switches aria-pressed, and tells so in the element with that id (data-on, data-off)
   data-draft="key"    what is being written is kept in this tab until it has been sent, and offered back
   data-kept, data-kept-whose   a box for what was being written where there is no field any more
   data-submit-once    a second tap on the same form does nothing (the server would not mind either)
   data-print          a button that prints
   data-known          on <body>: the page is for somebody, and is never shown again from the browser's memory
   data-leave          leaves quickly: the page is emptied at once and cannot be reached with "back"
   <p id="x_count">    counts the characters of field x (data-max, data-one, data-many, data-over) */

const up = (event, what) => (event.target instanceof Element ? event.target.closest(what) : null);

/* ---- Somebody left quickly here: "back" shows the clock again, an address that is typed shows the page ---- */
try {
  const [how] = performance.getEntriesByType('navigation');
  if (sessionStorage.getItem('left') && how?.type === 'back_forward') {
    document.documentElement.hidden = true;
    location.replace('/lamna/');
  } else sessionStorage.removeItem('left');
} catch { /* no storage, nothing to guard */ }

/* ---- Dialogs, toggles, print, leaving, the menu ---- */
document.addEventListener('click', (event) => {
  const opener = up(event, '[data-dialog]');
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog?.showModal) {
    event.preventDefault();
    dialog.showModal();
  }
  const toggle = up(event, '[data-toggle]');
  if (toggle) {
    const on = toggle.getAttribute('aria-pressed') !== 'true';
    toggle.setAttribute('aria-pressed', String(on));
    const words = document.getElementById(toggle.dataset.toggle);
    if (words) words.textContent = on ? words.dataset.on : words.dataset.off;
  }
  if (up(event, '[data-print]')) window.print();
  const door = up(event, '[data-leave]');
  if (door) {
    event.preventDefault();
    try { sessionStorage.setItem('left', '1'); } catch { /* then "back" is not guarded */ }
    document.body.hidden = true;
    document.title = '\u200b';
    location.replace(door.href);
  }
});

document.addEventListener('keydown', (event) => {
  const menu = event.key === 'Escape' && document.querySelector('details.menu[open]');
  if (!menu) return;
  menu.open = false;
  menu.querySelector('summary').focus();
});

/* ---- "Back" never shows what somebody saw who has since logged out or let the device forget them ---- */
addEventListener('pageshow', (event) => {
  if (!event.persisted || !('known' in document.body.dataset)) return;
  document.body.hidden = true;
  location.reload();
});

/* ---- The page's one voice: live.js keeps it where there is one, and says things one at a time ---- */
function say(about, text) {
  const free = document.dispatchEvent(new CustomEvent('hlab:say', { detail: { about, text, own: true }, cancelable: true }));
  const voice = document.getElementById('sag');
  if (free && voice) voice.textContent = text;
}
const told = [...document.querySelectorAll('[data-message]')].map((line) => line.textContent.trim()).join(' ');
if (told) setTimeout(() => say('message', told), 500); // after the page itself has been read out

/* ---- Characters left. Told aloud only when it matters: nearly full, or over ---- */
function count(box) {
  const out = document.getElementById(`${box.id}_count`);
  if (!out?.dataset.max) return;
  const max = Number(out.dataset.max);
  const left = max - [...box.value].length; // as the server counts: an emoji is one
  const { one, many, over } = out.dataset;
  const words = left < 0 ? over : Math.abs(left) === 1 ? one : many;
  out.textContent = words.replace('{n}', Math.abs(left)).replace('{max}', max);
  out.classList.toggle('err', left < 0);
  if (left <= 20 && box === document.activeElement) say('count', out.textContent);
}

/* ---- Drafts: only in this tab, only until sent. Shown first when asked for: someone else may be looking ---- */
const drafts = {
  get(key) { try { return JSON.parse(sessionStorage.getItem(`draft:${key}`)); } catch { return null; } },
  set(key, text, sent = false) {
    try {
      if (text) sessionStorage.setItem(`draft:${key}`, JSON.stringify({ text, sent }));
      else sessionStorage.removeItem(`draft:${key}`);
    } catch { /* a browser that keeps nothing: then nothing is kept */ }
  },
};
const accepted = performance.getEntriesByType('navigation')[0]?.redirectCount > 0; // sent, and sent on to here
try {
  for (const key of Object.keys(sessionStorage).filter((name) => name.startsWith('draft:'))) {
    const draft = JSON.parse(sessionStorage[key]);
    if (draft.sent && accepted) sessionStorage.removeItem(key);
    else if (draft.sent) drafts.set(key.slice(6), draft.text); // answered, and not with "kept": still a draft
  }
} catch { /* nothing kept, nothing to clear */ }

/* What was being written where there is no field any more (the step was closed): shown, so that it is not lost. */
function giveBack(box) {
  const { kept, keptWhose } = box.dataset;
  const left = () => {
    try {
      return Object.keys(sessionStorage).find((key) => key.startsWith(`draft:${kept}`) && key.endsWith(keptWhose)
        && !document.querySelector(`[data-draft="${CSS.escape(key.slice(6))}"]`));
    } catch { return undefined; }
  };
  const show = () => {
    const key = left();
    box.hidden = !key;
    if (key) box.querySelector('[data-kept-text]').textContent = drafts.get(key.slice(6))?.text ?? '';
  };
  box.querySelector('[data-kept-drop]').addEventListener('click', () => { drafts.set(left().slice(6), ''); show(); });
  show();
}

function offer(box) {
  const key = box.dataset.draft;
  const draft = drafts.get(key);
  if (!draft || box.dataset.offered) return;
  box.dataset.offered = '1';
  if (box.value.trim()) return; // the server has given the text back
  const [words, take, drop] = box.dataset.draftWords.split('|');
  const line = Object.assign(document.createElement('p'), { className: 'hint', textContent: `${words} ` });
  for (const [label, text] of [[take, draft.text], [drop, '']]) {
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'btn btn--text', textContent: label });
    button.addEventListener('click', () => {
      if (text) { box.value = text; count(box); }
      drafts.set(key, text);
      line.remove();
      box.focus();
    });
    line.append(button);
  }
  box.before(line);
}

document.addEventListener('input', (event) => {
  const box = up(event, 'textarea, input');
  if (!box) return;
  count(box);
  if (box.dataset.draft) drafts.set(box.dataset.draft, box.value);
});
document.body.addEventListener('htmx:afterRequest', (event) => {
  if (!event.detail.successful) return;
  event.target.querySelectorAll?.('[data-draft]').forEach((box) => drafts.set(box.dataset.draft, ''));
});

/* ---- One sending at a time; another try is free once the answer is late or the page is shown again ---- */
const sending = new Map();
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (event.submitter?.formMethod === 'dialog') return;
  if (form.matches('[data-submit-once]')) {
    if (Date.now() - (sending.get(form) ?? 0) < 8000) { event.preventDefault(); return; }
    sending.set(form, Date.now());
    form.setAttribute('aria-busy', 'true');
    setTimeout(() => form.removeAttribute('aria-busy'), 8000);
  }
  form.querySelectorAll('[data-draft]').forEach((box) => drafts.set(box.dataset.draft, box.value, true));
});
function free() {
  for (const form of sending.keys()) form.removeAttribute('aria-busy');
  sending.clear();
}
addEventListener('pageshow', free);
document.body.addEventListener('htmx:afterRequest', free);

/* ---- A table that is stacked on a phone stays a table to those who listen ---- */
const ROLES = [['thead, tbody', 'rowgroup'], ['tr', 'row'], ['thead th', 'columnheader'], ['tbody th', 'rowheader'], ['td', 'cell']];
function help(part) {
  part.querySelectorAll('table.stack').forEach((table) => {
    table.setAttribute('role', 'table');
    ROLES.forEach(([what, role]) => table.querySelectorAll(what).forEach((cell) => cell.setAttribute('role', role)));
  });
  part.querySelectorAll('[data-draft]').forEach(offer);
  part.querySelectorAll('[data-kept]').forEach(giveBack);
  part.querySelectorAll('textarea').forEach((box) => { if (box.value) count(box); });
}
help(document);
document.body.addEventListener('htmx:load', (event) => help(event.target));

/* ---- A passkey that did not work: in words on the page (the library only tells the console) ---- */
document.addEventListener('allauth.error', (event) => {
  const words = document.querySelector('[data-passkey-error]');
  if (!words) return;
  event.preventDefault();
  words.hidden = false;
});
