import type { CallingWords } from './calling-ru.js';

/** The words of `calling-ru.ts` in English. */
export const callingEn: CallingWords = {
  call: 'Call',
  ringing: 'Calling the patient…',
  connecting: 'The patient has answered, connecting…',
  active: 'You are in a call',
  elsewhere: 'The call goes on on another device',
  declined: 'The patient declined the call.',
  'no-answer': 'The patient did not answer.',
  busy: 'The patient is in another call.',
  failed: 'The connection failed.',
  calling: 'Calling…',
};
