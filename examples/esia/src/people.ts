import demoPeople from '../../demo-people.json' with { type: 'json' };

/** Somebody with an account here. */
export interface EsiaPerson {
  readonly id: string;
  readonly name: { readonly family: string; readonly given: string; readonly patronymic?: string };
  readonly birthDate: string;
  /** How well the account is proved to be this person's: simplified, standard or confirmed. */
  readonly level: string;
  readonly role: string;
  /** What one finds in the demo after signing in as this person. */
  readonly sees: string;
}

/** Everybody who can sign in. */
export const PEOPLE: readonly EsiaPerson[] = demoPeople;

/** What is told to the portal about a person, by the names of OpenID Connect Core §5.1 and ESIA's level. */
export const claimsOf = ({ id, name, birthDate, level }: EsiaPerson) => ({
  sub: id,
  family_name: name.family,
  given_name: name.given,
  ...(name.patronymic && { middle_name: name.patronymic }),
  birthdate: birthDate,
  assurance_level: level,
});

/** The claims each scope opens. */
export const CLAIMS = {
  openid: ['sub', 'assurance_level'],
  fullname: ['family_name', 'given_name', 'middle_name'],
  birthdate: ['birthdate'],
};
