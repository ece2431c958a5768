import { dayAfter, matchRequests, moscowDay, type RequestToMatch, type SlotToMatch } from '@consult/core';
import { doctorId, NOW, SPECIALTIES } from './filled.js';

const HOUR = 3_600_000;
const ROUNDS = 9;

/** Milliseconds it takes to pair so many requests with so many free times; half of the former get none. */
export function matchingTook(requests: number, slots: number): number {
  const specialty = (n: number) => SPECIALTIES[n % SPECIALTIES.length]!;
  const free: SlotToMatch[] = Array.from({ length: slots }, (_, n) => {
    const startsAt = NOW + 1 + (n % 997) * HOUR;
    const doctor = { id: doctorId(n), specialty: specialty(n % 40) };
    return { id: `slt_${n}`, kind: 'remote', doctor, startsAt, endsAt: startsAt + HOUR / 4 };
  });
  const waiting: RequestToMatch[] = Array.from({ length: requests }, (_, n) => {
    const from = moscowDay(NOW + (n % 41) * 24 * HOUR);
    return {
      id: `req_${n}`,
      number: `Ж-2026-${n}`,
      kind: 'remote',
      specialty: specialty(n % 40),
      doctor: n % 3 ? null : doctorId(n),
      wishes: [{ from, to: dayAfter(from) }],
      registeredAt: NOW - n,
      callBy: NOW + (n % 90) * HOUR,
      consultBy: NOW + 240 * HOUR,
      locked: false,
    };
  });
  const took = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    matchRequests(waiting, free, NOW);
    return performance.now() - start;
  });
  return Math.min(...took); // a busy machine makes it longer, nothing makes it shorter
}
