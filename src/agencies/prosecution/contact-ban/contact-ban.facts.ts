import { always, choice, day, tick } from '#libs/proceeding';

/** What stands of a contact ban (kontaktförbud), lag (1988:688). All of it is class `crime`: it says who is suspected of what. */
export const contactBanFacts = {
  on: always(day('crime', { sv: 'Dag', en: 'Day' })),
  kind: always(
    choice(
      'crime',
      { sv: 'Slag', en: 'Kind' },
      {
        ordinary: { sv: 'Kontaktförbud', en: 'Contact ban' },
        extended: { sv: 'Utvidgat kontaktförbud', en: 'Extended contact ban' },
        'specially-extended': { sv: 'Särskilt utvidgat kontaktförbud', en: 'Specially extended contact ban' },
        'joint-home': { sv: 'Kontaktförbud avseende gemensam bostad', en: 'Contact ban for a joint home' },
      },
    ),
  ),
  monitored: tick('crime', { sv: 'Förenat med elektronisk övervakning', en: 'With electronic monitoring' }),
  until: always(day('crime', { sv: 'Gäller till och med', en: 'In force until' })),
  hearingBy: day('crime', { sv: 'Tingsrättens förhandling senast', en: 'Court hearing no later than' }),
  heardOn: day('crime', { sv: 'Tingsrättens förhandling hölls', en: 'Court hearing was held' }),
  lifted: choice(
    'crime',
    { sv: 'Hävt av', en: 'Lifted by' },
    {
      prosecutor: { sv: 'Åklagaren: skälen finns inte kvar', en: 'The prosecutor: the grounds no longer hold' },
      court: { sv: 'Tingsrätten', en: 'The district court' },
      'request-of-protected': { sv: 'Åklagaren, på begäran av den skyddade', en: 'The prosecutor, at the protected person’s request' },
    },
  ),
};
