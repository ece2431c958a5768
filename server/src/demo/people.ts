import type { EsiaLevel, PersonName, Role } from '@consult/core';

/** Somebody who can sign in to the demonstration. The stand-in for ESIA and the portal know the same people by the same ids. */
export interface DemoPerson {
  readonly id: string;
  readonly name: PersonName;
  readonly birthDate: string;
  readonly role: Role;
  /** The organisation a staff member acts for; `null` for patients. */
  readonly organisation: string | null;
  readonly level: EsiaLevel;
  /** What one finds after signing in as this person. */
  readonly sees: string;
}

export const DEMO_CLINIC = {
  id: 'org_polyclinic_27',
  name: 'СПб ГБУЗ «Городская поликлиника № 27»',
} as const;
export const DEMO_CHILDREN_CLINIC = {
  id: 'org_children_58',
  name: 'Детское поликлиническое отделение № 58',
} as const;

/** Everybody who can sign in. */
export const DEMO_PEOPLE = [
  {
    id: 'per_matrosova',
    name: { family: 'Матросова', given: 'Елена', patronymic: 'Викторовна' },
    birthDate: '1985-03-14',
    role: 'patient',
    organisation: null,
    level: 'confirmed',
    sees: 'чаты с хирургом, кардиологом и терапевтом и чат сына; часть завершена',
  },
  {
    id: 'per_sokolov',
    name: { family: 'Соколов', given: 'Пётр', patronymic: 'Ильич' },
    birthDate: '1951-11-30',
    role: 'patient',
    organisation: null,
    level: 'standard',
    sees: 'длинный дневник давления в чате с кардиологом',
  },
  {
    id: 'per_nozhikov',
    name: { family: 'Ножикив', given: 'Андрей', patronymic: 'Петрович' },
    birthDate: '1974-02-08',
    role: 'doctor',
    organisation: DEMO_CLINIC.id,
    level: 'confirmed',
    sees: 'хирург: консультации своих пациентов, карта пациента, завершение',
  },
  {
    id: 'per_nikolaev',
    name: { family: 'Николаев', given: 'Николай', patronymic: 'Сергеевич' },
    birthDate: '1969-07-21',
    role: 'doctor',
    organisation: DEMO_CLINIC.id,
    level: 'confirmed',
    sees: 'кардиолог: консультации своих пациентов, карта пациента, завершение',
  },
  {
    id: 'per_operator',
    name: { family: 'Журавлёва', given: 'Ольга', patronymic: 'Ивановна' },
    birthDate: '1988-10-05',
    role: 'operator',
    organisation: DEMO_CLINIC.id,
    level: 'confirmed',
    sees: 'журнал отложенной записи: сроки, звонки, предложенное время, отказы',
  },
  {
    id: 'per_administrator',
    name: { family: 'Белов', given: 'Игорь', patronymic: 'Олегович' },
    birthDate: '1980-12-17',
    role: 'administrator',
    organisation: DEMO_CLINIC.id,
    level: 'confirmed',
    sees: 'документы согласий и удаление данных: публикует, подтверждает',
  },
  {
    id: 'per_administrator_2',
    name: { family: 'Лаврова', given: 'Нина', patronymic: 'Павловна' },
    birthDate: '1976-04-09',
    role: 'administrator',
    organisation: DEMO_CLINIC.id,
    level: 'confirmed',
    sees: 'то же: данные удаляют двое',
  },
  {
    id: 'per_uproshenko',
    name: { family: 'Упрощенко', given: 'Олег', patronymic: 'Олегович' },
    birthDate: '1978-01-20',
    role: 'patient',
    organisation: null,
    level: 'simplified',
    sees: 'отказ: чату нужна подтверждённая или стандартная учётная запись',
  },
] as const satisfies readonly DemoPerson[];

/** The specialties of the doctors who can sign in. */
export const DEMO_SPECIALTIES: Readonly<Record<string, string>> = {
  per_nozhikov: 'Хирург',
  per_nikolaev: 'Кардиолог',
};

/** The son of Матросова, for whom she speaks: he is too young for an account of his own. */
export const DEMO_CHILD = {
  id: 'per_matrosov_misha',
  name: { family: 'Матросов', given: 'Михаил', patronymic: 'Андреевич' },
  birthDate: '2017-09-01',
} as const;

/** Doctors whom the patients meet and who do not sign in here. */
export const DEMO_DOCTORS = [
  {
    id: 'per_lebedeva',
    name: { family: 'Лебедева', given: 'Татьяна', patronymic: 'Юрьевна' },
    birthDate: '1977-05-19',
    specialty: 'Терапевт',
  },
  {
    id: 'per_sinitsyna',
    name: { family: 'Синицына', given: 'Мария', patronymic: 'Павловна' },
    birthDate: '1990-08-02',
    specialty: 'Педиатр',
  },
  {
    id: 'per_orlov',
    name: { family: 'Орлов', given: 'Вадим', patronymic: 'Львович' },
    birthDate: '1966-01-11',
    specialty: 'Невролог',
  },
] as const;
