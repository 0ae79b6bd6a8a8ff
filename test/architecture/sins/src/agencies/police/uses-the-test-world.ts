// sin: no-test-code-at-run-time
import { world } from '#libs/testing';
export const x = world;
