/** MLPs on MNIST: no dropout, Deeplearning4j's built-in dropout, and the scalings of the plugin. */
package io.github.dl4jdropout.examples.mnist;
