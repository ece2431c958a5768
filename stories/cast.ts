import { CLINIC, PEOPLE, type Cast } from '../test/support/people.js';

/** People with names longer than any row. */
export const LONG_NAMED = {
  patient: {
    id: 'per_long_patient',
    role: 'patient',
    name: {
      family: 'Константинопольская-Верхнезадвинская',
      given: 'Александрина-Мирослава',
      patronymic: 'Владиславовна-Ростиславовна',
    },
    birthDate: '1948-02-29',
  },
  doctor: {
    id: 'per_long_doctor',
    role: 'doctor',
    name: { family: 'Рождественский-Преображенский', given: 'Аристарх', patronymic: 'Вячеславович' },
    specialty: 'Врач ультразвуковой диагностики сердечно-сосудистой системы',
    organisation: CLINIC.id,
  },
} as const satisfies Record<string, Cast>;

/** A patient whose name and words run from right to left. */
export const SPEAKS_HEBREW: Cast = {
  id: 'per_hebrew',
  role: 'patient',
  name: { family: 'לוי', given: 'דוד' },
  birthDate: '1960-05-05',
};

/** What the journal keeps of a new request that was begun. */
export const BEGUN_ENTRY = {
  query: '',
  source: 'call-centre',
  patient: { ...PEOPLE.otherPatient, phone: null },
  kind: 'remote',
  specialty: 'Кардиолог',
  doctor: '',
  phone: '+7 (921) 555-01-09',
  email: '',
  wishes: [
    { from: '2026-04-14', to: '2026-04-14' },
    { from: '2026-04-20', to: '2026-04-24' },
  ],
  from: '',
  to: '',
  comment: 'После обеда. Одышка.',
};
