/**
 * Moving a network that exists to this library, and back.
 */
package io.github.dl4jdropout.adopt;
