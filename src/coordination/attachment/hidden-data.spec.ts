import { withoutHidden } from './hidden-data.js';

// Six by four points, as a browser writes them.
const JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCAAEAAYDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAb/xAAZEAEAAgMAAAAAAAAAAAAAAAAAAQQ0c8H/xAAVAQEBAAAAAAAAAAAAAAAAAAACA//EABoRAAICAwAAAAAAAAAAAAAAAAACAXEDMkL/2gAMAwEAAhEDEQA/AI+7iRs4Atl5qBPu1n//2Q==',
  'base64',
);
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAYAAAAECAYAAACtBE5DAAAAK0lEQVR4AZTJsREAAARDUWcDC1hCazjbGYsodBq5vOpzqscSqxqEMZz/hwYAAP//yAzkAwAAAAZJREFUAwBB+Alwr9q8KwAAAABJRU5ErkJggg==',
  'base64',
);
const WEBP = Buffer.from(
  'UklGRk4CAABXRUJQVlA4WAoAAAAwAAAABQAAAwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZBTFBIGAAAAAEXIBBIUp98jYgIB4FssuvmjxBERP8jB1ZQOCBAAAAAMAIAnQEqBgAEAALATCWoAnRHAH6AAcNZ3aAA/uTZi4Y07/5Nv/HiN//XAf9nf+PEb7Nv/lS57wyP+qvVcIAAAA==',
  'base64',
);
const PLACE = 'N65.8252 E21.6899';

const segment = (marker: number, body: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
};
/** EXIF that says how to turn the picture and where it was taken. */
const exif = (orientation: number, order: 'MM' | 'II' = 'MM'): Buffer => {
  const tiff = Buffer.alloc(26);
  const [u16, u32] = [
    (value: number, at: number) => (order === 'MM' ? tiff.writeUInt16BE(value, at) : tiff.writeUInt16LE(value, at)),
    (value: number, at: number) => (order === 'MM' ? tiff.writeUInt32BE(value, at) : tiff.writeUInt32LE(value, at)),
  ];
  tiff.write(order);
  for (const [value, at] of [
    [42, 2],
    [1, 8],
    [0x0112, 10],
    [3, 12],
    [orientation, 18],
  ] as const)
    u16(value, at);
  for (const [value, at] of [
    [8, 4],
    [1, 14],
  ] as const)
    u32(value, at);
  return Buffer.concat([Buffer.from('Exif\0\0'), tiff, Buffer.from(PLACE)]);
};
const into = (picture: Buffer, ...segments: readonly Buffer[]): Buffer =>
  Buffer.concat([picture.subarray(0, 2), ...segments, picture.subarray(2)]);
const tells = (bytes: Buffer): boolean => bytes.includes(PLACE);

describe('a picture loses what it carries beside what is seen', () => {
  it('a photograph: place, words, thumbnails, and what follows its end; the picture is the same', () => {
    const comment = segment(0xfe, Buffer.from(PLACE));
    const iptc = segment(0xed, Buffer.from(`Photoshop 3.0\0${PLACE}`));
    const xmp = segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0<x>${PLACE}</x>`));
    const several = segment(0xe2, Buffer.from(`MPF\0${PLACE}`));
    const sent = Buffer.concat([into(JPEG, segment(0xe1, exif(1)), comment, iptc, xmp, several), into(JPEG, segment(0xe1, exif(1)))]);
    expect(tells(sent)).toBe(true); // control
    expect(withoutHidden(sent, 'image/jpeg')).toEqual(JPEG);
    expect(withoutHidden(JPEG, 'image/jpeg')).toEqual(JPEG);
  });

  it('and the thumbnail in its first segment', () => {
    // Behind the two first bytes and the segment's four stand fourteen that say how dense it is: the last two how large the thumbnail is.
    const [head, rest] = [Buffer.from(JPEG.subarray(6, 20)), JPEG.subarray(20)];
    head.writeUInt8(2, 12);
    head.writeUInt8(3, 13);
    const thumbnail = Buffer.from(PLACE.padEnd(18).slice(0, 18));
    const sent = Buffer.concat([JPEG.subarray(0, 2), segment(0xe0, Buffer.concat([head, thumbnail])), rest]);
    expect(sent.includes(thumbnail)).toBe(true); // control
    expect(withoutHidden(sent, 'image/jpeg')).toEqual(JPEG);
  });

  it.each([
    ['MM', 6],
    ['II', 8],
  ] as const)('and is turned as before (%s)', (order, orientation) => {
    const kept = withoutHidden(into(JPEG, segment(0xe1, exif(orientation, order))), 'image/jpeg');
    expect(tells(kept)).toBe(false);
    expect(kept).toEqual(into(JPEG, segment(0xe1, exif(orientation).subarray(0, 32))));
  });

  it('a drawing, and a picture from the web', () => {
    const chunk = (type: string) => {
      const body = Buffer.from(PLACE);
      const head = Buffer.alloc(8);
      head.writeUInt32BE(body.length);
      head.write(type, 4);
      return Buffer.concat([head, body, Buffer.alloc(4)]);
    };
    const at = PNG.length - 12;
    const drawn = Buffer.concat([PNG.subarray(0, at), chunk('tEXt'), chunk('eXIf'), chunk('iTXt'), PNG.subarray(at), Buffer.from(PLACE)]);
    expect(withoutHidden(drawn, 'image/png')).toEqual(PNG);

    const said = Buffer.alloc(8 + PLACE.length + (PLACE.length % 2));
    said.write('EXIF');
    said.writeUInt32LE(PLACE.length, 4);
    said.write(PLACE, 8);
    const web = Buffer.concat([WEBP, said, Buffer.from(PLACE)]);
    web.writeUInt32LE(WEBP.length + said.length - 8, 4);
    web[20]! |= 0x08;
    expect(withoutHidden(web, 'image/webp')).toEqual(WEBP);
  });

  it('what is broken off or is no picture at all never throws, and shows nothing hidden', () => {
    const sent = into(JPEG, segment(0xe1, exif(6)));
    for (let length = 0; length < sent.length; length++) expect(tells(withoutHidden(sent.subarray(0, length), 'image/jpeg'))).toBe(false);
    for (let length = 12; length < PNG.length; length++) withoutHidden(PNG.subarray(0, length), 'image/png');
    for (let length = 12; length < WEBP.length; length++) withoutHidden(WEBP.subarray(0, length), 'image/webp');
  });

  it('and a document is as it was', () => {
    const pdf = Buffer.from(`%PDF-1.7\n${PLACE}`);
    expect(withoutHidden(pdf, 'application/pdf')).toBe(pdf);
  });
});
