/** Replays days of real people and attackers against the rules of the domain, with a clock that is moved. */
package dev.twofactor.simulation;
