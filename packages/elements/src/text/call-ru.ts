import type { EndReason, Quality, RecoveryStep } from '@consult/client/call';
import type { ProbeCause } from '@consult/core';
import { ru } from './ru.js';

/** How a call ended, for each side: what happened, and what to do now. */
const ends: Record<'patient' | 'doctor', Record<EndReason, readonly [title: string, hint: string]>> = {
  patient: {
    'hang-up': ['Звонок завершён', 'Если что-то осталось неясным, напишите врачу в чате.'],
    declined: ['Вы отклонили звонок', 'Напишите врачу, когда вам удобно поговорить.'],
    cancelled: ['Врач отменил звонок', 'Врач может позвонить ещё раз. Не закрывайте страницу.'],
    'no-answer': ['Пропущенный звонок', 'Напишите врачу, что вы на месте: он позвонит ещё раз.'],
    busy: ['Пропущенный звонок', 'В это время вы говорили по другому звонку.'],
    failed: ['Связь не удалась', 'Проверьте камеру, микрофон и интернет. Врач может позвонить ещё раз.'],
    'answered-elsewhere': [
      'Вы ответили в другом месте',
      'Разговор идёт на другом устройстве или в другой вкладке.',
    ],
  },
  doctor: {
    'hang-up': ['Звонок завершён', 'Консультация ещё открыта: можно писать, звонить или завершить её.'],
    declined: ['Пациент отклонил звонок', 'Напишите в чате, когда вы позвоните ещё раз.'],
    cancelled: ['Вы отменили звонок', 'Пациент увидит пропущенный звонок.'],
    'no-answer': ['Пациент не ответил', 'Напишите в чате или позвоните ещё раз.'],
    busy: ['Пациент говорит по другому звонку', 'Позвоните ещё раз через несколько минут.'],
    failed: ['Связь не удалась', 'Позвоните ещё раз или продолжите в чате.'],
    'answered-elsewhere': [
      'Звонок идёт в другом месте',
      'Разговор идёт на другом устройстве или в другой вкладке.',
    ],
  },
};

const causes: Partial<Record<ProbeCause, string>> = {
  'denied-by-person': 'доступ запрещён в браузере',
  'denied-by-system': 'доступ запрещён в настройках системы',
  'not-asked-yet': 'вопрос браузера о доступе остался без ответа',
  'device-missing': 'устройство не найдено',
  'device-busy': 'занято другой программой',
  'policy-of-host': 'запрещено этой страницей',
  'insecure-origin': 'страница открыта по незащищённому адресу',
  'no-answer': 'браузер ждёт вашего разрешения',
  'picture-black': 'картинка не идёт',
  'sound-silent': 'звук не идёт',
};

const recoveries: Record<RecoveryStep, string> = {
  'ice-restart': 'Восстанавливаем связь…',
  redial: 'Связь прервалась. Соединяем заново…',
  'audio-only': 'Слабая связь: оставили только звук',
  words: 'Связь не восстанавливается. Проверьте интернет и попробуйте ещё раз.',
};

const qualities: Record<Quality, string> = {
  good: 'Связь хорошая',
  fair: 'Связь неустойчивая: картинка может замирать',
  poor: 'Связь слабая: возможны перебои со звуком',
};

/** The words of `<video-call>`. They come with the call. */
export const callRu = {
  ...ru,
  ends,
  causes,
  recoveries,
  qualities,
  window: 'Видеозвонок',
  incoming: 'Входящий видеозвонок',
  calling: (name: string) => `Звоним: ${name}`,
  accept: 'Принять',
  acceptAudio: 'Ответить без камеры',
  decline: 'Сбросить',
  cameraHint: 'Камера и микрофон включатся, только когда вы ответите.',
  connecting: 'Соединяем…',
  active: 'Разговор идёт',
  reconnecting: 'Восстанавливаем связь…',
  elsewhere: 'Разговор идёт на другом устройстве или в другой вкладке',
  take: 'Перенести сюда',
  theyReconnect: 'Собеседник восстанавливает связь…',
  noPicture: (name: string) => `${name}: камера выключена`,
  pictureComing: 'Ждём изображение…',
  theirSoundOff: 'Микрофон собеседника выключен',
  theirScreen: 'Показывает экран',
  self: 'Ваше изображение. Стрелки переносят его в другой угол.',
  selfOff: 'Ваша камера выключена',
  microphone: 'Микрофон',
  camera: 'Камера',
  screen: 'Экран',
  hangUp: 'Завершить',
  cancel: 'Отменить',
  tools: 'Ещё',
  sending: 'включено, собеседник получает',
  starting: 'включается…',
  off: 'выключено',
  failed: (why: string) => `не работает: ${why}`,
  unknownCause: 'причина неизвестна',
  showing: 'экран показан собеседнику',
  hidden: 'экран не показан',
  unmute: 'Включить звук',
  shrink: 'Свернуть',
  grow: 'Развернуть',
  fullScreen: 'На весь экран',
  float: 'Поверх окон',
  audioOnly: 'Только звук',
  retry: 'Попробовать ещё раз',
  toChat: 'Написать в чат',
  again: 'Позвонить ещё раз',
  check: 'Проверить камеру и микрофон',
  close: 'Закрыть',
  lasted: (length: string) => `Длительность ${length}`,
  microphones: 'Микрофон',
  cameras: 'Камера',
  speakers: 'Динамик',
  device: (number: number) => `Устройство ${number}`,
  code: 'Код связи',
  codeHint: 'Прочитайте код вслух: если у обоих он одинаковый, вас никто не слышит, кроме собеседника.',
  codeNone: 'Код появится, когда установится связь.',
  captions: 'Текст во время звонка',
  captionsHint: 'Если вас не слышно, напишите здесь. После звонка эти слова не сохранятся.',
  sendCaption: 'Отправить',
  you: 'Вы',
  deviceLost: 'Устройство отключилось. Выбрано другое.',
};

export type CallWords = typeof callRu;
