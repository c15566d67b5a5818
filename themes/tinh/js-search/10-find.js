/* The other half of site_builder/search: reads the shards and ranks. Knows nothing of the page; runs in Node too.
   fold, toneKey and words are twins of site_builder/text/forms.py (tests/vectors/folding.json). */
(function (root) {
  "use strict";
  const search = (root.CongXa = root.CongXa || {}).search = {};
  let L = "A-Za-zªµºÀ-ÖØ-öø-ʯͰ-ԯḀ-ỿ", D = "0-9", U = "";
  try { new RegExp("\\p{L}", "u"); L = "\\p{L}\\p{Nl}\\p{No}"; D = "\\p{Nd}"; U = "u"; } catch (old) { /* before 2018 */ }
  const S = "\u0300-\u036f\u17b4-\u17d3\u17dd\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\uaa29-\uaa36\uaa43\uaa4c\uaa4d\uaab0\uaab2-\uaab4\uaab7\uaab8\uaabe\uaabf\uaac1";
  const re = (text) => new RegExp(text, "g" + U);
  const letter = `[${L}][${S}]*`, code = `${letter}(?:${letter}|[${D}])*`;
  const WORD = re(`(?:[${L}${D}]+[${S}]*)+`);
  const NUMBER = re(`[${D}]+(?:${letter})?(?:/[${D}]{4})?/${code}(?:[-/&]${code})*|[${D}]+-${code}/${code}(?:-${code})*`);
  const BEFORE = re(`[${L}${D}/-]$`.replace("/-", "/\\-")), MARKED = re(`(?:[${L}][\u0300-\u036f]*)+`), TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;

  const lower = (s) => s.normalize("NFC").toLowerCase().replace(/ß/g, "ss").replace(/ς/g, "σ").normalize("NFC");
  const fold = (s) => lower(s).replace(/[đðɖ]/g, "d").replace(/ƀ/g, "b").normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC");
  const toneKey = (s) => lower(s).normalize("NFD").replace(MARKED, (word) => word.replace(TONE, "") + (word.match(TONE) || []).join("")).normalize("NFC");

  function words(s, whole) {
    const text = lower(s).replace(/[\u2010-\u2013\u2212]/g, "-"), found = [];
    let done = 0;
    const take = (end) => found.push(...(text.slice(done, end).match(WORD) || []));
    text.replace(NUMBER, (number, ...rest) => {
      const at = rest[rest.length - 2];
      if (at < done || text.slice(0, at).search(BEFORE) >= 0) return "";
      take(at);
      found.push(number);
      done = whole ? at + number.length : at;
      return "";
    });
    take();
    return found;
  }

  /* --- shards --- */
  const ABC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", VALUE = {};
  for (let i = 0; i < 64; i++) VALUE[ABC[i]] = i;
  const shards = [], same = new Map();
  search.table = null;
  search.fold = fold; search.toneKey = toneKey; search.words = words;
  search.shards = shards;

  search.list = function (table) {
    search.table = table.shards;
    [table.short, table.kin].forEach((rows, kin) => rows.forEach((row) => {
      const forms = row.map((s) => words(s));
      forms.forEach((one) => {
        const key = one.map(fold).join(" "), others = forms.filter((other) => other !== one);
        same.set(key, (same.get(key) || []).concat(others.map((other) => ({ words: other, kin }))));
      });
    }));
  };

  search.add = function (name, data) {
    const terms = new Map();
    data.terms.split(";").forEach((line) => { const at = line.indexOf("="); if (at > 0) terms.set(line.slice(0, at), line.slice(at + 1)); });
    const docs = data.docs.map((row) => ({ url: row[0], title: row[1], summary: row[2], kind: data.kinds[row[3]][0], label: data.kinds[row[3]][1], section: data.sections[row[4]], date: row[5], sieve: row[6], issued: row[7] || "", over: !!row[8] && new Date(row[8]) <= new Date() }));
    shards.push({ name, docs, terms, keys: Array.from(terms.keys()) });
  };

  /* Calls each(number, weight) for the postings written in text. */
  function read(text, each) {
    let last = -1, value = 0, shift = 1;
    for (let i = 0; i < text.length; i++) {
      const five = VALUE[text[i]];
      value += (five & 31) * shift;
      if (five > 31) { shift *= 32; continue; }
      last += Math.floor(value / 4);
      each(last, value & 3);
      value = 0; shift = 1;
    }
  }

  /* --- the sieve of pairs --- */
  const hashes = new Map();
  function hash(word) {
    let h = hashes.get(word);
    if (h === undefined) {
      h = 0x811c9dc5;
      for (let i = 0; i < word.length; i++) h = Math.imul(h ^ word.charCodeAt(i), 0x01000193) >>> 0;
      hashes.set(word, h);
    }
    return h;
  }
  function sifted(sieve, a, b) {
    const bits = sieve.length * 6;
    let h = (Math.imul(hash(a), 0x9e3779b1) + hash(b)) >>> 0;
    h = (h ^ (h >>> 15)) >>> 0;
    const step = (h >>> 17) | 1;
    for (let i = 0; i < 6; i++) {
      const bit = (h + i * step) % bits;
      if (!(VALUE[sieve[Math.floor(bit / 6)]] >> (bit % 6) & 1)) return false;
    }
    return bits > 0;
  }

  /* --- a query: groups of alternatives, each a run of words --- */
  const marks = (tone) => tone.normalize("NFD").replace(/[^\u0300-\u036fđ]/g, "");
  const term = (word, marked) => { const tone = toneKey(word); return { fold: fold(word), tone, marks: marks(tone), marked }; };

  /* Hỏi and ngã, which many confuse, as one. */
  const mixed = (tone) => tone.normalize("NFD").replace(/\u0303/g, "\u0309");

  /* Typed marks that a hit lacks weigh against it; marks that were not typed do so only beside others that were. */
  function fit(typed, tone) {
    if (typed.tone === tone) return 1;
    if (!typed.marks) return typed.marked ? 0.6 : 0.95;
    const has = marks(tone);
    if (!has) return 0.3;
    if (Array.from(typed.marks).every((mark) => has.indexOf(mark) >= 0)) return 0.8;
    return mixed(typed.tone) === mixed(tone) ? 0.4 : 0.1;
  }

  function parse(query, typing) {
    const list = words(query, true), groups = [], marked = !!marks(toneKey(query));
    for (let i = 0; i < list.length;) {
      let size = Math.min(8, list.length - i), others;
      while (size && !(others = same.get(list.slice(i, i + size).map(fold).join(" ")))) size--;
      const run = list.slice(i, i + (size || 1)), alts = [{ words: run, marked, worth: 1 }];
      (others || []).forEach((other) => alts.push({ words: other.words, marked: true, worth: 1, whole: true, kin: other.kin }));
      if (run.length === 1 && /\//.test(run[0])) alts.push({ words: words(run[0]).slice(1), worth: 0.6, loose: true });
      if (/^(h|k|l|m|qu|s|t)[iy]$/.test(fold(run[0])) && !others) alts.push({ words: [run[0].normalize("NFD").replace(/[iy]/, (v) => v === "i" ? "y" : "i")], marked, worth: 0.6 });
      i += run.length;
      alts.forEach((alt) => { alt.words = alt.words.map((word) => term(word, alt.marked)); });
      alts[0].prefix = typing && i >= list.length && !/\s$/.test(query) && fold(run[run.length - 1]).length > 1;
      groups.push(alts);
    }
    return groups;
  }

  /* The runs of words that are lit in a text: each place with the words that fit it; `least` of them in a row. */
  function phrases(groups) {
    const typed = [], found = [];
    groups.forEach((alts) => alts.forEach((alt, n) => {
      const places = alt.words.map((word) => [{ word, prefix: false }]);
      if (alt.prefix) places[places.length - 1][0].prefix = true;
      if (!n) typed.push(...places);
      else if (alt.whole || alt.loose) found.push({ places, least: alt.whole ? places.length : 2 });
      else typed[typed.length - 1].push(places[0][0]);
    }));
    return found.concat({ places: typed, least: Math.min(2, typed.length) });
  }

  function lit(list, text) {
    const found = [], joined = [], out = [];
    text.replace(WORD, (word, at) => { found.push({ at, end: at + word.length, word: term(word) }); return ""; });
    const fits = (place, at) => place && at < found.length && place.some((one) => {
      const there = found[at].word;
      return one.word.fold === there.fold ? fit(one.word, there.tone) >= 0.5 : one.prefix && there.fold.startsWith(one.word.fold);
    });
    list.forEach((phrase) => found.forEach((_, i) => phrase.places.forEach((_, j) => {
      let n = 0;
      while (fits(phrase.places[j + n], i + n)) n++;
      if (n && n >= phrase.least) for (let k = 0; k < n; k++) joined[i + k] = joined[i + k] || k > 0 ? 2 : 1;
    })));
    found.forEach((one, i) => {
      if (joined[i] === 2 && out.length) out[out.length - 1][1] = one.end;
      else if (joined[i]) out.push([one.at, one.end]);
    });
    return out;
  }

  const PLACE = [1, 1.6, 4, 8], FAR = 0.3;

  /* Returns item number → [strength, fit of marks] for one word in one shard. */
  function lookup(shard, word, prefix) {
    const found = new Map();
    const take = (key, worth) => (shard.terms.get(key) || "").split(",").forEach((entry) => {
      const at = entry.indexOf(":"), good = fit(word, at < 0 ? key : entry.slice(0, at));
      read(entry.slice(at + 1), (number, weight) => {
        const strength = PLACE[weight] * good * worth, old = found.get(number);
        if (!old || old[0] < strength) found.set(number, [strength, good]);
      });
    });
    take(word.fold, 1);
    if (prefix) {
      let low = 0, high = shard.keys.length;
      while (low < high) { const middle = (low + high) >> 1; if (shard.keys[middle] <= word.fold) low = middle + 1; else high = middle; }
      for (let n = low; n < shard.keys.length && n < low + 400 && shard.keys[n].startsWith(word.fold); n++) take(shard.keys[n], 0.5);
    }
    return found;
  }

  const plain = (s) => " " + words(s).map(fold).join(" ") + " ";
  const face = (doc) => doc.plain || (doc.plain = [plain(doc.title), plain(doc.summary)]);
  /* Where do two words stand side by side? The better the place, the higher. */
  function beside(doc, a, b, open) {
    face(doc);
    const pair = ` ${a} ${b}` + (open ? "" : " ");
    return doc.plain[0].indexOf(pair) >= 0 ? 8 : doc.plain[1].indexOf(pair) >= 0 ? 4 : sifted(doc.sieve, a, b) ? 1.5 : 0;
  }

  function matchGroup(shard, alts) {
    const best = new Map();
    alts.forEach((alt) => {
      const maps = alt.words.map((word, n) => lookup(shard, word, alt.prefix && n === alt.words.length - 1));
      maps[0].forEach((hit, number) => {
        let strength = hit[0], good = hit[1], near = 0;
        for (let n = 1; n < maps.length; n++) {
          const next = maps[n].get(number);
          if (!next) return;
          strength += next[0];
          good = Math.min(good, next[1]);
          near += beside(shard.docs[number], alt.words[n - 1].fold, alt.words[n].fold, alt.prefix && n === maps.length - 1) > 0;
        }
        /* A term of several words is one thing: its words elsewhere in the text are none of it. */
        const pairs = maps.length - 1, kin = alt.kin ? 1 : 0;
        if (alt.whole ? near < pairs || good < 0.5 : pairs && !alt.loose && (2 * near <= pairs || good < FAR)) return;
        strength *= alt.worth / maps.length * (maps.length > 1 ? 0.2 + 0.8 * near / (maps.length - 1) : 1);
        const old = best.get(number);
        if (!old || kin < old[2] || kin === old[2] && old[0] < strength) best.set(number, [strength, good, kin]);
      });
    });
    return best;
  }

  /* Returns what one shard knows of the groups: [{doc, hits, pairs}]. */
  function match(shard, groups) {
    const maps = groups.map((alts) => matchGroup(shard, alts)), rows = new Map();
    maps.forEach((map, g) => map.forEach((hit, number) => {
      if (!rows.has(number)) rows.set(number, { doc: shard.docs[number], hits: [], pairs: [] });
      rows.get(number).hits[g] = hit;
    }));
    rows.forEach((row) => groups.forEach((alts, g) => {
      if (!g || !row.hits[g] || !row.hits[g - 1]) return;
      /* “Quyết định 112” is “Quyết định số 112/QĐ-UBND”: a number goes with what stands in the same headline. */
      let place = [alts, groups[g - 1]].some((one) => /^\d/.test(one[0].words[0].fold)) && row.hits[g][0] >= 3 && row.hits[g - 1][0] >= 3 ? 1 : 0;
      groups[g - 1].forEach((left) => alts.forEach((right) => {
        place = Math.max(place, beside(row.doc, left.words[left.words.length - 1].fold, right.words[0].fold, right.prefix));
      }));
      row.pairs[g] = place * Math.min(row.hits[g][1], row.hits[g - 1][1]);
    }));
    return Array.from(rows.values());
  }

  /* What people say around the thing they look for. */
  const WEAK = ["thủ tục", "đăng ký", "ở đâu", "như thế nào", "thế nào", "cần gì", "hồ sơ", "giấy tờ", "giấy", "làm", "xin", "cấp", "đổi", "lại", "cách", "tôi", "muốn"].map((s) => s.split(" "));
  function strong(list) {
    const kept = [];
    for (let i = 0; i < list.length;) {
      const weak = WEAK.find((run) => run.every((word, n) => list[i + n] === word || list[i + n] === fold(word)));
      if (weak) i += weak.length; else kept.push(list[i++]);
    }
    return kept;
  }

  /* Starts a search: where nothing has every word, the weak ones are left out; guides to what is left come first. */
  search.query = function (text, typing) {
    const full = start(text, typing), all = words(text, true), few = strong(all);
    const lean = few.length < all.length && (few.length > 1 || same.has(few.map(fold).join(" "))) ? start(few.join(" "), typing && few[few.length - 1] === all[all.length - 1]) : null;
    let used = full;
    return {
      get groups() { return used.groups; },
      lit: (written) => used.lit(written),
      run(shard) { full.run(shard); if (lean) lean.run(shard); },
      best() {
        const found = full.best(), less = lean && lean.best();
        used = less && less.main.length && found.main.length === found.guides.length ? lean : full;
        if (!less) return found;
        if (used === lean) return less;
        const guides = less.main.filter((doc) => less.guides.indexOf(doc) >= 0), rest = (doc) => guides.indexOf(doc) < 0;
        return { main: guides.concat(found.main.filter(rest)), near: found.near.filter(rest) };
      },
    };
  };

  /* Starts a plain search; run(shard) takes in a shard, best() ranks what is in: {main, near, guides}. */
  function start(text, typing) {
    const groups = parse(text, typing), rows = [], seen = [], count = groups.length;
    const asked = plain(text), typed = fold(text.trim()), light = phrases(groups);
    let total = 0;
    function score(row, idf, newest) {
      let sum = 0, got = 0, pairs = 0, shown = 0, titled = 0, kin = 0, good = 1;
      groups.forEach((alts, g) => {
        const hit = row.hits[g];
        if (!hit) return;
        got++;
        good = Math.min(good, hit[1]);
        shown += hit[0] >= 3;
        titled += hit[0] > 4.5;
        kin += hit[2];
        sum += idf[g] * hit[0] * (count > 1 ? 0.35 : 1);
        if (row.pairs[g]) { pairs++; sum += 0.65 * (idf[g] + idf[g - 1]) * row.pairs[g]; }
      });
      row.score = (row.doc.over ? 0.5 : 1) * sum * (1 + 0.15 / (1 + Math.max(0, newest - +(row.doc.date.slice(0, 4) || newest))));
      const named = row.doc.kind === "official" && asked.indexOf(face(row.doc)[0]) >= 0;
      row.guide = row.doc.kind === "service" && titled === count && good >= 0.5;
      row.near = named || row.guide || got === count && (count < 2 || pairs && 2 * pairs >= count - 1 && good >= FAR);
      row.main = row.near && good >= 0.5 && (named || row.guide || count < 2 || 2 * pairs > count - 1 || shown === count);
      row.tier = row.near && tier(row.doc, named, kin) + (row.guide ? kin ? 0.5 : 2 : 0);
    }
    /* First what is called so, the guides to it, and people by their names; last what only means the same. */
    function tier(doc, named, kin) {
      if (/^\d.*\//.test(typed) && fold(doc.title.split(":")[0]).split(/[\s:,]+/).indexOf(typed) >= 0) return 9;
      const title = face(doc)[0], person = named || doc.kind === "official" && count > 1 && title.endsWith(asked);
      return kin ? 0 : 1 + 2 * (title === asked) + person;
    }
    return {
      groups,
      lit: (written) => lit(light, written),
      run(shard) {
        if (!count || seen.indexOf(shard) >= 0) return;
        seen.push(shard);
        total += shard.docs.length;
        rows.push(...match(shard, groups));
      },
      best() {
        const idf = groups.map((alts, g) => Math.log(1 + total / Math.max(1, rows.filter((row) => row.hits[g]).length)));
        const newest = Math.max(0, ...seen.map((shard) => +(shard.name.slice(0, 4)) || 0));
        rows.forEach((row) => score(row, idf, newest));
        const found = rows.filter((row) => row.near).sort((a, b) => b.tier - a.tier || b.score - a.score || (a.doc.date < b.doc.date ? 1 : a.doc.date > b.doc.date ? -1 : a.doc.url < b.doc.url ? -1 : 1));
        const docs = (main) => found.filter((row) => row.main === main).map((row) => row.doc);
        return { main: docs(true), near: docs(false), guides: found.filter((row) => row.guide).map((row) => row.doc) };
      },
    };
  }
  search.plain = plain; search.sifted = sifted;
})(typeof window === "undefined" ? globalThis : window);
