/* The search page: loads the shards newest first, and shows what 10-find.js ranks into #portal-search. */
(function () {
  "use strict";
  const box = document.getElementById("portal-search");
  if (!box) return;
  const search = window.CongXa.search, STEP = 20;
  const folder = box.getAttribute("data-index").replace(/\/?$/, "/"), home = folder.replace(/search\/$/, "");
  const form = document.querySelector("main form[role=search]") || document.querySelector("form[role=search]");
  const input = form.querySelector("input[name=q]"), help = document.querySelector("[data-search-help]");
  let query = null, typed = "", kind = "", year = "", shown = STEP, started = false, open = false, waiting = [], loading = 0, failed = [], timer = 0, drawing = 0;

  /* Data reaches the page as text only, never as HTML. */
  function node(parent, name, look, text) {
    const made = document.createElement(name);
    if (look) made.className = "portal-search__" + look;
    if (text) made.textContent = text;
    return parent.appendChild(made);
  }
  function button(parent, look, text, act) {
    const made = node(parent, "button", look, text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }
  const status = document.querySelector("[data-search-status]") || node(box, "p", "status"), trouble = node(box, "div", "trouble"), filters = node(box, "div", "filters");
  const list = node(box, "ol", "list"), nearby = node(box, "p", "status", "Kết quả gần đúng"), near = node(box, "ol", "list");
  const more = button(box, "more", "Xem thêm kết quả", () => {
    const from = shown;
    shown += STEP;
    draw();
    const next = box.querySelectorAll(".portal-search__item a")[from];
    if (next) next.focus();
  });
  status.setAttribute("role", "status");
  status.setAttribute("aria-live", "polite");
  trouble.setAttribute("role", "alert");
  filters.setAttribute("role", "group");
  filters.setAttribute("aria-label", "Lọc kết quả");

  /* --- loading --- */
  function load(file, done) {
    const script = document.createElement("script");
    script.src = folder + file;
    script.charset = "utf-8";
    script.onload = () => done(true);
    script.onerror = () => { script.remove(); done(false); };
    document.head.appendChild(script);
  }
  function start() {
    if (started) return;
    started = true;
    loading++;
    load("index.js", (fine) => {
      loading--;
      if (!fine || !search.table) { started = false; failed = [["", "", 0]]; return draw(); }
      waiting = search.table.slice();
      if (typed) ask(typed, open); /* anew: only now are the abbreviations known */
      pump();
    });
  }
  function pump() {
    while (loading < 4 && waiting.length) {
      const entry = waiting.shift();
      loading++;
      load(entry[1], (fine) => { loading--; if (!fine) failed.push(entry); take(); pump(); });
    }
    if (!loading) draw();
    else if (!drawing) drawing = setTimeout(draw, 100); /* not for each of a hundred files */
  }
  function take() { if (query) search.shards.forEach((shard) => query.run(shard)); }
  function retry() {
    const again = failed.filter((entry) => entry[1]);
    failed = [];
    waiting = again.concat(waiting);
    if (again.length) pump(); else start();
  }

  /* --- showing --- */
  function mark(parent, text) {
    let done = 0;
    text = text.normalize("NFC");
    query.lit(text).forEach((run) => {
      parent.appendChild(document.createTextNode(text.slice(done, run[0])));
      node(parent, "mark", "", text.slice(run[0], run[1]));
      done = run[1];
    });
    parent.appendChild(document.createTextNode(text.slice(done)));
  }
  function item(parent, doc) {
    const one = node(parent, "li", "item"), link = node(node(one, "h2", "title"), "a"), meta = node(one, "p", "meta");
    link.href = home + doc.url.slice(1);
    mark(link, doc.title);
    node(meta, "span", "kind", doc.label);
    if (doc.section !== doc.label) node(meta, "span", "", doc.section);
    const day = doc.issued || doc.date;
    if (day) node(meta, "time", "", (doc.issued ? "Ban hành " : "") + day.split("-").reverse().join("/")).setAttribute("datetime", day);
    if (doc.over) node(meta, "strong", "", doc.kind === "document" ? "Hết hiệu lực" : "Đã hết hạn");
    if (doc.summary) mark(node(one, "p", "snippet"), doc.summary);
  }
  function count(docs, key) {
    const sums = new Map();
    docs.forEach((doc) => { if (key(doc)) sums.set(key(doc), (sums.get(key(doc)) || 0) + 1); });
    return Array.from(sums);
  }
  function drawFilters(docs) {
    const held = filters.contains(document.activeElement) ? document.activeElement.getAttribute("data-key") : null;
    const kinds = count(docs, (doc) => doc.label).sort((a, b) => b[1] - a[1]);
    const years = count(docs, (doc) => (doc.issued || doc.date).slice(0, 4)).sort().reverse();
    filters.textContent = "";
    if (kinds.length > 1 || kind) [["", docs.length]].concat(kinds).forEach((pair) => {
      const made = button(filters, "", `${pair[0] || "Tất cả"} (${pair[1]})`, () => { kind = pair[0]; shown = STEP; draw(); });
      made.setAttribute("aria-pressed", String(kind === pair[0]));
      made.setAttribute("data-key", "k" + pair[0]);
    });
    if (years.length > 1 || year) {
      const label = node(filters, "label", "", "Năm "), select = node(label, "select");
      select.setAttribute("data-key", "y");
      [["", "Tất cả"]].concat(years.map((pair) => [pair[0], `${pair[0]} (${pair[1]})`])).forEach((pair) => { node(select, "option", "", pair[1]).value = pair[0]; });
      select.value = year;
      select.addEventListener("change", () => { year = select.value; shown = STEP; draw(); });
    }
    Array.from(filters.querySelectorAll("[data-key]")).forEach((one) => { if (one.getAttribute("data-key") === held) one.focus(); });
  }
  /* What people bring to the commune's desk: whoever asks for it is told where to go. */
  const BUSINESS = ["thủ tục", "hồ sơ", "giấy tờ", "khai sinh", "khai tử", "kết hôn", "hộ tịch", "hộ khẩu", "cư trú", "thường trú", "tạm trú", "căn cước", "cccd", "cmnd", "chứng thực", "công chứng", "sao y", "sổ đỏ", "đất đai", "dịch vụ công", "một cửa", "bảo hiểm y tế", "bhyt", "trợ cấp", "hộ nghèo", "giấy phép", "lý lịch tư pháp"];
  function isBusiness(best) {
    const list = search.words(typed, true), bare = list.every((word) => search.fold(word) === word);
    const text = ` ${list.join(" ")} `, form = (words) => ` ${bare ? search.fold(words) : words} `;
    const asked = BUSINESS.some((words) => text.indexOf(form(words)) >= 0);
    return asked || best.main.slice(0, 3).some((doc) => doc.kind === "service");
  }
  function say(text) { status.classList.toggle("portal-search__status--none", /^Không/.test(text)); if (status.textContent !== text) status.textContent = text; }
  function draw() {
    clearTimeout(drawing);
    drawing = 0;
    trouble.textContent = "";
    if (failed.length && typed) {
      const names = Array.from(new Set(failed.map((entry) => entry[0].split("-")[0]))).filter(Boolean).join(", ");
      node(trouble, "p", "", `Chưa tải được ${names ? "một phần dữ liệu tìm kiếm (" + names + ")" : "dữ liệu tìm kiếm"}. Mời kiểm tra đường truyền rồi thử lại, hoặc xem theo danh sách bên dưới.`);
      button(trouble, "more", "Thử lại", retry);
    }
    list.textContent = near.textContent = "";
    let best = query && query.groups.length ? query.best() : { main: [], near: [] };
    if (!best.main.length && query && !open && !loading && !waiting.length) { /* the last word may not be whole */
      open = true;
      query = search.query(typed, true);
      take();
      best = query.best();
    }
    const fits = (doc) => (!kind || doc.label === kind) && (!year || (doc.issued || doc.date).slice(0, 4) === year);
    drawFilters(best.main.length ? best.main : best.near);
    const main = best.main.filter(fits), close = best.near.filter(fits), all = main.length + close.length, busy = loading || waiting.length;
    nearby.hidden = !close.length || !main.length || shown <= main.length;
    more.hidden = all <= shown;
    if (help) help.hidden = !query || !query.groups.length || busy || !isBusiness(best);
    if (!query || !query.groups.length) return say("");
    main.slice(0, shown).forEach((doc) => item(list, doc));
    close.slice(0, Math.max(0, shown - main.length)).forEach((doc) => item(near, doc));
    if (busy && !all) return say("Đang tìm…");
    const found = main.length ? `${main.length} kết quả` : close.length ? `Không có bài nào đúng như vậy; ${close.length} kết quả gần đúng` : "Không tìm thấy kết quả nào";
    say(`${found} cho “${typed}”${busy ? " (đang tìm tiếp trong các tin cũ hơn…)" : all ? "" : ". Hãy thử bớt từ hoặc viết khác đi."}${busy || !all ? "" : "."}`);
  }

  function ask(text, typing) {
    typed = text.trim();
    open = typing;
    query = typed ? search.query(text, typing) : null;
    kind = year = "";
    shown = STEP;
    if (typed) start();
    take();
    draw();
    try { history.replaceState(null, "", typed ? "?q=" + encodeURIComponent(typed) : location.pathname); } catch (fixed) { /* file:// */ }
  }
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(timer); ask(input.value, false); });
  input.addEventListener("focus", start);
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => ask(input.value, true), 150); });
  const asked = /[?&]q=([^&#]*)/.exec(location.search);
  if (help) help.hidden = true;
  if (asked) {
    try { input.value = decodeURIComponent(asked[1].replace(/\+/g, " ")); } catch (broken) { input.value = ""; }
    ask(input.value, false);
  }
})();
