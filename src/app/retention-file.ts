import { readFileSync } from 'node:fs';
import { parseRetentionFile, RetentionFaults, shippedRetention, type RetentionFile } from '#config/retention';
import type { Settings } from '#config/settings';

/** The retention rules of this installation. @throws RetentionFaults with a sentence for each fault: the program does not start on half a rule */
export const readRetention = ({ retentionFile }: Settings): RetentionFile => {
  if (!retentionFile) return shippedRetention;
  let file: unknown;
  try {
    file = JSON.parse(readFileSync(retentionFile, 'utf8'));
  } catch (error) {
    throw new RetentionFaults([`${retentionFile} could not be read as JSON (${error instanceof Error ? error.message : String(error)})`]);
  }
  return parseRetentionFile(file);
};
