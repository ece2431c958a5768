import type { ConsultationState, NoteCode } from '@consult/core';

const assigned = (name: string) => `${name} назначен ответственным`;

const notes: Record<NoteCode, (name: string, reason: string, length: string) => string> = {
  'doctor-assigned': assigned,
  'doctor-changed': assigned,
  opened: () => 'Консультация началась',
  completed: () => 'Все работы по заявке успешно завершены',
  'completed-without-conclusion': (_, reason) => `Консультация завершена без заключения: ${reason}`,
  missed: () => 'Консультация не состоялась',
  cancelled: () => 'Консультация отменена',
  'call-ended': (_, __, length) => `Видеозвонок, длительность ${length}`,
  'call-missed': () => 'Пропущенный видеозвонок',
  'call-declined': () => 'Видеозвонок отклонён',
};

const states: Record<ConsultationState, string> = {
  scheduled: 'Назначена',
  open: 'Идёт',
  completed: 'Завершена',
  missed: 'Не состоялась',
  cancelled: 'Отменена',
};

/** The words around an exported conversation. */
export const exportRu = {
  locale: 'ru',
  zone: 'МСК',
  title: 'Переписка консультации',
  patient: 'Пациент',
  doctor: 'Врач',
  /** The name after it keeps its first case: no rule declines every name. */
  onBehalf: 'от имени пациента:',
  organisation: 'Медицинская организация',
  subject: 'Консультация',
  appointed: 'Назначена на',
  state: 'Состояние',
  made: 'Файл составлен',
  conversation: 'Переписка',
  messages: 'Записей в переписке',
  deleted: (when: string) => `Сообщение удалено автором: ${when}`,
  answering: 'В ответ на сообщение',
  takenBack: 'Сообщение удалено',
  noFiles: (count: number) => `Файлов: ${count}`,
  files: 'Файлы',
  scanning: 'проверка не закончена',
  blocked: 'заблокирован: в нём найдена угроза',
  unchecked: 'закрыт: его не удалось проверить на угрозы',
  bytes: (size: string) => `${size} байт`,
  fingerprint: 'SHA-256',
  conclusion: 'Консультативное заключение',
  version: (version: number) => `Редакция ${version}`,
  signed: (who: string) => `Подписал(а) ${who}`,
  unsigned: 'Не подписано электронной подписью',
  document: 'Документ',
  documentName: (version: number) => `Заключение ${version}.pdf`,
  save: (name: string) => `Сохранить «${name}»`,
  elsewhere: 'Самого документа в этом файле нет: скачайте его в чате.',
  complaints: 'Жалобы',
  findings: 'Что установлено',
  diagnosis: 'Диагноз',
  recommendations: 'Рекомендации',
  nextVisit: 'Следующий приём',
  number: (seq: number) => `№ ${seq}`,
  checksum: 'Контрольная сумма переписки (SHA-256)',
  checksumHint:
    'Та же сумма стоит в конце файла для проверки (JSON) этой переписки. Если суммы совпадают, переписка в обоих файлах одна и та же.',
  notes,
  states,
};

/** What an exported conversation says in any language. */
export type ExportText = typeof exportRu;
