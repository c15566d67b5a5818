// What has expired since the page was built says so, or goes. A bare day lasts until its end in Viet Nam.
(function () {
  'use strict';
  var now = Date.now();
  function end(text) { return Date.parse(text.length === 10 ? text + 'T23:59:59+07:00' : text); }
  function begin(text) { return Date.parse(text.length === 10 ? text + 'T00:00:00+07:00' : text); }
  function each(selector, act) { Array.prototype.forEach.call(document.querySelectorAll(selector), act); }
  function status(node, key, text) {
    node.className = 'portal-status portal-status--' + key;
    node.textContent = text;
  }
  each('[data-until]', function (node) { node.hidden = end(node.getAttribute('data-until')) < now; });
  each('[data-lapses]', function (node) {
    var over = end(node.getAttribute('data-lapses')) < now, whole = node.closest('article');
    node.hidden = !over;
    if (over && whole) { whole.classList.add('portal-lapsed'); }
  });
  each('[data-expires]', function (node) {
    if (end(node.getAttribute('data-expires')) >= now) { return; }
    var note = node.querySelector('[data-expired-note]');
    if (note) { note.hidden = false; } else { (node.closest('li') || node).hidden = true; }
  });
  each('[data-status-from]', function (node) {
    if (begin(node.getAttribute('data-status-from')) <= now) { status(node, 'in-force', 'Còn hiệu lực'); }
  });
  each('[data-status-until]', function (node) {
    if (end(node.getAttribute('data-status-until')) < now) { status(node, 'expired', 'Hết hiệu lực'); }
  });
  window.addEventListener('beforeprint', function () {
    each('[data-printed]', function (node) {
      var day = new Date(), two = function (n) { return (n < 10 ? '0' : '') + n; };
      node.querySelector('span').textContent = two(day.getDate()) + '/' + two(day.getMonth() + 1) + '/' + day.getFullYear();
      node.hidden = false;
    });
  });
})();
