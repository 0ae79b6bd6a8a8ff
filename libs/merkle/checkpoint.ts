import type { Digest } from './hash.js';
import { NoteError, type NoteSignature, type SignedNote, type SigningKey, type VerifierKey } from './note.js';

/** C2SP tlog-checkpoint: which log, how many leaves, which root. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Digest;
}

/** The body of the note that is signed. */
export const checkpointText = ({ origin, size, root }: Checkpoint): string => `${origin}\n${size}\n${root.toString('base64')}\n`;

/** @throws NoteError */
export const parseCheckpoint = (text: string): Checkpoint => {
  const [, origin, size, base64] =
    /^([^\n]+)\n(0|[1-9]\d{0,14})\n([A-Za-z\d+/]{43}=)\n/.exec(text) ?? NoteError.refuse('this is no checkpoint');
  const root = Buffer.from(base64!, 'base64');
  if (root.toString('base64') !== base64) throw new NoteError('the root of the checkpoint has bits that no digest has');
  return { origin: origin!, size: Number(size), root };
};

/** C2SP cosignature/v1: that this checkpoint was consistent with all that the witness had seen of the log, at this time (seconds since 1970). */
export const cosign = (text: string, time: number, key: SigningKey): NoteSignature => {
  const stamp = Buffer.alloc(8);
  stamp.writeBigUInt64BE(BigInt(time));
  return { name: key.verifier.name, blob: Buffer.concat([key.verifier.id, stamp, key.sign(cosignatureMessage(text, time))]) };
};

/** When this witness cosigned the checkpoint, in seconds since 1970; undefined when it did not. */
export const cosignedAt = (note: SignedNote, witness: VerifierKey): number | undefined => {
  const blob = witness.signatureOn(note);
  if (blob?.length !== 72) return undefined;
  const time = Number(blob.readBigUInt64BE(0));
  return witness.verifies(cosignatureMessage(note.text, time), blob.subarray(8)) ? time : undefined;
};

const cosignatureMessage = (text: string, time: number): string => `cosignature/v1\ntime ${time}\n${text}`;
