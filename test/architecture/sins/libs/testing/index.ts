import fc from 'fast-check';
import { create } from '../../src/app/create.js';
export const world = [create, fc];
