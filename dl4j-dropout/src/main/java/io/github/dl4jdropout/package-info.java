/**
 * Dropout for Deeplearning4j, by drop rate, with every documented scaling in training and at inference.
 *
 * <h2>Semantics</h2>
 *
 * {@code rate} is P(drop), in [0, 1]. Keep bits are drawn with P(keep) = 1 - rate, exactly; {@code keep} is 0 or 1.
 *
 * <table>
 * <caption>The one table: what is computed from an input x</caption>
 * <tr><th>{@link io.github.dl4jdropout.Scaling}</th><th>training</th><th>inference</th><th>who means this</th></tr>
 * <tr><td>{@code UPSCALE_IN_TRAIN} (default)</td><td>x · keep / (1 - rate)</td><td>x</td><td>"inverted dropout": PyTorch, Keras,
 *     Flax, Paddle's default, Deeplearning4j's built-in</td></tr>
 * <tr><td>{@code DOWNSCALE_IN_INFER}</td><td>x · keep</td><td>x · (1 - rate)</td><td>the original: Hinton et al. 2012, Srivastava
 *     et al. 2014, Paddle's {@code downscale_in_infer}</td></tr>
 * <tr><td>{@code UPSCALE_IN_INFER}</td><td>x · keep</td><td>x / (1 - rate)</td><td>guides in circulation: with rate 0.4,
 *     [1, 2, 3, 4, 5] gives for example [1, 2, 0, 4, 0] in training and [1.6667, 3.3333, 5, 6.6667, 8.3333] at
 *     inference. Does not preserve the expectation</td></tr>
 * <tr><td>{@code NONE}</td><td>x · keep</td><td>x</td><td>the bare mask</td></tr>
 * </table>
 *
 * <p>The gradient of a training pass is the gradient at the output times the very mask of that pass; of an inference pass, times the
 * inference factor. Values are computed in the type of the input.
 *
 * <h2>Edges</h2>
 *
 * <ul>
 *   <li>A rate that is NaN, below 0 or above 1 is refused: by constructor, builder, JSON and schedule alike.
 *   <li>Rate 0 is the identity and draws nothing.
 *   <li>Rate 1 gives zeros and a zero gradient; {@code UPSCALE_IN_INFER} refuses it.
 *   <li>A dropped position is 0 even where the input is NaN or infinite.
 *   <li>The caller's input is not modified.
 * </ul>
 *
 * <h2>Which class</h2>
 *
 * {@link io.github.dl4jdropout.RateDropoutLayer} is a layer of its own. It is right everywhere, except below an embedding layer, where
 * values are indices (there {@code Scaling.NONE} alone is right, if index 0 is padding or the unknown word), and below a
 * {@code MaskZeroLayer}, which takes dropped steps for padding. Pretraining runs it as at inference.
 * {@link io.github.dl4jdropout.RateDropout} is for {@code .dropOut(...)}: it acts on the <em>input</em> of the layer that it is given
 * to, in training only, and only where Deeplearning4j 1.0.0-M2.1 calls it:
 *
 * <ul>
 *   <li>It is right in dense, output (also recurrent), convolution (2D, depthwise, separable), upsampling (2D, 3D), 3D pooling and
 *       PReLU layers.
 *   <li>On the input of a 2D convolution with C = H = W it is refused, because nothing tells [N, C, H, W] from [N, H, W, C], where
 *       Deeplearning4j transposes the gradient; {@code channelsLast(false)} says that it is [N, C, H, W], and is believed.
 *   <li>It is right in LSTM, element-wise multiplication and space-to-batch layers from the second layer of a
 *       {@code MultiLayerNetwork} on, and refused elsewhere: these layers use a change of their input for sure only if it is made in
 *       place, which is safe nowhere else.
 *   <li>It is refused where a layer trains on wrong gradients, or cannot be distinguished from one that does: 1D and 3D convolution,
 *       deconvolution, 1D upsampling, space-to-depth, repeat vector, center loss, autoencoder, {@code SimpleRnn} and
 *       {@code GravesLSTM} layers.
 *   <li>It is <em>never called</em>, so that nothing can be refused, by pooling (1D, 2D), global pooling, batch normalization, local
 *       response normalization, activation, loss (also CNN and RNN loss), YOLO output, embedding, variational autoencoder,
 *       {@code GravesBidirectionalLSTM}, zero padding, cropping, mask, locally connected, attention, capsule and other SameDiff
 *       layers; nor by any layer that is frozen.
 * </ul>
 *
 * The configuration of a network shows all of this before training. {@code Dropouts.prepare(configuration)}, of package
 * {@code io.github.dl4jdropout.check}, throws where dropout would be refused or would act on something else than it seems to; it states
 * the data format where a layer needs it, which ends most refusals for [N, C, H, W] and [N, C, T]. {@code Dropouts.check(configuration)}
 * returns a table of what each dropout does.
 *
 * With rate 0 it is refused nowhere: {@code RateDropout.of(0)} takes the dropout off a layer where the network sets one for all,
 * which {@code dropOut(0)} does not.
 *
 * <h2>Randomness</h2>
 *
 * A mask is a function of a 64-bit key and of the position in the array, in row-major order. With a seed, the key is a function of
 * (seed, layer, iteration, epoch, pass, worker), where pass counts the training-mode forward passes within one iteration, and worker is
 * 0 unless {@linkplain io.github.dl4jdropout.Workers several} train one network: the masks do not depend on threads, cores, other random numbers or the Java version, and a run that is resumed from a file of
 * {@link io.github.dl4jdropout.ResumableCheckpoints} draws the masks that it would have drawn; Deeplearning4j's own
 * {@code CheckpointListener} saves before the update or epoch is counted. A file within an epoch is written before constraints, such as
 * max-norm, are applied. Without a seed, one number of {@code Nd4j.getRandom()} takes the place of the seed in each pass, so that
 * {@code Nd4j.getRandom().setSeed(s)} makes a run repeatable in its thread.
 *
 * <p>Layers of equal width that share seed and layer number draw the same masks. That happens where one seeded dropout is given to
 * several layers, and in both directions of a {@code Bidirectional}. {@code Dropouts.prepare} numbers them apart:
 *
 * <pre>{@code
 * MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
 *         .dropOut(RateDropout.builder(0.5).seed(42).build())
 *         .list() // ...
 *         .build();
 * MultiLayerNetwork network = new MultiLayerNetwork(Dropouts.prepare(configuration));
 * }</pre>
 */
package io.github.dl4jdropout;
