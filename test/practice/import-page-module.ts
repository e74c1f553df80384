/** A module of the practice page, which is plain JavaScript for browsers; without types. */
export async function importPageModule(path: string): Promise<Record<string, (...input: unknown[]) => unknown>> {
  return import(new URL(`../../src/practice/page/${path}`, import.meta.url).href)
}
