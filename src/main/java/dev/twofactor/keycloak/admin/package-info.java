/** The admin REST below {@code /admin/realms/{realm}/two-factor/}. */
package dev.twofactor.keycloak.admin;
