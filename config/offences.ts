/** Offences that a report may name, by the chapter of the Criminal Code (BrB) or the act they stand in. The id is stored for ever. */
export const OFFENCES = [
  'assault',
  'gross-assault',
  'gross-violation-of-a-woman',
  'gross-violation-of-integrity',
  'unlawful-threat',
  'gross-unlawful-threat',
  'unlawful-coercion',
  'unlawful-deprivation-of-liberty',
  'unlawful-persecution',
  'molestation',
  'rape',
  'rape-of-a-child',
  'sexual-assault',
  'violation-of-a-child',
  'honour-oppression',
  'forced-marriage',
  'child-marriage-crime',
  'misleading-marriage-travel',
  'genital-mutilation',
  'contact-ban-violation',
  'attempted-homicide',
  'other',
] as const;
export type Offence = (typeof OFFENCES)[number];

interface OffenceName {
  readonly sv: string;
  readonly en: string;
  /** Where it stands; null for what stands in several places. */
  readonly source: string | null;
}

export const offenceNames: Readonly<Record<Offence, OffenceName>> = {
  assault: { sv: 'Misshandel', en: 'Assault', source: 'BrB 3:5' },
  'gross-assault': { sv: 'Grov misshandel', en: 'Gross assault', source: 'BrB 3:6' },
  'gross-violation-of-a-woman': { sv: 'Grov kvinnofridskränkning', en: 'Gross violation of a woman’s integrity', source: 'BrB 4:4a' },
  'gross-violation-of-integrity': { sv: 'Grov fridskränkning', en: 'Gross violation of integrity', source: 'BrB 4:4a' },
  'unlawful-threat': { sv: 'Olaga hot', en: 'Unlawful threat', source: 'BrB 4:5' },
  'gross-unlawful-threat': { sv: 'Grovt olaga hot', en: 'Gross unlawful threat', source: 'BrB 4:5' },
  'unlawful-coercion': { sv: 'Olaga tvång', en: 'Unlawful coercion', source: 'BrB 4:4' },
  'unlawful-deprivation-of-liberty': { sv: 'Olaga frihetsberövande', en: 'Unlawful deprivation of liberty', source: 'BrB 4:2' },
  'unlawful-persecution': { sv: 'Olaga förföljelse', en: 'Unlawful persecution (stalking)', source: 'BrB 4:4b' },
  molestation: { sv: 'Ofredande', en: 'Molestation', source: 'BrB 4:7' },
  rape: { sv: 'Våldtäkt', en: 'Rape', source: 'BrB 6:1' },
  'rape-of-a-child': { sv: 'Våldtäkt mot barn', en: 'Rape of a child', source: 'BrB 6:4' },
  'sexual-assault': { sv: 'Sexuellt övergrepp', en: 'Sexual assault', source: 'BrB 6:2' },
  'violation-of-a-child': { sv: 'Barnfridsbrott', en: 'Violation of a child’s integrity (witnessing)', source: 'BrB 4:3' },
  'honour-oppression': { sv: 'Hedersförtryck', en: 'Honour-related oppression', source: 'BrB 4:4e' },
  'forced-marriage': { sv: 'Äktenskapstvång', en: 'Forced marriage', source: 'BrB 4:4c' },
  'child-marriage-crime': { sv: 'Barnäktenskapsbrott', en: 'Child marriage crime', source: 'BrB 4:4c' },
  'misleading-marriage-travel': { sv: 'Vilseledande till äktenskapsresa', en: 'Misleading into travel for marriage', source: 'BrB 4:4d' },
  'genital-mutilation': { sv: 'Könsstympning', en: 'Genital mutilation', source: 'Lag 1982:316' },
  'contact-ban-violation': { sv: 'Överträdelse av kontaktförbud', en: 'Breach of a contact ban', source: 'Lag 1988:688 24 §' },
  'attempted-homicide': { sv: 'Försök till mord eller dråp', en: 'Attempted murder or manslaughter', source: 'BrB 3:1–2, 3:11' },
  other: { sv: 'Annat brott', en: 'Other offence', source: null },
};
