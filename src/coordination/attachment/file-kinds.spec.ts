import { cleanName, LARGEST_FILE, recogniseFile } from './file-kinds.js';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
const HTML = Buffer.from('<!doctype html><script>alert(1)</script>');
const SVG = Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
const ELF = Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]), Buffer.alloc(64)]);
const recognise = (name: string, mediaType: string, bytes: Buffer) =>
  recogniseFile({ name, mediaType, bytes }).then(
    (known) => known.mediaType,
    (error: unknown) => (error as { slug: string }).slug,
  );

describe('a file that is sent', () => {
  it.each([
    ['bild.png', 'image/png', PNG, 'image/png'],
    ['BILD.PNG', 'application/octet-stream', PNG, 'image/png'],
    ['beslut.pdf', 'application/pdf; charset=binary', PDF, 'application/pdf'],
  ])('is known by its bytes (%s)', async (name, mediaType, bytes, expected) =>
    expect(await recognise(name, mediaType, bytes)).toBe(expected),
  );
  it.each([
    ['nothing', 'tom.pdf', 'application/pdf', Buffer.alloc(0)],
    ['a page', 'sida.html', 'text/html', HTML],
    ['a page that says it is a picture', 'bild.png', 'image/png', HTML],
    ['a picture that can hold a script', 'bild.svg', 'image/svg+xml', SVG],
    ['a program', 'bild.png', 'image/png', ELF],
    ['a picture with the name of a page', 'bild.html', 'image/png', PNG],
    ['a picture with two names', 'bild.png.html', 'image/png', PNG],
    ['a picture that says it is a document', 'bild.png', 'application/pdf', PNG],
    ['a name without ending', 'bild', 'image/png', PNG],
    ['one byte too many', 'stor.pdf', 'application/pdf', Buffer.concat([PDF, Buffer.alloc(LARGEST_FILE + 1 - PDF.length)])],
  ])('is refused when it is %s', async (_, name, mediaType, bytes) =>
    expect(await recognise(name, mediaType, bytes)).toBe('invalid-input'),
  );
  it('is taken at the very limit', async () =>
    expect(await recognise('stor.pdf', 'application/pdf', Buffer.concat([PDF, Buffer.alloc(LARGEST_FILE - PDF.length)]))).toBe(
      'application/pdf',
    ));
});

describe('its name', () => {
  it.each([
    ['C:\\Mina bilder\\skada.png', 'skada.png'],
    ['../../etc/passwd.pdf', 'passwd.pdf'],
    ['rad\r\nSet-Cookie: a.pdf', 'radSet-Cookie: a.pdf'],
    ['"><script>.pdf', 'script.pdf'],
    ['gnp\u202efdp.png', 'gnpfdp.png'],
    ['Åsa Öberg.pdf', 'Åsa Öberg.pdf'],
  ])('%j is shown as %j', (name, expected) => expect(cleanName(name)).toBe(expected));
  it('keeps its ending when it is cut', () => expect(cleanName(`${'a'.repeat(300)}.pdf`)).toMatch(/^a{196}[.]pdf$/));
});
