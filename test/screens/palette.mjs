/** PNGs of a third of the size: a screen of text has few colours, and the browser writes three bytes for each pixel. */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
const COLOURS = 256;
const RGB = { type: 2, bytes: 3 };
const PALETTE = 3;

function* chunks(png) {
  for (let at = SIGNATURE.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    yield { type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) };
    at += length + 12;
  }
}

const chunk = (type, data) => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
};

/** Undoes the filter that each line of a PNG is written with (PNG specification, 9.2). */
function unfilter(raw, width, height) {
  const { bytes } = RGB;
  const stride = width * bytes;
  const pixels = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x < bytes ? 0 : pixels[at - bytes];
      const up = y === 0 ? 0 : pixels[at - stride];
      const corner = x < bytes || y === 0 ? 0 : pixels[at - stride - bytes];
      pixels[at] = raw[y * (stride + 1) + 1 + x] + [0, left, up, (left + up) >> 1, filter === 4 ? paeth(left, up, corner) : 0][filter];
    }
  }
  return pixels;
}

const paeth = (left, up, corner) => {
  const [toLeft, toUp, toCorner] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
};

const distance = (one, other) =>
  ((one >> 16) - (other >> 16)) ** 2 + (((one >> 8) & 255) - ((other >> 8) & 255)) ** 2 + ((one & 255) - (other & 255)) ** 2;

/** The same picture in its 256 most common colours; each of the others becomes the one nearest to it. */
export function withPalette(png) {
  const parts = [...chunks(png)];
  const header = Buffer.from(parts[0].data);
  const [width, height, type] = [header.readUInt32BE(0), header.readUInt32BE(4), header[9]];
  if (type !== RGB.type) return png;
  const packed = Buffer.concat(parts.filter((part) => part.type === 'IDAT').map(({ data }) => data));
  const pixels = unfilter(inflateSync(packed), width, height);
  const counts = new Map();
  for (let at = 0; at < pixels.length; at += RGB.bytes) {
    const colour = pixels.readUIntBE(at, RGB.bytes);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const common = [...counts].toSorted(([, one], [, other]) => other - one).map(([colour]) => colour);
  const palette = common.slice(0, COLOURS);
  const nearest = (colour) =>
    palette.reduce((best, one, index) => (distance(one, colour) < distance(palette[best], colour) ? index : best), 0);
  const indices = new Map(common.map((colour, rank) => [colour, rank < COLOURS ? rank : nearest(colour)]));
  const lines = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) lines[y * (width + 1) + 1 + x] = indices.get(pixels.readUIntBE((y * width + x) * RGB.bytes, RGB.bytes));
  header[9] = PALETTE;
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
