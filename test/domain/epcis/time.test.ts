import { formatTime, isDay, parseOffset, parseTime } from '@suyuan/domain';
import { expect } from 'chai';
import fc from 'fast-check';

describe('times', () => {
  const year1 = Date.parse('0001-01-02T00:00:00Z');
  const year9999 = Date.parse('9999-12-30T23:59:59.999Z');

  it('are read and written as the clock of the platform does', () => {
    fc.assert(
      fc.property(fc.integer({ min: year1, max: year9999 }), (time) => {
        const text = new Date(time).toISOString();
        expect(parseTime(text)).to.equal(time);
        expect(formatTime(time)).to.equal(text);
      }),
    );
  });

  it('count the zone', () => {
    fc.assert(
      fc.property(fc.integer({ min: year1, max: year9999 }), fc.integer({ min: -840, max: 840 }), (time, minutes) => {
        const size = Math.abs(minutes);
        const two = (n: number) => String(n).padStart(2, '0');
        const offset = `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
        const local = new Date(time + minutes * 60_000).toISOString();
        fc.pre(local.length === 24);
        expect(parseOffset(offset)).to.equal(minutes);
        expect(parseTime(local.replace('Z', offset))).to.equal(time);
      }),
    );
  });

  it('are rounded to milliseconds, half up', () => {
    const at = (fraction: string) => formatTime(parseTime(`2023-01-18T11:04:03${fraction}Z`) ?? 0);
    expect(at('')).to.equal('2023-01-18T11:04:03.000Z');
    expect(at('.1')).to.equal('2023-01-18T11:04:03.100Z');
    expect(at('.1415')).to.equal('2023-01-18T11:04:03.142Z');
    expect(at('.14149999')).to.equal('2023-01-18T11:04:03.141Z');
    expect(at('.9999')).to.equal('2023-01-18T11:04:04.000Z');
  });

  for (const text of [
    '',
    '2026-05-01',
    '2026-05-01T08:30:00',
    '2026-05-01 08:30:00Z',
    '2026-05-01T08:30Z',
    '2026-05-01T24:00:00Z',
    '2026-05-01T08:60:00Z',
    '2026-06-30T23:59:60Z',
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-05-00T00:00:00Z',
    '0000-05-01T00:00:00Z',
    '2026-05-01T08:30:00.Z',
    '2026-05-01T08:30:00+8:00',
    '2026-05-01T08:30:00+0800',
    '2026-05-01T08:30:00+14:01',
    '2026-05-01T08:30:00+08:60',
    '2026-05-01T08:30:00Zz',
    '２026-05-01T08:30:00Z',
    `2026-05-01T08:30:00.${'0'.repeat(40)}Z`,
    '+2026-05-01T08:30:00Z',
  ]) {
    it(`"${text.slice(0, 40)}" is none`, () => expect(parseTime(text)).to.equal(undefined));
  }

  it('know leap years', () => {
    expect([isDay(2024, 2, 29), isDay(2000, 2, 29), isDay(1900, 2, 29), isDay(2025, 2, 29)]).to.deep.equal([
      true,
      true,
      false,
      false,
    ]);
  });
});
