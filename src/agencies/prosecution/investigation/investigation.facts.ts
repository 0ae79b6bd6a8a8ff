import { offenceNames } from '#config/offences';
import { always, choice, day } from '#libs/proceeding';

/** What stands of a preliminary investigation (förundersökning, RB 23) and of what followed. */
export const investigationFacts = {
  on: always(day('crime', { sv: 'Dag', en: 'Day' })),
  offence: always(choice('crime', { sv: 'Brott', en: 'Offence' }, offenceNames)),
  discontinued: choice(
    'crime',
    { sv: 'Varför den lades ned', en: 'Why it was discontinued' },
    {
      'evidence-insufficient': { sv: 'Brott kan inte bevisas', en: 'The crime cannot be proved' },
      'no-crime': { sv: 'Gärningen är inte brott', en: 'The act is no crime' },
      'suspect-unknown': { sv: 'Ingen misstänkt', en: 'No suspect' },
      'suspect-innocent': { sv: 'Den misstänkte är oskyldig', en: 'The suspect is innocent' },
      'limited-investigation': { sv: 'Förundersökningsbegränsning', en: 'The investigation is limited' },
    },
  ),
  outcome: choice(
    'crime',
    { sv: 'Dom', en: 'Judgment' },
    {
      convicted: { sv: 'Fälld', en: 'Convicted' },
      'partly-convicted': { sv: 'Delvis fälld', en: 'Partly convicted' },
      acquitted: { sv: 'Frikänd', en: 'Acquitted' },
    },
  ),
};
