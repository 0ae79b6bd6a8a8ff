import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { interventionKind } from '#config/interventions';
import { problems } from '#libs/http';
import { WriteDoor, type CommandMeta, type CommandResult, type Concept } from '#src/access/index';
import { PersonsInRecord } from '#src/people/index';
import { followUpConcept } from '../../follow-up/follow-up.concept.js';
import { inquiryConcept } from '../../inquiry/inquiry.concept.js';
import { placementConcept } from '../../placement/placement.concept.js';
import { requireSocialServices } from '../own-kind.js';
import type { StepInput } from '../process.input.js';
import type { Begun } from '../stamp.js';
import { NOWHERE, operationOf, stampOf } from './moment.js';

type Steps = Omit<StepInput, 'concern'>;
export type Taken = { readonly [K in keyof Steps]: { readonly process: K; readonly input: Steps[K] } }[keyof Steps];

/** One step of an inquiry, a placement or a follow-up. A concern's steps reach further, and have a handler of their own. */
export class TakeStep extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly id: string,
    readonly taken: Taken,
  ) {
    super();
  }
}

const NO_SUPPORT = {
  sv: 'Den sortens stöd finns inte i katalogen för socialtjänsten.',
  en: 'That kind of support is not in the catalogue of the social services.',
};

type State = { readonly status: 'none' } | ({ readonly status: string } & Begun);

@CommandHandler(TakeStep)
export class TakeStepHandler implements ICommandHandler<TakeStep> {
  constructor(
    private readonly door: WriteDoor,
    private readonly persons: PersonsInRecord,
  ) {}

  /** @throws Problem not-found for a process that is not the actor's own; the decider's refusals for a step that is not to be taken */
  async execute({ meta, id, taken }: TakeStep): Promise<CommandResult> {
    requireSocialServices(meta);
    const stamp = stampOf(meta, taken.input.at);
    switch (taken.process) {
      case 'inquiry': {
        const { input } = taken;
        if (input.step === 'decide-support' && !interventionKind(input.kind)?.responsible.includes('social-services'))
          throw problems.invalid([{ path: 'kind', message: NO_SUPPORT }]);
        return this.take(meta, inquiryConcept, id, input, () => ({ ...input, ...stamp }));
      }
      case 'placement': {
        const { input } = taken;
        return this.take(meta, placementConcept, id, input, async (state) => {
          if (input.step === 'extend-application') return { ...input, until: new Date(input.until).toISOString(), ...stamp };
          if (input.step !== 'start' && input.step !== 'make-secret') return { ...input, ...stamp };
          const childProtected = state.status !== 'none' && (await this.persons.isProtected(state.recordId, state.personId));
          return { ...input, ...stamp, childProtected };
        });
      }
      case 'follow-up': {
        const { input } = taken;
        return this.take(meta, followUpConcept, id, input, () => ({ ...input, ...stamp }));
      }
    }
  }

  private take<C, S extends State, E extends { type: string; data: object }, R extends string>(
    meta: CommandMeta,
    concept: Concept<C, S, E, R>,
    id: string,
    input: { readonly step: string },
    make: (state: S) => Promise<C> | C,
  ): Promise<CommandResult> {
    return this.door.execute({
      concept,
      id,
      operation: operationOf(concept.name, input.step),
      action: 'work',
      command: async (state: S) => ({
        command: await make(state),
        ...(state.status === 'none' ? {} : { personIds: [(state as Begun & S).personId] }),
      }),
      input: { id, ...input },
      meta,
      place: NOWHERE,
    });
  }
}
