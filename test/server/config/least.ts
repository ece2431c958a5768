/** The environment of an installation that says no more than it must. */
export const LEAST = {
  CONSULT_JWKS_URL: 'https://portal.example/jwks.json',
  CONSULT_ISSUER: 'https://portal.example',
  CONSULT_ORIGINS: 'https://portal.example',
};
