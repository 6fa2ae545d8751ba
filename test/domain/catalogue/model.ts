import type { CategoryPack, PackExtension, Step, StepRule } from '@suyuan/domain';
import type { Country } from './country.js';
import { NATIONAL } from './law.js';
import type { Box, Certificate, Deed, Licence, Lot, Parcel, Party, Pending, Rules, Shipment } from './terms.js';

/** A second account of one category: who has what, in which state, by which papers. */
export class Model {
  readonly lots: Lot[] = [];
  readonly parcels: Parcel[] = [];
  readonly boxes: Box[] = [];
  readonly shipments: Shipment[] = [];
  readonly certificates: Certificate[] = [];
  readonly pendings: Pending[] = [];
  readonly licences: Licence[];
  /** Extensions in force. */
  readonly extensions: PackExtension[] = [];
  /** Of which lots a laboratory has had a sample, and who has ever had which. */
  readonly sampled = new Set<string>();
  readonly had = new Set<string>();
  readonly drawn = new Map<string, bigint>();
  readonly plots = new Map<string, number>();
  pack: CategoryPack;
  now = 0;

  constructor(readonly country: Country) {
    this.pack = country.pack;
    this.licences = [...country.licences];
  }

  get rules(): Rules {
    const national = { id: NATIONAL, pack: this.pack };
    return {
      version: this.pack.version,
      layers: [national, ...this.extensions.map((pack) => ({ id: pack.id, pack }))],
    };
  }

  /** Those that bind a deed: of goods on their way the ones under which they left. */
  rulesFor({ step, shipment }: Pick<Deed, 'step' | 'shipment'>): Rules {
    if (shipment === undefined || step === 'shipping') return this.rules;
    return this.pack.inTransit === 'at_once' ? this.rules : shipment.rules;
  }

  rule(step: Step): StepRule | undefined {
    return this.pack.steps[step];
  }

  at({ place }: { place: Parcel['place'] }): string | undefined {
    return typeof place === 'object' && 'firm' in place ? place.firm : undefined;
  }

  /** What is in a box, and in whose hands. */
  inside(box: Box): Parcel[] {
    return this.parcels.filter(({ place }) => typeof place === 'object' && 'box' in place && place.box === box);
  }

  /** By a report that it failed, or by a voucher taken back; or one of what it was made of is. */
  isStopped(lot: Lot): boolean {
    const own = this.certificates.some(
      ({ path, result, revoked }) =>
        path === lot.path && (result === 'fail' ? !revoked : revoked) && this.country.pack.stopOnFailure,
    );
    return own || lot.parents.some((parent) => this.isStopped(parent));
  }

  /** What a deed is about: of a box all that is inside. */
  goods({ parcels, box }: Deed): readonly Parcel[] {
    return box === undefined ? parcels : this.inside(box);
  }

  /** Those on record, of the ones named, that name the lot. */
  known(named: readonly { issuer: string; number: string }[], { path }: Lot): Certificate[] {
    return named.flatMap(({ issuer, number }) =>
      this.certificates.filter((each) => each.issuer === issuer && each.number === number && each.path === path),
    );
  }

  /** Of the present year. */
  account(firm: string, substance: string): string {
    return `${firm} ${substance} ${new Date((this.now + 8 * 3600) * 1000).getUTCFullYear()}`;
  }

  /** What a firm has free of a lot, in one heap. */
  stock(firm: string, lot: Lot): Parcel | undefined {
    return this.parcels.find((each) => each.unit === undefined && each.lot === lot && this.at(each) === firm);
  }

  signatures(step: Step): number {
    return this.rule(step)?.signatures ?? 1;
  }

  party(id: string): Party | undefined {
    return this.country.parties.find(({ firm }) => firm.id === id);
  }
}
