package dev.twofactor.domain.preview;

/**
 * What the preview looks at in an application.
 *
 * @param clientId its name for people
 * @param required whether a requirement would hold for sign-ins into it: false where its own flow has the enrollment step
 *     switched off, or where no flow has one
 * @param serviceAccount whether it signs in as itself
 * @param directGrant whether it may trade a user's password for tokens
 * @param grantAsks whether the direct grant flow that it uses asks for a code
 * @param ciba whether it may have people confirm on another device
 */
public record Application(
        String clientId,
        boolean required,
        boolean serviceAccount,
        boolean directGrant,
        boolean grantAsks,
        boolean ciba) {}
