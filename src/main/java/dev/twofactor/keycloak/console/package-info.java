/** The console page for admins: its files, and under which rules a browser may run them. */
@NullMarked
package dev.twofactor.keycloak.console;

import org.jspecify.annotations.NullMarked;
