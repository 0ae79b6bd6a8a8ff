import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import { instrumentSchema, type Instrument } from '#config/instruments';

export interface InstrumentFault {
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
}

/** Everything that is wrong with the file, each fault at its line. */
export class InstrumentFileFaults extends Error {
  constructor(readonly faults: readonly InstrumentFault[]) {
    super(faults.map(({ line, message }) => `line ${line}: ${message}`).join('\n'));
    this.name = 'InstrumentFileFaults';
  }
}

/** The node that a path leads to, or the nearest that is there: a missing field is told at what it is missing from. */
const offsetOf = (document: Document, path: readonly PropertyKey[]): number => {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
};

/**
 * An instrument out of a file, YAML or JSON: domains, items, answers with *unknown* among them, scoring, bands, review interval, licence.
 * @throws InstrumentFileFaults with every fault and its line; an instrument is taken whole or not at all
 */
export const readInstrumentFile = (text: string): Instrument => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  if (document.errors.length > 0)
    throw new InstrumentFileFaults(document.errors.map(({ pos, message }) => ({ line: lineAt(pos[0]), message })));
  const parsed = instrumentSchema.safeParse(document.toJS({ maxAliasCount: 0 }));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => ({
    line: lineAt(offsetOf(document, path)),
    message: path.length > 0 ? `${path.map(String).join('.')}: ${message}` : message,
  }));
  throw new InstrumentFileFaults(faults.sort((one, other) => one.line - other.line));
};
