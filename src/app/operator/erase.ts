import type { Settings } from '#config/settings';
import { Problem } from '#libs/http';
import { Erasures } from '#libs/privacy';
import { Clock } from '#libs/shared-kernel';
import { EraseByRule, holdsOn, RecordEraser, type Owner } from '#src/coordination/index';
import { operatorActor } from '#src/organisation/index';
import { start, type Started } from '../start.js';

export interface EraseOptions {
  readonly record?: string;
  /** `due`: its time is up. `destruction-ordered`: somebody who may has ordered it destroyed. */
  readonly reason?: 'due' | 'destruction-ordered';
  readonly reference?: string;
  /** Everything that the rules erase by themselves, instead of one record. */
  readonly due?: boolean;
  /** Also changes the wrapping key, so that it is final at once. */
  readonly now?: boolean;
}

/** Erases a record on an agency's decision, or what is due by rule. @throws with the rule that stands against it; nothing is destroyed then */
export const eraseRecords = async (settings: Settings, options: EraseOptions, say: (line: string) => void): Promise<void> => {
  const started = await start({ settings, progress: say, listen: false });
  try {
    if (options.due) {
      const erased = await started.app.get(EraseByRule, { strict: false }).run();
      for (const record of erased) say(`Erased by rule: record ${record}.`);
      say(erased.length === 0 ? 'Nothing is due by a standing decision.' : `${erased.length} records were erased.`);
    } else await eraseOne(started, options, say);
    if (!options.now) return say('Final at the next change of the wrapping key: within a day, or at once with --now.');
    const { epoch, keys } = await started.app.get(Erasures, { strict: false }).makeFinal();
    say(`Final: ${keys} living keys are wrapped anew under epoch ${epoch}, and the older epochs are destroyed.`);
  } finally {
    await started.stop();
  }
};

const eraseOne = async (
  { app, database }: Started,
  { record, reason, reference }: EraseOptions,
  say: (line: string) => void,
): Promise<void> => {
  if (!record || !reason || !reference) throw new Error('Say which record (--record), why (--reason) and on whose decision (--reference).');
  const owner = await ownerOf(database, record);
  const eraser = app.get(RecordEraser, { strict: false });
  const { state, today } = await eraser.kept(owner, record);
  const [hold] = holdsOn(state, today);
  if (hold)
    throw new Error(
      `The record is on hold until ${hold.until}: ${hold.ground} (${hold.source}), reference ${hold.reference}. The agency lifts it first.`,
    );
  const now = app.get(Clock, { strict: false }).now();
  try {
    await eraser.erase(owner, record, { cause: 'command', reason, reference }, operatorActor(now));
  } catch (error) {
    if (error instanceof Problem) throw Object.assign(new Error(`Refused by the rule ${error.slug}: ${error.title.en}`), { cause: error });
    throw error;
  }
  say(`Record ${record} is erased.`);
};

const ownerOf = async (database: Started['database'], record: string): Promise<Owner> => {
  const { rows } = await database.projector.query<Owner>(
    'SELECT owner_agency AS "agencyId", agency_kind AS "agencyKind" FROM views.retention WHERE record_id = $1',
    [record],
  );
  if (!rows[0]) throw new Error('No agency has that record.');
  return rows[0];
};
