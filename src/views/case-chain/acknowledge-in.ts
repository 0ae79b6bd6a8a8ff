import type { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { CommandMeta, CommandResult } from '#src/access/index';
import { AcknowledgeGap } from '#src/coordination/gaps/index';
import { CaseChain } from './case-chain.query.js';

/**
 * Acknowledges a gap that this reader sees at this moment: gaps are found at the read, so the case is read first.
 * @throws Problem not-found when the case is not the actor's; gap-not-open when nothing of that id is missing
 */
export const acknowledgeIn = async (
  { commands, queries }: { readonly commands: CommandBus; readonly queries: QueryBus },
  meta: CommandMeta,
  { caseId, gapId, reason }: { readonly caseId: string; readonly gapId: string; readonly reason: string },
): Promise<CommandResult> => {
  const { record, gaps } = await queries.execute(new CaseChain(meta, caseId));
  const gap = gaps.find((one) => one.gapId === gapId);
  return commands.execute(new AcknowledgeGap(meta, { recordId: record.recordId, caseId }, gapId, gap, reason));
};
