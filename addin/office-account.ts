import type * as Msal from '@azure/msal-browser';
import { err, ok } from '#engine/domain/result';
import type { OfficeAccount, SignInPage } from './session/parts.ts';

/** Office signs in at Microsoft Entra ID alone, in its public and its national clouds. */
const entra =
  /^https:\/\/login\.(microsoftonline\.com|microsoftonline\.us|partner\.microsoftonline\.cn)\/[\w.-]+\/v2\.0$/;

/**
 * Asks Office for tokens of the account it is signed in with (nested app authentication). Null for another provider, and
 * where Office turns out not to: the provider's page does it then.
 */
export const openOfficeAccount: SignInPage['officeAccount'] = async ({ issuer, client, scope }) => {
  if (!entra.test(issuer)) return null;
  const msal = await import('@azure/msal-browser');
  const application = await msal.createNestablePublicClientApplication({
    auth: { clientId: client, authority: issuer.replace(/\/v2\.0$/, '') },
    cache: { cacheLocation: msal.BrowserCacheLocation.MemoryStorage },
  });
  // Without Office behind it, the library is one for pages of their own.
  if (!('nestedAppAuthBridge' in window)) return null;
  const scopes = [scope ?? `${client}/.default`];
  const tokens: OfficeAccount['tokens'] = async (ask) => {
    try {
      const given = await (ask
        ? application.acquireTokenPopup({ scopes })
        : application.acquireTokenSilent({ scopes }));
      const ends = given.expiresOn?.getTime() ?? 0;
      const seconds = Math.max(1, (ends - Date.now()) / 1_000);
      return ok({ access: given.accessToken, refresh: null, seconds });
    } catch (error) {
      if (!(error instanceof msal.AuthError)) throw error;
      return refusal(error, msal, issuer);
    }
  };
  return { tokens };
};

function refusal(
  error: Msal.AuthError,
  { InteractionRequiredAuthError, ServerError }: typeof Msal,
  issuer: string,
): Awaited<ReturnType<OfficeAccount['tokens']>> {
  if (error.errorCode === 'user_canceled') return null;
  if (error instanceof InteractionRequiredAuthError) return err({ code: 'sign-in-failed', detail: error.errorMessage });
  const isAway = error.errorCode === 'no_network_connectivity' || error instanceof ServerError;
  return err(
    isAway ? { code: 'provider-away', detail: issuer } : { code: 'sign-in-failed', detail: error.errorMessage },
  );
}
