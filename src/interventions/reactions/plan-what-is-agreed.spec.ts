import type { CommandBus } from '@nestjs/cqrs';
import type { OwnInterventions } from '#libs/intervention';
import type { CommandMeta, Delivered } from '#src/access/index';
import { PlanAgreedLines, PlanAgreedLinesHandler } from '../features/plan-agreed-lines.js';
import { Declarations } from '../own-interventions.js';
import { PlanWhatIsAgreed } from './plan-what-is-agreed.js';

const id = (number: number): string => `0c8f0a1e-0000-4000-8000-00000000000${number}`;
const declared = (agencyKind: OwnInterventions['agencyKind']) =>
  ({ agencyKind, stream: `${agencyKind}-help`, events: {} }) as OwnInterventions;
const declarations = new Declarations([declared('school'), declared('prosecution')]);
const delivered = { eventId: id(7), type: 'coordination.PlanAgreed', caseId: id(3) } as Delivered;
const meta = { idempotencyKey: id(7), actor: { agencyId: 'our-agency', agencyKind: 'school' } } as CommandMeta;

describe('when a plan is agreed', () => {
  it('listens to what was agreed for whomever and to nothing else, for every kind of agency that has interventions', () => {
    const reaction = new PlanWhatIsAgreed({} as CommandBus, declarations);
    expect(reaction.types).toEqual(['coordination.PlanAgreed', 'coordination.PlanLinesAgreed']);
    expect(reaction.kind).toEqual(['school', 'prosecution']);
  });
  it('makes it the own agency’s command, with what the gate let through and nothing else', async () => {
    const sent: unknown[] = [];
    const commands = { execute: (command: unknown) => Promise.resolve(sent.push(command)) } as unknown as CommandBus;
    await new PlanWhatIsAgreed(commands, declarations).react(delivered, meta);
    expect(sent).toEqual([new PlanAgreedLines(meta, delivered)]);
  });
  it('plans one intervention for each line, in the own agency’s streams, with the same ids and keys at each delivery', async () => {
    const line = { lineId: id(6), kind: 'treatment', personId: id(4), responsibleFunction: 'our-function', dueOn: '2026-04-01' };
    const own = { planId: id(5), line, interventionId: id(1), place: { recordId: id(2), caseId: id(3) } };
    const asked: { id: string; meta: CommandMeta; place: unknown; concept: { name: string } }[] = [];
    const door = { execute: (request: (typeof asked)[number]) => Promise.resolve(void asked.push(request)) };
    const queries = { execute: () => Promise.resolve([own, { ...own, interventionId: id(5), line: { ...line, lineId: id(5) } }]) };
    const handler = new PlanAgreedLinesHandler(door as never, queries as never, declarations);
    await handler.execute(new PlanAgreedLines(meta, delivered));
    await handler.execute(new PlanAgreedLines(meta, delivered));
    const [first, second, ...again] = asked.map((request) => [
      request.id,
      request.meta.idempotencyKey,
      request.place,
      request.concept.name,
    ]);
    expect(first?.[0]).toBe(id(1));
    expect(first?.[1]).not.toBe(second?.[1]);
    expect(again).toEqual([first, second]);
    expect(first?.slice(2)).toEqual([own.place, 'school-help']);
  });
  it('is nothing to an agency without interventions, and two rooms cannot have the same kind', () => {
    const county = { actor: { ...meta.actor, agencyKind: 'county' } } as CommandMeta;
    expect(() => declarations.of(county)).toThrow();
    expect(() => new Declarations([declared('school'), declared('school')])).toThrow('two rooms');
  });
});
