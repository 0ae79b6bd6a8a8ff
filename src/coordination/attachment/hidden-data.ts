/**
 * What a picture carries beside what is seen: where and when it was taken, by which device, a thumbnail of what was cut away. Parts are kept by a list of
 * those that the picture needs, never taken away by a list of those that are known to tell; nothing is decoded, so the picture itself stays as it was.
 */
const JFIF = 'JFIF\0';
const COLOURS = 'ICC_PROFILE\0';
const ADOBE = 'Adobe';
const EXIF = 'Exif\0\0';

/** How a picture is to be turned (EXIF 0x0112), 1 to 8; 1 where nothing readable says. */
const orientationIn = (exif: Buffer): number => {
  const tiff = exif.subarray(EXIF.length);
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const [u16, u32] = [
    (at: number): number => (at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at)),
    (at: number): number => (at + 4 > tiff.length ? 0 : little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at)),
  ];
  const directory = u32(4);
  for (let entry = 0; entry < u16(directory); entry++) {
    const at = directory + 2 + entry * 12;
    if (u16(at) === 0x0112) return u16(at + 8) <= 8 ? Math.max(1, u16(at + 8)) : 1;
  }
  return 1;
};

/** An EXIF segment that says how to turn the picture, and nothing else. */
const turned = (orientation: number): Buffer => {
  const segment = Buffer.from(`ffe10022${Buffer.from(EXIF).toString('hex')}4d4d002a00000008000101120003000000010001000000000000`, 'hex');
  segment.writeUInt16BE(orientation, 28);
  return segment;
};

const JFIF_HEAD = 14;
/** A JFIF segment that says how dense the picture is, without its thumbnail, which may show what was cut away since. */
const plainJfif = (body: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xe0, 0, JFIF_HEAD + 2]), body.subarray(0, JFIF_HEAD - 2), Buffer.from([0, 0])]);

/** Markers C0–FE but for the applications' own and the comment; of the applications' those alone that the colours are read by. */
const neededInJpeg = (marker: number, body: Buffer): boolean => {
  const begins = (text: string): boolean => body.subarray(0, text.length).toString('latin1') === text;
  if (marker === 0xe0) return begins(JFIF);
  if (marker === 0xe2) return begins(COLOURS);
  if (marker === 0xee) return begins(ADOBE);
  return !(marker >= 0xe0 && marker <= 0xef) && marker !== 0xfe;
};

/** What follows a scan's header: up to the next marker that is neither stuffing nor a restart. */
const endOfScan = (bytes: Buffer, from: number): number => {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]!;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
};

const jpeg = (bytes: Buffer): Buffer => {
  const kept: Buffer[] = [Buffer.from([0xff, 0xd8])];
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1; // filling
      continue;
    }
    if (marker === 0xd9) break; // what follows the end is another picture, or a film
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    const body = bytes.subarray(at + 4, end);
    if (marker === 0xe1 && body.subarray(0, EXIF.length).toString('latin1') === EXIF && orientationIn(body) > 1)
      kept.push(turned(orientationIn(body)));
    else if (neededInJpeg(marker, body)) kept.push(marker === 0xe0 && body.length > JFIF_HEAD ? plainJfif(body) : bytes.subarray(at, end));
    at = end;
    if (marker !== 0xda) continue;
    at = endOfScan(bytes, end);
    kept.push(bytes.subarray(end, at));
  }
  return Buffer.concat([...kept, Buffer.from([0xff, 0xd9])]);
};

const PNG_NEEDS = new Set(
  'IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP bKGD hIST pHYs sPLT acTL fcTL fdAT'.split(' '), // the last three: moving pictures
);
const png = (bytes: Buffer): Buffer => {
  const kept: Buffer[] = [bytes.subarray(0, 8)];
  for (let at = 8; at + 12 <= bytes.length;) {
    const [end, type] = [at + 12 + bytes.readUInt32BE(at), bytes.toString('latin1', at + 4, at + 8)];
    if (PNG_NEEDS.has(type)) kept.push(bytes.subarray(at, end));
    if (type === 'IEND') break;
    at = end;
  }
  return Buffer.concat(kept);
};

const WEBP_NEEDS = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
/** The flags in VP8X that say that EXIF and XMP follow. */
const WEBP_TOLD = 0x08 | 0x04;
const webp = (bytes: Buffer): Buffer => {
  const kept: Buffer[] = [];
  const declared = Math.min(bytes.length, 8 + bytes.readUInt32LE(4));
  for (let at = 12; at + 8 <= declared;) {
    const [length, type] = [bytes.readUInt32LE(at + 4), bytes.toString('latin1', at, at + 4)];
    const chunk = Buffer.from(bytes.subarray(at, at + 8 + length + (length % 2)));
    if (type === 'VP8X' && chunk.length > 8) chunk[8]! &= ~WEBP_TOLD;
    if (WEBP_NEEDS.has(type)) kept.push(chunk);
    at += chunk.length;
  }
  const whole = Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP', 'latin1'), ...kept]);
  whole.writeUInt32LE(whole.length - 8, 4);
  return whole;
};

const PICTURES: Readonly<Record<string, (bytes: Buffer) => Buffer>> = { 'image/jpeg': jpeg, 'image/png': png, 'image/webp': webp };

/** The same picture without what it carries beside what is seen. Documents are as they were: what is in them is for whoever sends them to read. */
export const withoutHidden = (bytes: Buffer, mediaType: string): Buffer => PICTURES[mediaType]?.(bytes) ?? bytes;
