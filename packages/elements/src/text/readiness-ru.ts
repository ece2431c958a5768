import type { Probe } from '@consult/core';

const line = 'связь';
const leave = 'доступ к камере и микрофону';

/** The words about how ready the patient is for a call; `when` is a moment, `what` a list of what does not work. */
export const readinessRu = {
  unknown: (_when?: string, _what?: string) => 'Пациент ещё не проверял камеру и микрофон.',
  ready: (when: string, _what: string) => `Пациент готов к видеозвонку: проверено ${when}.`,
  limited: (when: string, what: string) =>
    `Пациент может говорить по видео, но не всё работает: ${what}. Проверено ${when}.`,
  'not-ready': (when: string, what: string) => `Видеозвонок пока невозможен: ${what}. Проверено ${when}.`,
  probes: {
    browser: 'браузер',
    secure: 'адрес страницы',
    policy: leave,
    'camera-permission': 'доступ к камере',
    'microphone-permission': 'доступ к микрофону',
    camera: 'камера',
    microphone: 'микрофон',
    picture: 'изображение',
    sound: 'звук микрофона',
    speaker: 'наушники или колонки',
    server: line,
    socket: line,
    webrtc: 'видеосвязь в браузере',
    udp: line,
    turn: line,
    adapters: 'несколько подключений к сети',
  } satisfies Record<Probe, string> as Partial<Record<string, string>>,
};

/** What can be said of the patient's devices. */
export type ReadinessWords = typeof readinessRu;
