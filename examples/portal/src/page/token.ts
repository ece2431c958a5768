interface TokenAnswer {
  readonly token?: string;
  readonly code?: string;
}

/** The portal's access token for the elements. @throws what the elements understand: an error with a `code` */
export async function getToken(): Promise<string> {
  const answer = await fetch('/token', { method: 'POST', headers: { 'X-Portal': 'page' } });
  const { token, code } = (await answer.json()) as TokenAnswer;
  if (token) return token;
  throw Object.assign(new Error('no token'), { code: code ?? 'unavailable' });
}
