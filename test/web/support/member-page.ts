import type { Page } from 'playwright-core';

/** Enters with a key from a file, as somebody does who made it on the command line. */
export async function useKey(page: Page, file: string): Promise<void> {
  await page.locator('input[name=key-file]').setInputFiles(file);
  await page.locator('.tabs').waitFor();
}

export function tab(page: Page, name: string): Promise<void> {
  return page.locator('.tabs').getByRole('button', { name }).click();
}

export async function fill(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.locator(`[name="${name}"]:visible`).fill(value);
}

/** Asks to see what will be signed. */
export function preview(page: Page): Promise<void> {
  return page.locator('form:visible button[type=submit]').first().click();
}

/** Signs what is shown, and sends it: what the page says then. */
export async function send(page: Page): Promise<string> {
  const button = page.getByRole('button', { name: '签署并提交' });
  await button.click();
  await button.waitFor({ state: 'detached' });
  return page.locator('.results').innerText();
}

export function done(page: Page): Promise<void> {
  return page.getByRole('button', { name: '完成' }).click();
}

/** Of each key that the browser keeps, whether a script can read it out. */
export function extractable(page: Page): Promise<boolean[]> {
  return page.evaluate(
    () =>
      new Promise<boolean[]>((resolve, reject) => {
        const request = indexedDB.open('suyuan');
        request.onerror = () => reject(new Error('IndexedDB'));
        request.onsuccess = () => {
          const all = request.result.transaction('keys').objectStore('keys').getAll() as IDBRequest<
            { privateKey: CryptoKey }[]
          >;
          all.onsuccess = () => resolve(all.result.map(({ privateKey }) => privateKey.extractable));
        };
      }),
  );
}
