package io.github.dl4jdropout.adopt;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was changed in a network, and what could not be. {@link #toString()} is a list for a terminal.
 *
 * @param entries one for each dropout, in the order of the layers; immutable
 * @param indices the index of each layer before, and its index now; unmodifiable. Names stay
 */
public record AdoptionReport(List<Entry> entries, Map<Integer, Integer> indices) {

    /** What became of a dropout. */
    public enum Kind {
        /** It is another now. */
        CHANGED,
        /** It is as it was, and the text says why. */
        LEFT,
        /** It cannot be carried over: the network does not do what the original did, and the text says what to do. */
        LOST,
        /** It acts as it did, with a difference worth knowing. */
        NOTE
    }

    /**
     * What became of one dropout.
     *
     * @param layer index and name of its layer in the network that was given, or its name in a graph
     * @param kind whether it was changed
     * @param what what it was and is now, or why it was left
     */
    public record Entry(String layer, Kind kind, String what) {

        @Override
        public String toString() {
            return "layer " + layer + ": " + what;
        }
    }

    /**
     * Copies both.
     *
     * @param entries one for each dropout
     * @param indices old to new
     */
    public AdoptionReport {
        entries = List.copyOf(entries);
        indices = java.util.Collections.unmodifiableMap(new TreeMap<>(indices));
    }

    /**
     * The entries of a kind.
     *
     * @param kind the kind
     * @return an immutable list
     */
    public List<Entry> entries(Kind kind) {
        return entries.stream().filter(entry -> entry.kind() == kind).toList();
    }

    /**
     * Tells whether anything was changed.
     *
     * @return false if the network is a plain copy
     */
    public boolean changed() {
        return !entries(Kind.CHANGED).isEmpty();
    }

    /**
     * The entries, those that were changed first, and the layers whose index is another.
     *
     * @return one line for each
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Kind kind : Kind.values()) {
            for (Entry entry : entries(kind)) {
                text.append(String.format("%-8s%s%n", kind.name().toLowerCase(java.util.Locale.ROOT), entry));
            }
        }
        String moved = indices.entrySet().stream()
                .filter(each -> !each.getKey().equals(each.getValue()))
                .map(each -> each.getKey() + " → " + each.getValue())
                .collect(Collectors.joining(", "));
        return text.isEmpty() ? "nothing to change" : text + (moved.isEmpty() ? "" : "indices " + moved + "\n");
    }
}
