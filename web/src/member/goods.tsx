import { useState } from 'preact/hooks';
import { useLanguage } from '../ui/language.js';
import { stockWords } from './text/stock.js';

/** Goods that are named at once; a delivery of single units may have a thousand. */
const MOST = 20;

/** Containers and units that a delivery carries as such. */
export function Goods({ goods = [] }: { readonly goods?: readonly string[] | undefined }) {
  const words = stockWords[useLanguage().language];
  return (
    <>
      {goods.slice(0, MOST).map((path) => (
        <p key={path} class="code">
          {path}
        </p>
      ))}
      {goods.length > MOST ? <p class="hint">{words.more(goods.length - MOST)}</p> : null}
    </>
  );
}

export interface Arrival {
  /** What came, in the order of the delivery. */
  readonly came: readonly string[];
  readonly toggle: (path: string) => void;
}

/** Everything came, until somebody says otherwise. */
export function useArrival(goods: readonly string[]): Arrival {
  const [missing, setMissing] = useState<readonly string[]>([]);
  return {
    came: goods.filter((path) => !missing.includes(path)),
    toggle: (path) => setMissing(missing.includes(path) ? missing.filter((each) => each !== path) : [...missing, path]),
  };
}

interface ArrivedProps {
  readonly goods: readonly string[];
  readonly arrival: Arrival;
}

/** Which containers and units were really there. */
export function Arrived({ goods, arrival: { came, toggle } }: ArrivedProps) {
  const words = stockWords[useLanguage().language];
  if (goods.length === 0) return null;
  return (
    <fieldset class="field choices">
      <legend class="label">{words.arrived}</legend>
      {goods.map((path) => (
        <label key={path} class="choice code">
          <input type="checkbox" name={`came-${path}`} checked={came.includes(path)} onChange={() => toggle(path)} />
          {path}
        </label>
      ))}
      <span class="problem" role="alert">
        {came.length === 0 ? words.arrivedNone : ''}
      </span>
    </fieldset>
  );
}
