import type { LocalText } from '../local-text.js';
import type { Circumstance, CrimeGrade, DocumentationKind, SHELTER_ANSWERS } from './schema.js';

/** What the form asks for each kind of documentation. `minLength`: a word is no reason. */
export const documentationLabels: Readonly<Record<DocumentationKind, { label: LocalText; minLength: number }>> = {
  necessity: { label: { sv: 'Varför är uppgiften nödvändig?', en: 'Why is the data necessary?' }, minLength: 10 },
  'harm-test': {
    label: { sv: 'Menprövning: varför står det klart att ingen lider men?', en: 'Harm test: why is it clear that nobody suffers harm?' },
    minLength: 10,
  },
  balancing: { label: { sv: 'Avvägning: vad talar för och emot?', en: 'Balancing: what speaks for and against?' }, minLength: 10 },
  'concrete-circumstances': { label: { sv: 'Konkreta omständigheter', en: 'Concrete circumstances' }, minLength: 20 },
  'crime-grade': { label: { sv: 'Brottets svårhet', en: 'Grade of the crime' }, minLength: 1 },
  reason: { label: { sv: 'Skäl', en: 'Reason' }, minLength: 3 },
  reservation: { label: { sv: 'Förbehållets lydelse', en: 'Wording of the reservation' }, minLength: 10 },
  request: { label: { sv: 'Begäran: vem begär, när och varför?', en: 'The request: who asks, when and why?' }, minLength: 10 },
  'in-shelter': {
    label: {
      sv: 'Vistas personen i skyddat boende? Det är svaret som lämnas.',
      en: 'Is the person in a shelter? This is the answer that is given.',
    },
    minLength: 1,
  },
};

/** What was written down, as a person reads it: words as they stand, what was chosen from a list by its name. */
export const documentedWords = (kind: DocumentationKind, text: string, lang: keyof LocalText): string => {
  const listed: Readonly<Record<string, LocalText>> =
    kind === 'crime-grade' ? crimeGradeLabels : kind === 'in-shelter' ? shelterAnswerLabels : {};
  return listed[text]?.[lang] ?? text;
};

export const circumstanceLabels: Readonly<Record<Circumstance, LocalText>> = {
  'under-18': { sv: 'Personen är under 18 år', en: 'The person is under 18' },
  'under-21-risk-of-crime': {
    sv: 'Personen är under 21 år och det finns en konkret risk för brott',
    en: 'The person is under 21 and there is a concrete risk of crime',
  },
  'risk-of-crime': { sv: 'Det finns en konkret risk för brott', en: 'There is a concrete risk of crime' },
  'substance-use': { sv: 'Pågående missbruk eller beroende', en: 'Ongoing substance use' },
  'compulsory-psychiatric-care': { sv: 'Vårdas enligt psykiatrisk tvångsvård', en: 'In compulsory psychiatric care' },
  pregnancy: { sv: 'Väntar barn', en: 'Is pregnant' },
  'cannot-consent': { sv: 'Kan inte samtycka', en: 'Cannot consent' },
  'committed-crime': { sv: 'Gäller misstanke om ett redan begånget brott', en: 'Concerns suspicion of a crime already committed' },
  'person-opposes': { sv: 'Personen motsätter sig utlämnandet', en: 'The person opposes the disclosure' },
  'harm-from-guardian': {
    sv: 'Barnet kan lida betydande men om vårdnadshavaren bestämmer',
    en: 'The child may suffer considerable harm if the guardian decides',
  },
  'inquiry-decided': { sv: 'Utredning är beslutad', en: 'An inquiry is decided' },
  'reporter-asks': {
    sv: 'Mottagaren har själv gjort orosanmälan och begär att få veta',
    en: 'The recipient made the concern report and asks to know',
  },
};

export const shelterAnswerLabels: Readonly<Record<(typeof SHELTER_ANSWERS)[number], LocalText>> = {
  yes: { sv: 'Ja', en: 'Yes' },
  no: { sv: 'Nej', en: 'No' },
};

export const crimeGradeLabels: Readonly<Record<CrimeGrade, LocalText>> = {
  'min-one-year': { sv: 'Lägst ett års fängelse (BrB 3, 4 eller 6 kap.)', en: 'Minimum one year in prison (BrB 3, 4 or 6)' },
  'gross-violation-of-integrity': {
    sv: 'Grov fridskränkning eller grov kvinnofridskränkning (BrB 4:4a)',
    en: 'Gross violation of integrity or of a woman’s integrity (BrB 4:4a)',
  },
  'attempt-min-two-years': { sv: 'Försök till brott med lägst två års fängelse', en: 'Attempt at a crime with a minimum of two years' },
  'against-child': { sv: 'Brott mot barn enligt BrB 3, 4 eller 6 kap.', en: 'Crime against a child under BrB 3, 4 or 6' },
  'genital-mutilation': { sv: 'Könsstympning', en: 'Genital mutilation' },
  'prison-in-scale': { sv: 'Fängelse kan antas följa', en: 'Prison may be expected' },
  lower: { sv: 'Lindrigare än så', en: 'Less than that' },
  unknown: { sv: 'Går inte att bedöma', en: 'Cannot be judged' },
};
