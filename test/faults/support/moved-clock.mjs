/**
 * Loaded before the app: its whole process sees a clock that is ahead or behind by what a file says, in milliseconds, and jumps when the file changes.
 * Timers and performance.now() run on, as they do when a real clock is set.
 */
import { readFileSync } from 'node:fs';

const RealDate = Date;
let offset = 0;
const look = () => {
  try {
    offset = Number(readFileSync(process.env.FAULTS_CLOCK_FILE, 'utf8')) || 0;
  } catch {
    offset = 0;
  }
};
look();
setInterval(look, 100).unref();

class MovedDate extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + offset);
    else super(...given);
  }
  static now() {
    return RealDate.now() + offset;
  }
}
globalThis.Date = MovedDate;
