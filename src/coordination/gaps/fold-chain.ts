/** A row of the chain with only the fields that the reader may see, opened. Rows arrive in the order they were recorded. */
export interface VisibleEntry {
  readonly entryId: string;
  readonly type: string;
  readonly thing: string;
  readonly thingId: string;
  readonly ownerAgency: string;
  readonly recordId: string;
  readonly personId: string | null;
  readonly occurredAt: string;
  /** The grounds of the disclosures that show it; none for an own row. */
  readonly grounds: readonly string[];
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface ChainStep {
  readonly entryId: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** One link of the chain: a thing (an intervention, a plan, an assessment) as it stands, and how it came there. */
export interface ChainLink {
  readonly thing: string;
  readonly thingId: string;
  readonly ownerAgency: string;
  readonly recordId: string;
  readonly personId: string | null;
  readonly occurredAt: string;
  readonly grounds: readonly string[];
  readonly fields: Readonly<Record<string, unknown>>;
  readonly history: readonly ChainStep[];
}

/** Each event about one of these tells all of it: what an earlier one said and the latest does not, no longer holds. */
const TOLD_WHOLE: readonly string[] = ['intervention', 'note'];

const standing = (thing: string, steps: readonly ChainStep[]): Record<string, unknown> => {
  const last = steps.at(-1)!;
  if (TOLD_WHOLE.includes(thing)) return { ...last.fields };
  // The latest of each type: a follow-up without a next day must not inherit the day of the one before.
  const latest = new Map<string, ChainStep>();
  for (const step of steps) {
    latest.delete(step.type);
    latest.set(step.type, step);
  }
  const fields = Object.assign({}, ...[...latest.values()].map((step) => step.fields)) as Record<string, unknown>;
  return last.type.endsWith('Retracted') ? { ...fields, retracted: true } : fields;
};

/** Rows of one thing, folded into a link. A thing belongs to one agency: the same id under two owners is two links. */
export const foldChain = (entries: readonly VisibleEntry[]): readonly ChainLink[] => {
  const links = new Map<string, VisibleEntry[]>();
  for (const entry of entries) {
    const key = `${entry.ownerAgency}/${entry.thing}/${entry.thingId}`;
    links.set(key, [...(links.get(key) ?? []), entry]);
  }
  return [...links.values()].map((rows): ChainLink => {
    const last = rows.at(-1)!;
    const history = rows.map(({ entryId, type, occurredAt, fields }) => ({ entryId, type, occurredAt, fields }));
    return {
      thing: last.thing,
      thingId: last.thingId,
      ownerAgency: last.ownerAgency,
      recordId: last.recordId,
      personId: last.personId ?? rows.find(({ personId }) => personId)?.personId ?? null,
      occurredAt: last.occurredAt,
      grounds: [...new Set(rows.flatMap(({ grounds }) => grounds))].sort(),
      fields: standing(last.thing, history),
      history,
    };
  });
};
