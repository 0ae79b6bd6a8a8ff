import type { Stage } from '../journey.js';
import type { Player } from '../player.js';
import type { Chain, Referral } from '../seen.js';

/** What each of the five can see at the end, counted from their own answers. */
export const whatEachSees = async (
  stage: Stage,
  people: Record<'jonas' | 'ellen' | 'amira' | 'sara' | 'maria', Player>,
  paths: { referral: string; chain: string },
): Promise<void> => {
  stage.say('–', 'Vad var och en ser nu');
  for (const [name, player] of Object.entries(people)) {
    const seen = await player.request<Partial<Chain>>('GET', paths.chain);
    const request = await player.request<Referral>('GET', paths.referral);
    const foreign = seen.body.links?.filter((link) => !link.own).length ?? 0;
    const chain = seen.status === 200 ? `${seen.body.links?.length} länkar i kedjan, ${foreign} av dem utlämnade av andra` : 'inget ärende';
    const side =
      request.status === 200
        ? request.body.side === 'former'
          ? 'bara sin egen återsändning'
          : `förfrågan som ${request.body.side === 'sender' ? 'avsändare' : 'mottagare'}`
        : 'ingen förfrågan';
    stage.line(`    ${name.padEnd(6)} ${chain}; ${side}`);
  }
};
