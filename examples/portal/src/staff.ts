import demoPeople from '../../demo-people.json' with { type: 'json' };

/** As what somebody uses the portal. */
export interface Post {
  readonly role: 'patient' | 'doctor' | 'operator' | 'administrator';
  /** The organisation a member of staff acts for; `null` for patients. */
  readonly organisation: string | null;
}

const PATIENT: Post = { role: 'patient', organisation: null };

/**
 * The post of a person. ESIA says who somebody is; that somebody is a doctor, and where, is known to the portal alone.
 * Whoever is not in its list of staff is a patient.
 */
export function postOf(person: string): Post {
  const found = demoPeople.find(({ id }) => id === person);
  return found ? { role: found.role as Post['role'], organisation: found.organisation } : PATIENT;
}
