package io.github.dl4jdropout.mask;

import java.util.Optional;

/**
 * Finds the implementation on {@code jdk.incubator.vector}. It is compiled only by builds on Java 22 or newer, and used only where the
 * virtual machine was started with {@code --add-modules jdk.incubator.vector}; nothing refers to it but its name here.
 */
final class VectorSupport {

    private static final String MODULE = "jdk.incubator.vector";
    private static final String LANES = "io.github.dl4jdropout.mask.VectorLanes";
    private static final int FEATURE = 22;

    private VectorSupport() {}

    static Optional<Lanes> lanes() {
        if (obstacle() != null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    (Lanes) Class.forName(LANES).getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The vector implementation is there and cannot be made: " + e, e);
        }
    }

    /** Why there are no vectors; null if there are. */
    static String obstacle() {
        if (Runtime.version().feature() < FEATURE) {
            return "Java is " + Runtime.version().feature() + ", older than " + FEATURE;
        }
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return "the virtual machine was started without --add-modules " + MODULE;
        }
        if (VectorSupport.class.getResource("VectorLanes.class") == null) {
            return "this library was built on a Java older than " + FEATURE;
        }
        return null;
    }
}
