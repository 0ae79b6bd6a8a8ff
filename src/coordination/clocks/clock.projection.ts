import { clockRules, type ClockEventRef, type ClockRule } from '#config/clocks';
import { deadlines, type Deadline } from '#config/deadlines';
import { Codec, patch, put, type Projection, type Recorded, type RowChange, type StoredEvent } from '#libs/event-store';
import { derivedId, startOfSwedishDay, type EventDefinition, type EventDefinitions } from '#libs/shared-kernel';
import { clockEvents, type ClockEvent } from './clock.events.js';
import { clockEffects, type ClockEffect } from './clock-rules.js';
import { dueAfter, dueAsSaid, firingsOf, type Due } from './clock.times.js';

const CLOCKS = 'views.clocks';
const NOTICES = 'views.clock_notices';
/** Nothing runs for a record whose data is destroyed. */
const ERASED = 'coordination.RecordErased';
const own = new Codec<ClockEvent>(clockEvents);

/** An event outlives its deadline: of one that the county has left out only the end remains. */
const ruleOf = (name: string): Pick<Deadline, 'warn' | 'counting'> =>
  deadlines.find(({ id }) => id === name) ?? { warn: [], counting: 'calendar' };

type Told = Recorded<{ type: string; data: Record<string, unknown> }>;
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** A rebuild follows of its own accord when the rules change. What was fired stands in events, and is not fired again. */
const versionOf = (rules: readonly ClockRule[]): number => Number.parseInt(derivedId(JSON.stringify([deadlines, rules])).slice(0, 7), 16);

const applies = ({ where }: ClockEventRef, { event }: Told): boolean =>
  Object.entries(where).every(([name, values]) => values.some((value) => value === (event.data[name] ?? null)));

/** The id that a clock's events have in common; nothing where the field was left out. */
const thingOf = ({ thing }: ClockEventRef, { event, stream, metadata }: Told): string | undefined => {
  if (thing === 'record') return metadata['record'];
  return thing === 'stream' ? stream.slice(-'00000000-0000-0000-0000-000000000000'.length) : text(event.data[thing]);
};

/** The round that runs until this end: what it will do, and by which event it began. */
const round = (roundId: string, rule: Pick<Deadline, 'warn' | 'counting'>, due: Due, startedAt: Date) => {
  const firings = firingsOf(rule, due);
  return {
    round_id: roundId,
    started_at: startedAt,
    due_at: due.at,
    due_on: due.on,
    whole_day: due.wholeDay,
    first_at: firings[0]!.at,
    firings,
    ended_at: null,
  };
};
/** Begun once: an extension keeps the moment of the beginning. */
const moved = (roundId: string, rule: Pick<Deadline, 'warn' | 'counting'>, due: Due) => {
  const { started_at: _, ...rest } = round(roundId, rule, due, due.at);
  return rest;
};

/** From when, and until when. Nothing where the event names no moment or no day. */
const dueOf = ({ ref, deadline: rule }: ClockEffect, { event, occurredAt }: Told): { due: Due; from: Date } | undefined => {
  const said = ref.from === undefined || ref.from === 'occurred' ? occurredAt.toISOString() : text(event.data[ref.from]);
  if (said === undefined) return undefined;
  const from = said.includes('T') ? new Date(said) : startOfSwedishDay(said);
  if (ref.due === undefined) return { due: dueAfter(rule, from), from };
  const until = text(event.data[ref.due]);
  return until === undefined ? undefined : { due: dueAsSaid(until), from };
};

const effect = (one: ClockEffect, told: Told): RowChange[] => {
  const { ref, kind, deadline: rule, prepared } = one;
  const thing = thingOf(ref, told);
  if (!thing || !applies(ref, told)) return [];
  const { id, metadata, event, recordedAt } = told;
  const place = { owner_agency: metadata['agency']!, record_id: metadata['record']! };
  const about = { deadline_id: rule.id, thing_id: thing };
  /** An own clock; or, for an event that others may write, whoever's clock it is about this thing. */
  const known = ref.byAnyone ? about : { ...about, ...place };
  const key = { clock_id: derivedId('clock', rule.id, place.owner_agency, place.record_id, thing) };
  const done = ref.at === undefined ? undefined : text(event.data[ref.at]);
  const stop = patch(CLOCKS, known, {
    status: 'stopped',
    stopped_at: done === undefined ? recordedAt : new Date(done),
    stopped_by: event.type,
  });
  const runs = { status: 'running', stopped_at: null, stopped_by: null };
  if (kind === 'prepare') return [put(CLOCKS, key, { ...about, ...place, case_id: metadata['case'], status: 'prepared' })];
  if (kind === 'stop') return [stop];
  const found = dueOf(one, told);
  if (!found) return kind === 'start' ? [stop] : [];
  if (kind === 'extend') return [patch(CLOCKS, known, { ...moved(id, rule, found.due), extended_at: recordedAt })];
  const running = { ...runs, ...round(id, rule, found.due, found.from), extended_at: null };
  if (prepared) return [patch(CLOCKS, known, running)];
  return [put(CLOCKS, key, { ...about, ...place, case_id: metadata['case'], ...running })];
};

/** What the clock's own events say: what was fired, and to when it was moved. */
const ownChange = ({ event, id, metadata, recordedAt }: Recorded<ClockEvent>): RowChange[] => {
  const { clockId, roundId, ownerAgency, recordId, caseId, dueOn } = event.data;
  const clock = { clock_id: clockId, round_id: roundId };
  const place = { owner_agency: ownerAgency, record_id: recordId, case_id: caseId, at: recordedAt, due_on: dueOn };
  switch (event.type) {
    case 'coordination.ClockWarned': {
      const { warning, who } = event.data;
      return [put(NOTICES, { notice_id: id }, { ...clock, ...place, firing: warning, kind: 'warning', who })];
    }
    case 'coordination.ClockEnded':
      return [
        put(NOTICES, { notice_id: id }, { ...clock, ...place, firing: 'end', kind: event.data.outcome, who: 'supervisor' }),
        patch(CLOCKS, clock, { ended_at: recordedAt }),
      ];
    case 'coordination.ClockExtended': {
      const { deadline: name, startedAt, until, reason } = event.data;
      return [
        put(
          NOTICES,
          { notice_id: id },
          { ...clock, ...place, firing: 'extension', kind: 'extension', who: metadata['duty'], until, reason, by_staff: metadata['staff'] },
        ),
        patch(
          CLOCKS,
          { clock_id: clockId, started_at: startedAt },
          { ...moved(id, ruleOf(name), dueAsSaid(until)), extended_at: recordedAt },
        ),
      ];
    }
  }
};

/**
 * Every clock as it stands, and what it has done: one row for each deadline and thing. Follows from events alone, so that a restart forgets none.
 * @param rooms the events of every room, handed in by the app
 */
export const clockProjection = (rooms: readonly EventDefinitions[], rules: readonly ClockRule[] = clockRules): Projection => {
  const definitions: EventDefinition[] = rooms.flatMap((events) => Object.values(events));
  const effects = clockEffects(definitions, rules);
  const starting = new Codec<Told['event']>(
    Object.fromEntries(definitions.filter(({ type }) => effects.has(type)).map((definition) => [definition.type, definition])),
  );
  return {
    name: 'view:clocks',
    version: versionOf(rules),
    tables: [CLOCKS, NOTICES],
    project: (stored: StoredEvent): RowChange[] => {
      if (own.handles(stored.type)) return ownChange(own.decode(stored));
      if (stored.type === ERASED)
        return [patch(CLOCKS, { record_id: stored.metadata['record']! }, { status: 'stopped', stopped_by: ERASED })];
      const found = effects.get(stored.type);
      if (!found) return [];
      const told = starting.decode(stored);
      return found.flatMap((one) => effect(one, told));
    },
  };
};
