/** Lets so many microtasks go by. */
export async function pass(microtasks: number): Promise<void> {
  for (let passed = 0; passed < microtasks; passed++) await Promise.resolve();
}
