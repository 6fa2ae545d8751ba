import { expect } from 'chai';
import { STEPS, STEPS_DONE_EN, STEPS_EN, STEPS_ZH, stepNames, type Step } from '@suyuan/domain';
import { PACKS } from '../../support/packs.js';

const HAN = /^[\p{Script=Han}（）、]+$/u;
const ENGLISH = /^[A-Z][A-Za-z’ ]+$/;

describe('words of steps and certificates', () => {
  it('are there in both languages for every step, and each is its own', () => {
    const steps = Object.keys(STEPS) as Step[];
    expect(steps).to.include.members(PACKS.flatMap(({ steps: own }) => Object.keys(own)));
    for (const step of steps) {
      expect(stepNames(step).zh, step).to.match(HAN);
      expect(stepNames(step).en, step).to.match(ENGLISH);
      expect(STEPS_DONE_EN[step], step).to.match(ENGLISH);
    }
    for (const words of [STEPS_ZH, STEPS_EN, STEPS_DONE_EN]) {
      expect(new Set(Object.values(words)).size).to.equal(steps.length);
    }
  });

  it('fit goods of every category: none is a harvest', () => {
    expect(STEPS_ZH.commissioning).not.to.match(/采收|收获/);
    expect(STEPS_DONE_EN.commissioning).not.to.match(/harvest/i);
  });

  it('are there in both languages for every type of certificate that a pack of the catalogue has', () => {
    const types = PACKS.flatMap(({ id, certificates }) =>
      Object.entries(certificates).map((each) => [id, ...each] as const),
    );
    expect(types).to.have.lengthOf.above(PACKS.length);
    for (const [id, type, { names }] of types) {
      expect(names.zh, `${id} ${type}`).to.match(HAN);
      expect(names.en ?? '', `${id} ${type}`).to.match(ENGLISH);
    }
  });
});
