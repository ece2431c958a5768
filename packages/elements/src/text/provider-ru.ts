import { errorsRu } from './errors-ru.js';
import { ru } from './ru.js';

/** Words of `<consult-provider>`: why somebody is not let in, and what to do about it. */
export const providerRu = {
  ...ru,
  errors: errorsRu,
  retry: 'Попробовать снова',
  notLetIn: 'Консультации недоступны',
  simplifiedTitle: 'Подтвердите учётную запись',
  simplified:
    'Вы вошли с упрощённой учётной записью Госуслуг, а врачу нужно знать, с кем он говорит. Нужен уровень «Подтвержденная или Стандартная»: подтвердите учётную запись и войдите снова.',
  /** The manual's two links (§4.1). */
  gosuslugi: 'Госуслуги',
  accountGuide: 'Инструкция по регистрации ЕСИА',
  ageRefusedTitle: 'Этот человек решает сам',
  signedOutTitle: 'Сеанс завершён',
  signedOut: 'Войдите на портал снова, чтобы продолжить. Отправленные сообщения сохранены.',
  anotherPersonTitle: 'Здесь уже работает другой человек',
  anotherPerson:
    'На этой странице открыты консультации другого пользователя. Закройте её, выйдите из портала и войдите под своим именем.',
};
export type ProviderWords = typeof providerRu;
