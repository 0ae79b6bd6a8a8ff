import { always, choice, day } from '#libs/proceeding';

/**
 * What stands of the work with a violence user. That he is in contact, and how it goes, is class `health`: treatment for violence tells of him as treatment for
 * anything does.
 */
export const programmeFacts = {
  on: always(day('health', { sv: 'Dag', en: 'Day' })),
  cameBy: always(
    choice(
      'health',
      { sv: 'Kom genom', en: 'Came by' },
      {
        own: { sv: 'Egen kontakt', en: 'Own contact' },
        report: { sv: 'Anmälan eller förfrågan', en: 'A report or referral' },
        court: { sv: 'Dom eller föreskrift', en: 'A judgment or order' },
      },
    ),
  ),
  programme: choice(
    'health',
    { sv: 'Program', en: 'Programme' },
    {
      group: { sv: 'Grupprogram', en: 'Group programme' },
      individual: { sv: 'Individuell behandling', en: 'Individual treatment' },
      counselling: { sv: 'Rådgivande samtal', en: 'Counselling' },
    },
  ),
  dropped: choice(
    'health',
    { sv: 'Varför det avbröts', en: 'Why it was dropped' },
    {
      'own-will': { sv: 'Slutade själv', en: 'Left of his own will' },
      'not-attending': { sv: 'Uteblev', en: 'Did not attend' },
      excluded: { sv: 'Avstängd', en: 'Excluded' },
      detained: { sv: 'Frihetsberövad', en: 'Detained' },
      moved: { sv: 'Flyttade', en: 'Moved' },
    },
  ),
};

const RETRACTED = choice(
  'risk',
  { sv: 'Varför det återtas', en: 'Why it is retracted' },
  {
    'wrong-person': { sv: 'Gällde fel person', en: 'About the wrong person' },
    'entered-by-mistake': { sv: 'Registrerades av misstag', en: 'Entered by mistake' },
  },
);

/** What a contact with the partner, for her safety, showed. It is registered in his record; what it says is class `risk`, so that it can reach whoever protects her. */
export const partnerContactFacts = {
  on: always(day('risk', { sv: 'Dag', en: 'Day' })),
  showed: always(
    choice(
      'risk',
      { sv: 'Kontakten visade', en: 'The contact showed' },
      {
        'no-change': { sv: 'Ingen ändring', en: 'No change' },
        worse: { sv: 'Läget är värre', en: 'Things are worse' },
        'new-violence': { sv: 'Nytt våld eller hot', en: 'New violence or threats' },
        'not-reached': { sv: 'Gick inte att nå', en: 'Not reached' },
      },
    ),
  ),
  retracted: RETRACTED,
};

/** A change of the risk that he is to others, as whoever works with him sees it. */
export const riskChangeFacts = {
  on: always(day('risk', { sv: 'Dag', en: 'Day' })),
  change: always(
    choice(
      'risk',
      { sv: 'Risken är', en: 'The risk is' },
      {
        raised: { sv: 'Högre', en: 'Raised' },
        lowered: { sv: 'Lägre', en: 'Lowered' },
      },
    ),
  ),
  cause: choice(
    'risk',
    { sv: 'På grund av', en: 'Because of' },
    {
      threats: { sv: 'Hot', en: 'Threats' },
      separation: { sv: 'Separation', en: 'Separation' },
      substance: { sv: 'Missbruk', en: 'Substance use' },
      weapons: { sv: 'Tillgång till vapen', en: 'Access to weapons' },
      'dropped-out': { sv: 'Avbrutet program', en: 'A dropped programme' },
      programme: { sv: 'Går i program', en: 'In a programme' },
      detained: { sv: 'Frihetsberövad', en: 'Detained' },
    },
  ),
  retracted: RETRACTED,
};
