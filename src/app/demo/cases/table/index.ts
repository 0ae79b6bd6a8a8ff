import type { DemoCase } from '../demo-case.js';
import { childCases } from './children.js';
import { ownWorkCases } from './own-work.js';
import { proceedingCases } from './proceedings.js';
import { requestCases } from './requests.js';
import { togetherCases } from './together.js';

/** Every invented case of the demo county, in the order in which they are played. */
export const demoCases: readonly DemoCase[] = [...requestCases, ...ownWorkCases, ...togetherCases, ...proceedingCases, ...childCases];
