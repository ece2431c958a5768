import { bookingEn } from '../text/booking-en.js';
import { type BookingTexts, bookingRu } from '../text/booking-ru.js';
import type { Booking, Clinic, Schedule, Subject } from './booking/answers.js';
import { type Choice, readChoice, writeChoice } from './booking/choice.js';
import { button, el } from './dom.js';
import {
  bookedScreen,
  bookingStep,
  chosenBoxes,
  clinicStep,
  type ScreenDeps,
  slotStep,
  specialtyStep,
  stepsList,
  wayChoice,
} from './booking/screens.js';
import { codeOf } from './code-of.js';
import { openOwnPage } from './own-page.js';

/** «Запись к врачу»: the portal's own pages over the server's schedule; where nothing suits, the deferred request. */
const { client, provider, place, lang } = openOwnPage();
const text: BookingTexts = lang === 'en' ? bookingEn : bookingRu;

const isPhone = matchMedia('(max-width: 47.99rem)');

/** A wait longer than that is said, in ms. */
const SAID_AFTER = 300;

/** Counts what was asked to be shown: an answer that comes late is not. */
let asked = 0;
/** One booking, however often it is tried. */
let booking = { slot: '', key: '' };

const keyOf = (slot: string) => {
  const random = [...crypto.getRandomValues(new Uint8Array(16))];
  if (booking.slot !== slot)
    booking = { slot, key: `key_${random.map((byte) => byte.toString(16).padStart(2, '0')).join('')}` };
  return booking.key;
};

function go(next: Choice, radio = '') {
  history.pushState(null, '', writeChoice(next));
  void show(true, radio);
}

const problems: Readonly<Record<string, string>> = {
  'slot-taken': text.slotTaken,
  'slot-past': text.slotTaken,
  'not-attached': text.notAttached,
};

function showProblem(error: unknown, words: string, onNext: () => void) {
  const code = codeOf(error);
  // Who is not let in at all is told so by the provider, with what to do about it.
  if (code === 'account-simplified') return place.replaceChildren();
  place.replaceChildren(
    el('p', { className: 'problem', attributes: { role: 'alert' } }, problems[code] ?? text.failed),
    button(words, onNext, 'button main'),
  );
}

/**
 * The eye and the screen reader go to what is new; on a phone it would else be below the screen. Whoever has changed a
 * radio button stays at it, to go on by the arrows.
 */
function lookAt(radio: string) {
  const kept = radio && place.querySelector<HTMLElement>(`.way input[name="${radio}"]:checked`);
  if (kept) return kept.focus();
  const step = place.querySelector<HTMLElement>('[aria-current]') ?? place;
  step.focus();
  if (isPhone.matches) step.parentElement!.scrollIntoView();
}

/** Draws what the address says. `moved`: somebody chose something, perhaps by a radio button of that name. */
async function show(moved: boolean, radio = ''): Promise<void> {
  const turn = ++asked;
  const timer = setTimeout(() => {
    if (turn === asked) place.replaceChildren(el('p', { attributes: { role: 'status' } }, text.loading));
  }, SAID_AFTER);
  try {
    const screen = await screenOf(readChoice(location.search));
    if (turn !== asked) return;
    place.replaceChildren(...screen);
    if (moved) lookAt(radio);
  } catch (error) {
    if (turn === asked) showProblem(error, text.again, () => void show(true));
  } finally {
    clearTimeout(timer);
  }
}

async function screenOf(choice: Choice): Promise<readonly (HTMLElement | string)[]> {
  const deps: ScreenDeps = { text, choice, go };
  const { subjects } = await client.call<{ subjects: readonly Subject[] }>('GET', '/v1/me/subjects');
  const patient = subjects.find(({ id }) => id === choice.patient) ?? subjects.find(({ isSelf }) => isSelf);
  const { clinics } = await client.call<{ clinics: readonly Clinic[] }>(
    'GET',
    `/v1/clinics${patient ? `?patient=${encodeURIComponent(patient.id)}` : ''}`,
  );
  const clinic = clinics.find(({ id }) => id === choice.clinic);
  const chosen = [stepsList(deps), ...chosenBoxes(deps, clinic)];
  const head = [wayChoice(deps, subjects), ...chosen];
  if (!clinic) return [...head, clinicStep(deps, clinics)];

  const query = new URLSearchParams({ kind: choice.kind });
  if (choice.specialty) query.set('specialty', choice.specialty);
  const path = `/v1/clinics/${encodeURIComponent(clinic.id)}/schedule?${query.toString()}`;
  const schedule = await client.call<Schedule>('GET', path);
  if (!choice.specialty) return [...head, specialtyStep(deps, schedule)];

  const slot = schedule.slots.find(({ id }) => id === choice.slot);
  if (slot && patient) {
    const book = (comment: string) => void takeSlot(choice, slot.id, patient, comment);
    return [...head, bookingStep(deps, { slot, patient, clinic }, book)];
  }
  const isEmpty = schedule.slots.length === 0;
  if (!isEmpty && !choice.unsuited) return [...head, slotStep(deps, schedule)];
  // The form asks for whom it is; nobody is asked twice.
  return [wayChoice(deps, []), ...chosen, requestForm(choice, clinic.id, isEmpty)];
}

/** No free slots, or none that suits: the request of the journal of deferred booking (manual §3). */
function requestForm(
  { specialty, kind, patient }: Choice,
  organisation: string,
  isEmpty: boolean,
): HTMLElement {
  const attributes: Record<string, string> = { organisation, kind, specialty: specialty ?? '' };
  if (patient) attributes['patient'] = patient;
  if (!isEmpty) attributes['without-notice'] = '';
  const form = document.createElement('deferred-request-form');
  for (const [name, value] of Object.entries(attributes)) form.setAttribute(name, value);
  return form;
}

async function takeSlot(choice: Choice, slot: string, patient: Subject, comment: string): Promise<void> {
  asked++;
  for (const control of place.querySelectorAll<HTMLButtonElement>('.booking button')) control.disabled = true;
  try {
    const answer = await client.call<Booking>('POST', '/v1/bookings', {
      key: keyOf(slot),
      slot,
      patient: patient.id,
      ...(comment && { comment }),
    });
    const screen = bookedScreen(text, answer, patient);
    place.replaceChildren(screen);
    screen.querySelector('h2')!.focus();
  } catch (error) {
    const code = codeOf(error);
    const toSlots = { ...choice, slot: undefined };
    if (code === 'slot-taken' || code === 'slot-past') showProblem(error, text.back, () => go(toSlots));
    else if (code === 'not-attached')
      showProblem(error, text.otherClinic, () => go({ ...toSlots, clinic: undefined, specialty: undefined }));
    else showProblem(error, text.again, () => void takeSlot(choice, slot, patient, comment));
  }
}

addEventListener('popstate', () => void show(true));
provider.addEventListener('consult-request-open', ({ requestId }) => {
  location.assign(`/requests?request=${encodeURIComponent(requestId ?? '')}`);
});
void show(false);
