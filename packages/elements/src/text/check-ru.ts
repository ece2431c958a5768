import type { Agent } from '@consult/client/check';
import type { Probe, ProbeCause } from '@consult/core';
import { ru } from './ru.js';

const NAMES: Record<Agent['browser'], string> = {
  chrome: 'Chrome',
  edge: 'Microsoft Edge',
  yandex: 'Яндекс Браузер',
  opera: 'Opera',
  firefox: 'Firefox',
  safari: 'Safari',
  other: 'браузер',
};

/** Where this browser keeps what it was told about the camera. */
function allow({ browser, system }: Agent): string {
  if (system === 'ios')
    return browser === 'safari'
      ? 'Нажмите значок слева в строке адреса, выберите «Настройки веб-сайта» и разрешите камеру и микрофон.'
      : `Откройте «Настройки» телефона, найдите ${NAMES[browser]} и включите «Камера» и «Микрофон».`;
  if (system === 'android')
    return 'Нажмите значок слева от адреса страницы, выберите «Разрешения» и разрешите камеру и микрофон.';
  if (browser === 'firefox')
    return 'Нажмите перечёркнутую камеру или микрофон слева от адреса страницы и снимите запрет.';
  if (browser === 'safari')
    return 'В меню «Safari» откройте «Настройки для веб-сайта» и разрешите камеру и микрофон.';
  return 'Нажмите значок слева от адреса страницы и включите «Камера» и «Микрофон».';
}

/** Where this system keeps it. */
function allowInSystem({ browser, system }: Agent): string {
  const name = NAMES[browser];
  switch (system) {
    case 'windows':
      return 'Откройте «Параметры» → «Конфиденциальность» → «Камера», затем «Микрофон», и включите доступ для классических приложений.';
    case 'macos':
      return `Откройте «Системные настройки» → «Конфиденциальность и безопасность» → «Камера», затем «Микрофон», и включите ${name}.`;
    case 'android':
      return `Откройте «Настройки» → «Приложения» → ${name} → «Разрешения» и разрешите камеру и микрофон.`;
    case 'ios':
      return `Откройте «Настройки» → ${name} и включите «Камера» и «Микрофон».`;
    default:
      return `Откройте настройки приватности системы и разрешите камеру и микрофон для программы ${name}.`;
  }
}

const another = ({ system }: Agent) =>
  system === 'ios'
    ? 'Обновите систему телефона или планшета в «Настройках».'
    : 'Обновите браузер или откройте страницу в последней версии Chrome или Firefox.';

const blockers = () =>
  'Отключите для этого сайта антивирус, брандмауэр и расширения вроде AdBlock и обновите страницу.';

const plug = ({ system }: Agent) =>
  system === 'android' || system === 'ios'
    ? 'Отключите Bluetooth-гарнитуру и проверьте снова.'
    : 'Подключите камеру и гарнитуру к этому компьютеру и проверьте снова.';

const volume = ({ system }: Agent) =>
  system === 'android' || system === 'ios'
    ? 'Прибавьте громкость кнопкой на боку и отключите беззвучный режим.'
    : 'Прибавьте громкость и выберите наушники или колонки в настройках звука системы.';

/** The words of `<device-check>`. */
export const checkRu = {
  ...ru,
  title: 'Проверка камеры, микрофона и связи',
  intro:
    'Проверка займёт около минуты. Браузер спросит, можно ли включить камеру и микрофон. Изображение и звук никуда не передаются.',
  start: 'Начать проверку',
  again: 'Проверить всё снова',
  retry: 'Проверить снова',
  retryOf: (item: string) => `Проверить снова: ${item}`,
  checking: (probe: string) => `Проверяем: ${probe}`,
  answerBrowser: 'Ответьте браузеру: разрешите камеру и микрофон.',
  speak: 'Скажите что-нибудь, чтобы проверить микрофон.',

  ready: 'Всё готово',
  readyText: 'Можно разговаривать с врачом по видео.',
  limited: 'Можно разговаривать, но не всё работает',
  limitedText: 'Посмотрите, что отмечено ниже.',
  'not-ready': 'Пока нельзя разговаривать',
  'not-readyText': 'Сделайте то, что написано ниже, и проверьте снова.',
  unknown: 'Ещё не проверено',
  unknownText: '',

  items: {
    page: 'Связь с сервером',
    permissions: 'Разрешения браузера',
    devices: 'Камера, микрофон и звук',
    browser: 'Браузер',
    blockers: 'Антивирус, брандмауэр и блокировщики',
    adapters: 'Сетевые адаптеры',
  },
  states: {
    waiting: 'Ждёт проверки',
    running: 'Проверяем…',
    ok: 'В порядке',
    warning: 'Есть замечание',
    failed: 'Не работает',
    skipped: 'Не проверялось',
  },
  probes: {
    browser: 'возможности браузера',
    secure: 'защищённый адрес',
    policy: 'разрешение портала',
    'camera-permission': 'разрешение на камеру',
    'microphone-permission': 'разрешение на микрофон',
    camera: 'камера',
    microphone: 'микрофон',
    picture: 'изображение',
    sound: 'звук микрофона',
    speaker: 'наушники или колонки',
    server: 'сервер',
    socket: 'быстрые сообщения',
    webrtc: 'видеосвязь браузера',
    udp: 'прямая передача видео',
    turn: 'передача через наш сервер',
    adapters: 'подключения к сети',
  } satisfies Record<Probe, string> as Record<Probe, string>,
  causes: {
    'browser-too-old': 'Этот браузер устарел.',
    'insecure-origin': 'Страница открыта по незащищённому адресу, браузер не даёт на ней камеру и микрофон.',
    'policy-of-host': 'Сайт, на котором открыта страница, не разрешает ей камеру и микрофон.',
    'denied-by-person': 'В браузере запрещён доступ.',
    'denied-by-system': 'Доступ запрещён в настройках системы.',
    'not-asked-yet': 'Браузер ждёт вашего разрешения.',
    'device-missing': 'Устройство не найдено.',
    'device-busy': 'Устройство занято другой программой.',
    'picture-black': 'Камера передаёт чёрное изображение.',
    'picture-frozen': 'Изображение не движется.',
    'sound-silent': 'Микрофон молчит.',
    'speaker-silent': 'Вы не услышали звук.',
    'server-unreachable': 'Сервер не отвечает.',
    'socket-blocked': 'Что-то на пути обрывает соединение. Сообщения будут приходить медленнее.',
    'webrtc-altered': 'Расширение браузера мешает видеосвязи.',
    'webrtc-missing': 'Видеосвязь в браузере отключена.',
    'udp-blocked': 'Сеть не пропускает видео напрямую, возможны задержки.',
    'turn-unreachable': 'Запасной путь для видео закрыт.',
    'turn-refused': 'Сервер не дал запасного пути для видео.',
    'adapters-many': 'Компьютер подключён к нескольким сетям сразу.',
    'no-answer': 'Ответа нет.',
  } satisfies Record<ProbeCause, string> as Record<ProbeCause, string>,
  actions: {
    'browser-too-old': another,
    'insecure-origin': () => 'Откройте страницу по адресу, который начинается с https://.',
    'policy-of-host': () => 'Откройте чат в отдельной вкладке портала или сообщите в поддержку портала.',
    'denied-by-person': allow,
    'denied-by-system': allowInSystem,
    'not-asked-yet': () => 'Нажмите «Проверить снова» и разрешите камеру и микрофон в окне браузера.',
    'device-missing': plug,
    'device-busy': () => 'Закройте другие программы с видеосвязью (Skype, Zoom) и проверьте снова.',
    'picture-black': () => 'Откройте шторку камеры или снимите с неё наклейку.',
    'picture-frozen': () => 'Закройте другие программы с камерой и обновите страницу.',
    'sound-silent': () => 'Включите микрофон на гарнитуре и скажите что-нибудь ещё раз.',
    'speaker-silent': volume,
    'server-unreachable': () => 'Проверьте подключение к интернету и обновите страницу.',
    'socket-blocked': blockers,
    'webrtc-altered': blockers,
    'webrtc-missing': () => 'Откройте страницу в последней версии Chrome или Firefox.',
    'udp-blocked': () => 'Подключитесь к другой сети, например к домашней или мобильной.',
    'turn-unreachable': () =>
      'Проверьте снова без VPN или из другой сети. Если и там закрыто, сообщите в поддержку портала.',
    'turn-refused': () => 'Обновите страницу и проверьте снова.',
    'adapters-many': () => 'Отключите VPN и лишние подключения, оставьте одно.',
    'no-answer': () => 'Обновите страницу и проверьте снова.',
  } satisfies Record<ProbeCause, (agent: Agent) => string> as Record<ProbeCause, (agent: Agent) => string>,

  details: 'Подробности',
  preview: 'Вы на экране',
  level: 'Громкость микрофона',
  turnOff: 'Выключить камеру и микрофон',
  speakerText: 'Проверьте, слышно ли звук.',
  play: 'Проиграть звук',
  playing: 'Играет…',
  heardText: 'Вы слышали звук?',
  heard: 'Слышу',
  notHeard: 'Не слышу',
  notPlayed: 'Браузер не проиграл звук. Нажмите ещё раз.',
};

/** What `<device-check>` can say. */
export type CheckWords = typeof checkRu;
