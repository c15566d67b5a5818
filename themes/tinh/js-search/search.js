/* Search in the reader's browser: shards come as classic scripts, newest first, and results grow as they arrive. */
(function () {
  "use strict";
  var box = document.getElementById("portal-search");
  if (!box) { return; }
  var TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
  var MARKS = /[\u0300-\u036f]/g;
  var WORD = /[0-9a-z\u00aa-\u024f\u0300-\u036f\u1e00-\u1eff]+(?:[\/.\-][0-9a-z\u00aa-\u024f\u0300-\u036f\u1e00-\u1eff]+)*/g;
  var PART = /[0-9a-z\u00aa-\u024f\u0300-\u036f\u1e00-\u1eff]+/g;
  var STEP = 10;
  var base = box.getAttribute("data-index");
  var folder = base.replace(/search\/?$/, "");
  var shards = [];
  var waiting = null;
  var failed = 0;
  var query = "";
  var kind = "";
  var year = "";
  var shown = STEP;

  function fold(value) {
    return value.normalize("NFC").toLowerCase().replace(/[\u0111\u00f0]/g, "d").normalize("NFD").replace(MARKS, "").normalize("NFC");
  }
  function toneKey(value) {
    var plain = value.normalize("NFC").toLowerCase().normalize("NFD");
    var tones = (plain.match(TONES) || []).join("");
    return (plain.replace(TONES, "") + tones).normalize("NFC");
  }
  function words(value) {
    var found = [];
    (value.normalize("NFC").toLowerCase().match(WORD) || []).forEach(function (token) {
      var number = /\//.test(token) && /[0-9]/.test(token);
      if (number) { found.push(token); return; }
      (token.match(PART) || []).forEach(function (part) { found.push(part); });
    });
    return found;
  }
  function node(name, cls, text) {
    var made = document.createElement(name);
    if (cls) { made.className = cls; }
    if (text) { made.textContent = text; }
    return made;
  }
  function load(file, done) {
    var script = document.createElement("script");
    script.src = base.replace(/\/?$/, "/") + file;
    script.onload = function () { done(true); };
    script.onerror = function () { done(false); };
    document.head.appendChild(script);
  }

  window.CongXa = window.CongXa || {};
  window.CongXa.search = {
    fold: fold,
    toneKey: toneKey,
    shards: function (list) { waiting = list.slice(); },
    add: function (shard) {
      var folded = Object.create(null);
      Object.keys(shard.words).forEach(function (word) {
        var key = fold(word);
        (folded[key] = folded[key] || []).push(word);
      });
      shard.folded = folded;
      shard.keys = Object.keys(folded);
      shards.push(shard);
    }
  };

  /* One term against one shard: item → score. Exact marks count most; marks that differ are penalised, not dropped. */
  function match(shard, term, last) {
    var scores = Object.create(null);
    function take(word, share) {
      var list = shard.words[word];
      for (var i = 0; i < list.length; i += 2) {
        var score = list[i + 1] * share;
        if (!(scores[list[i]] >= score)) { scores[list[i]] = score; }
      }
    }
    function takeAll(key, share) {
      shard.folded[key].forEach(function (word) {
        take(word, share * (word === term.exact ? 3 : term.marked ? 0.3 : 1));
      });
    }
    if (shard.folded[term.fold]) { takeAll(term.fold, 1); }
    if (last && term.fold.length > 1) {
      shard.keys.forEach(function (key) {
        if (key.length > term.fold.length && key.lastIndexOf(term.fold, 0) === 0) { takeAll(key, 0.4); }
      });
    }
    return scores;
  }
  function find() {
    var typed = words(query);
    var terms = typed.map(function (word) {
      return { fold: fold(word), exact: toneKey(word), marked: toneKey(word) !== fold(word) };
    });
    var results = [];
    shards.forEach(function (shard) {
      var sums = Object.create(null);
      terms.forEach(function (term, at) {
        var scores = match(shard, term, at === terms.length - 1);
        Object.keys(scores).forEach(function (item) {
          var sum = sums[item] = sums[item] || { hits: 0, score: 0 };
          sum.hits += 1;
          sum.score += scores[item];
        });
      });
      Object.keys(sums).forEach(function (item) {
        results.push({ doc: shard.docs[item], hits: sums[item].hits, score: sums[item].score });
      });
    });
    var all = results.filter(function (one) { return one.hits === terms.length; });
    var kept = all.length ? all : results.filter(function (one) { return one.hits * 2 >= terms.length; });
    kept.forEach(function (one) {
      var title = fold(one.doc[1]);
      if (title.indexOf(fold(query.trim())) >= 0) { one.score += 40; }
      if (one.doc[1].toLowerCase().indexOf(query.trim().toLowerCase()) >= 0) { one.score += 40; }
    });
    kept.sort(function (a, b) {
      return b.hits - a.hits || b.score - a.score || (a.doc[5] < b.doc[5] ? 1 : -1);
    });
    return kept;
  }
  function mark(target, value) {
    var keys = words(query).map(fold);
    var at = 0;
    value.normalize("NFC").replace(/[0-9A-Za-z\u00aa-\u024f\u1e00-\u1eff]+/g, function (word, start) {
      if (keys.indexOf(fold(word)) < 0) { return word; }
      target.appendChild(document.createTextNode(value.slice(at, start)));
      target.appendChild(node("mark", "", word));
      at = start + word.length;
      return word;
    });
    target.appendChild(document.createTextNode(value.slice(at)));
  }
  function day(iso) { return iso ? iso.slice(8, 10) + "/" + iso.slice(5, 7) + "/" + iso.slice(0, 4) : ""; }

  var status = node("p", "portal-search__status");
  status.setAttribute("role", "status");
  var filters = node("div", "portal-search__filters");
  var list = node("ol", "portal-search__list");
  var more = node("button", "portal-search__more", "Xem thêm kết quả");
  more.type = "button";
  more.hidden = true;
  more.addEventListener("click", function () {
    var from = shown;
    shown += STEP;
    draw(true);
    var next = list.children[from];
    if (next) { next.querySelector("a").focus(); }
  });

  function choice(label, value, current, choose) {
    var button = node("button", "", label);
    button.type = "button";
    button.setAttribute("aria-pressed", String(value === current));
    button.addEventListener("click", function () { choose(value); shown = STEP; draw(true); });
    return button;
  }
  function drawFilters(results) {
    var kinds = [];
    var years = [];
    results.forEach(function (one) {
      if (kinds.indexOf(one.doc[3]) < 0) { kinds.push(one.doc[3]); }
      var at = one.doc[5].slice(0, 4);
      if (at && years.indexOf(at) < 0) { years.push(at); }
    });
    filters.textContent = "";
    if (kinds.length > 1 || kind) {
      filters.appendChild(choice("Tất cả", "", kind, function (value) { kind = value; year = ""; }));
      kinds.forEach(function (name) { filters.appendChild(choice(name, name, kind, function (value) { kind = value; })); });
    }
    if (years.length > 1 || year) {
      years.sort().reverse().forEach(function (name) {
        filters.appendChild(choice(name, name, year, function (value) { year = year === value ? "" : value; }));
      });
    }
  }
  function draw(keep) {
    list.textContent = "";
    if (!words(query).length) { status.textContent = ""; filters.textContent = ""; more.hidden = true; return; }
    var results = find();
    if (!keep) { shown = STEP; }
    drawFilters(results);
    var chosen = results.filter(function (one) {
      return (!kind || one.doc[3] === kind) && (!year || one.doc[5].slice(0, 4) === year);
    });
    var rest = waiting && waiting.length ? " (đang tìm tiếp…)" : "";
    status.textContent = (chosen.length ? chosen.length + " kết quả cho “" : "Không thấy kết quả nào cho “") + query.trim() + "”" + rest +
      (failed ? " Có phần của mục lục chưa tải được; hãy thử tải lại trang." : "");
    chosen.slice(0, shown).forEach(function (one) {
      var item = node("li", "portal-search__item");
      var title = node("a", "portal-search__title");
      title.href = folder + one.doc[0].slice(1);
      mark(title, one.doc[1]);
      var meta = node("p", "portal-search__meta");
      meta.appendChild(node("span", "portal-search__kind", one.doc[3]));
      if (one.doc[4]) { meta.appendChild(node("span", "", one.doc[4])); }
      if (one.doc[5]) {
        var time = node("time", "", day(one.doc[5]));
        time.setAttribute("datetime", one.doc[5]);
        meta.appendChild(time);
      }
      var snippet = node("p", "portal-search__snippet");
      mark(snippet, one.doc[2]);
      item.appendChild(title);
      item.appendChild(meta);
      item.appendChild(snippet);
      list.appendChild(item);
    });
    more.hidden = chosen.length <= shown;
  }
  function next() {
    if (!waiting || !waiting.length) { draw(true); return; }
    load(waiting.shift().file, function (ok) {
      if (!ok) { failed += 1; }
      draw(true);
      next();
    });
  }
  function start() {
    if (waiting !== null) { return; }
    waiting = [];
    load("index.js", function (ok) {
      if (!ok) { failed += 1; }
      next();
    });
  }

  var form = document.querySelector('main form[role="search"]') || document.querySelector('form[role="search"]');
  var input = form.querySelector('input[name="q"]');
  box.appendChild(status);
  box.appendChild(filters);
  box.appendChild(list);
  box.appendChild(more);
  function ask(value) {
    query = value;
    kind = "";
    year = "";
    if (words(query).length) { start(); }
    draw(false);
    try { history.replaceState(null, "", value ? "?q=" + encodeURIComponent(value) : location.pathname); } catch (error) { /* file:// */ }
  }
  form.addEventListener("submit", function (event) { event.preventDefault(); ask(input.value); });
  var timer = 0;
  input.addEventListener("input", function () {
    clearTimeout(timer);
    timer = setTimeout(function () { ask(input.value); }, 200);
  });
  var asked = /[?&]q=([^&]*)/.exec(location.search);
  if (asked) {
    try { input.value = decodeURIComponent(asked[1].replace(/\+/g, " ")); } catch (error) { input.value = ""; }
    ask(input.value);
  }
})();
