/**
 * The one decimal text of a JSON number: no exponent, no zeros at the end, no minus before zero (CBV 2.0 §8.9, rule 6);
 * undefined where it would be longer than 60 digits, which no measurement is.
 */
export function canonicalNumber(text: string): string | undefined {
  const minus = text.startsWith('-');
  const exponentAt = text.search(/[eE]/);
  const mantissa = text.slice(minus ? 1 : 0, exponentAt < 0 ? undefined : exponentAt);
  const exponent = exponentAt < 0 ? 0 : Number(text.slice(exponentAt + 1));
  if (mantissa.length > 60 || !(exponent >= -60 && exponent <= 60)) return undefined;
  const dot = mantissa.indexOf('.');
  const digits = dot < 0 ? mantissa : mantissa.slice(0, dot) + mantissa.slice(dot + 1);
  // Where the point stands in `digits`, perhaps outside of them.
  const point = (dot < 0 ? mantissa.length : dot) + exponent;
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0');
  const split = point <= 0 ? 1 : point;
  const whole = padded.slice(0, split).replace(/^0+(?=\d)/, '');
  const decimals = withoutZeros(padded.slice(split));
  if (whole.length + decimals.length > 60) return undefined;
  const plain = decimals === '' ? whole : `${whole}.${decimals}`;
  return minus && plain !== '0' ? `-${plain}` : plain;
}

function withoutZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits.charCodeAt(end - 1) === 0x30) end--;
  return digits.slice(0, end);
}
