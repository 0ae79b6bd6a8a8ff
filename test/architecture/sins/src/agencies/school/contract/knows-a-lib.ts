// sin: contract-says-only-what-it-says
// Of the libs a contract knows the kernel and the shape of notes.
import { problem } from '#libs/http';
export const x = problem;
