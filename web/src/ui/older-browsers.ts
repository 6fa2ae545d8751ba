/*
 * Browsers of 2020 parse what the build writes, but lack a few methods that came later. Only those that the pages and
 * the packages below them use; each is left alone where it exists.
 */

type Indexed<T> = { readonly length: number } & Readonly<Record<number, T>>;

function at<T>(this: Indexed<T>, index: number): T | undefined {
  const whole = Math.trunc(index) || 0;
  return this[whole < 0 ? this.length + whole : whole];
}

function add(target: object, name: string, value: unknown): void {
  if (name in target) return;
  Object.defineProperty(target, name, { value, configurable: true, writable: true });
}

add(Array.prototype, 'at', at);
add(Object.getPrototypeOf(Uint8Array.prototype) as object, 'at', at);
add(String.prototype, 'at', function (this: string, index: number) {
  return at.call(Object(this) as Indexed<string>, index);
});
add(String.prototype, 'replaceAll', function (this: string, from: string, to: string) {
  return this.split(from).join(to);
});
add(Object, 'hasOwn', (object: object, name: PropertyKey) => Object.prototype.hasOwnProperty.call(object, name));
add(Promise, 'allSettled', (promises: readonly Promise<unknown>[]) =>
  Promise.all(
    promises.map((promise) =>
      promise.then(
        (value) => ({ status: 'fulfilled', value }),
        (reason: unknown) => ({ status: 'rejected', reason }),
      ),
    ),
  ),
);
