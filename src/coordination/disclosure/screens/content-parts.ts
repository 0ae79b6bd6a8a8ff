import { interventionKind } from '#config/interventions';
import { TOLD_FIELDS, toldWord } from '#libs/journal';
import { FIELD_CLASSES, INTERVENTION_STATUSES, type FieldClass } from '#libs/shared-kernel';
import { formatDate, translator, type Definition, type Lang } from '#libs/ui';
import { PERSON_CLASSES, type Content } from '../copied-content.events.js';
import { disclosureTexts } from './disclosure-texts.js';

/** What the fields that may cross are called: persons' own, and those of the agencies' contract events. Unknown ones are shown under "Uppgift". */
const LABELS: Readonly<Record<string, readonly [sv: string, en: string]>> = {
  name: ['Namn', 'Name'],
  personNumber: ['Personnummer', 'Personal number'],
  address: ['Adress', 'Address'],
  municipality: ['Kommun', 'Municipality'],
  school: ['Skola', 'School'],
  workplace: ['Arbetsplats', 'Workplace'],
  phone: ['Telefon', 'Phone'],
  safeContact: ['Säkert kontaktsätt', 'Safe way of contact'],
  kind: ['Slag', 'Kind'],
  status: ['Läge', 'State'],
  functionId: ['Ansvarig funktion', 'Responsible function'],
  dueOn: ['Klar senast', 'Due'],
  followUpOn: ['Uppföljning', 'Follow-up'],
  startedOn: ['Påbörjad', 'Started'],
  endedOn: ['Avslutad', 'Ended'],
  reason: ['Skäl', 'Reason'],
  registeredAt: ['Registrerad', 'Registered'],
  offence: ['Brott', 'Offence'],
  occurredOn: ['Inträffade', 'Occurred'],
  immediateRisk: ['Omedelbar risk', 'Immediate risk'],
  corrected: ['Rättad', 'Corrected'],
  level: ['Risknivå', 'Level of risk'],
  instrument: ['Instrument', 'Instrument'],
  reviewOn: ['Ny bedömning', 'Next review'],
  assessedOn: ['Bedömd', 'Assessed'],
  goals: ['Antal mål', 'Number of goals'],
  lines: ['Planerade insatser', 'Planned interventions'],
  shelterLines: ['Planerat skyddat boende, eller hos en jour', 'Planned sheltered housing, or by a shelter'],
  healthLines: ['Planerad vård och behandling', 'Planned care and treatment'],
  crimeLines: ['Planerat om brott', 'Planned about a crime'],
  decidedOn: ['Beslutad', 'Decided'],
  decisions: ['Beslut', 'Decisions'],
  shelterDecisions: ['Beslut om skyddat boende, eller för en jour', 'Decisions on sheltered housing, or for a shelter'],
  healthDecisions: ['Beslut om vård och behandling', 'Decisions on care and treatment'],
  crimeDecisions: ['Beslut om brott', 'Decisions about a crime'],
  actions: ['Uppgifter', 'Actions'],
  shelterActions: ['Uppgifter för en jour', 'Actions for a shelter'],
  leaderFunction: ['Leder planen', 'Leads the plan'],
  agreedOn: ['Överenskommen', 'Agreed'],
  closedOn: ['Avslutad', 'Closed'],
  version: ['Version', 'Version'],
  inShelter: ['Vistas i skyddat boende', 'Is in a shelter'],
};
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DAY = /^\d{4}-\d{2}-\d{2}(T|$)/;

export type FunctionNames = ReadonlyMap<string, string>;

const words = (value: unknown, lang: Lang, functions: FunctionNames): string => {
  const t = translator(lang);
  if (value === undefined || value === null || value === '') return '';
  if (typeof value === 'boolean') return value ? t('yes') : t('no');
  if (Array.isArray(value))
    return value
      .map((one) => words(one, lang, functions))
      .filter(Boolean)
      .join('; ');
  if (typeof value === 'object')
    return Object.values(value)
      .map((one) => words(one, lang, functions))
      .filter(Boolean)
      .join(', ');
  const text = String(value as string | number);
  if (UUID.test(text)) return '';
  if (DAY.test(text)) return formatDate(text, lang);
  const status = INTERVENTION_STATUSES.find((one) => one === text);
  return status
    ? t(`intervention.${status}`)
    : (functions.get(text) ?? interventionKind(text)?.name[lang] ?? toldWord(text)?.[lang] ?? text);
};

export const fieldLabel = (name: string, lang: Lang): string =>
  LABELS[name]?.[lang === 'sv' ? 0 : 1] ?? TOLD_FIELDS[name]?.[lang] ?? disclosureTexts(lang)('other');

const definitions = (fields: Readonly<Record<string, unknown>>, lang: Lang, functions: FunctionNames): Definition[] =>
  Object.entries(fields).flatMap(([name, value]) => {
    const shown = words(value, lang, functions);
    return shown === '' ? [] : [{ label: fieldLabel(name, lang), value: shown }];
  });

/** Content as a person reads it, class by class. Ids tell nobody anything and are left out. */
export const contentParts = (content: Content, lang: Lang, functions: FunctionNames): { class: FieldClass; fields: Definition[] }[] =>
  FIELD_CLASSES.flatMap((cls) => {
    const own = PERSON_CLASSES.find((one) => one === cls);
    const persons = own ? Object.values(content.persons[own]).flatMap((values) => definitions(values, lang, functions)) : [];
    const entries = (content.entries[cls] ?? []).flatMap(({ fields, occurredAt }) => {
      const found = definitions(fields, lang, functions);
      return found.map(({ label: name, value }) => ({ label: `${String(name)} (${formatDate(occurredAt, lang)})`, value }));
    });
    return persons.length + entries.length === 0 ? [] : [{ class: cls, fields: [...persons, ...entries] }];
  });
