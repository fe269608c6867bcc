/**
 * The configuration of a network while it is changed, and the network that comes of it.
 */
package io.github.dl4jdropout.adopt.draft;
