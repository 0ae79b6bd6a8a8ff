import type { DataSource, QueryRunner } from 'typeorm';
import { problems } from '#libs/http';
import { isUnavailable } from '#libs/event-store';
import { actorSettings } from './actor-settings.js';
import type { RequestContext } from './request-context.js';

/**
 * The one way to a table with rows about cases: a transaction that carries the actor. Outside it row-level security answers nothing.
 * Commits before the answer leaves; on any error nothing was disclosed. @throws Problem `unavailable` when the database does not answer
 */
export const withActor = async <T>(source: DataSource, context: RequestContext, work: (runner: QueryRunner) => Promise<T>): Promise<T> => {
  const runner = source.createQueryRunner();
  try {
    await runner.startTransaction();
    const { text, values } = actorSettings(context);
    const [settings] = (await runner.query(text, values)) as { opened: readonly string[]; neighbours: readonly string[] }[];
    runner.data['opened'] = settings!.opened;
    runner.data['neighbours'] = settings!.neighbours;
    const result = await work(runner);
    await runner.commitTransaction();
    return result;
  } catch (error) {
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    if (isUnavailable(error)) throw Object.assign(problems.unavailable(), { cause: error });
    throw error;
  } finally {
    await runner.release().catch(() => undefined);
  }
};

/** Records that the actor of this transaction has opened in an emergency, and that stand open now. */
export const openedRecordsOf = (runner: QueryRunner): ReadonlySet<string> => new Set(runner.data['opened'] as readonly string[]);

/** Cases with a neighbour of the actor's in them, which the actor works with and has not said why to go on with. */
export const neighbourCasesOf = (runner: QueryRunner): ReadonlySet<string> => new Set(runner.data['neighbours'] as readonly string[]);
