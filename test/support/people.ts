import type { Actor, EsiaLevel, PersonName, Role } from '@consult/core';

/** Somebody a test can speak of, with the role in which they sign in. */
export interface Cast {
  readonly id: string;
  readonly role: Role;
  readonly name: PersonName;
  readonly birthDate?: string;
  readonly specialty?: string;
  readonly organisation?: string;
  readonly level?: EsiaLevel;
  /** Has not accepted any document. */
  readonly withoutConsent?: boolean;
}

export const CLINIC = { id: 'org_polyclinic_27', name: 'Поликлиника № 27' } as const;
export const OTHER_CLINIC = { id: 'org_hospital_2', name: 'Городская больница № 2' } as const;

const doctor = (id: string, specialty: string, name: PersonName): Cast => ({
  id,
  role: 'doctor',
  specialty,
  name,
  organisation: CLINIC.id,
});

/** The people of every house. All patients but the newcomer have accepted the consent to remote consultation. */
export const PEOPLE = {
  patient: {
    id: 'per_matrosova',
    role: 'patient',
    name: { family: 'Матросова', given: 'Елена', patronymic: 'Викторовна' },
    birthDate: '1985-03-14',
  },
  /** The patient's son: she speaks for him. He has no account of his own. */
  child: {
    id: 'per_matrosov_misha',
    role: 'patient',
    name: { family: 'Матросов', given: 'Михаил', patronymic: 'Андреевич' },
    birthDate: '2017-09-01',
  },
  otherPatient: {
    id: 'per_sokolov',
    role: 'patient',
    name: { family: 'Соколов', given: 'Пётр', patronymic: 'Ильич' },
    birthDate: '1951-11-30',
  },
  newcomer: {
    id: 'per_novikova',
    role: 'patient',
    name: { family: 'Новикова', given: 'Анна', patronymic: 'Сергеевна' },
    birthDate: '1990-06-02',
    withoutConsent: true,
  },
  simplified: {
    id: 'per_uproshenko',
    role: 'patient',
    name: { family: 'Упрощенко', given: 'Олег', patronymic: 'Олегович' },
    birthDate: '1978-01-20',
    level: 'simplified',
    withoutConsent: true,
  },
  doctor: doctor('per_korolyov', 'Кардиолог', { family: 'Королёв', given: 'Сергей', patronymic: 'Петрович' }),
  surgeon: doctor('per_rezun', 'Хирург', { family: 'Резун', given: 'Игорь', patronymic: 'Львович' }),
  therapist: doctor('per_belova', 'Терапевт', { family: 'Белова', given: 'Ольга', patronymic: 'Юрьевна' }),
  operator: {
    id: 'per_operator',
    role: 'operator',
    name: { family: 'Регистрова', given: 'Нина', patronymic: 'Павловна' },
    organisation: CLINIC.id,
  },
  administrator: {
    id: 'per_administrator',
    role: 'administrator',
    name: { family: 'Админов', given: 'Юрий', patronymic: 'Максимович' },
    organisation: CLINIC.id,
  },
} as const satisfies Record<string, Cast>;

export type PersonKey = keyof typeof PEOPLE;

/** Who somebody is to the server. */
export function actorOf(who: PersonKey | Cast): Actor {
  const person = castOf(who);
  return {
    person: person.id,
    role: person.role,
    organisation: person.organisation ?? null,
    level: person.level ?? 'confirmed',
    session: `ses_${person.id}`,
  };
}

/** A key names one of {@link PEOPLE}; anybody else is told in full. */
export const castOf = (who: PersonKey | Cast): Cast => (typeof who === 'string' ? PEOPLE[who] : who);
