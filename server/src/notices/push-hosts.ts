/**
 * Whether the server may call this address at all: https, no user and no password in it, and a host that the installation
 * has named, with its port where that is not 443. `*.example.org` stands for every host under it, and not for itself.
 *
 * The address comes from a browser, so from anybody: without the list the server would call whatever it is told to, inside
 * the clinic's network too.
 */
export function mayPushTo(endpoint: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, host, username, password } = new URL(endpoint);
  if (protocol !== 'https:' || username || password) return false;
  return hosts.some((named) => (named.startsWith('*.') ? host.endsWith(named.slice(1)) : host === named));
}
