/** A path of this portal, or the start page: nobody is sent to another site by a link to ours. */
export function ownPath(path: string | undefined): string {
  const base = 'http://portal.invalid';
  if (!path?.startsWith('/') || !URL.canParse(path, base)) return '/';
  const url = new URL(path, base);
  return url.origin === base && !url.pathname.startsWith('//') ? `${url.pathname}${url.search}` : '/';
}
