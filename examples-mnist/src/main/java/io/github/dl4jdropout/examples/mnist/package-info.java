/** Multi-layer perceptrons on MNIST: no dropout, DL4J's built-in dropout, and the scalings of the plugin. */
package io.github.dl4jdropout.examples.mnist;
