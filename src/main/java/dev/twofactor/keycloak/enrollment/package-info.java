/** Setting up phones and addresses as second factors: required actions, which applications can start too. */
package dev.twofactor.keycloak.enrollment;
