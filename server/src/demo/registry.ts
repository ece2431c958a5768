import type { PersonName, RequestSource } from '@consult/core';
import { DEMO_CHILD, DEMO_CHILDREN_CLINIC, DEMO_CLINIC } from './people.js';

const WEEKDAYS = [480, 1200] as const; // 8:00–20:00

/** When the demonstration's clinics work: on weekdays, and on Saturdays until three. */
export const DEMO_HOURS = [
  ...Array.from({ length: 5 }, () => [...WEEKDAYS] as [number, number]),
  [540, 900] as [number, number],
  null,
];

/** Where the clinics are and how they are reached. */
export const DEMO_CLINICS = [
  {
    ...DEMO_CLINIC,
    district: 'Невский',
    address: 'пр. Обуховской Обороны, 261',
    phone: '+78123620000',
    hours: DEMO_HOURS,
  },
  {
    ...DEMO_CHILDREN_CLINIC,
    district: 'Невский',
    address: 'ул. Крыленко, 21',
    phone: '+78125840000',
    hours: DEMO_HOURS,
  },
] as const;

/** How the patients who sign in are reached. */
export const DEMO_CONTACTS: Readonly<Record<string, { readonly phone: string; readonly email?: string }>> = {
  per_matrosova: { phone: '+79215550114', email: 'matrosova@mail.example' },
  per_sokolov: { phone: '+79215550130' },
  per_uproshenko: { phone: '+79215550120' },
};

/** Whom else the journal knows: patients who apply and do not sign in here. */
export const DEMO_CALLERS = [
  caller('per_belyaeva', 'Беляева', 'Анна', 'Сергеевна', '1979-06-03', '+79215550201'),
  caller('per_grigoriev', 'Григорьев', 'Семён', 'Маркович', '1958-12-11', '+79215550202'),
  caller(
    'per_danilova',
    'Данилова-Преображенская',
    'Александра',
    'Константиновна',
    '1992-02-29',
    '+79215550203',
  ),
  caller('per_ershov', 'Ершов', 'Илья', 'Павлович', '2001-08-19', '+79215550204'),
  caller('per_zaytseva', 'Зайцева', 'Нина', 'Фёдоровна', '1944-01-07', '+79215550205'),
] as const;

function caller(
  id: string,
  family: string,
  given: string,
  patronymic: string,
  birthDate: string,
  phone: string,
): { readonly id: string; readonly name: PersonName; readonly birthDate: string; readonly phone: string } {
  return { id, name: { family, given, patronymic }, birthDate, phone };
}

/** A request of the demonstration: who asks for whom, how long ago, and what has become of it. */
export interface DemoRequest {
  readonly patient: string;
  /** Who signed in to apply; `undefined`: the registry entered it. */
  readonly by?: string;
  readonly clinic: string;
  readonly source: RequestSource;
  readonly specialty: string;
  /** Days ago. */
  readonly registered: number;
  readonly comment: string;
  /** Wished days, counted from today. */
  readonly wishes: readonly (readonly [from: number, to: number])[];
  /** Calls that were tried and how they ended. */
  readonly calls?: readonly ('no-answer' | 'call-later' | 'reached')[];
  /** Offers that were refused, with the patient's words; the last one is open where it says so. */
  readonly refused?: readonly string[];
  readonly offered?: boolean;
  readonly annulled?: string;
  readonly withdrawn?: boolean;
}

/** What stands in the journal. */
export const DEMO_REQUESTS: readonly DemoRequest[] = [
  {
    patient: 'per_matrosova',
    by: 'per_matrosova',
    clinic: DEMO_CLINIC.id,
    source: 'portal',
    specialty: 'Хирург',
    registered: 2,
    comment: 'После обеда. Болит колено, когда спускаюсь по лестнице.',
    wishes: [[2, 6]],
    calls: ['no-answer'],
    offered: true,
  },
  {
    patient: DEMO_CHILD.id,
    by: 'per_matrosova',
    clinic: DEMO_CHILDREN_CLINIC.id,
    source: 'portal',
    specialty: 'Педиатр',
    registered: 1,
    comment: 'После школы. Кашель две недели.',
    wishes: [[2, 9]],
  },
  {
    patient: 'per_sokolov',
    by: 'per_sokolov',
    clinic: DEMO_CLINIC.id,
    source: 'portal',
    specialty: 'Кардиолог',
    registered: 9,
    comment: 'Утром. Давление по дневнику выше обычного.',
    wishes: [[1, 14]],
    calls: ['no-answer', 'no-answer'],
  },
  {
    patient: 'per_belyaeva',
    clinic: DEMO_CLINIC.id,
    source: 'call-centre',
    specialty: 'Хирург',
    registered: 6,
    comment: 'Только вечером. Снять швы.',
    wishes: [[1, 5]],
    calls: ['reached'],
    refused: ['Утром я на работе', 'Слишком поздно', 'Далеко ехать'],
  },
  {
    patient: 'per_grigoriev',
    clinic: DEMO_CLINIC.id,
    source: 'visit',
    specialty: 'Терапевт',
    registered: 3,
    comment: 'Любое время. Продлить рецепт.',
    wishes: [
      [3, 3],
      [5, 8],
    ],
    calls: ['call-later'],
    refused: ['Буду на даче'],
  },
  {
    patient: 'per_danilova',
    clinic: DEMO_CLINIC.id,
    source: 'call-centre',
    specialty: 'Невролог',
    registered: 0,
    comment: 'До 12 часов. Головные боли.',
    wishes: [[1, 10]],
  },
  {
    patient: 'per_ershov',
    clinic: DEMO_CLINIC.id,
    source: 'call-centre',
    specialty: 'Терапевт',
    registered: 12,
    comment: 'Выходной. Справка для бассейна.',
    wishes: [[1, 3]],
    withdrawn: true,
  },
  {
    patient: 'per_zaytseva',
    clinic: DEMO_CLINIC.id,
    source: 'home-visit',
    specialty: 'Хирург',
    registered: 14,
    comment: 'Нужна помощь с дорогой.',
    wishes: [[1, 5]],
    refused: ['Не могу прийти', 'Гололёд', 'Снова не могу'],
    annulled: 'Трижды отказались от предложенного времени. Подайте новую заявку, когда будет удобно.',
  },
];

/** Free times from tomorrow on: which doctor, how, at what hours. Where a specialty has none, the portal offers the request. */
export const DEMO_TIMES = [
  { doctor: 'per_lebedeva', clinic: DEMO_CLINIC.id, kind: 'remote', at: ['10:00', '10:30', '15:00'] },
  { doctor: 'per_lebedeva', clinic: DEMO_CLINIC.id, kind: 'in-person', at: ['11:00', '11:30'] },
  { doctor: 'per_nozhikov', clinic: DEMO_CLINIC.id, kind: 'remote', at: ['12:00', '12:30'] },
  { doctor: 'per_orlov', clinic: DEMO_CLINIC.id, kind: 'remote', at: ['09:00', '16:30'] },
] as const;
