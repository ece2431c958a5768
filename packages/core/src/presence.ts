import { isFinished, type Consultation } from './consultation.js';
import { moscowDay } from './person.js';

/**
 * Whether the two sides of a consultation see if the other one is there: while it is open, and on the day it begins.
 * Before and after that it is nobody's business when somebody sits at a computer.
 */
export function showsPresence(consultation: Pick<Consultation, 'state' | 'startsAt'>, now: number): boolean {
  if (isFinished(consultation)) return false;
  return consultation.state === 'open' || moscowDay(consultation.startsAt) <= moscowDay(now);
}
