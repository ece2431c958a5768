import { ru } from './ru.js';

/** The words of the dialog in which a free time is chosen. */
export const journalSlotsRu = {
  ...ru,
  titles: { offer: 'Предложить время', schedule: 'Записать на время' },
  texts: {
    offer: 'Талон будет ждать ответа пациента. Пациент увидит предложение на портале.',
    schedule:
      'Только если пациент уже согласился по телефону: он сразу будет записан, и чат консультации появится у него и у врача.',
  },
  confirms: { offer: 'Предложить', schedule: 'Записать' },
  close: 'Не менять',
  going: 'Сохраняем…',
  loading: 'Ищем свободные талоны…',
  none: 'Свободных талонов нет',
  noneHint: 'Откройте талоны в расписании или предложите другого врача.',
  retry: 'Попробовать снова',
  notLoaded: 'Расписание не загрузилось',
  onlyDoctor: (name: string) => `Только ${name}`,
  wished: 'желаемый день',
  late: 'позже обещанного срока',
  more: 'Показать более поздние',
  choose: 'Выберите время.',
  slot: (from: string, to: string) => `${from}–${to}`,
};

/** What the dialog can say. */
export type JournalSlotsWords = typeof journalSlotsRu;
