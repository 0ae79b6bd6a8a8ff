import { Injectable } from '@nestjs/common';
import { problems, type FieldProblem } from '#libs/http';
import { swedishDate, type AgencyKind } from '#libs/shared-kernel';
import { Directory, type CommandMeta } from '#src/access/index';
import {
  arrangementProblems,
  minutesProblems,
  namingProblems,
  type HoldMeetingInput,
  type OpenConsultationInput,
  type PlanMeetingInput,
} from '../meeting.input.js';

type Arrangement = Pick<PlanMeetingInput | OpenConsultationInput, 'startsAt' | 'invited' | 'agenda' | 'place'>;

/** Checks what a meeting names against the directory and the day. */
@Injectable()
export class MeetingCheck {
  constructor(private readonly directory: Directory) {}

  /** @throws Problem invalid-input with every fault at its field */
  async arrangement(input: Arrangement, meta: CommandMeta, { anonymous }: { anonymous: boolean }): Promise<void> {
    const found = arrangementProblems(input, { now: meta.now, functions: await this.functions() });
    const words = { place: input.place, ...Object.fromEntries(input.agenda.map((text, index) => [`agenda.${index}`, text])) };
    throwIf([...found, ...(anonymous ? namingProblems(words) : [])]);
  }

  /**
   * What kind of agency each function is of, by the register that the minute was checked against.
   * @throws Problem invalid-input with every fault at its field
   */
  async minutes(
    input: HoldMeetingInput,
    meta: CommandMeta,
    { anonymous }: { anonymous: boolean },
  ): Promise<ReadonlyMap<string, AgencyKind>> {
    const functions = await this.functions();
    const found = minutesProblems(input, { today: swedishDate(meta.now), functions });
    throwIf([...found, ...(anonymous ? namingProblems(wordsOf(input)) : [])]);
    return functions;
  }

  private async functions(): Promise<ReadonlyMap<string, AgencyKind>> {
    return new Map((await this.directory.functions()).map(({ id, agencyKind }) => [id, agencyKind]));
  }
}

const wordsOf = ({ factsNoted, assessmentsNoted, decisions, actions }: HoldMeetingInput) => ({
  factsNoted,
  assessmentsNoted,
  ...Object.fromEntries(decisions.map(({ text }, index) => [`decisions.${index}.text`, text])),
  ...Object.fromEntries(actions.map(({ text }, index) => [`actions.${index}.text`, text])),
});
const throwIf = (found: FieldProblem[]): void => {
  if (found.length > 0) throw problems.invalid(found);
};
