import { expect } from 'chai';
import {
  formatQuantity,
  type ContainerRecord,
  type HoldingRecord,
  type LotRecord,
  type UnitRecord,
} from '@suyuan/domain';
import type { Model } from './model.js';
import type { Stage } from './stage.js';

/**
 * Every record says what the second account says: who has how much of which lot, in which state; where every unit and
 * container is. And nothing has come out of nothing, or gone into it.
 */
export function check({ country: { world, pack }, model }: Stage): void {
  const states = new Set(['active', 'in_transit', ...Object.keys(pack.states ?? {})]);
  for (const { state, lot } of model.parcels) expect(states, `${pack.id}: state of ${lot.path}`).to.include(state);
  for (const [key, json] of world.state) {
    if (key.startsWith('holding/')) checkHolding(model, key, JSON.parse(json) as HoldingRecord);
    else if (key.startsWith('unit/')) checkUnit(model, JSON.parse(json) as UnitRecord);
    else if (key.startsWith('container/')) checkContainer(model, key, JSON.parse(json) as ContainerRecord);
    else if (key.startsWith('lot/')) {
      const { lot, quantity } = JSON.parse(json) as LotRecord;
      const made = model.lots.find(({ path }) => path === lot)?.quantity ?? -1n;
      expect(quantity, key).to.equal(formatQuantity(made));
    }
  }
}

function checkHolding(model: Model, key: string, { quantity, state = 'active' }: HoldingRecord): void {
  const [, firm = '', ...rest] = key.split('/');
  const path = rest.join('/');
  const here = model.parcels.filter(
    (each) => each.unit === undefined && each.lot.path === path && model.at(each) === firm && each.quantity > 0n,
  );
  expect(here.length, `${key}: in one heap`).to.be.at.most(1);
  expect(quantity, key).to.equal(formatQuantity(here[0]?.quantity ?? 0n));
  if (here[0] !== undefined) expect(state, `state of ${key}`).to.equal(here[0].state);
}

function checkContainer(model: Model, key: string, { container, opened, holder, transit }: ContainerRecord): void {
  const box = model.boxes.find(({ path }) => path === container);
  expect(box?.opened, key).to.equal(opened !== undefined);
  if (transit === undefined) expect(holder, `who has ${key}`).to.equal(box === undefined ? '' : model.at(box));
}

function checkUnit(model: Model, record: UnitRecord): void {
  const { unit, holder, transit, ended, attached, standing, inside } = record;
  const parcel = model.parcels.find((each) => each.unit === unit);
  expect(parcel?.place === 'gone', `${unit} is gone`).to.equal(ended !== undefined);
  if (parcel === undefined || ended !== undefined || inside !== undefined) return;
  const isOnTheWay = typeof parcel.place === 'object' && 'way' in parcel.place;
  expect(attached, `what ${unit} is in`).to.equal(parcel.attached);
  expect(transit !== undefined, `${unit} on its way`).to.equal(isOnTheWay);
  if (transit === undefined) expect(holder, `who has ${unit}`).to.equal(model.at(parcel));
  expect(standing.state ?? 'active', `state of ${unit}`).to.equal(parcel.state);
}
