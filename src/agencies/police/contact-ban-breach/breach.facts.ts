import { always, choice, day } from '#libs/proceeding';

/** What stands of a breach of a contact ban (överträdelse av kontaktförbud, lag 1988:688 24 §), as the police register it. */
export const breachFacts = {
  on: always(day('crime', { sv: 'Dag', en: 'Day' })),
  manner: always(
    choice(
      'crime',
      { sv: 'Hur', en: 'How' },
      {
        approached: { sv: 'Sökte upp eller följde efter', en: 'Approached or followed' },
        contacted: { sv: 'Ringde eller skrev', en: 'Phoned or wrote' },
        'through-others': { sv: 'Genom någon annan', en: 'Through somebody else' },
        'within-area': { sv: 'Var inom ett område där han inte fick vara', en: 'Was within an area that was forbidden' },
      },
    ),
  ),
  retracted: choice(
    'crime',
    { sv: 'Varför den återtas', en: 'Why it is retracted' },
    {
      'wrong-person': { sv: 'Gällde fel person', en: 'About the wrong person' },
      'entered-by-mistake': { sv: 'Registrerades av misstag', en: 'Entered by mistake' },
    },
  ),
};
