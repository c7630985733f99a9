/** Places that runtimes still list by a name that nobody there uses any more. */
const renamed: Record<string, string> = {
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

export const zoneName = (zone: string) => renamed[zone] ?? zone;

/** "America/New York", for people. */
export const zoneText = (zone: string) => zoneName(zone).replaceAll('_', ' ');

/** Every zone that this runtime knows, and the one that is in use even when it does not. */
export function timeZonesWith(current: string): string[] {
  return [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone').map(zoneName), current])].sort();
}
