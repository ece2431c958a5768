import { counter } from '../shared/plural.js';
import { ru } from './ru.js';

const count = counter('ru');

/** The words of the form in which the staff enters a request. */
export const journalEntryRu = {
  ...ru,
  title: 'Новая заявка',
  text: 'Заявка за пациента, который позвонил или пришёл. Согласие на обработку персональных данных пациент даёт устно или на бумаге.',
  search: 'Пациент',
  searchHint: 'Начните с фамилии. Находятся прикреплённые к поликлинике пациенты, у врача — его собственные.',
  searching: 'Ищем…',
  found: (n: number) => `Найдено: ${count(n, { one: 'пациент', few: 'пациента', many: 'пациентов' })}`,
  nobody: 'Никого не нашли. Проверьте фамилию.',
  another: 'Выбрать другого',
  born: (day: string) => `${day} г. р.`,
  source: 'Откуда заявка',
  kind: 'Что нужно',
  specialty: 'Специальность',
  chooseSpecialty: 'Выберите специальность',
  doctor: 'Врач',
  anybody: 'Любой врач специальности',
  phone: 'Телефон',
  email: 'Почта (необязательно)',
  restored: 'Эту заявку начали раньше и не создали.',
  clear: 'Начать заново',
  wishes: 'Желаемые даты',
  wishesHint: 'Один день или несколько подряд. Так можно добавить до 10 дат.',
  from: 'С',
  to: 'По',
  add: 'Добавить даты',
  added: (days: string) => `Добавлено: ${days}`,
  remove: (days: string) => `Убрать: ${days}`,
  removed: (days: string) => `Убрано: ${days}`,
  comment: 'Пожелания по времени, причина посещения',
  close: 'Не создавать',
  confirm: 'Создать заявку',
  going: 'Создаём…',
  needed: {
    patient: 'Выберите пациента.',
    specialty: 'Выберите специальность.',
    email: 'Почта указана неверно. Исправьте её или оставьте поле пустым.',
    phone: 'Укажите телефон: по нему позвонят.',
    comment: 'Напишите, зачем пациент обращается.',
    long: 'Текст слишком длинный. Сократите его.',
  },
};

/** What the form can say. */
export type JournalEntryWords = typeof journalEntryRu;
