/** What single parts of a login cost by themselves, measured with JMH. */
package dev.twofactor.benchmark.micro;
