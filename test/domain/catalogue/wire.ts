import {
  certificateUrn,
  formatQuantity,
  makeIdentifier,
  gs1CheckDigit,
  STEPS,
  type Json,
  type JsonObject,
  type StepForm,
} from '@suyuan/domain';
import {
  commissioning,
  epcList,
  eventOf,
  implanting,
  installing,
  packing,
  quantityList,
  receiving,
  removing,
  explanting,
  returning,
  sampling,
  serving,
  shipping,
  transforming,
  unitCommissioning,
  unpacking,
  voiding,
} from '@suyuan/client';
import type { Deed, Parcel } from './terms.js';
import { PREFIX } from '../../support/world.js';

/** How a deed is written in EPCIS (docs/custody.md). */
export function eventOfDeed(deed: Deed, at: Date, category: string): JsonObject {
  const { step, by, to, box, shipment, parcels, papers, fields, birth } = deed;
  const plain = Object.fromEntries(Object.entries(fields).filter(([name]) => !name.startsWith('bizTransaction.')));
  const references = Object.entries(fields).flatMap(([name, uri]) =>
    name.startsWith('bizTransaction.') && typeof uri === 'string' ? [{ type: name.slice(15), uri }] : [],
  );
  const certificates = papers.map(({ issuer, number }) => ({ issuer, number }));
  const units = parcels.flatMap(({ unit }) => unit ?? []);
  const goods = box === undefined ? units : [box.path];
  const lines = parcels.filter(({ unit }) => unit === undefined && box === undefined).map((each) => line(each, deed));
  const about = { ...(goods.length === 0 ? {} : { goods }), ...(lines.length === 0 ? {} : { lines }) };
  const product = { zh: '货物' };
  switch (step) {
    case 'commissioning':
      return birthEvent(deed, at, category, { certificates, plain, product });
    case 'transforming': {
      const output =
        birth === undefined ? [] : [{ lot: birth.path, quantity: formatQuantity(birth.quantity), uom: birth.uom }];
      return without(
        transforming({ at, inputs: lines, outputs: output, category, product, certificates, ilmd: plain }),
        fields,
      );
    }
    case 'shipping':
      return shipping({
        ...{ at, from: by.firm.id, to: to?.firm.id ?? '', ...about, references, certificates, fields: plain },
        ...(deed.keepsOwner === true ? { owner: 'kept' } : {}),
        ...(deed.carrier === undefined ? {} : { carrier: deed.carrier.firm.id }),
      });
    case 'receiving':
      return receiving({ at, shipment: shipment?.ref ?? '#0', ...about, certificates, fields: plain });
    case 'returning':
      return {
        ...returning({ at, shipment: shipment?.ref ?? '#0', from: by.firm.id, to: shipment?.from ?? '', ...about }),
        ...plain,
      };
    case 'void_shipping':
      return { ...voiding({ at, shipment: shipment?.ref ?? '#0', ...about }), ...plain };
    case 'packing':
      return { ...packing({ at, container: deed.parent ?? '', items: units, lines }), ...plain };
    case 'unpacking':
      return { ...unpacking({ at, container: deed.parent ?? '' }), ...plain };
    case 'sampling':
      return {
        ...sampling({
          ...{ at, from: deed.holder ?? by.firm.id, to: to?.firm.id ?? '' },
          ...(units.length === 0 ? {} : { units }),
          ...(lines.length === 0 ? {} : { lines }),
        }),
        ...plain,
      };
    case 'installing':
    case 'removing':
    case 'implanting':
    case 'explanting': {
      const attach = { installing, removing, implanting, explanting }[step];
      const { 'suyuan:patient': patient, ...members } = plain;
      const event = attach({
        at,
        units,
        parent: (deed.parent ?? '').replace('urn:suyuan:patient:', ''),
        members: { ...members, ...source(deed) },
      });
      if (step === 'installing' || step === 'removing') return event;
      const { 'suyuan:patient': _, ...rest } = event;
      return { ...rest, ...(patient === undefined ? {} : { 'suyuan:patient': patient }), ...papersOf(deed) };
    }
    default:
      return done(deed, at, { units, lines, references, certificates, plain });
  }
}

/** What is done to goods where they are, or ends them. */
function done(
  deed: Deed,
  at: Date,
  parts: {
    units: string[];
    lines: ReturnType<typeof line>[];
    references: { type: string; uri: string }[];
    certificates: object[];
    plain: JsonObject;
  },
): JsonObject {
  const { units, lines, references, plain } = parts;
  const { action = 'OBSERVE', bizStep, disposition }: StepForm = STEPS[deed.step];
  if (lines.length > 0 && action === 'OBSERVE') {
    return serving({
      ...{ at, step: deed.step as 'storing', lines, references, fields: plain },
      certificates: deed.papers.map(({ issuer, number }) => ({ issuer, number })),
      ...(deed.holder === undefined ? {} : { holder: deed.holder }),
      ...(deed.shipment === undefined ? {} : { shipment: deed.shipment.ref }),
      ...(deed.readings === undefined ? {} : { readings: deed.readings }),
    });
  }
  const model = serving({ at, step: 'storing', lines: [], readings: deed.readings ?? [] });
  return eventOf(
    'ObjectEvent',
    { at },
    {
      action,
      bizStep,
      disposition,
      ...(units.length === 0 ? {} : { epcList: epcList(units) }),
      ...(lines.length === 0 ? {} : { quantityList: quantityList(lines) }),
      ...(model['sensorElementList'] === undefined ? {} : { sensorElementList: model['sensorElementList'] }),
      ...(references.length === 0
        ? {}
        : { bizTransactionList: references.map(({ type, uri }) => ({ type, bizTransaction: uri })) }),
      ...source(deed),
      ...papersOf(deed),
      ...plain,
    },
  );
}

function birthEvent(
  { birth, fields }: Deed,
  at: Date,
  category: string,
  {
    certificates,
    plain,
    product,
  }: { certificates: { issuer: string; number: string }[]; plain: JsonObject; product: { zh: string } },
): JsonObject {
  if (birth === undefined) throw new Error('nothing is made');
  const { path, quantity, uom, units } = birth;
  if (units.length > 0) {
    const national = units[0]?.startsWith('code/') === true;
    const batch = national ? { batchLot: path } : { batch: path.split('/').at(-1) ?? '' };
    return without(unitCommissioning({ at, units, category, product, ...batch, certificates, ilmd: plain }), fields);
  }
  const [certificate] = certificates;
  const event = commissioning({
    ...{ at, lot: path, quantity: formatQuantity(quantity), uom, category, product, ilmd: plain },
    ...(certificate === undefined ? {} : { certificate }),
  });
  return without(event, fields);
}

/** Category and product stand in every birth, unless a deed leaves them out on purpose (null). */
function without(event: JsonObject, fields: Deed['fields']): JsonObject {
  const gone = ['suyuan:category', 'suyuan:product'].filter((name) => fields[name] === null);
  const ilmd = Object.entries(event['ilmd'] as JsonObject).filter(
    ([name]) => !gone.includes(name) && fields[name] !== null,
  );
  return { ...event, ilmd: Object.fromEntries(ilmd) };
}

function line({ lot }: Parcel, { quantity }: Deed): { lot: string; quantity: string; uom: string } {
  return { lot: lot.path, quantity: formatQuantity(quantity), uom: lot.uom };
}

function source({ holder }: Deed): JsonObject {
  return holder === undefined
    ? {}
    : { sourceList: [{ type: 'possessing_party', source: `urn:suyuan:party:${holder}` }] };
}

function papersOf({ papers }: Deed): JsonObject {
  const urns: Json = papers.map(({ issuer, number }) => certificateUrn(issuer, number));
  return papers.length === 0 ? {} : { certificationInfo: urns };
}

/** A container of the first maker's own. */
export function boxName(number: number, prefix = PREFIX): string {
  const head = `0${prefix}${String(number).padStart(16 - prefix.length, '0')}`;
  return makeIdentifier('00', head + gs1CheckDigit(head)).path;
}
