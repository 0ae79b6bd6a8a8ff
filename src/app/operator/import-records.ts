import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { SingleBar } from 'cli-progress';
import { parse as parseYaml } from 'yaml';
import { importMappings, readImportMapping, type ImportMapping } from '#config/import-mappings';
import type { Settings } from '#config/settings';
import { Clock, type Actor } from '#libs/shared-kernel';
import { ImportIds, ImportRecords, keysOf, MOST_LINES_AT_ONCE, planImport, type Imported, type ImportPlan } from '#src/coordination/index';
import { StaffDirectory } from '#src/login/index';
import { start, type Started } from '../start.js';

export interface ImportOptions {
  readonly file: string;
  readonly mapping: string;
  readonly as: string;
  readonly function: string;
  readonly decision: string;
  readonly dryRun: boolean;
}
type Say = (line: string) => void;

/** Everything in the file is there now, or would be; or some of it is wrong and was left out. What could not be begun ends with 1, as with every command. */
const ALL = 0;
const LEFT_OUT = 2;
/** Those who open records of their own: the same as on the import's screen. */
const DUTIES = ['caseworker', 'police-officer'] as const;

/**
 * Makes the records of a file in the name of a member of staff, who is assigned to them and answers for them, by the ordinary commands and under that person's
 * rights. That the operator did it, and on whose decision, stands on each line of the audit trail. @returns the exit code. @throws with a sentence; nothing is
 * made then
 */
export const importRecords = async (settings: Settings, options: ImportOptions, say: Say): Promise<number> => {
  const mapping = mappingOf(options.mapping);
  const bytes = readFileSync(options.file);
  if (!options.dryRun && options.decision.trim().length < 10) throw new Error('Say who decided it and where that is written (--decision).');
  const started = await start({ settings, progress: say, listen: false });
  try {
    const actor = await actorOf(started, options);
    const plan = planImport(bytes, mapping, await idsOf(started, actor), MOST_LINES_AT_ONCE);
    tellFaults(plan, say);
    const there = await thereAlready(started, actor, plan);
    const persons = plan.records.reduce((sum, record) => sum + record.persons.length, 0);
    const wrong = plan.lines.filter(({ faults }) => faults.length > 0).length;
    say(
      `${plan.lines.length} lines: ${plan.records.length} whole records with ${persons} persons, ${there} of them made before. ${wrong} lines are wrong.`,
    );
    if (options.dryRun) say('Nothing was written.');
    const made = options.dryRun || (await makeAll(started, options, actor, plan, say));
    return made && wrong === 0 ? ALL : LEFT_OUT;
  } finally {
    await started.stop();
  }
};

/** One of the installation's own, or a file. */
const mappingOf = (named: string): ImportMapping => {
  const own = importMappings.find(({ id }) => id === named);
  if (own) return own;
  if (existsSync(named)) return readImportMapping(parseYaml(readFileSync(named, 'utf8')));
  throw new Error(`There is no mapping and no file ${named}. The installation has: ${importMappings.map(({ id }) => id).join(', ')}.`);
};

const actorOf = async ({ app }: Started, { as, function: functionId }: ImportOptions): Promise<Actor> => {
  const directory = app.get(StaffDirectory, { strict: false });
  const staff = await directory.findBySubject('', as);
  if (!staff) throw new Error(`Nobody on the staff has the account ${as}.`);
  const duty = DUTIES.find((one) => staff.duties.includes(one));
  const actor = duty && (await directory.actorOf(staff.staffId, duty));
  if (!actor) throw new Error(`${as} is neither caseworker nor police officer: nobody else opens records.`);
  if (!actor.functions.includes(functionId))
    throw new Error(`${as} does not work in the function ${functionId}, but in: ${actor.functions.join(', ')}.`);
  return actor;
};

const idsOf = ({ app }: Started, actor: Actor) => app.get(ImportIds, { strict: false }).of(actor);

/** By line and column, never what stands there: a terminal and its logs are no place for personal data. */
const tellFaults = ({ lines, records }: ImportPlan, say: Say): void => {
  const whole = new Set(records.map(({ reference }) => reference));
  for (const { line, reference, faults } of lines) {
    for (const { path, message } of faults) say(`Line ${line}: ${path}: ${message.en}`);
    if (faults.length === 0 && !whole.has(reference)) say(`Line ${line}: is left out, another line of the same record is wrong.`);
  }
};

/** How many records this person has made of the same lines, whole. */
const thereAlready = async ({ database }: Started, { staffId }: Actor, { records }: ImportPlan): Promise<number> => {
  const { rows } = await database.app.query<{ key: string }>('SELECT key FROM http.idempotency WHERE staff_id = $1 AND key = ANY($2)', [
    staffId,
    records.flatMap(keysOf),
  ]);
  const used = new Set(rows.map(({ key }) => key));
  return records.filter((record) => keysOf(record).every((key) => used.has(key))).length;
};

/** @returns whether every whole record is there now */
const makeAll = async (
  { app }: Started,
  { decision, ...options }: ImportOptions,
  first: Actor,
  plan: ImportPlan,
  say: Say,
): Promise<boolean> => {
  const [clock, importer] = [app.get(Clock, { strict: false }), app.get(ImportRecords, { strict: false })];
  const directory = app.get(StaffDirectory, { strict: false });
  const told = { correlationId: randomUUID(), purpose: `Import av driften: ${decision.trim()}`.slice(0, 200) };
  const count = { made: 0, 'there-already': 0, refused: 0 };
  const refused: Imported[] = [];
  const bar = new SingleBar({
    format: 'importing [{bar}] {percentage}%  {value} of {total} records',
    hideCursor: true,
    noTTYOutput: true,
    notTTYSchedule: 1000,
  });
  bar.start(Math.max(plan.records.length, 1), 0);
  try {
    for (const record of plan.records) {
      // A long import outlives what its person may do: asked anew each time.
      const actor = await directory.actorOf(first.staffId, first.duty);
      if (!actor) throw new Error(`${options.as} may no longer open records: the import stopped. What was made stands.`);
      const result = await importer.makeOne({ actor, now: clock.now(), ...told }, options.function, record);
      count[result.outcome] += 1;
      if (result.outcome === 'refused') refused.push(result);
      bar.increment();
    }
  } finally {
    bar.stop();
  }
  for (const { reference, why } of refused) {
    const lines = plan.lines.flatMap((one) => (one.reference === reference ? [one.line] : []));
    say(`Lines ${lines.join(', ')}: refused: ${why?.en ?? ''}`);
  }
  say(`${count.made} records were made, ${count['there-already']} were there already, ${count.refused} were refused.`);
  return refused.length === 0;
};
