import type { Metadata } from 'next';
import { LogOut } from 'lucide-react';
import { ActionForm } from '@/components/action-form';
import { Button } from '@/components/button';
import { Card } from '@/components/card';
import { SelectField, TextField } from '@/components/field';
import { Page } from '@/components/page';
import { SubmitButton } from '@/components/submit-button';
import { DeleteAccount } from '@/features/settings/delete-account';
import { savePreferencesAction } from '@/features/settings/settings-actions';
import { ThemeSwitch } from '@/features/settings/theme-switch';
import { TimeZoneHint } from '@/features/settings/time-zone-hint';
import { signOutAction } from '@/features/sign-in/sign-in-actions';
import { getMe } from '@/lib/api';
import { clockOf } from '@/lib/day';
import { timeZonesWith, zoneText } from '@/lib/time-zones';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsPage() {
  const me = await getMe();
  return (
    <Page split title="Settings" lead={me.email}>
      <div className="flex flex-col gap-4">
        <Card aria-labelledby="days">
          <h2 id="days" className="mb-5 text-lg font-semibold">
            Your days
          </h2>
          <ActionForm action={savePreferencesAction}>
            <div>
              <SelectField name="timeZone" label="Time zone" defaultValue={me.timeZone}>
                {timeZonesWith(me.timeZone).map((zone) => (
                  <option key={zone} value={zone}>
                    {zoneText(zone)}
                  </option>
                ))}
              </SelectField>
              <TimeZoneHint saved={me.timeZone} />
            </div>
            <TextField
              name="dayStartMinute"
              label="A new day begins at"
              hint="Up past midnight? With 03:00, what you do until then still counts for the evening."
              type="time"
              defaultValue={clockOf(me.dayStartMinute)}
              className="w-36"
              required
            />
            <SubmitButton className="self-start">Save</SubmitButton>
          </ActionForm>
        </Card>
        <Card aria-labelledby="look">
          <h2 id="look" className="mb-4 text-lg font-semibold">
            Look
          </h2>
          <ThemeSwitch named />
        </Card>
        <Card aria-labelledby="account">
          <h2 id="account" className="mb-4 text-lg font-semibold">
            Account
          </h2>
          <form action={signOutAction}>
            <Button look="quiet">
              <LogOut className="size-4" aria-hidden="true" />
              Sign out
            </Button>
          </form>
          <DeleteAccount email={me.email} />
        </Card>
      </div>
    </Page>
  );
}
