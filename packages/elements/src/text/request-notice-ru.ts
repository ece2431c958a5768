import { ru } from './ru.js';

/** What `<deferred-request-form>` says before anybody applies. The first three are the manual's own words (§3). */
export const requestNoticeRu = {
  ...ru,
  noSlots: 'Не найдено свободных талонов.',
  noticeText:
    'При отсутствии номерков Вы можете подать заявку в журнал отложенной записи медицинской организации. Ваша заявка будет обработана в рабочие часы медицинской организации. Ответственный специалист свяжется с Вами по телефону в течение 5 рабочих дней с даты регистрации заявки. Обращаем внимание на то, что Ваша заявка может быть аннулирована при трехкратном отказе от предложенных дат и времени приема врача.',
  apply: 'Подать заявку',
  begun: 'Вы уже начали заполнять заявку. Всё, что вы ввели, сохранено.',
  loading: 'Заявка загружается…',
  slow: 'Загрузка идёт дольше обычного. Проверьте подключение к интернету.',
  notLoaded: 'Заявка не загрузилась',
  retry: 'Попробовать снова',
};

/** What `<deferred-request-form>` can say before anybody applies. */
export type RequestNoticeWords = typeof requestNoticeRu;
