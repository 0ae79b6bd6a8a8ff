import { looksLikeNumber, personalNumber } from './personal-number.js';

describe('a personal number', () => {
  it.each([
    ['199005122388', '199005122388'],
    ['19900512-2388', '199005122388'],
    ['900512-2388', '199005122388'],
    [' 900512 2388 ', '199005122388'],
    ['19701063-2391', '197010632391'],
  ])('%s becomes twelve digits', (entered, stored) => expect(personalNumber.parse(entered)).toBe(stored));
  it.each(['19900512-2389', '19900231-2386', '1990-05-12', '', '19900512238', 'abc', '<script>'])('%s is refused', (entered) =>
    expect(personalNumber.safeParse(entered).success).toBe(false),
  );
  it('is told from a name', () => {
    expect(['900512', '19900512-2388', '9005 12'].map(looksLikeNumber)).toEqual([true, true, true]);
    expect(['Linda Mäki', 'Anna 2'].map(looksLikeNumber)).toEqual([false, false]);
  });
});
