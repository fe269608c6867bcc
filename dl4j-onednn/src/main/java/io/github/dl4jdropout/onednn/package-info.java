/**
 * Convolution and batch normalization of Deeplearning4j 1.0.0-M2.1 computed by oneDNN, several times faster than Deeplearning4j
 * computes them by itself.
 *
 * <p>ND4J has builds of its CPU backend with oneDNN, and Deeplearning4j has helpers that use them, but in 1.0.0-M2.1 the helpers
 * are never made: they are disabled by default, and ask for a class that was moved. Enabled as they are, they fail for dilated
 * convolutions and weight noise, and give wrong gradients for channels last. So
 * {@link io.github.dl4jdropout.onednn.OneDnn#accelerate} gives a network's layers helpers of its own, layer by layer, where results
 * have been compared with those of the plain path, and leaves every other layer as it is.
 *
 * <table>
 * <caption>What is accelerated, in networks of type FLOAT</caption>
 * <tr><th>layer</th><th>accelerated</th><th>left plain</th></tr>
 * <tr><td>two-dimensional convolution, both data formats</td><td>any kernel, stride, padding, activation, with or without bias</td>
 *     <td>dilation above 1: oneDNN refuses it in mode Same; weight noise: helpers of Deeplearning4j keep noisy weights beyond their
 *     iteration</td></tr>
 * <tr><td>batch normalization, both data formats</td><td>with learned scale and shift; the backward pass by ND4J itself</td>
 *     <td>locked scale and shift, which the helpers do not know</td></tr>
 * <tr><td>pooling</td><td></td><td>always: oneDNN's pooling in this build ignores dilation, and gains nothing measurable</td></tr>
 * <tr><td>everything else, and layers in wrappers such as frozen ones</td><td></td><td>always</td></tr>
 * </table>
 *
 * <p>In the backward pass Deeplearning4j computes each convolution again, to know its output before the activation function. An
 * accelerated convolution keeps that output in training, in the workspace of activations, and hands it over: for that it takes a second
 * array of the size of its activations, and after a forward pass in training without workspaces and without a backward pass it holds them
 * until its next pass. Whoever changes parameters, or the input, between the forward and the backward pass of a layer gets the slope of the
 * activation function at the former.
 *
 * <p>A build of ND4J with oneDNN also uses it in operations of its own, dilated pooling among them. The first call of
 * {@link io.github.dl4jdropout.onednn.OneDnn} turns that off in the process, so that layers which are left plain compute exactly what
 * a build without oneDNN computes.
 */
package io.github.dl4jdropout.onednn;
