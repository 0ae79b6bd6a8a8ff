import type { Bilingual } from '#libs/http';
import { isChild, type PersonProtection, type PersonRole } from '#src/people/index';
import type { GIVEN_BY } from './consent.events.js';

/** A person of the record, as far as it matters who may consent for whom. */
export interface RecordedPerson {
  readonly personId: string;
  /** As it counts in the case: whoever is suspected in any own record of it is the violence user. */
  readonly role: PersonRole;
  readonly minor: boolean;
  readonly protection: PersonProtection;
  /** Twelve digits, where known. */
  readonly personNumber?: string | undefined;
}
export interface Giving {
  readonly givenBy: (typeof GIVEN_BY)[number];
  readonly person: RecordedPerson;
  readonly guardian: RecordedPerson | null;
  /** Of a special representative: the day of the court's decision. */
  readonly appointedOn?: string | undefined;
  /** Today in Sweden, YYYY-MM-DD. */
  readonly today: string;
}
export interface GiverRefusal {
  readonly rule: string;
  readonly path: 'givenBy' | 'givenByPersonId' | 'appointment';
  readonly reason: Bilingual;
}

/**
 * Whether this person may consent for that one (OSL 12:2–3, FB 6:11, lag 1999:997). Undefined: may. Pure.
 * A guardian's right yields where the guardian is suspected, or where the child is protected: then there is a special representative to ask.
 */
export const giverRefusal = ({ givenBy, person, guardian, appointedOn, today }: Giving): GiverRefusal | undefined => {
  const child = isChild(person, today);
  switch (givenBy) {
    case 'adult':
      return child
        ? refuse(
            'osl-12-3',
            'givenBy',
            'OSL 12:3: Ett barn samtycker inte som vuxen. Välj vårdnadshavare, barnets egen mognad eller särskild företrädare.',
            'OSL 12:3: A child does not consent as an adult. Choose guardian, the child’s own maturity or special representative.',
          )
        : undefined;
    case 'guardian':
      return child
        ? guardianRefusal(person, guardian, today)
        : refuse(
            'osl-12-2',
            'givenBy',
            'OSL 12:2: En vuxen samtycker själv. Ingen vårdnadshavare kan göra det i personens ställe.',
            'OSL 12:2: An adult consents in person. No guardian can do so instead.',
          );
    case 'child-mature':
      return child
        ? undefined
        : refuse(
            'osl-12-2',
            'givenBy',
            'OSL 12:2: Personen är vuxen. Välj att personen själv samtycker.',
            'OSL 12:2: The person is an adult. Choose that the person consents.',
          );
    case 'special-representative':
      if (!child)
        return refuse(
          'lag-1999-997',
          'givenBy',
          'Lag 1999:997: En särskild företrädare finns bara för den som är under 18 år.',
          'Lag 1999:997: Only someone under 18 has a special representative.',
        );
      return appointedOn !== undefined && appointedOn <= today
        ? undefined
        : refuse(
            'lag-1999-997',
            'appointment',
            'Lag 1999:997: Ange domstolen och beslutets dag, som inte kan ligga framåt i tiden.',
            'Lag 1999:997: Give the court and the day of its decision, which cannot lie ahead.',
          );
  }
};

const guardianRefusal = (child: RecordedPerson, guardian: RecordedPerson | null, today: string): GiverRefusal | undefined => {
  if (!guardian || guardian.personId === child.personId)
    return refuse(
      'osl-12-3',
      'givenByPersonId',
      'OSL 12:3: Välj vilken vårdnadshavare som samtyckte.',
      'OSL 12:3: Choose which guardian consented.',
    );
  if (isChild(guardian, today))
    return refuse(
      'osl-12-3',
      'givenByPersonId',
      'OSL 12:3: Den valda är själv under 18 år och kan inte vara vårdnadshavare.',
      'OSL 12:3: The one chosen is under 18 too, and can’t be a guardian.',
    );
  if (guardian.role === 'violence-user')
    return refuse(
      'osl-12-3',
      'givenByPersonId',
      'OSL 12:3, lag 1999:997: Den som misstänks för våldet kan inte samtycka för barnet. Fråga den andra vårdnadshavaren, barnet självt eller en särskild företrädare.',
      'OSL 12:3, lag 1999:997: Whoever is suspected of the violence can’t consent for the child. Ask the other guardian, the child or a special representative.',
    );
  if (child.protection !== 'none')
    return refuse(
      'osl-12-3',
      'givenBy',
      'OSL 12:3: Barnet har skyddade personuppgifter, och vårdnadshavarens rätt viker. Fråga en särskild företrädare, eller barnet självt efter mognad.',
      'OSL 12:3: The child has protected identity, and the guardian’s right yields. Ask a special representative, or the child by its maturity.',
    );
  return undefined;
};

const refuse = (rule: string, path: GiverRefusal['path'], sv: string, en: string): GiverRefusal => ({ rule, path, reason: { sv, en } });
