import type { AuditAction, NoteCode, Watcher } from '@consult/core';
import { ru } from './ru.js';

const moves: Record<NoteCode, string> = {
  'doctor-assigned': 'Назначен врач',
  'doctor-changed': 'Сменён врач',
  opened: 'Консультация открыта',
  completed: 'Консультация завершена с заключением',
  'completed-without-conclusion': 'Консультация завершена без заключения',
  missed: 'Консультация отмечена как несостоявшаяся',
  cancelled: 'Консультация отменена',
  'call-ended': 'Видеозвонок завершён',
  'call-missed': 'Видеозвонок пропущен',
  'call-declined': 'Видеозвонок отклонён',
};

const acts: Record<AuditAction, string> = {
  'attachment-put': 'Изменено прикрепление к организации',
  'attempt-added': 'Попытка связаться по телефону',
  'call-answered': 'Принят видеозвонок',
  'call-ended': 'Завершён видеозвонок',
  'call-joined': 'Подключение к видеозвонку',
  'call-rung': 'Начат видеозвонок',
  'card-opened': 'Открыта карточка пациента',
  'chat-created': 'Назначена консультация',
  'chat-exported': 'Скачана переписка',
  'chat-moved': 'Изменено состояние консультации',
  'chat-opened': 'Открыт чат',
  'chat-searched': 'Поиск по переписке',
  'conclusion-given': 'Выдано заключение',
  'conclusion-opened': 'Открыто заключение',
  'conclusion-previewed': 'Подготовлено заключение',
  'consent-given': 'Дано согласие',
  'consent-proved': 'Выгружено подтверждение согласия',
  'consent-published': 'Опубликован текст согласия',
  'consent-withdrawn': 'Отозвано согласие',
  'data-erased': 'Уничтожены данные, которые не нужно хранить',
  'data-exported': 'Скачаны все данные',
  'doctor-changed': 'Сменён врач',
  'entry-added': 'Отправлено сообщение',
  'entry-deleted': 'Удалено своё сообщение',
  'erasure-approved': 'Одобрено уничтожение данных',
  'erasure-asked': 'Запрошено уничтожение данных',
  'file-added': 'Добавлен файл',
  'file-opened': 'Открыт файл',
  'file-removed': 'Удалён файл',
  'file-scanned': 'Файл проверен антивирусом',
  'journal-exported': 'Выгружен журнал заявок',
  'journal-opened': 'Открыт журнал заявок',
  'offer-accepted': 'Принято предложенное время',
  'offer-lapsed': 'Истекло время ответа на предложение',
  'offer-made': 'Предложено время приёма',
  'offer-refused': 'Отклонено предложенное время',
  'offer-retracted': 'Предложение времени отозвано',
  'organisation-put': 'Изменены сведения об организации',
  'people-searched': 'Поиск пациента',
  'person-put': 'Изменены сведения о человеке',
  'read-marked': 'Прочитаны сообщения',
  'readiness-opened': 'Просмотрена готовность к видеозвонку',
  'readiness-told': 'Проверены камера и микрофон',
  'representation-ended': 'Закончилось право представителя',
  'representation-put': 'Изменены права представителя',
  'request-annulled': 'Заявка аннулирована',
  'request-done': 'Заявка завершена',
  'request-opened': 'Открыта заявка',
  'request-registered': 'Зарегистрирована заявка',
  'request-returned': 'Заявка возвращена в работу',
  'request-scheduled': 'Пациент записан по заявке',
  'request-withdrawn': 'Заявка отозвана',
  'slot-booked': 'Запись к врачу',
  'slots-opened': 'Открыто время приёма',
  'role-restored': 'Возвращена роль',
  'role-revoked': 'Отозвана роль',
  'sessions-ended': 'Завершены сеансы',
};

const watchers: Record<Watcher, string> = {
  self: 'Вы',
  patient: 'Пациент',
  representative: 'Представитель пациента',
  doctor: 'Врач',
  operator: 'Сотрудник регистратуры',
  administrator: 'Администратор',
  clock: 'Система, автоматически',
};

/** The words about who has looked into a chat, and about taking it home. */
export const recordRu = {
  ...ru,
  menu: 'Ещё',
  accesses: 'Кто смотрел',
  save: 'Скачать переписку',
  close: 'Закрыть',

  accessesHint:
    'Кто открывал эту переписку и что с ней делал. Отдельные сообщения здесь не перечислены: они видны в чате. Этот список видите только вы и те, кто представляет пациента.',
  accessesLoading: 'Загружаем список…',
  accessesEmpty: 'Пока никто ничего не открывал.',
  accessesFailed: 'Список не загрузился',
  retry: 'Попробовать снова',
  more: 'Показать более ранние',
  loadingMore: 'Загружаем…',
  act: (action: AuditAction, note: NoteCode | null, file: string | null) => {
    const words = note ? moves[note] : acts[action];
    return file ? `${words}: ${file}` : words;
  },
  watcher: (who: Watcher) => watchers[who],
  /** Of the patient, who reads it. */
  yours: 'Ваш представитель',

  saveHint:
    'Файл сохранится на этом устройстве. В нём сведения о здоровье: не оставляйте его на чужом компьютере.',
  html: 'Для чтения и печати',
  htmlHint: 'Файл HTML с документами внутри. Открывается в любом браузере, интернет для этого не нужен.',
  json: 'Для проверки подлинности',
  jsonHint:
    'Файл JSON с контрольными суммами. По ним программа consult-verify покажет, изменено ли в переписке хоть что-нибудь.',
  saving: 'Готовим файл…',
  saved: 'Файл готов. Если браузер не спросил, куда его сохранить, он в папке загрузок.',
  notSaved: 'Файл не скачался.',
  fileName: 'Переписка',
};

export type RecordWords = typeof recordRu;
