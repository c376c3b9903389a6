import { interactionPolicy } from 'oidc-provider'

const { Check, Prompt } = interactionPolicy

/** Creates the rules that decide when somebody has to be asked something.
 *  The account of a sign-in session is loaded for the asking client (findAccount): one of another site, or a suspended one,
 *  is none, and leads to the sign-in page. oidc-provider's own rule would let any session through. */
export function createInteractionPolicy(): interactionPolicy.Prompt[] {
  return [
    new Prompt(
      { name: 'login', requestable: true },
      new Check('no_account', 'sign-in is required', 'login_required', (ctx) => ctx.oidc.account === undefined),
    ),
    new Prompt(
      { name: 'consent', requestable: true },
      new Check('not_asked', 'consent is required', 'consent_required', ({ oidc }) => oidc.grant?.jti === undefined),
    ),
  ]
}
