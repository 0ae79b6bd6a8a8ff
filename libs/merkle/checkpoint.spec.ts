import { checkpointText, cosign, cosignedAt, parseCheckpoint } from './checkpoint.js';
import { leafHash } from './hash.js';
import { ALGORITHM, NoteError, SigningKey } from './note.js';

const checkpoint = { origin: 'insatskedja.example/events', size: 42, root: leafHash('x') };
const newWitness = (): SigningKey => SigningKey.fromPem('witness.example', ALGORITHM.cosignature, SigningKey.newPem());
const text = checkpointText(checkpoint);

describe('a checkpoint', () => {
  it('is what was written', () => expect(parseCheckpoint(text)).toEqual(checkpoint));
  it('may have more lines', () => expect(parseCheckpoint(`${text}extension\n`)).toEqual(checkpoint));
  it.each([0, 9, 10, 12_345, 999_999_999_999_999])('may be of %d leaves', (size) =>
    expect(parseCheckpoint(checkpointText({ ...checkpoint, size }))).toEqual({ ...checkpoint, size }),
  );
  it('has an origin of any letters', () => expect(parseCheckpoint(text.replace(checkpoint.origin, 'Åmål, 2:a')).origin).toBe('Åmål, 2:a'));

  const root = checkpoint.root.toString('base64');
  it.each([
    '',
    text.replace('42', '042'),
    text.replace('42', '00'),
    text.replace('42', '-1'),
    text.replace('42', '4 2'),
    text.replace('42', '1e3'),
    text.replace('42', ''),
    text.replace('42', '1000000000000000'), // more than a number holds for certain
    `\n${text}`,
    `origin\n${text}`,
    text.slice(checkpoint.origin.length),
    text.slice(0, -1),
    `origin\n42\n`,
    `origin\n42\nAAAA\n`,
    `origin\n42\n${root.slice(1)}\n`,
    `origin\n42\nA${root}\n`,
    `origin\n42\n${root} \n`,
    `origin\n42\n${root.replace(/^./, '-')}\n`,
  ])('is not %j', (bad) => expect(() => parseCheckpoint(bad)).toThrow(new NoteError('this is no checkpoint')));
  it('has one way to write its root', () =>
    expect(() => parseCheckpoint(`origin\n42\n${'A'.repeat(42)}B=\n`)).toThrow(
      new NoteError('the root of the checkpoint has bits that no digest has'),
    ));
});

describe('a cosignature', () => {
  it('says when, and holds for that checkpoint, time and witness', () => {
    const witness = newWitness();
    const signature = cosign(text, 1_793_000_000, witness);
    expect(cosignedAt({ text, signatures: [signature] }, witness.verifier)).toBe(1_793_000_000);
    expect(cosignedAt({ text: text.replace('42', '43'), signatures: [signature] }, witness.verifier)).toBeUndefined();
    expect(cosignedAt({ text, signatures: [signature] }, newWitness().verifier)).toBeUndefined();
    const later = Buffer.from(signature.blob);
    later.writeUInt8(later.readUInt8(11) ^ 1, 11);
    expect(cosignedAt({ text, signatures: [{ ...signature, blob: later }] }, witness.verifier)).toBeUndefined();
    expect(witness.verifier.signed({ text, signatures: [signature] })).toBe(false);
  });

  it('is none where there is none, or not the whole of it', () => {
    const witness = newWitness();
    const { name, blob } = cosign(text, 1_793_000_000, witness);
    expect(cosignedAt({ text, signatures: [] }, witness.verifier)).toBeUndefined();
    for (const length of [5, 12, 75]) expect(cosignedAt({ text, signatures: [{ name, blob: blob.subarray(0, length) }] }, witness.verifier)).toBeUndefined(); // prettier-ignore
    expect(cosignedAt({ text, signatures: [{ name, blob: Buffer.concat([blob, Buffer.alloc(1)]) }] }, witness.verifier)).toBeUndefined();
  });
});
