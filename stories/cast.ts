import { CLINIC, type Cast } from '../test/support/people.js';

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
