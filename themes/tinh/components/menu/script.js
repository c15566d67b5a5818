// Escape folds the open list away until the pointer or the focus comes back; a touch outside closes the drawer.
(function () {
  'use strict';
  var bar = document.querySelector('.portal-menu'), drawer = document.querySelector('.portal-drawer__box');
  document.addEventListener('keydown', function (event) {
    if (event.key !== 'Escape') { return; }
    if (bar) { bar.classList.add('portal-menu--quiet'); }
    if (drawer && drawer.open) { drawer.open = false; drawer.querySelector('summary').focus(); }
  });
  function loud() { bar.classList.remove('portal-menu--quiet'); }
  if (bar) { bar.addEventListener('focusin', loud); bar.addEventListener('mouseover', loud); }
})();
