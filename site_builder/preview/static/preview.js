/* The preview's own: reload on save, and the findings of the page in view. Never part of a built portal. */
(function () {
  "use strict";
  var first = null;
  if (window.EventSource) {
    new EventSource("/-/su-kien").onmessage = function (event) {
      if (first === null) { first = event.data; return; }
      if (event.data !== first) { location.reload(); }
    };
  }
  var block = document.getElementById("portal-preview-findings");
  if (!block) { return; }
  var data = JSON.parse(block.textContent);
  var others = data.errors.filter(function (one) { return one.where.split(":")[0] !== data.source; });
  var all = data.own.concat(others);
  if (!all.length) { return; }
  var errors = all.filter(function (one) { return one.error; }).length;
  var strip = document.createElement("details");
  strip.className = "cong-xa-strip" + (errors ? " cong-xa-strip--error" : "");
  strip.open = errors > 0;
  var head = document.createElement("summary");
  head.textContent = "Xem thử: " + errors + " lỗi, " + (all.length - errors) + " lưu ý";
  strip.appendChild(head);
  var list = document.createElement("ul");
  all.forEach(function (one) {
    var item = document.createElement("li");
    var where = document.createElement("code");
    where.textContent = one.where;
    item.appendChild(where);
    item.appendChild(document.createTextNode(" " + (one.error ? "Lỗi: " : "Lưu ý: ") + one.message + " → " + one.hint));
    list.appendChild(item);
  });
  strip.appendChild(list);
  document.body.appendChild(strip);
})();
