import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { swedishDate } from '#libs/shared-kernel';
import type { Option } from '#libs/ui';
import { Directory, type AdmittedRequest, type RequestContext } from '#src/access/index';
import { eachPerson, roleName, type PersonView } from '#src/people/index';
import { OwnPeopleOfCase, personLabel, PlanNames } from '../../joint-plan/index.js';
import { ChildrenInOwnRecords } from '../features/read-meetings.js';
import type { MeetingView } from '../meeting.view.js';
import type { MeetingPageProps } from './meeting-props.js';

type Guest = AdmittedRequest['insatskedja'];

/** What the pages of meetings are put together from: names of functions and of the own record's persons. */
@Injectable()
export class MeetingPages {
  constructor(
    private readonly queries: QueryBus,
    private readonly names: PlanNames,
    private readonly directory: Directory,
  ) {}

  /** @throws Problem not-found without an own record in the case */
  people(context: RequestContext, caseId: string) {
    return this.queries.execute(new OwnPeopleOfCase(context, caseId));
  }

  async props(visitor: Guest, context: RequestContext, meeting: MeetingView): Promise<Omit<MeetingPageProps, 'rows'>> {
    const { lang } = visitor;
    const { persons } = await this.people(context, meeting.caseId);
    const names = await this.names.names(persons, [], lang);
    const { functions } = await this.names.choices(context);
    const here = persons.filter(({ recordId }) => recordId === meeting.recordId);
    return {
      meeting,
      persons: here,
      choices: personChoices(here, meeting.personId, lang),
      functions,
      functionName: names.functionName,
      personName: names.personName,
      staffName: (await this.directory.staffById(meeting.savedBy))?.name ?? meeting.savedBy,
      childChoices: meeting.anonymous ? await this.queries.execute(new ChildrenInOwnRecords(context, meeting.caseId)) : [],
      today: swedishDate(context.now),
    };
  }
}

/** Those who may be invited to a meeting about somebody: never the violence user in a case that is not his own. */
export const personChoices = (persons: readonly PersonView[], about: string | null, lang: Guest['lang']): Option[] => {
  const his = persons.find(({ personId }) => personId === about)?.role === 'violence-user';
  return eachPerson(persons)
    .filter(({ role }) => his || role !== 'violence-user')
    .map((person) => ({ value: person.personId, label: `${personLabel(person)} (${roleName(person.role, lang)})` }));
};
