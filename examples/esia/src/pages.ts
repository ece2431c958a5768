import type { EsiaPerson } from './people.js';

/** Makes text safe between tags and in quoted attributes. */
export const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const LEVELS: Readonly<Record<string, string>> = {
  simplified: 'упрощённая учётная запись',
  standard: 'стандартная учётная запись',
  confirmed: 'подтверждённая учётная запись',
};

const ROLES: Readonly<Record<string, string>> = {
  patient: 'Пациент',
  doctor: 'Врач',
  operator: 'Оператор регистратуры',
  administrator: 'Администратор',
};

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="ru">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>${title}</title>
    <link rel="stylesheet" href="/esia.css" />
    <link rel="icon" href="data:," />
  </head>
  <body>
    <main>
      <p class="note">Учебная замена ЕСИА. Все люди здесь вымышлены, пароль не нужен.</p>
      ${body}
    </main>
  </body>
</html>`;
}

/** Who are you? Everybody of the demo, each a button. */
export function signInPage(people: readonly EsiaPerson[], action: string): string {
  const button = ({ id, name, role, level, sees }: EsiaPerson) => `
        <li>
          <button name="person" value="${escape(id)}">
            <strong>${escape([name.family, name.given, name.patronymic].filter(Boolean).join(' '))}</strong>
            <span>${escape(ROLES[role] ?? role)}, ${escape(LEVELS[level] ?? level)}</span>
            <span>Увидит: ${escape(sees)}</span>
          </button>
        </li>`;
  return page(
    'Вход через ЕСИА',
    `<h1>Кто входит?</h1>
      <form method="post" action="${escape(action)}">
        <ul>${people.map(button).join('')}
        </ul>
        <button name="cancel" value="yes">Вернуться на портал без входа</button>
      </form>`,
  );
}

/** Ends the account's session. The person has already said «Выйти» on the portal, so the page presses the button itself. */
export function signOutPage(form: string): string {
  return page(
    'Выход из ЕСИА',
    `<h1>Выход</h1>
      ${form}
      <p><button id="sign-out" form="op.logoutForm" name="logout" value="yes">Выйти</button></p>
      <script src="/sign-out.js"></script>`,
  );
}

/** Said where there is nothing to return to. */
export const signedOutPage = (): string =>
  page('Вы вышли', '<h1>Вы вышли</h1><p>Эту страницу можно закрыть.</p>');

/** What went wrong, by its protocol code alone. */
export const errorPage = (code: string): string =>
  page(
    'Вход не удался',
    `<h1>Вход не удался</h1>
      <p>Вернитесь на портал и начните вход заново. Код: <code>${escape(code)}</code></p>`,
  );
