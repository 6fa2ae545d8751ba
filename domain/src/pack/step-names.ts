import type { Names } from '../state/records.js';
import { STEPS_EN } from './step-words-en.js';
import { STEPS_ZH } from './step-words-zh.js';
import type { Step } from './steps.js';

/** What a step is called. */
export function stepNames(step: Step): Names {
  return { zh: STEPS_ZH[step], en: STEPS_EN[step] };
}
