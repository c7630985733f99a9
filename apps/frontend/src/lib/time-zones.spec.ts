import { timeZonesWith, zoneName, zoneText } from './time-zones';

describe('time zones', () => {
  it('go by the name in use today', () => {
    expect(zoneName('Asia/Calcutta')).toBe('Asia/Kolkata');
    expect(zoneName('Europe/London')).toBe('Europe/London');
    expect(zoneText('America/New_York')).toBe('America/New York');
    expect(timeZonesWith('UTC')).toContain('Asia/Kolkata');
    expect(timeZonesWith('UTC')).not.toContain('Asia/Calcutta');
  });

  it('hold the one in use, once, even when the runtime does not list it', () => {
    expect(timeZonesWith('Asia/Calcutta')).toContain('Asia/Calcutta');
    expect(timeZonesWith('Europe/London').filter((zone) => zone === 'Europe/London')).toHaveLength(1);
  });

  it('are all zones that this runtime can reckon with', () => {
    for (const timeZone of timeZonesWith('UTC')) {
      expect(() => new Intl.DateTimeFormat('en', { timeZone })).not.toThrow();
    }
  });
});
