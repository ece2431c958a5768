const button = document.querySelector<HTMLButtonElement>('.menu-button');
const menu = document.querySelector<HTMLElement>('#menu');

/** On a narrow page the menu opens by its button; without scripts it simply stands there. */
if (button && menu) {
  const open = (is: boolean) => {
    button.setAttribute('aria-expanded', String(is));
    document.body.classList.toggle('menu-open', is);
  };
  document.documentElement.classList.add('with-script');
  button.hidden = false;
  button.addEventListener('click', () => open(button.getAttribute('aria-expanded') !== 'true'));
  addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !document.body.classList.contains('menu-open')) return;
    open(false);
    button.focus();
  });
}

/** Choosing an appearance is enough; without scripts there is a button. */
for (const select of document.querySelectorAll<HTMLSelectElement>('.settings select')) {
  const confirm = select.form!.querySelector<HTMLButtonElement>('[data-without-script]')!;
  confirm.hidden = true;
  select.addEventListener('change', () => select.form!.requestSubmit(confirm));
}
