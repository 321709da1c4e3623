/** What only a test server has: never in the JAR that people install. */
package dev.twofactor.testprovider;
