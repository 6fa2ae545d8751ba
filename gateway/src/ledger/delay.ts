import { setTimeout } from 'node:timers/promises';

/** Waits between half and the whole of a time that doubles with every attempt (0, 1, …), up to a most. Milliseconds. */
export async function backOff(attempt: number, first = 20, most = 1000): Promise<void> {
  const whole = Math.min(most, first * 2 ** attempt);
  await setTimeout(whole / 2 + (Math.random() * whole) / 2);
}
