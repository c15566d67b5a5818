// Print, save, copy, hand to the device. Each button shows itself only where the browser can do it.
(function () {
  'use strict';
  var box = document.querySelector('.portal-tools');
  if (!box) { return; }
  var said = box.querySelector('[data-said]');
  function offer(name, able, act) {
    var button = box.querySelector('[data-' + name + ']');
    if (!button || !able) { return; }
    button.hidden = false;
    button.addEventListener('click', function () { act(button.getAttribute('data-' + name), button); });
  }
  function say(text) {
    said.textContent = text;
    setTimeout(function () { said.textContent = ''; }, 6000);
  }
  offer('print', window.print, function () { window.print(); });
  offer('copy', navigator.clipboard, function (address) {
    navigator.clipboard.writeText(address).then(
      function () { say('Đã sao chép liên kết.'); },
      function () { say('Chưa sao chép được. Địa chỉ: ' + address); });
  });
  offer('share', navigator.share, function (address, button) {
    navigator.share({ title: button.getAttribute('data-title'), url: address }).catch(function () { /* closed */ });
  });

  // The saved file stands alone: its text, its pictures drawn into it where the browser allows, no script.
  function escaped(text) {
    return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
  }
  function inline(original, copy) {
    try {
      var canvas = document.createElement('canvas');
      canvas.width = original.naturalWidth;
      canvas.height = original.naturalHeight;
      canvas.getContext('2d').drawImage(original, 0, 0);
      copy.src = canvas.toDataURL('image/jpeg', 0.82);
    } catch (e) { copy.src = original.currentSrc || original.src; }
  }
  function page() {
    var item = document.querySelector('.portal-item'), copy = item.cloneNode(true);
    var shown = item.querySelectorAll('img'), images = copy.querySelectorAll('img');
    Array.prototype.forEach.call(images, function (image, i) {
      if (shown[i].naturalWidth) { inline(shown[i], image); } else { image.src = shown[i].src; }
      image.removeAttribute('srcset');
    });
    Array.prototype.forEach.call(
      copy.querySelectorAll('.portal-tools, .portal-item__side, source, [hidden], noscript'),
      function (node) { node.parentNode.removeChild(node); });
    Array.prototype.forEach.call(copy.querySelectorAll('a[href]'), function (link) {
      var target = link.getAttribute('href');
      if (target.charAt(0) !== '#') { link.href = new URL(target, location.href).href; }
    });
    var head = document.querySelector('.portal-letterhead'), foot = document.querySelector('.portal-letterfoot__address');
    return '<!doctype html><html lang="vi"><head><meta charset="utf-8">' +
      '<meta name="viewport" content="width=device-width, initial-scale=1"><title>' + escaped(document.title) + '</title>' +
      '<style>body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1.1rem/1.65 system-ui,sans-serif}' +
      'h1,h2,h3{line-height:1.35}img{max-width:100%;height:auto}figure{margin:1.5rem 0}figcaption{color:#545e6a}' +
      'table{border-collapse:collapse}th,td{padding:.4rem .8rem .4rem 0;border-bottom:1px solid #ccc;text-align:left;vertical-align:top}' +
      'header div,footer{border-bottom:1px solid #ccc}</style></head><body><header><div>' + (head ? head.innerHTML : '') +
      '</div></header>' + copy.outerHTML + '<footer><p>Nguồn: ' + escaped(foot ? foot.textContent : location.href) +
      '</p></footer></body></html>';
  }
  offer('save', window.Blob && window.URL && URL.createObjectURL, function () {
    var link = document.createElement('a'), name = location.pathname.split('/').pop() || 'trang.html';
    link.href = URL.createObjectURL(new Blob([page()], { type: 'text/html' }));
    link.download = name.indexOf('.') < 0 ? name + '.html' : name;
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
    say('Đã lưu bài vào thư mục tải về.');
  });
})();
