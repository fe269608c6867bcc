/**
 * How a mask is multiplied with an array. Not API: what is public here is public for the packages above it.
 *
 * <p>To know what {@code .dropOut(RateDropout.of(0.5))} <em>means</em>, read four files:
 *
 * <ol>
 *   <li>{@link io.github.dl4jdropout.RateDropout}: which scaling, and what a pass draws ({@code Formula});
 *   <li>{@link io.github.dl4jdropout.Scaling}: the factors in training and at inference;
 *   <li>{@link io.github.dl4jdropout.mask.KeepBits}: which positions are kept;
 *   <li>{@code ReferenceKernel}: the product. It says everything; the rest of this package makes it fast.
 * </ol>
 *
 * <p>The fast path, in the order of a call: {@link io.github.dl4jdropout.kernel.MaskKernels} chooses a {@code MaskKernel};
 * {@code CpuKernel} splits dense memory among threads; {@code DenseLayout} maps memory to draws; {@code DenseWalk} goes from run to run,
 * with bits from a {@code BitReader}; a {@code Simd} backend draws words and multiplies blocks: {@code PlainSimd} with
 * {@code PlainFloatProduct} and {@code PlainDoubleProduct}, or {@code VectorSimd} in {@code src/main/java-vector}.
 *
 * <h2>How to add a kernel</h2>
 *
 * <ul>
 *   <li>For another <em>type</em>: a {@code Simd.Product}, a method of {@code Simd} that makes it, and the type in
 *       {@code CpuKernel}, which is the only class that knows types.
 *   <li>For another <em>backend</em>: a {@code MaskKernel} and its line in {@code MaskKernels.choose}.
 * </ul>
 *
 * {@code KernelEqualityTest} holds each of them to {@code ReferenceKernel}, to the last bit.
 */
package io.github.dl4jdropout.kernel;
