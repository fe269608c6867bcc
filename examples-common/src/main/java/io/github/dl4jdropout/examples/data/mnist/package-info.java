/** MNIST: its files, in any state, and where they come from. */
package io.github.dl4jdropout.examples.data.mnist;
