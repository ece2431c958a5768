import type { BookingTexts } from '../../text/booking-ru.js';
import type { Booking, Clinic, Schedule, Slot, Subject } from './answers.js';
import { type Choice, stepOf } from './choice.js';
import { button, el, radios } from '../dom.js';

export interface ScreenDeps {
  readonly text: BookingTexts;
  readonly choice: Choice;
  /** Goes on with another choice; `radio`: the name of the radio button that made it. */
  readonly go: (next: Choice, radio?: string) => void;
}

/** «Матросов Михаил Андреевич» */
export const nameOf = ({ family, given, patronymic }: Subject['name']): string =>
  [family, given, patronymic].filter(Boolean).join(' ');

/** «+7 (812) 362-00-00». */
const phoneWords = (phone: string | null) =>
  phone?.replace(/^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/, '+7 ($1) $2-$3-$4');

/** «вт, 1 декабря, 14:30», Moscow time. */
export const timeOf = (at: number, { locale }: BookingTexts): string =>
  new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'Europe/Moscow',
  }).format(at);

/** The four steps of the manual, the present one marked. */
export function stepsList({ text, choice }: ScreenDeps): HTMLElement {
  const at = stepOf(choice);
  const items = text.steps.map((words, index) =>
    el('li', index === at ? { tabIndex: -1, attributes: { 'aria-current': 'step' } } : {}, words),
  );
  return el('ol', { className: 'steps' }, ...items);
}

/** How one books and for whom. */
export function wayChoice({ text, choice, go }: ScreenDeps, subjects: readonly Subject[]): HTMLElement {
  const { way, kind } = choice;
  const patient = choice.patient ?? subjects.find(({ isSelf }) => isSelf)?.id ?? '';
  const again = { ...choice, clinic: undefined, specialty: undefined, slot: undefined, unsuited: undefined };
  return el(
    'div',
    { className: 'way' },
    radios(
      text.way,
      'way',
      [
        ['district', text.byDistrict],
        ['policy', text.byPolicy],
      ],
      way,
      (value) => go({ ...again, way: value, district: undefined }, 'way'),
    ),
    radios(
      text.kind,
      'kind',
      [
        ['remote', text.remote],
        ['in-person', text.inPerson],
      ],
      kind,
      (value) => go({ ...choice, kind: value, slot: undefined, unsuited: undefined }, 'kind'),
    ),
    subjects.length > 1
      ? radios(
          text.forWhom,
          'patient',
          subjects.map(({ id, isSelf, name }) => [id, isSelf ? text.self : nameOf(name)] as const),
          patient,
          (value) => go({ ...choice, patient: value }, 'patient'),
        )
      : null,
  );
}

const chosenBox = (name: string, value: string, otherWords: string, onOther: () => void): HTMLElement =>
  el(
    'div',
    { className: 'chosen' },
    el('p', {}, `${name}: `, el('strong', {}, value)),
    button(otherWords, onOther, 'link'),
  );

/** What has been chosen, each with the way back to it. */
export function chosenBoxes(
  { text, choice, go }: ScreenDeps,
  clinic: Clinic | undefined,
): readonly HTMLElement[] {
  const { way, district, specialty } = choice;
  const from = { ...choice, specialty: undefined, slot: undefined, unsuited: undefined };
  return [
    way === 'district' && district !== undefined
      ? chosenBox(text.district, district || text.noDistrict, text.otherDistrict, () =>
          go({ ...from, district: undefined, clinic: undefined }),
        )
      : undefined,
    clinic && chosenBox(text.clinic, clinic.name, text.otherClinic, () => go({ ...from, clinic: undefined })),
    specialty && chosenBox(text.specialty, specialty, text.otherSpecialty, () => go(from)),
  ].filter((box): box is HTMLElement => box instanceof HTMLElement);
}

const list = (title: string, items: readonly HTMLElement[]): HTMLElement =>
  el(
    'section',
    { className: 'options' },
    el('h2', {}, title),
    el('ul', {}, ...items.map((item) => el('li', {}, item))),
  );

/** Step 1: the district, then its clinics; by the policy the clinics one is attached to. */
export function clinicStep({ text, choice, go }: ScreenDeps, clinics: readonly Clinic[]): HTMLElement {
  const { way, district } = choice;
  if (way === 'district' && district === undefined) {
    const districts = [...new Set(clinics.map((clinic) => clinic.district ?? ''))].sort();
    return list(
      text.chooseDistrict,
      districts.map((one) => button(one || text.noDistrict, () => go({ ...choice, district: one }))),
    );
  }
  const found = clinics.filter((clinic) =>
    way === 'policy' ? clinic.attached : (clinic.district ?? '') === district,
  );
  if (found.length === 0) return el('p', {}, text.noClinics);
  return list(
    text.chooseClinic,
    found.map((clinic) =>
      el(
        'article',
        {},
        button(clinic.name, () => go({ ...choice, clinic: clinic.id })),
        el('p', { className: 'more' }, [clinic.address, phoneWords(clinic.phone)].filter(Boolean).join(', ')),
        clinic.attached ? el('p', { className: 'more' }, `✓ ${text.attached}`) : null,
      ),
    ),
  );
}

/** Step 2. */
export function specialtyStep({ text, choice, go }: ScreenDeps, schedule: Schedule): HTMLElement {
  return list(
    text.chooseSpecialty,
    schedule.specialties.map(({ name, free }) => {
      const made = button(name, () => go({ ...choice, specialty: name }));
      made.append(' ', el('span', { className: 'free' }, `${text.free}: ${free}`));
      return made;
    }),
  );
}

/** Step 3, where something is free: the doctors and their times. */
export function slotStep({ text, choice, go }: ScreenDeps, { specialties, slots }: Schedule): HTMLElement {
  const doctors = specialties.find(({ name }) => name === choice.specialty)?.doctors ?? [];
  const cards = doctors.map((doctor) => {
    const own = slots.filter((slot) => slot.doctor.id === doctor.id);
    const [first] = own;
    const times = own.map((slot) =>
      el(
        'li',
        {},
        button(timeOf(slot.startsAt, text), () => go({ ...choice, slot: slot.id })),
      ),
    );
    return el(
      'article',
      { className: 'doctor' },
      el('h3', {}, doctor.specialty),
      el('p', {}, nameOf(doctor.name)),
      el(
        'p',
        { className: 'more' },
        first ? `${text.nearest}: ${timeOf(first.startsAt, text)}` : `${text.free}: 0`,
      ),
      first
        ? button(`${text.chooseSlot} >`, () => go({ ...choice, slot: first.id }), 'button positive')
        : null,
      first
        ? el('details', {}, el('summary', {}, text.schedule), el('ul', { className: 'times' }, ...times))
        : null,
    );
  });
  return el(
    'section',
    {},
    ...cards,
    button(text.noneSuits, () => go({ ...choice, unsuited: 'yes' }), 'link'),
  );
}

/** Step 4: what will be booked, and a word to the doctor. */
export function bookingStep(
  { text, choice, go }: ScreenDeps,
  { slot, patient, clinic }: { slot: Slot; patient: Subject; clinic: Clinic | undefined },
  onBook: (comment: string) => void,
): HTMLElement {
  const fact = (name: string, value: string) => [el('dt', {}, name), el('dd', {}, value)];
  const comment = el('textarea', { name: 'comment', maxLength: 2000, rows: 3 });
  const form = el(
    'form',
    { className: 'booking' },
    el('h2', {}, text.confirm),
    el(
      'dl',
      {},
      ...fact(text.patient, nameOf(patient.name)),
      ...fact(text.doctor, `${nameOf(slot.doctor.name)}, ${slot.doctor.specialty}`),
      ...(clinic ? fact(text.clinic, clinic.name) : []),
      ...fact(text.time, `${timeOf(slot.startsAt, text)}, ${text.moscow}`),
    ),
    el('label', {}, text.comment, comment, el('small', {}, text.commentHint)),
    el(
      'p',
      { className: 'actions' },
      el('button', { className: 'button main' }, text.book),
      button(text.back, () => go({ ...choice, slot: undefined })),
    ),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    onBook(comment.value.trim());
  });
  return form;
}

/** It is booked: when, and what comes next. */
export function bookedScreen(text: BookingTexts, { slot, chat }: Booking, patient: Subject): HTMLElement {
  return el(
    'section',
    { className: 'booked' },
    el('h2', { tabIndex: -1 }, text.booked),
    el('p', {}, el('strong', {}, `${timeOf(slot.startsAt, text)}, ${text.moscow}`)),
    el('p', {}, `${slot.doctor.specialty}, ${nameOf(slot.doctor.name)}`),
    el('p', {}, `${text.patient}: ${nameOf(patient.name)}`),
    el('p', {}, chat ? text.bookedRemote : text.bookedInPerson),
    el(
      'p',
      { className: 'actions' },
      el(
        'a',
        { className: 'button main', href: chat ? `/chat/${chat}` : '/visits' },
        chat ? text.toChat : text.toVisits,
      ),
    ),
  );
}
