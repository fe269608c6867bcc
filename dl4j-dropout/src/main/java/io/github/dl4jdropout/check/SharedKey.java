package io.github.dl4jdropout.check;

import io.github.dl4jdropout.KeyedDropout;
import io.github.dl4jdropout.check.Finding.Kind;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Dropouts of one seed and one layer number draw the same masks, wherever they stand. */
final class SharedKey implements Rule {

    /** What the masks of a place depend on, besides the step. */
    record Key(long seed, int number) {}

    /** Names in the text of a finding. */
    private static final int MOST = 8;

    @Override
    public Optional<Finding> judge(Place place) {
        if (!isKeyed(place)) {
            return Optional.empty();
        }
        List<Place> sharers = place.walk().byKey().get(key(place));
        if (sharers.size() == 1) {
            return Optional.empty();
        }
        String names = sharers.stream().limit(MOST).map(Place::name).collect(Collectors.joining(", "))
                + (sharers.size() > MOST ? " and " + (sharers.size() - MOST) + " more" : "");
        return Optional.of(place.finding(
                Kind.OPEN,
                "layers that share a key drop the same units where they are equally wide",
                "seed " + place.seed() + " and layer number " + place.number() + ": layers " + names,
                "Dropouts.prepare(configuration), or .layer(...) with a number of its own for each"));
    }

    /**
     * Gives each dropout that shares its key the index of its layer as its number, where that is free, and else the next that is.
     * Dropout layers keep their index.
     */
    static void settle(Walk walk) {
        Map<Key, List<Place>> byKey = walk.byKey();
        Set<Key> taken = new HashSet<>();
        byKey.forEach((key, places) -> {
            if (places.size() == 1) {
                taken.add(key);
            }
        });
        int beyond = walk.places().stream().mapToInt(Place::index).max().orElse(0) + 1;
        for (List<Place> places : byKey.values()) {
            for (Place place : places) {
                Optional<KeyedDropout> dropout = place.keyed();
                if (places.size() > 1 && dropout.isPresent()) {
                    int number = place.index();
                    for (int next = beyond; !taken.add(new Key(place.seed(), number)); next++) {
                        number = next;
                    }
                    place.layer().setIDropout(dropout.get().withLayer(number));
                }
            }
        }
    }

    static Map<Key, List<Place>> byKey(List<Place> places) {
        return places.stream()
                .filter(SharedKey::isKeyed)
                .collect(Collectors.groupingBy(SharedKey::key, LinkedHashMap::new, Collectors.toList()));
    }

    private static boolean isKeyed(Place place) {
        return place.drops() && place.seed() != null && !NeverCalled.at(place);
    }

    private static Key key(Place place) {
        return new Key(place.seed(), place.number());
    }
}
