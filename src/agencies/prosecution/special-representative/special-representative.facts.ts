import { always, choice, day } from '#libs/proceeding';

/** What stands of a special representative for a child (särskild företrädare), lag (1999:997). The name of the court, which tells where the child is, is no fact here. */
export const specialRepresentativeFacts = {
  on: always(day('child', { sv: 'Dag', en: 'Day' })),
  ground: always(
    choice(
      'crime',
      { sv: 'Grund', en: 'Ground' },
      {
        'guardian-suspected': { sv: 'Vårdnadshavaren kan misstänkas för brottet', en: 'The guardian can be suspected of the crime' },
        'guardian-loyal': {
          sv: 'Vårdnadshavaren kan befaras inte ta till vara barnets rätt',
          en: 'The guardian can be feared not to protect the child’s rights',
        },
      },
    ),
  ),
  ended: choice(
    'child',
    { sv: 'Varför uppdraget upphörde', en: 'Why it ended' },
    {
      completed: { sv: 'Uppdraget är slutfört', en: 'The task is completed' },
      'guardian-takes-over': { sv: 'Vårdnadshavaren företräder barnet', en: 'The guardian represents the child' },
      replaced: { sv: 'Ersatt av en annan', en: 'Replaced by another' },
      'of-age': { sv: 'Barnet har fyllt 18', en: 'The child is of age' },
    },
  ),
};
