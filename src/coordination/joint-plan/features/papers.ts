import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { taggedPdf, type PdfDocument } from '#libs/pdf';
import { Directory, type RequestContext } from '#src/access/index';
import { PlacesToHide } from '#src/people/index';
import { planPaper, type PlanPaper } from '../plan-paper.js';
import { purposeOf, requireSafe, type Handover } from '../handover.js';
import { OwnPeopleOfCase } from './own-people.js';
import { ReadPlan } from './read-plan.js';

/** Papers that the individual keeps. Each is asked for with the answer to "is it safe to receive?", and stands in the trail as an export. */
@Injectable()
export class Papers {
  constructor(
    private readonly queries: QueryBus,
    private readonly directory: Directory,
  ) {}

  /** @throws Problem invalid-input when it is not safe; not-found when the reader may not see the plan, or no own record knows her */
  async plan(context: RequestContext, planId: string, handover: Handover, lang: 'sv' | 'en'): Promise<PdfDocument> {
    requireSafe(handover);
    const as = { action: 'export', operation: 'plan-paper' } as const;
    const plan = await this.queries.execute(new ReadPlan({ ...context, purpose: purposeOf(handover) }, planId, undefined, as));
    return planPaper(plan, await this.about(context, plan.caseId, plan.personId, handover, lang));
  }

  /** What every paper about a person must know to leave out what reveals her. */
  async about(context: RequestContext, caseId: string, personId: string, { names }: Handover, lang: 'sv' | 'en'): Promise<PlanPaper> {
    const { persons } = await this.queries.execute(new OwnPeopleOfCase(context, caseId));
    const functions = await this.directory.functions();
    const hers = persons.filter((person) => person.personId === personId);
    const nameOf = (id: string) => {
      const name = persons.find((person) => person.personId === id)?.values.name;
      return typeof name === 'string' ? name : undefined;
    };
    return {
      ...{ lang, names, made: context.now },
      isProtected: hers.length === 0 || persons.some(({ protection }) => protection !== 'none'),
      functionOf: (id) => functions.find((one) => one.id === id),
      personName: nameOf,
      revealing: [
        ...(await this.queries.execute(new PlacesToHide(context, caseId))),
        ...functions.filter(({ agencyKind }) => agencyKind === 'civil-society').flatMap(({ name, agencyName }) => [name, agencyName]),
      ],
    };
  }
}

/** Under a name that says nothing, and kept nowhere on the way. */
export const sendPaper = async (reply: FastifyReply, paper: PdfDocument): Promise<void> => {
  void reply.status(200).header('cache-control', 'no-store').header('content-disposition', 'attachment; filename="plan.pdf"');
  await reply.type('application/pdf').send(await taggedPdf(paper));
};
