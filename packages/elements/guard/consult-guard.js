/*! Consult guard, MIT. Says in words that the elements cannot run or do not come. ES5: every browser can read it. */
(function () {
  var PATIENCE = 10000;
  var TAGS = 'consult-provider,consult-chat-list,consult-chat,consult-desk';
  var BROWSERS = ['Google Chrome', 'Яндекс Браузер', 'Mozilla Firefox', 'Opera', 'Microsoft Edge'];
  var RU = {
    old: [
      'Этот браузер не подходит для чата с врачом',
      'ВНИМАНИЕ! Работа в InternetExplorer не поддерживается.',
      'Обновите браузер или откройте страницу в актуальной версии одного из этих:'
    ],
    late: [
      'Чат с врачом не загрузился',
      'Проверьте подключение к интернету и обновите страницу.',
      'Не помогло? Отключите блокировку рекламы или возьмите другой браузер.'
    ],
    reload: 'Обновить страницу',
    emergency: 'При угрозе жизни звоните 103 или 112'
  };
  var EN = {
    old: [
      'This browser cannot run the chat with a doctor',
      'ATTENTION! Internet Explorer is not supported.',
      'Update your browser or open the page in a current version of one of these:'
    ],
    late: [
      'The chat with a doctor did not load',
      'Check your internet connection and reload the page.',
      'No help? Switch off ad blocking or use another browser.'
    ],
    reload: 'Reload the page',
    emergency: 'If life is in danger, call 103 or 112'
  };
  var watched = [];
  var failed;

  // Features that stand for syntax: Chrome 85, Firefox 101, Safari 16.4.
  var canRun =
    'noModule' in document.createElement('script') &&
    'customElements' in window &&
    'adoptedStyleSheets' in document &&
    'replaceAll' in String.prototype &&
    'any' in Promise;

  function add(parent, tag, text) {
    var child = document.createElement(tag);
    if (text) child.appendChild(document.createTextNode(text));
    return parent.appendChild(child);
  }

  /** Puts words in the place of `host`; answers how to undo that. */
  function say(host, kind) {
    var isEnglish = /^en/i.test(host.lang || document.documentElement.lang);
    var words = isEnglish ? EN : RU;
    var notice = document.createElement('div');
    notice.className = 'consult-guard-notice';
    notice.lang = isEnglish ? 'en' : 'ru';
    notice.setAttribute('role', 'alert');
    for (var i = 0; i < 3; i++) add(notice, i ? 'p' : 'h2', words[kind][i]);
    if (kind === 'old') {
      var list = add(notice, 'ul');
      for (i = 0; i < BROWSERS.length; i++) add(list, 'li', BROWSERS[i]);
    } else {
      add(notice, 'button', words.reload).onclick = function () {
        location.reload();
      };
    }
    add(notice, 'p', words.emergency);
    host.parentNode.insertBefore(notice, host);
    host.style.display = 'none';
    return function () {
      notice.parentNode.removeChild(notice);
      host.style.display = '';
    };
  }

  /** Speaks when the module does not come; undoes it when it does after all. */
  function watch(host) {
    var name = host.nodeName.toLowerCase();
    var undo;
    function late() {
      if (!undo && !customElements.get(name)) undo = say(host, 'late');
    }
    setTimeout(late, failed ? 0 : PATIENCE);
    watched.push(late);
    customElements.whenDefined(name).then(function () {
      if (undo) undo();
    });
  }

  /** After parsing; some old browsers announce that too early, so after loading again. */
  function start() {
    if (document.readyState === 'loading') return;
    var hosts = document.querySelectorAll(TAGS);
    for (var i = 0; i < hosts.length; i++) {
      var above = hosts[i].parentNode;
      while (above && !/^consult-/i.test(above.nodeName)) above = above.parentNode;
      if (above || hosts[i].guarded) continue;
      hosts[i].guarded = true;
      if (canRun) watch(hosts[i]);
      else say(hosts[i], 'old');
    }
  }

  // A module could not be fetched. The event does not bubble.
  window.addEventListener(
    'error',
    function (event) {
      if (!event.target || event.target.type !== 'module') return;
      failed = true;
      for (var i = 0; i < watched.length; i++) watched[i]();
    },
    true
  );
  document.addEventListener('readystatechange', start);
  start();
})();
