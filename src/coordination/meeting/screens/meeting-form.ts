import { randomUUID } from 'node:crypto';
import { swedishMoment } from '#libs/ui';
import { asList, nestForm, type FormBody } from '#src/people/index';

type Entered = Record<string, unknown>;
const list = (value: unknown): string[] => (Array.isArray(value) ? (value as string[]) : value ? [value as string] : []);

/** What a form carries beside what is typed. */
const without = ({ idempotencyKey: _key, version: _version, intent: _intent, ...rest }: Entered): Entered => rest;

/** The arrangement of a meeting as typed: Swedish wall clock into a moment, an item a line into a list. */
export const readArrangement = (body: FormBody): Entered => {
  const { invited: _, agenda, startsAt, ...rest } = without(nestForm(body, ['placeIsNeutral']));
  const items = typeof agenda === 'string' ? agenda.split('\n').map((line) => line.trim()) : [];
  return {
    ...rest,
    ...(typeof startsAt === 'string' ? { startsAt: swedishMoment(startsAt) } : {}),
    invited: list(body['invited']),
    agenda: items.filter((line) => line !== ''),
  };
};

export type MinuteRow = Readonly<Record<string, string | undefined>>;
export interface MinuteRows {
  readonly decisions: readonly MinuteRow[];
  readonly actions: readonly MinuteRow[];
}
const blank = ({ text, dueOn, responsibleFunction, kind }: MinuteRow): boolean => !text && !dueOn && !responsibleFunction && !kind;

/** Rows as posted, with room for more: the ids are minted with the row, so that the same save twice is one. */
export const minuteRows = (body: FormBody = {}, more = 3): MinuteRows => {
  const entered = nestForm(body);
  const rows = (name: string, id: string): MinuteRow[] => {
    const posted = asList(entered[name]).items as MinuteRow[];
    const spare = Math.max(0, posted.length === 0 ? more : 0);
    return [...posted, ...Array.from({ length: spare }, () => ({ [id]: randomUUID() }))];
  };
  return { decisions: rows('decisions', 'decisionId'), actions: rows('actions', 'actionId') };
};

export const withMoreRows = ({ decisions, actions }: MinuteRows): MinuteRows => ({
  decisions: [...decisions, { decisionId: randomUUID() }, { decisionId: randomUUID() }],
  actions: [...actions, { actionId: randomUUID() }, { actionId: randomUUID() }],
});

/** The minutes as typed. Rows that nobody touched are not in it; `pathOf` leads a fault back to its row. */
export const readMinutes = (body: FormBody): { input: Entered; pathOf: (path: string) => string } => {
  const { decisions: _, actions: __, ...rest } = without(nestForm(body, ['reminded']));
  const rows = minuteRows(body, 0);
  const kept = (all: readonly MinuteRow[]) => all.flatMap((row, index) => (blank(row) ? [] : [{ row, index }]));
  const [decisions, actions] = [kept(rows.decisions), kept(rows.actions)];
  const input = {
    ...rest,
    reminded: rest['reminded'] === true,
    attendedFunctions: list(body['attendedFunctions']),
    attendedPersons: list(body['attendedPersons']),
    decisions: decisions.map(({ row }) => row),
    actions: actions.map(({ row }) => row),
  };
  const pathOf = (path: string): string => {
    const [name, position, ...field] = path.split('.');
    const found = (name === 'decisions' ? decisions : name === 'actions' ? actions : [])[Number(position)];
    return found ? [name, found.index, ...field].join('.') : path;
  };
  return { input, pathOf };
};

/** Any other small form of a meeting. */
export const readSmall = (body: FormBody): Entered => {
  const { startsAt, ...rest } = without(nestForm(body));
  return typeof startsAt === 'string' ? { ...rest, startsAt: swedishMoment(startsAt) } : rest;
};
