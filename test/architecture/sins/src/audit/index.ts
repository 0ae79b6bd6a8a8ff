import { problem } from '#libs/http';
export const audit = problem;
