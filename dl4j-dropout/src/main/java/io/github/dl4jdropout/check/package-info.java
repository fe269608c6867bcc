/**
 * What a configuration says about its dropouts before anything is trained: {@link io.github.dl4jdropout.check.Dropouts#prepare} and
 * {@link io.github.dl4jdropout.check.Dropouts#check}.
 *
 * <p>A {@link io.github.dl4jdropout.check.Walk} visits the layers of a configuration; each
 * {@link io.github.dl4jdropout.check.Rule} judges one {@link io.github.dl4jdropout.check.Place} and returns a
 * {@link io.github.dl4jdropout.check.Finding}, or none. A rule is a file of its own.
 */
package io.github.dl4jdropout.check;
