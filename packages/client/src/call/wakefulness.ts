/**
 * Tells when the machine has slept: the clock has jumped while no timer ran.
 *
 * @param sleep - How often to look, and by how much the clock must be further than it should.
 */
export function watchSleep(
  now: () => number,
  [every, jump]: readonly [every: number, jump: number],
  onWoke: () => void,
): () => void {
  let seen = now();
  const timer = setInterval(() => {
    const slept = now() - seen - every > jump;
    seen = now();
    if (slept) onWoke();
  }, every);
  return () => clearInterval(timer);
}
