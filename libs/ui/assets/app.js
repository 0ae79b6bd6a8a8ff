// Everything works without this. It warns before unsaved changes are lost, shows errors first and tells of news. It stores nothing.
(() => {
  const changed = new Set();
  for (const form of document.querySelectorAll('form[data-guard]')) {
    form.addEventListener('input', () => changed.add(form));
    form.addEventListener('submit', () => changed.clear());
  }
  addEventListener('beforeunload', (event) => {
    if (changed.size) event.preventDefault();
  });

  document.querySelector('[data-error-summary]')?.focus();

  // The stream only says that something happened; the page is fetched anew, and the permission judged anew, when the user asks for it.
  for (const notice of document.querySelectorAll('[data-live]')) {
    const stream = new EventSource(notice.dataset.live);
    const show = () => (notice.hidden = false);
    stream.addEventListener('message', show);
    stream.addEventListener('changed', show);
    addEventListener('pagehide', () => stream.close());
    // Until the next news: the page still shows what it did when it was fetched.
    notice.querySelector('[data-put-away]').addEventListener('click', () => {
      notice.hidden = true;
      document.querySelector('#main').focus({ preventScroll: true });
    });
  }

  for (const button of document.querySelectorAll('[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => print());
  }
})();
