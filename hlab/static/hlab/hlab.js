/* Hälsolabb – liten förbättring ovanpå sidor som fungerar helt utan skript.
   1. data-dialog="id" öppnar en <dialog>. Utan skript: länken går till en egen bekräftelsesida.
   2. data-toggle växlar aria-pressed och texten (Klar-knappen). Utan skript: vanligt formulär.
   3. data-count räknar tecken i ett fält och skriver i elementet med det id:t.
   4. Tabeller med klassen stack får roller, så att de fortsätter vara tabeller för skärmläsare när de staplas. */
(() => {
  'use strict';
  document.addEventListener('click', function (e) {
    var b = e.target.closest('[data-dialog]');
    if (b) {
      var d = document.getElementById(b.getAttribute('data-dialog'));
      if (d && d.showModal) { e.preventDefault(); d.showModal(); }
      return;
    }
    b = e.target.closest('[data-toggle]');
    if (b) {
      var on = b.getAttribute('aria-pressed') !== 'true';
      b.setAttribute('aria-pressed', String(on));
      var live = document.getElementById(b.getAttribute('data-toggle'));
      if (live) { live.textContent = live.getAttribute(on ? 'data-on' : 'data-off'); }
    }
  });
  document.querySelectorAll('textarea[data-count]').forEach(function (t) {
    var out = document.getElementById(t.getAttribute('data-count'));
    var max = Number(t.getAttribute('maxlength'));
    t.addEventListener('input', function () {
      out.textContent = (max - t.value.length) + ' tecken kvar av ' + max + '.';
    });
  });
  document.querySelectorAll('table.stack').forEach(function (t) {
    t.setAttribute('role', 'table');
    [['thead, tbody', 'rowgroup'], ['tr', 'row'], ['thead th', 'columnheader'], ['tbody th', 'rowheader'], ['td', 'cell']].forEach(function (p) {
      t.querySelectorAll(p[0]).forEach(function (e) { e.setAttribute('role', p[1]); });
    });
  });
})();
