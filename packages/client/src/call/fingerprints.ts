/**
 * The certificates a description names. A connection names one. Where somebody has smuggled in a second, both are told,
 * so that no code made of them can be that of the honest two.
 */
export function fingerprintsIn(sdp: string): string {
  const found = [...sdp.matchAll(/^a=fingerprint:(\S+) (\S+)/gim)].map(([, hash, value]) =>
    `${hash} ${value}`.toUpperCase(),
  );
  return [...new Set(found)].sort().join(' ');
}
