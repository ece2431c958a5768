/** Why the server, or the way to it, said no. */
export const codeOf = (error: unknown): string =>
  String((Object(error) as { code?: unknown }).code ?? 'failed');
