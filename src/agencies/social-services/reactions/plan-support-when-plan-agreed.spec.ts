import type { CommandBus } from '@nestjs/cqrs';
import type { CommandMeta, Delivered } from '#src/access/index';
import { PlanAgreedLines, PlanAgreedLinesHandler } from '../support/features/plan-agreed-lines.js';
import { ids } from '../support/support.examples.js';
import { PlanSupportWhenPlanAgreed } from './plan-support-when-plan-agreed.js';

const delivered = { eventId: ids.event, type: 'coordination.PlanAgreed', caseId: ids.case } as Delivered;
const meta = { idempotencyKey: ids.event, actor: { agencyId: 'our-agency', agencyKind: 'social-services' } } as CommandMeta;

describe('when a plan is agreed', () => {
  it('listens to that fact alone, for agencies of its own kind', () => {
    const reaction = new PlanSupportWhenPlanAgreed({} as CommandBus);
    expect(reaction.types).toEqual(['coordination.PlanAgreed']);
    expect(reaction.kind).toBe('social-services');
  });
  it('makes it the own agency’s command, with what the gate let through and nothing else', async () => {
    const sent: unknown[] = [];
    const commands = { execute: (command: unknown) => Promise.resolve(sent.push(command)) } as unknown as CommandBus;
    await new PlanSupportWhenPlanAgreed(commands).react(delivered, meta);
    expect(sent).toEqual([new PlanAgreedLines(meta, delivered)]);
  });
  it('plans one intervention for each line, with the same ids and keys at each delivery', async () => {
    const line = { lineId: ids.line, kind: 'treatment', personId: ids.person, responsibleFunction: 'our-function', dueOn: '2026-04-01' };
    const own = { planId: ids.plan, line, interventionId: ids.intervention, place: { recordId: ids.record, caseId: ids.case } };
    const asked: { id: string; meta: CommandMeta; place: unknown }[] = [];
    const door = { execute: (request: (typeof asked)[number]) => Promise.resolve(void asked.push(request)) };
    const queries = { execute: () => Promise.resolve([own, { ...own, interventionId: ids.plan, line: { ...line, lineId: ids.plan } }]) };
    const handler = new PlanAgreedLinesHandler(door as never, queries as never);
    await handler.execute(new PlanAgreedLines(meta, delivered));
    await handler.execute(new PlanAgreedLines(meta, delivered));
    const [first, second, ...again] = asked.map((request) => [request.id, request.meta.idempotencyKey, request.place]);
    expect(first?.[0]).toBe(ids.intervention);
    expect(first?.[1]).not.toBe(second?.[1]);
    expect(again).toEqual([first, second]);
    expect(first?.[2]).toEqual(own.place);
  });
});
