import { counter } from '../shared/plural.js';

const count = counter('ru');
const FILES = { one: 'файл', few: 'файла', many: 'файлов' };
const OF_FILES = { one: 'файла', many: 'файлов' };

/** The words about documents one is about to send. */
export const attachRu = {
  add: 'Прикрепить файл',
  upload: 'Загрузить файлы',
  shoot: 'Сделать снимок',
  drop: 'Отпустите, чтобы прикрепить к сообщению',
  tray: 'Прикреплённые файлы',
  attached: (n: number) => `Прикреплено: ${count(n, FILES)}`,

  preparing: 'Готовим снимок…',
  waiting: 'Ждёт отправки',
  uploading: (percent: number) => `Загружается, ${percent}%`,
  progress: (name: string) => `Загрузка файла ${name}`,
  uploaded: 'Загружен',
  failed: 'Не принят',
  lost: 'Этот браузер не сохранил файл. Уберите его и прикрепите снова.',

  tooLarge: (size: string) => `Файл больше ${size}. Уменьшите его или отправьте по частям.`,
  tooMany: (n: number) =>
    `В одном сообщении может быть не больше ${count(n, OF_FILES)}. Отправьте остальные следующим.`,
  noRoom: (n: number, size: string) =>
    `В этом чате больше нет места для файлов: помещается не больше ${count(n, OF_FILES)} и ${size}. Отправьте самое важное или удалите лишнее.`,

  remove: (name: string) => `Убрать файл ${name}`,
  retry: (name: string) => `Загрузить ещё раз файл ${name}`,
  dismiss: 'Понятно',

  smaller: (pixels: string) => `Снимок уменьшен до ${pixels}, место и время съёмки удалены.`,
  stripped: 'Место и время съёмки удалены из снимка.',
  original: (size: string) => `Отправить оригинал (${size})`,
  originalMeans: 'В оригинале могут остаться место и время съёмки и модель телефона: врач их увидит.',
  isOriginal: 'Оригинал: в нём могут остаться место и время съёмки.',
  heic: 'Снимок HEIC нельзя показать и очистить здесь: место и время съёмки останутся в файле.',
  asIs: 'Этот снимок браузер прочитать не смог: он уйдёт как есть, с местом и временем съёмки.',
};

export type AttachWords = typeof attachRu;
