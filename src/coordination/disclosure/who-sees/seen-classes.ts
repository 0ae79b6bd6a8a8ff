import type { FieldClass, GrantKind } from '#libs/shared-kernel';

/** A part of a grant: one that was narrowed stands in several, each with its classes and its time. */
export interface GrantPart {
  readonly grantId: string;
  readonly kind: GrantKind;
  readonly ownerAgency: string;
  readonly recipientAgency: string;
  readonly recipientFunction: string;
  readonly classes: readonly FieldClass[];
  readonly purpose: string;
  readonly ground: string;
  readonly ruleVersion: string;
  readonly from: string;
  readonly until: string | null;
  readonly closedAt: string | null;
  /** What the files that went along with a copy are about, one for each. */
  readonly files?: readonly FieldClass[];
  /** Out of a record that the reader works with; otherwise it is to a function of the reader's own. */
  readonly ours: boolean;
}

/** A part with what is known of what it took along. Left out: all of its classes, and that nobody accepted it. */
export interface HeldPart extends GrantPart {
  /** Of a copy or a request: the classes of which something went. */
  readonly went?: readonly FieldClass[];
  /** Of a request: its function took it on, so that what went may be part of its own record. */
  readonly accepted?: boolean;
}

/** `live` is seen now; `kept` is a copy in the recipient's record; `withdrawn` a copy that no more follows on, what was held stays; `ended` is seen no more. */
export type SightState = 'live' | 'kept' | 'to-come' | 'withdrawn' | 'ended';

/** By one decision: how, why and how long. */
export interface SightWay {
  readonly grantId: string;
  readonly kind: GrantKind;
  readonly purpose: string;
  readonly ground: string;
  readonly ruleVersion: string;
  readonly from: string;
  readonly until: string | null;
  readonly endedAt: string | null;
  readonly state: SightState;
  /** How many files of the class went along. */
  readonly files: number;
}

/** One class of field that one function sees, or saw, of one agency's facts. */
export interface SeenClass {
  readonly direction: 'discloses' | 'receives';
  readonly ownerAgency: string;
  readonly recipientAgency: string;
  readonly recipientFunction: string;
  readonly class: FieldClass;
  /** Any of the ways shows it now. */
  readonly sees: boolean;
  /** What holds now stands first, then the latest. */
  readonly ways: readonly SightWay[];
}

const VISIBLE: readonly SightState[] = ['live', 'kept', 'withdrawn'];

/** `reference` follows all that is disclosed; it is a row of its own only where nothing else is. */
const told = (parts: readonly HeldPart[]): FieldClass[] => {
  const all = [...new Set(parts.flatMap(({ classes }) => classes))];
  const more = all.filter((cls) => cls !== 'reference');
  return more.length > 0 ? more : all;
};

const wayOf = (parts: readonly HeldPart[], cls: FieldClass, now: Date): SightWay => {
  const holding = parts.filter(({ classes }) => classes.includes(cls)).toSorted((one, other) => (one.from < other.from ? -1 : 1));
  const first = holding[0]!;
  const last = holding.at(-1)!;
  const at = now.toISOString();
  const { grantId, kind, purpose, ground, ruleVersion, until, closedAt } = last;
  const overtaken = closedAt === null && until !== null && until <= at ? until : closedAt;
  const files = (last.files ?? []).filter((about) => about === cls).length;
  const when = { from: first.from, until, endedAt: overtaken, state: stateOf(last, cls, first.from, at) };
  return { grantId, kind, purpose, ground, ruleVersion, ...when, files };
};

const wentOf = ({ went, classes }: HeldPart): readonly FieldClass[] => went ?? classes;

const stateOf = (part: HeldPart, cls: FieldClass, from: string, at: string): SightState => {
  const { kind, until, closedAt, accepted } = part;
  const over = closedAt !== null || (until !== null && until <= at);
  // What was accepted is told as a copy once the request has closed: to say that nobody has it would be the graver fault.
  const kept = kind === 'copy' || (kind === 'referral' && over && accepted === true && wentOf(part).includes(cls));
  if (kept) return closedAt === null ? 'kept' : 'withdrawn';
  if (over) return 'ended';
  return from > at ? 'to-come' : 'live';
};

/** What protection withholds is cut in the very commit that opens the rest: a part without time, of which nothing went, was never anybody's to see. */
const everSeen = (part: HeldPart): HeldPart =>
  part.kind === 'standing' || part.closedAt !== part.from
    ? part
    : { ...part, classes: part.classes.filter((cls) => cls === 'reference' || wentOf(part).includes(cls)) };

const groupBy = <T>(items: readonly T[], key: (item: T) => string): readonly (readonly [T, ...T[]])[] => {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return [...groups.values()];
};

/** "Vem ser vad", class by class: who sees it, by which decisions, on which ground, until when. Pure; moments in ISO 8601, UTC. */
export const seenClasses = (parts: readonly HeldPart[], now: Date): readonly SeenClass[] =>
  groupBy(parts.map(everSeen), ({ ours, ownerAgency, recipientFunction }) => [ours, ownerAgency, recipientFunction].join(' ')).flatMap(
    (theirs) => {
      const grants = groupBy(theirs, ({ grantId }) => grantId);
      const { ours, ownerAgency, recipientAgency, recipientFunction } = theirs[0];
      const classes = [...new Set(grants.flatMap(told))].toSorted();
      return classes.map((cls): SeenClass => {
        const ways = grants
          .filter((grant) => told(grant).includes(cls))
          .map((grant) => wayOf(grant, cls, now))
          .toSorted((one, other) => rank(one) - rank(other) || (one.from > other.from ? -1 : 1));
        const sees = ways.some(({ state }) => VISIBLE.includes(state));
        return { direction: ours ? 'discloses' : 'receives', ownerAgency, recipientAgency, recipientFunction, class: cls, sees, ways };
      });
    },
  );

const RANKS: readonly SightState[] = ['live', 'kept', 'to-come', 'withdrawn', 'ended'];
const rank = ({ state }: SightWay): number => RANKS.indexOf(state);
