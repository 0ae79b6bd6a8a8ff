import type { ComponentChildren } from 'preact';
import { isErased, type Erased } from '#libs/shared-kernel';
import { Actions, Card, EmptyState, LinkButton, PersonalText, PersonBanner, SafeContact, Stack, useLang } from '#libs/ui';
import type { SafeContact as SafeContactValue } from '../person/person.events.js';
import type { PersonView } from '../person/person-view.js';
import { bannerProtection, roleName } from './names.js';
import { personTexts } from './texts.js';

export const personHref = ({ personId, recordId }: { personId: string; recordId: string }, page = ''): string =>
  `/workspace/people/${personId}${page}?recordId=${recordId}`;

/** 199005122388 → 19900512-2388 */
export const PersonNumber = ({ value }: { value: string | Erased | undefined }) => (
  <PersonalText value={typeof value === 'string' ? value.replace(/(\d{8})(\d{4})/, '$1-$2') : value} />
);

export const SafeContactOf = ({ value }: { value: SafeContactValue | Erased | undefined }) => {
  const t = personTexts(useLang());
  if (value === undefined || isErased(value)) return <SafeContact missing />;
  const { way, number, hours, language, mayLeaveMessage, note } = value;
  return (
    <SafeContact
      phone={way === 'phone' ? number : [t(`safe.${way}`), number].filter(Boolean).join(', ')}
      hours={hours}
      language={language}
      note={note}
      never={mayLeaveMessage ? [] : ['sms', 'voicemail']}
    />
  );
};

/** Who it is and how she is reached: enough to act on in the case, no more. */
export const PersonCard = ({ person, children }: { person: PersonView; children?: ComponentChildren }) => {
  const lang = useLang();
  const t = personTexts(lang);
  const { values, protection, role, withheld, forwarding } = person;
  // Contact with a child goes through somebody, and how it does is said when it is known; a violence user is not who must be safe here.
  const asksForSafety = role === 'exposed' || role === 'relative' || (role === 'child' && values.safeContact !== undefined);
  return (
    <PersonBanner
      name={<PersonalText value={values.name} />}
      details={
        <>
          {roleName(role, lang)} · {values.personNumber === undefined ? t('number.missing') : <PersonNumber value={values.personNumber} />}
          {person.correctedAt && ` · ${t('person.corrected')}`}
        </>
      }
      protection={bannerProtection(protection)}
    >
      {forwarding && (
        <p>
          {t('forwarding')}: {forwarding[lang]}
        </p>
      )}
      {withheld.includes('contact') ? (
        <p>{t(protection === 'none' ? 'withheld.near' : 'withheld')}</p>
      ) : (
        asksForSafety && <SafeContactOf value={values.safeContact} />
      )}
      {children}
    </PersonBanner>
  );
};

interface Registration {
  readonly personId: string;
  readonly mergedInto: string | null;
}
/** Each person once: of one who was registered twice, the registration that is kept. Two that were merged into each other at one moment are both shown. */
export const keptOf = <T extends Registration>(persons: readonly T[]): T[] => {
  const standing = new Set(persons.filter(({ mergedInto }) => mergedInto === null).map(({ personId }) => personId));
  return persons.filter(({ mergedInto }) => mergedInto === null || !standing.has(mergedInto));
};

/** Each person once, also where several records of a case have them: as the first of them says. */
export const eachPerson = <T extends { readonly personId: string }>(persons: readonly T[]): T[] =>
  persons.filter(({ personId }, index) => persons.findIndex((one) => one.personId === personId) === index);

/** The way to the other registrations of a person who was registered twice. */
export const AlsoRegistered = ({ person, persons }: { person: PersonView; persons: readonly PersonView[] }) => {
  const t = personTexts(useLang());
  return (
    <>
      {persons
        .filter(({ mergedInto }) => mergedInto === person.personId)
        .map((twice) => (
          <p class="subtle">
            <a href={personHref(twice)}>{t('merged.also')}</a>
          </p>
        ))}
    </>
  );
};

/** The persons of a record, children apart. For the case page. */
export const PersonList = ({ persons, addTo }: { persons: readonly PersonView[]; addTo?: { recordId: string; caseId: string } }) => {
  const t = personTexts(useLang());
  const kept = keptOf(persons);
  const groups = [
    { title: t('list.adults'), members: kept.filter((person) => !person.minor) },
    { title: t('list.children'), members: kept.filter((person) => person.minor) },
  ];
  return (
    <Stack>
      {persons.length === 0 && <EmptyState title={t('list.none')} />}
      {groups.map(
        ({ title, members }) =>
          members.length > 0 && (
            <Card title={title} level={3}>
              {members.map((person) => (
                <PersonCard person={person}>
                  <AlsoRegistered person={person} persons={persons} />
                  <Actions>
                    <LinkButton href={personHref(person)} variant="tertiary">
                      {t('button.open')}
                    </LinkButton>
                    {person.withheld.length > 0 && (
                      <LinkButton href={personHref(person, '/reveal')} variant="tertiary">
                        {t('reveal')}
                      </LinkButton>
                    )}
                  </Actions>
                </PersonCard>
              ))}
            </Card>
          ),
      )}
      {addTo && (
        <Actions>
          <LinkButton href={`/workspace/people/new?recordId=${addTo.recordId}&caseId=${addTo.caseId}`}>{t('list.add')}</LinkButton>
        </Actions>
      )}
    </Stack>
  );
};
