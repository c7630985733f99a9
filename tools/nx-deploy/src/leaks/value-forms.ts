/** How a value may stand in a file that nobody wrote it into on purpose. */
export type ValueForm = 'as it is' | 'base64' | 'URL-encoded' | 'escaped';

export function listValueForms(value: string): { form: ValueForm; text: string }[] {
  const url = encodeURIComponent(value);
  const strictUrl = url.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const base64 = listBase64(Buffer.from(value));
  const forms: { form: ValueForm; text: string }[] = [
    // Files hold bytes, which a search in latin1 sees one by one.
    { form: 'as it is', text: Buffer.from(value).toString('latin1') },
    { form: 'escaped', text: Buffer.from(JSON.stringify(value).slice(1, -1)).toString('latin1') },
    ...[url, strictUrl].flatMap((text) => [
      { form: 'URL-encoded' as const, text },
      { form: 'URL-encoded' as const, text: text.replace(/%../g, (code) => code.toLowerCase()) },
    ]),
    ...base64.map((text) => ({ form: 'base64' as const, text })),
    ...base64.map((text) => ({
      form: 'base64' as const,
      text: text.replaceAll('+', '-').replaceAll('/', '_'),
    })),
  ];
  return forms.filter(({ text }, at) => forms.findIndex((other) => other.text === text) === at);
}

/** Three texts, because base64 of "user:" + value holds other signs than base64 of the value alone. */
function listBase64(value: Buffer): string[] {
  return [0, 1, 2].map((before) => {
    const all = Buffer.concat([Buffer.alloc(before), value]).toString('base64');
    // Only signs that are made of nothing but the value's bits.
    return all.slice(Math.ceil((before * 8) / 6), Math.floor(((before + value.length) * 8) / 6));
  });
}
