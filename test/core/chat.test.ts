import {
  type ConsentStanding,
  CONSULTATION_STATES,
  type ConsultationState,
  isUnread,
  refusalToDelete,
  refusalToLead,
  refusalToRead,
  refusalToRegister,
  refusalToSee,
  refusalToWrite,
  refusalToWriteWhen,
  type Relation,
  RELATIONS,
  relationIn,
  ROLES,
  sideOf,
} from '@consult/core';
import { describe, expect, it } from 'vitest';

const GIVEN: ConsentStanding = { published: 2, given: 2 };
const NEVER_GIVEN: ConsentStanding = { published: 2, given: null };

const PATIENTS_SIDE: readonly Relation[] = ['patient', 'representative'];
const OUTSIDERS: readonly Relation[] = ['operator', 'none'];
const FINISHED: readonly ConsultationState[] = ['completed', 'missed', 'cancelled'];

describe('the side of a relation', () => {
  it.each<[Relation, 'patient' | 'doctor' | undefined]>([
    ['patient', 'patient'],
    ['representative', 'patient'],
    ['doctor', 'doctor'],
    ['operator', undefined],
    ['none', undefined],
  ])('%s speaks for %s', (relation, side) => {
    expect(sideOf(relation)).toBe(side);
  });
});

describe('seeing a chat', () => {
  it.each(OUTSIDERS)('is refused to %s as if the chat did not exist', (relation) => {
    expect(refusalToSee({ relation })).toBe('not-found');
  });

  it.each(['patient', 'representative', 'doctor'] as const)('is open to the %s', (relation) => {
    expect(refusalToSee({ relation })).toBeUndefined();
  });
});

describe('reading a chat', () => {
  it.each(PATIENTS_SIDE)('needs the consent from the %s', (relation) => {
    expect(refusalToRead({ relation, consent: NEVER_GIVEN })).toBe('consent-needed');
    expect(refusalToRead({ relation, consent: GIVEN })).toBeUndefined();
  });

  it('is open to the doctor whatever the patient has agreed to', () => {
    expect(refusalToRead({ relation: 'doctor', consent: NEVER_GIVEN })).toBeUndefined();
  });

  it.each(OUTSIDERS)('tells %s nothing, not even that a consent is missing', (relation) => {
    expect(refusalToRead({ relation, consent: NEVER_GIVEN })).toBe('not-found');
    expect(refusalToRead({ relation, consent: GIVEN })).toBe('not-found');
  });
});

describe('writing in a chat', () => {
  it.each<[ConsultationState, string | undefined]>([
    ['scheduled', 'chat-not-open'],
    ['open', undefined],
    ['completed', 'chat-finished'],
    ['missed', 'chat-finished'],
    ['cancelled', 'chat-finished'],
  ])('while the consultation is %s: %s', (state, refusal) => {
    expect(refusalToWriteWhen({ state })).toBe(refusal);
    expect(refusalToWrite({ state }, { relation: 'patient', consent: GIVEN })).toBe(refusal);
    expect(refusalToWrite({ state }, { relation: 'doctor', consent: NEVER_GIVEN })).toBe(refusal);
  });

  it('asks who before when: whoever may not read learns nothing of the state', () => {
    for (const state of CONSULTATION_STATES) {
      expect(refusalToWrite({ state }, { relation: 'none', consent: GIVEN })).toBe('not-found');
      expect(refusalToWrite({ state }, { relation: 'patient', consent: NEVER_GIVEN })).toBe('consent-needed');
    }
  });

  it('is never allowed where reading is refused', () => {
    for (const state of CONSULTATION_STATES)
      for (const relation of RELATIONS)
        for (const consent of [GIVEN, NEVER_GIVEN]) {
          const unread = refusalToRead({ relation, consent });
          if (unread) expect(refusalToWrite({ state }, { relation, consent })).toBe(unread);
        }
  });
});

describe('deleting an entry', () => {
  const PATIENT = { relation: 'patient', consent: GIVEN } as const;
  const own = { kind: 'message', author: { id: 'per_1' } } as const;
  const others = { kind: 'message', author: { id: 'per_2' } } as const;
  const gone = { kind: 'tombstone', author: { id: 'per_1' } } as const;

  it('is for the author, while the consultation is open', () => {
    expect(refusalToDelete(own, { state: 'open' }, 'per_1', PATIENT)).toBeUndefined();
  });

  it('is not for a message of somebody else, nor for what the system says', () => {
    expect(refusalToDelete(others, { state: 'open' }, 'per_1', PATIENT)).toBe('not-allowed');
    expect(refusalToDelete({ kind: 'note' }, { state: 'open' }, 'per_1', PATIENT)).toBe('not-allowed');
  });

  it('does not let one parent delete for the child, nor a child for the parent', () => {
    const parent = { relation: 'representative', consent: GIVEN } as const;
    expect(refusalToDelete(own, { state: 'open' }, 'per_parent', parent)).toBe('not-allowed');
  });

  it.each(FINISHED)('is over when the consultation is %s', (state) => {
    expect(refusalToDelete(own, { state }, 'per_1', PATIENT)).toBe('chat-finished');
  });

  it('is not possible before the consultation opens', () => {
    expect(refusalToDelete(own, { state: 'scheduled' }, 'per_1', PATIENT)).toBe('chat-not-open');
  });

  it('twice is once, even after the end: a repeated command is answered as the first was', () => {
    for (const state of CONSULTATION_STATES)
      expect(refusalToDelete(gone, { state }, 'per_1', PATIENT)).toBeUndefined();
  });

  it('stands behind the right to read', () => {
    const unsure = { relation: 'patient', consent: NEVER_GIVEN } as const;
    expect(refusalToDelete(own, { state: 'open' }, 'per_1', unsure)).toBe('consent-needed');
    expect(refusalToDelete(own, { state: 'open' }, 'per_1', { relation: 'none', consent: GIVEN })).toBe(
      'not-found',
    );
  });
});

describe('leading a consultation', () => {
  it.each<[Relation, string | undefined]>([
    ['doctor', undefined],
    ['patient', 'not-allowed'],
    ['representative', 'not-allowed'],
    ['operator', 'not-found'],
    ['none', 'not-found'],
  ])('by %s: %s', (relation, refusal) => {
    expect(refusalToLead({ relation })).toBe(refusal);
  });
});

describe('registering a consultation', () => {
  it.each<[Relation, string | undefined]>([
    ['operator', undefined],
    ['patient', 'not-allowed'],
    ['representative', 'not-allowed'],
    ['doctor', 'not-allowed'],
    ['none', 'not-found'],
  ])('by %s: %s', (relation, refusal) => {
    expect(refusalToRegister({ relation })).toBe(refusal);
  });
});

describe('an unread entry', () => {
  const theirs = { kind: 'message', seq: 5, author: { id: 'per_2' } } as const;

  it('comes after the place one has read up to', () => {
    expect(isUnread(theirs, 'per_1', 4)).toBe(true);
    expect(isUnread(theirs, 'per_1', 5)).toBe(false);
    expect(isUnread(theirs, 'per_1', 6)).toBe(false);
  });

  it('is not an own one, and not one that was taken back', () => {
    expect(isUnread(theirs, 'per_2', 0)).toBe(false);
    expect(isUnread({ ...theirs, kind: 'tombstone' }, 'per_1', 0)).toBe(false);
  });

  it('may be a word of the system', () => {
    expect(isUnread({ kind: 'note', seq: 5 }, 'per_1', 4)).toBe(true);
  });
});

describe('the relation a role claims', () => {
  const chat = { patient: 'per_p', doctor: 'per_d', organisation: 'org_1' };
  const actor = (person: string, role: (typeof ROLES)[number], organisation: string | null = null) => ({
    person,
    role,
    organisation,
  });

  it.each<[string, ReturnType<typeof actor>, boolean, Relation]>([
    ['the patient', actor('per_p', 'patient'), false, 'patient'],
    ['the patient who also has a representative', actor('per_p', 'patient'), true, 'patient'],
    ['a parent', actor('per_parent', 'patient'), true, 'representative'],
    ['another patient', actor('per_x', 'patient'), false, 'none'],
    ['the assigned doctor', actor('per_d', 'doctor', 'org_1'), false, 'doctor'],
    ['another doctor of the house', actor('per_x', 'doctor', 'org_1'), false, 'none'],
    [
      'a doctor who is the parent, signed in as a doctor',
      actor('per_parent', 'doctor', 'org_1'),
      true,
      'none',
    ],
    ['the patient, signed in as a doctor', actor('per_p', 'doctor', 'org_1'), false, 'none'],
    ['the doctor, signed in as a patient', actor('per_d', 'patient'), false, 'none'],
    ['an operator of the house', actor('per_o', 'operator', 'org_1'), false, 'operator'],
    ['an operator of another house', actor('per_o', 'operator', 'org_2'), false, 'none'],
    ['an operator of no house', actor('per_o', 'operator', null), false, 'none'],
    ['an administrator', actor('per_p', 'administrator', 'org_1'), true, 'none'],
  ])('%s', (_who, who, represents, relation) => {
    expect(relationIn(chat, who, represents)).toBe(relation);
  });
});
