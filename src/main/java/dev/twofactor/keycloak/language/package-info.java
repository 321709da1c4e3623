/** Our words in every language that Keycloak's login theme lists. */
@NullMarked
package dev.twofactor.keycloak.language;

import org.jspecify.annotations.NullMarked;
