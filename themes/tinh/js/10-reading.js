// Text size and contrast, remembered in this browser only. Without script the controls stay hidden.
(function () {
  'use strict';
  var root = document.documentElement, box = document.querySelector('[data-reading]');
  function recall(key) { try { return localStorage.getItem(key) || ''; } catch (e) { return ''; } }
  function remember(key, value) {
    try { if (value) { localStorage.setItem(key, value); } else { localStorage.removeItem(key); } } catch (e) { /* private mode */ }
  }
  function mark(name, value) { if (value) { root.setAttribute(name, value); } else { root.removeAttribute(name); } }
  var size = parseInt(recall('portal-size'), 10) || 0, contrast = recall('portal-contrast');
  mark('data-size', size ? String(size) : '');
  mark('data-contrast', contrast);
  if (!box) { return; }
  box.hidden = false;
  var toggle = box.querySelector('[data-contrast]');
  toggle.setAttribute('aria-pressed', contrast ? 'true' : 'false');
  box.addEventListener('click', function (event) {
    var button = event.target.closest('button');
    if (!button) { return; }
    if (button === toggle) {
      contrast = contrast ? '' : 'high';
      mark('data-contrast', contrast);
      remember('portal-contrast', contrast);
      toggle.setAttribute('aria-pressed', contrast ? 'true' : 'false');
      return;
    }
    var step = parseInt(button.getAttribute('data-size'), 10);
    size = step ? Math.max(-1, Math.min(3, size + step)) : 0;
    mark('data-size', size ? String(size) : '');
    remember('portal-size', size ? String(size) : '');
    if (!step && contrast) { toggle.click(); }
  });
})();
