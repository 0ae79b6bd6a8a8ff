import type { PlayedCase } from '../played-case.js';

const TRAIL_EXPORT = '/workspace/review/export';

/** Reading that is a POST: searches and previews, so that no name or number stands in an address; and the export of the trail, which needs a reason. */
export const readingPosts = ({ ids, canaries, numbers }: PlayedCase): { address: string; body: object }[] => {
  const { caseId, personId } = ids;
  const shared = { caseId, purpose: 'support', ground: 'osl-10-1-consent', personIds: [personId] };
  const police = { ...shared, recordId: ids.policeRecord, consentId: ids.policeConsent };
  const boden = { ...shared, recordId: ids.bodenRecord, consentId: ids.bodenConsent, purpose: 'plan' };
  return [
    { address: '/api/v1/people/search', body: { name: canaries.Name } },
    { address: '/api/v1/people/search', body: { personNumber: numbers.exposed } },
    ...[police, boden].flatMap((from) => [
      {
        address: '/api/v1/referrals/preview',
        body: { ...from, fromFunction: 'polis-lulea-lpo', toFunction: 'kalix-mottagning', classes: ['identity', 'contact'] },
      },
      {
        address: '/api/v1/disclosures/preview',
        body: { ...from, disclosureId: ids.copyId, recipientFunction: 'kalix-mottagning', mode: 'copy', classes: ['identity'] },
      },
    ]),
    ...['csv', 'pdf'].map((format) => ({ address: TRAIL_EXPORT, body: { caseId, format, reason: 'Stickprov enligt plan' } })),
  ];
};
