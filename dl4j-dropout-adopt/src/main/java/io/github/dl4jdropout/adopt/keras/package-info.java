/**
 * Dropouts of Keras models, one class for each type of layer that is restored.
 */
package io.github.dl4jdropout.adopt.keras;
