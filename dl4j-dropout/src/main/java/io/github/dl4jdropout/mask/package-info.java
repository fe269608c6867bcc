/**
 * What a mask is: a key, the bits or numbers that it gives to positions, and the axes that share them. No array is held, and nothing of
 * ND4J is known here. Not API: what is public here is public for the packages above it, and may change in any release, except for the
 * bits themselves (see {@link io.github.dl4jdropout.mask.KeepBits}).
 */
package io.github.dl4jdropout.mask;
