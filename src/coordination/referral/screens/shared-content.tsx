import { isErased, type FieldClass } from '#libs/shared-kernel';
import { DefinitionList, formatDate, Heading, PersonalText, PersonBanner, useLang, useT, type Definition, type Lang } from '#libs/ui';
import { protectionName, roleName, SafeContactOf, type PersonProtection, type PersonRole, type SafeContact } from '#src/people/index';
import { FACT_CLASSES, type SharedFacts } from '../referral.content.js';
import { referralTexts, thingName } from '../referral.texts.js';
import { shown, type SharedPerson } from '../referral.view.js';
import { factWords } from './fact-words.js';

const bannerProtection = (protection: string | undefined) =>
  protection === 'secrecy-mark' || protection === 'protected-registration'
    ? protection
    : protection === 'fictitious'
      ? ('fictitious-identity' as const)
      : undefined;

/** 199005122388 → 19900512-2388 */
const dashed = (personNumber: string): string => personNumber.replace(/^(\d{8})(\d{4})$/, '$1-$2');

/** One class of a person's content as label and value: what the preview and the recipient's page both show. */
export const definitionsOf = (person: SharedPerson, cls: FieldClass, lang: Lang): Definition[] => {
  const t = referralTexts(lang);
  const list = (
    values: Readonly<Record<string, unknown>> | undefined,
    names: readonly ('name' | 'personNumber' | 'phone' | 'address' | 'municipality' | 'school' | 'workplace')[],
  ) => names.flatMap((name) => (typeof values?.[name] === 'string' ? [{ label: t(`data.${name}`), value: dashed(values[name]) }] : []));
  if (cls === 'identity') {
    const identity = shown(person.identity);
    const protectedAs =
      identity && bannerProtection(identity.protection) ? protectionName(identity.protection as PersonProtection, lang) : undefined;
    return [
      ...list(identity, ['name', 'personNumber']),
      ...(protectedAs ? [{ label: lang === 'sv' ? 'Skydd' : 'Protection', value: protectedAs }] : []),
    ];
  }
  if (cls === 'contact') {
    const contact = shown(person.contact);
    const safe = contact?.safeContact;
    const way = safe && [safe.number, safe.hours, safe.language, safe.note].filter(Boolean).join(' · ');
    return [
      ...list(contact, ['phone']),
      ...(way ? [{ label: lang === 'sv' ? 'Säkert kontaktsätt' : 'Safe way of contact', value: way }] : []),
    ];
  }
  if (cls === 'location') return list(shown(person.location), ['address', 'municipality', 'school', 'workplace']);
  const facts: SharedFacts = FACT_CLASSES.some((one) => one === cls) ? (shown(person[cls as (typeof FACT_CLASSES)[number]]) ?? []) : [];
  return facts.map((fact) => ({
    label: `${thingName(t, fact.thing)}, ${formatDate(fact.occurredAt, lang)}`,
    value: factWords(fact.fields, lang),
  }));
};

/** What a request says of each person, and nothing that the reader's classes do not cover. */
export const SharedPersons = ({ persons }: { persons: readonly SharedPerson[] }) => {
  const lang = useLang();
  const t = useT();
  const r = referralTexts(lang);
  if (persons.length === 0) return <p class="subtle">{r('detail.nothing')}</p>;
  return (
    <div class="stack">
      {persons.map((person) => {
        const identity = shown(person.identity);
        const contact = shown(person.contact);
        const role = identity?.role ?? person.role;
        const details = [
          role ? roleName(role as PersonRole, lang) : '',
          dashed(identity?.personNumber ?? ''),
          identity?.minor ? r('part.minor') : '',
        ];
        const parts = (['location', ...FACT_CLASSES] as const)
          .map((cls) => ({ cls, items: definitionsOf(person, cls, lang) }))
          .filter(({ items }) => items.length > 0);
        return (
          <PersonBanner
            name={person.identity && isErased(person.identity) ? <PersonalText value={person.identity} /> : (identity?.name ?? r('title'))}
            details={details.filter(Boolean).join(' · ')}
            protection={bannerProtection(identity?.protection)}
          >
            {contact?.phone && <DefinitionList items={[{ label: r('data.phone'), value: contact.phone }]} />}
            {contact && role !== 'violence-user' && <SafeContactOf value={contact.safeContact as SafeContact | undefined} />}
            {parts.map(({ cls, items }) => (
              <div>
                <Heading level={3}>{t(`class.${cls}`)}</Heading>
                <DefinitionList items={items} />
              </div>
            ))}
          </PersonBanner>
        );
      })}
    </div>
  );
};
