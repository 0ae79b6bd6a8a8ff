import { checkpointText, cosign, cosignedAt, parseCheckpoint } from './checkpoint.js';
import { leafHash } from './hash.js';
import { ALGORITHM, formatNote, NoteError, parseNote, SigningKey, VerifierKey } from './note.js';

const key = (name: string, algorithm: 1 | 4 = ALGORITHM.ed25519): SigningKey => SigningKey.fromPem(name, algorithm, SigningKey.newPem());
const checkpoint = { origin: 'insatskedja.example/events', size: 42, root: leafHash('x') };
const text = checkpointText(checkpoint);

describe('a signed note', () => {
  it('is read and verified as golang.org/x/mod/sumdb/note writes it', () => {
    // The example of that package's documentation.
    const verifier = VerifierKey.parse('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
    const note = [
      'If you think cryptography is the answer to your problem,',
      "then you don't know what your problem is.",
      '',
      '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=',
      '',
    ].join('\n');
    expect(verifier.signed(parseNote(note))).toBe(true);
    expect(verifier.signed(parseNote(note.replace('answer', 'anwser')))).toBe(false);
    expect(formatNote(parseNote(note))).toBe(note);
    expect(verifier.toString()).toBe('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
  });

  it('is verified by its own key only', () => {
    const mine = key('log');
    const note = parseNote(formatNote({ text, signatures: [mine.signature(text)] }));
    expect(mine.verifier.signed(note)).toBe(true);
    expect(key('log').verifier.signed(note)).toBe(false);
    expect(VerifierKey.parse(mine.verifier.toString()).signed(note)).toBe(true);
  });

  it.each(['', 'text\n', 'text\n\nno dash\n', 'text\n\n— name\n', 'text\n\n— name notbase64!\n', 'text\n\n— name AAAA\n'])(
    'is not %j',
    (bad) => expect(() => parseNote(bad)).toThrow(NoteError),
  );
  it.each(['', 'name', 'name+00000000+AQ==', 'PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'])(
    'has no key %j',
    (bad) => expect(() => VerifierKey.parse(bad)).toThrow(NoteError),
  );
});

describe('a checkpoint', () => {
  it('is what was written', () => expect(parseCheckpoint(text)).toEqual(checkpoint));
  it('may have more lines', () => expect(parseCheckpoint(`${text}extension\n`)).toEqual(checkpoint));
  it.each([text.replace('42', '042'), text.replace('42', '-1'), 'origin\n42\nAAAA\n', '\n42\n'])('is not %j', (bad) =>
    expect(() => parseCheckpoint(bad)).toThrow(NoteError),
  );
});

describe('a cosignature', () => {
  it('says when, and holds for that checkpoint, time and witness', () => {
    const witness = key('witness.example', ALGORITHM.cosignature);
    const signature = cosign(text, 1_793_000_000, witness);
    expect(cosignedAt({ text, signatures: [signature] }, witness.verifier)).toBe(1_793_000_000);
    expect(cosignedAt({ text: text.replace('42', '43'), signatures: [signature] }, witness.verifier)).toBeUndefined();
    expect(cosignedAt({ text, signatures: [signature] }, key('witness.example', ALGORITHM.cosignature).verifier)).toBeUndefined();
    const later = Buffer.from(signature.blob);
    later.writeUInt8(later.readUInt8(11) ^ 1, 11);
    expect(cosignedAt({ text, signatures: [{ ...signature, blob: later }] }, witness.verifier)).toBeUndefined();
    expect(witness.verifier.signed({ text, signatures: [signature] })).toBe(false);
  });
});
