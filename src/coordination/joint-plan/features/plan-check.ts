import { Injectable } from '@nestjs/common';
import { problems } from '#libs/http';
import { derivedId, swedishDate } from '#libs/shared-kernel';
import { Directory, type CommandMeta, type DirectoryFunction } from '#src/access/index';
import { PersonsInRecord } from '#src/people/index';
import type { PlanContent } from '../plan.decider.js';
import type { PlanLine } from '../plan.events.js';
import { planProblems, toPlanContent, type PlanContentInput } from '../plan.input.js';

/** Looks up the functions and persons that a plan names, and checks the plan against them and the day. */
@Injectable()
export class PlanCheckService {
  constructor(
    private readonly directory: Directory,
    private readonly persons: PersonsInRecord,
  ) {}

  /** Functions that exist, each once. @throws Problem invalid-input at the first that does not */
  async known(functionIds: readonly string[]): Promise<string[]> {
    const ids = [...new Set(functionIds)];
    for (const [index, id] of ids.entries())
      if (!(await this.directory.functionById(id)))
        throw problems.invalid([
          { path: `functionsNeeded.${index}`, message: { sv: 'Funktionen finns inte.', en: 'There is no such function.' } },
        ]);
    return ids;
  }

  /** @throws Problem invalid-input with every fault at its field */
  async contentOf(
    input: PlanContentInput,
    meta: CommandMeta,
    plan: { planId: string; recordId: string; personId: string; standing: readonly PlanLine[] },
  ): Promise<PlanContent> {
    const ids = new Set([input.leaderFunction, ...input.lines.flatMap((line) => line.responsibleFunction ?? [])]);
    const functions = new Map<string, DirectoryFunction>();
    for (const id of ids) {
      const found = await this.directory.functionById(id);
      if (found) functions.set(id, found);
    }
    const check = { functions, agencyId: meta.actor.agencyId, today: swedishDate(meta.now), standing: plan.standing };
    const found = planProblems(input, check);
    if (found.length > 0) throw problems.invalid(found);
    const forWhom = input.lines.flatMap(({ personId }, index) => (personId ? [{ path: `lines.${index}.personId`, personId }] : []));
    await this.persons.requires(plan.recordId, [{ path: 'personId', personId: plan.personId }, ...forWhom]);
    return toPlanContent(input, {
      editionId: derivedId('plan-edition', plan.planId, meta.idempotencyKey),
      personId: plan.personId,
      functions,
    });
  }
}
