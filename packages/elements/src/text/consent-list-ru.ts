import type { ConsentKind, EsiaLevel } from '@consult/core';
import { consentsRu } from './consents-ru.js';

/** What the withdrawal of each means; that of notifications in the manual's own words (§4.3). */
const consequences: Record<ConsentKind, string> = {
  notifications:
    'В случае отмены согласия вам не будет доступен просмотр медицинских документов в электронном виде в личном кабинете (результаты анализов, случаи медицинского обслуживания), не будут отправляться уведомления от системы здравоохранения Санкт-Петербурга.',
  'personal-data':
    'После отзыва нельзя будет подать новую заявку на запись, пока вы не дадите согласие снова. Сведения, которые медицинская организация обязана хранить по закону, останутся у неё.',
  'remote-consultation':
    'После отзыва чаты с врачом закроются: вы не сможете читать переписку, писать и говорить с врачом по видео, пока не дадите согласие снова. Переписка и заключения сохранятся.',
};

const levels: Record<EsiaLevel, string> = {
  simplified: 'упрощённая учётная запись',
  standard: 'стандартная учётная запись',
  confirmed: 'подтверждённая учётная запись',
};

/** The words of `<consent-list>`. */
export const consentListRu = {
  ...consentsRu,
  consequences,
  title: 'Мои согласия на доступ',
  forSelf: (name: string) => `За себя: ${name}`,
  forChild: (name: string) => `За ребёнка: ${name}`,
  none: 'Не дано',
  given: (version: number, when: string) => `Дано ${when}, редакция ${version}`,
  withdrawn: (when: string) => `Отозвано ${when}`,
  superseded: 'Появилась новая редакция',
  supersededHint: (given: number) =>
    `Вы соглашались с редакцией ${given}. Новая начнёт действовать для вас, когда вы её примете.`,
  unpublished: 'Текст этого согласия ещё не опубликован.',
  comparing: 'Сравниваем…',
  notCompared: 'Сравнить редакции сейчас не удалось.',
  openText: 'Открыть принятый текст',
  give: 'Прочитать и дать согласие',
  giveNew: 'Прочитать новую редакцию',
  receipt: 'Квитанция (PDF)',
  proof: 'Файл для проверки',
  preparing: 'Готовим…',
  withdraw: 'Отозвать согласие',
  withdrawTitle: 'Отозвать согласие?',
  keep: 'Оставить в силе',
  withdrawing: 'Отзываем…',
  notWithdrawn: 'Согласие не отозвано.',
  done: 'Согласие отозвано.',
  history: 'История',
  actGiven: (when: string, version: number) => `${when}: дано, редакция ${version}`,
  actWithdrawn: (when: string) => `${when}: отозвано`,
  by: (name: string) => `Действие совершил(а): ${name}`,
  level: (level: EsiaLevel) => `Вход через Госуслуги: ${levels[level]}`,
  acceptedAt: (when: string, by: string) => `Принято ${when}. Принял(а): ${by}`,
  version: (version: number) => `Редакция ${version}`,
  acceptedFor: (name: string) => `За кого: ${name}`,
  notOpened: 'Текст не открылся.',
  notSaved: 'Файл не получен.',
  notLoaded: 'Согласия не загрузились',
  listLoading: 'Загружаем согласия…',
  empty: 'Согласий пока нет',
  emptyHint: 'Здесь появятся документы, которые нужно принять, и те, что вы приняли.',
  offline: 'Нет связи с сервером. Показано то, что было известно.',
};

export type ConsentListWords = typeof consentListRu;
