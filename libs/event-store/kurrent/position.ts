import { START, type Position as LogPosition, type ReadPosition } from '@kurrent/kurrentdb-client';
import { BEGINNING, type Position } from '../event-store.js';

/** Servers that don't tell where an event of a stream stands in the order of all say "the end". */
const UNKNOWN = 0xffff_ffff_ffff_ffffn;

/** "commit/prepare", as KurrentDB counts bytes. */
export const toPosition = ({ commit, prepare }: LogPosition): Position => `${commit}/${prepare}`;

export const isKnown = (position: LogPosition | undefined): position is LogPosition =>
  position !== undefined && position.commit !== UNKNOWN;

const PLACE = /^(\d+)\/(\d+)$/;

export const isPosition = (text: string): boolean => text === BEGINNING || PLACE.test(text);

/** @throws when it is another engine's: events were moved, and the checkpoints were not */
export const fromPosition = (position: Position): LogPosition => {
  if (position === BEGINNING) return { commit: 0n, prepare: 0n };
  const [, commit, prepare] = PLACE.exec(position) ?? [];
  if (commit === undefined || prepare === undefined) throw new Error(`${position} is no place in KurrentDB: move events with events:copy`);
  return { commit: BigInt(commit), prepare: BigInt(prepare) };
};

export const readFrom = (position: Position): ReadPosition => (position === BEGINNING ? START : fromPosition(position));

export const hasReached = (checkpoint: Position, position: Position): boolean => {
  const [at, wanted] = [fromPosition(checkpoint), fromPosition(position)];
  return at.commit === wanted.commit ? at.prepare >= wanted.prepare : at.commit > wanted.commit;
};
