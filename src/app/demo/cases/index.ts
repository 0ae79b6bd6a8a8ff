import type { Database } from '#libs/postgres';
import { CaseRun, commandKeys, type Remembered } from './case-run.js';
import type { DemoCase } from './demo-case.js';
import { Troupe } from './troupe.js';

interface Played {
  readonly played: number;
  /** Commands, over all cases; none when all of it was played before. */
  readonly sent: number;
  /** What went wrong, in a line for each case: the others are played all the same. */
  readonly failed: readonly string[];
}
interface Playing {
  readonly url: string;
  readonly database: Database;
  readonly now: () => Date;
  /** Ended, the play stops between two commands; the next one goes on from there. */
  readonly ending: AbortSignal;
}

/** Plays cases one after the other, over HTTP and as the people themselves; what the store remembers is not sent again. */
export const playCases = async (cases: readonly DemoCase[], { url, database, now, ending }: Playing): Promise<Played> => {
  const remembered = await remember(cases, database);
  const troupe = new Troupe(url);
  const failed: string[] = [];
  let [played, sent] = [0, 0];
  for (const { key, acts } of cases) {
    const known = remembered(key);
    const run = new CaseRun(key, troupe, known, ending, known.begunAt ?? now());
    try {
      for (const act of acts) await act(run);
      played += 1;
    } catch (error) {
      if (ending.aborted) break;
      failed.push(error instanceof Error ? error.message : String(error));
    } finally {
      sent += run.sent;
    }
  }
  return { played, sent, failed };
};

/** Which of the cases' commands were carried out, by the keys under which they were sent. */
const remember = async (cases: readonly DemoCase[], database: Database): Promise<(key: string) => Remembered> => {
  const keys = new Map(cases.map(({ key }) => [key, commandKeys(key)]));
  const { rows } = await database.app.query<{ key: string; at: Date }>(
    'SELECT key, created_at AS at FROM http.idempotency WHERE key = ANY($1)',
    [[...keys.values()].flat()],
  );
  const carriedOut = new Map(rows.map(({ key, at }) => [key, at]));
  return (key) => {
    const own = keys.get(key)!.filter((one) => carriedOut.has(one));
    return { commands: new Set(own), begunAt: own[0] ? carriedOut.get(own[0]) : undefined };
  };
};
