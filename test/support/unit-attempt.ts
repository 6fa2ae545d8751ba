import fc from 'fast-check';

/** One step of a random history: whoever may or may not be able to do it tries. */
export interface Attempt {
  readonly act: 'pack' | 'unpack' | 'open' | 'ship' | 'receive' | 'return' | 'void' | 'dispense' | 'scrap';
  readonly who: number;
  readonly whom: number;
  readonly container: number;
  readonly shipment: number;
  /** Of units and containers; where it is about what lies somewhere, picked from there as often as not. */
  readonly items: readonly number[];
  readonly fitting: boolean;
}

export const attempt: fc.Arbitrary<Attempt> = fc.record({
  act: fc.constantFrom(
    ...(['pack', 'pack', 'pack', 'unpack', 'open', 'ship', 'ship', 'receive', 'receive', 'return', 'void'] as const),
    ...(['dispense', 'scrap'] as const),
  ),
  who: fc.nat(2),
  whom: fc.nat(2),
  container: fc.nat(4),
  shipment: fc.nat(5),
  items: fc.uniqueArray(fc.nat(16), { minLength: 1, maxLength: 4 }),
  fitting: fc.boolean(),
});
