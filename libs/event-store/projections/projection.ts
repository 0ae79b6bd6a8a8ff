import type { StoredEvent } from '../event-store.js';
import type { RowChange } from './row-change.js';

/**
 * A view: rows derived from events, pure. Disposable: a rebuild makes it again from the first event while the old rows are served.
 * Raise `version` when the meaning changes; the next start rebuilds.
 */
export interface Projection {
  readonly name: string;
  readonly version: number;
  /** Schema-qualified tables that this projection alone writes. */
  readonly tables: readonly string[];
  /** The same case always falls to the same part, and parts run side by side, on several instances too. No row may depend on events of two cases. */
  readonly parts?: number;
  project(event: StoredEvent): readonly RowChange[];
}

/** One part of what a subscription has to do: that which one instance carries on at a time. */
export interface Share {
  readonly name: string;
  readonly part: number;
  readonly parts: number;
}

export const sharesOf = (name: string, parts = 1): Share[] => Array.from({ length: parts }, (_, part) => ({ name, part, parts }));

/** FNV-1a: spreads ids over parts, the same on every instance. */
const spread = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
};

/** Whether an event falls to a share: by its case, so that what belongs together stays in order; by its stream where there is no case. */
export const belongsTo = ({ part, parts }: Share, { stream, metadata }: StoredEvent): boolean =>
  parts === 1 || spread(metadata['case'] ?? stream) % parts === part;
